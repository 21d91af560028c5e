"""Addresses of the site that others may hold: none vanishes, and each new one is written down."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.build import BuildError, build
from lvkb.build.view_archives import all_view_files
from lvkb.catalog import load
from lvkb.results import Results
from lvkb.views import named_views
from tests.build.conftest import Built
from tests.build.toy import files_in, own, renderer

LIST = Path(__file__).parents[1] / "published-paths.txt"
"""The addresses, as files of the site of the toy knowledge base."""

_OF_PAGES = (
    *("assets/", "pagefind/", "embed/embed."),
    *("data/evidence/", "data/models.json", "data/names.json", "data/names/", "data/notice.json"),
)
"""What pages load and nobody links to: its names and its form change with the pages."""


def listed() -> set[str]:
    """Gives the addresses that were ever published."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def present(built: Built) -> set[str]:
    """Gives the addresses of the site as it is built now, and those of named views, for which it has too few models."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(named_views, "ENOUGH", 1)
        views = {path for path, _ in all_view_files(renderer(load(built.root)))}
    return views | {path for path in files_in(built.site) if not path.startswith(_OF_PAGES)}


def test_no_address_vanishes(built: Built) -> None:
    """Whatever was published is there still; a page that moved leaves one behind that leads to its new place.

    That is a file `site/pages/old/index.html` with a link and `<meta http-equiv="refresh" content="0; url=../new/">`.
    """
    assert sorted(listed() - present(built)) == []


def test_new_addresses_are_written_down(built: Built, pytestconfig: pytest.Config) -> None:
    """What is published now is kept from now on; `pytest --update-golden` adds new addresses to the list."""
    new = present(built) - listed()
    if pytestconfig.getoption("--update-golden"):
        head = [line for line in LIST.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        LIST.write_text("\n".join((*head, *sorted(listed() | new))) + "\n", encoding="utf-8")
        new = set()
    assert sorted(new) == []


def test_list_is_sorted() -> None:
    """The list stands sorted, so that a line that is taken out shows in a review."""
    lines = [line for line in LIST.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(set(lines))


MOVED = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Moved</title><meta http-equiv="refresh" content="0; url=../models/"></head>
<body><p>This page moved: <a href="../models/">Models</a>.</p></body>
</html>
"""


@pytest.mark.parametrize(("target", "is_built"), [("../models/", True), ("../nowhere/", False)])
def test_a_page_that_moved(toy_root: Path, target: str, is_built: bool) -> None:
    """A page that is left behind is published as it is, and leads somewhere: a build with a dead one fails."""
    own(toy_root, "site")
    (toy_root / "site/pages/ranking").mkdir()
    text = MOVED.replace("../models/", target)
    (toy_root / "site/pages/ranking/index.html").write_text(text, encoding="utf-8")
    if is_built:
        build(Results(load(toy_root)), lambda _: None, search=False)
        shown = (toy_root / "build/site/ranking/index.html").read_text(encoding="utf-8")
        assert 'content="0; url=../models/"' in shown
    else:
        with pytest.raises(BuildError, match="nowhere"):
            build(Results(load(toy_root)), lambda _: None, search=False)
