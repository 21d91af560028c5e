"""Archives of named views: read by others, complete, with checksums, and the same bytes each time."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

from lvkb.build.view_archives import all_view_files
from lvkb.catalog import Catalog
from lvkb.views import named_views
from tests.build.toy import renderer

VIEW = "views/imagenet-1k-no-distillation-224/gmacs"


@pytest.fixture(autouse=True)
def a_single_model_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """One model is enough here."""
    monkeypatch.setattr(named_views, "ENOUGH", 1)


def test_what_an_archive_of_a_view_holds(toy: Catalog) -> None:
    """It has every file of the view but the page, as they are beside it, with README, licence, citation, checksums."""
    found = dict(all_view_files(renderer(toy)))
    content = found[f"{VIEW}.zip"]
    assert isinstance(content, bytes)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        assert opened.testzip() is None
        files = {
            name.removeprefix("imagenet-1k-no-distillation-224-gmacs/"): opened.read(name) for name in opened.namelist()
        }
    beside = {"README.md", "LICENSE.txt", "CITATION.bib", "SHA256SUMS"}
    assert files.keys() == {f"gmacs.{ending}" for ending in ("svg", "csv", "json", "md", "tex", "bib")} | beside
    for name in files.keys() - beside:
        assert files[name].decode() == found[f"{VIEW.rpartition('/')[0]}/{name}"]
    sums = files.pop("SHA256SUMS").decode().splitlines()
    assert sums == [f"{hashlib.sha256(files[name]).hexdigest()}  {name}" for name in sorted(files)]
    assert files["LICENSE.txt"].startswith(b"Toy Knowledge Base: data of ")


def test_the_same_bytes_again(toy: Catalog) -> None:
    """Equal records give equal files, archives included."""
    assert dict(all_view_files(renderer(toy))) == dict(all_view_files(renderer(toy)))
