"""What goes with data that travel: which they are, of which day, and their licence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from lvkb.records import Release
from lvkb.render.data_notice import DataNotice, notice_json

NOTICE = DataNotice(
    name="The Toys",
    short_name="toys",
    home="https://t.example/",
    release=None,
    is_frozen=False,
    day=date(2026, 1, 2),
    license="CC-BY-4.0",
    citation="@misc{toys}\n",
)
RELEASE = Release.model_validate({"version": "1.2.0", "date": "2025-12-31"})


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (NOTICE, "data of 2026-01-02"),
        (NOTICE._replace(day=None), "data"),
        (NOTICE._replace(release=RELEASE), "data of 2026-01-02, after release 1.2.0"),
        (NOTICE._replace(release=RELEASE, is_frozen=True), "data 1.2.0 of 2025-12-31"),
    ],
)
def test_which_data(notice: DataNotice, words: str) -> None:
    """Data of a release have its number and day; later ones their own day, and the release before them."""
    assert notice.data == words


def test_notice_as_json() -> None:
    """The page of models reads names, data, licence and citation from it."""
    assert json.loads(notice_json(NOTICE._replace(home=""))) == {
        "name": "The Toys",
        "short_name": "toys",
        "home": "",
        "data": "data of 2026-01-02",
        "license": "CC-BY-4.0",
        "license_text": "The Toys: data of 2026-01-02\n\n"
        "Licensed under CC-BY-4.0: https://creativecommons.org/licenses/by/4.0/\n"
        "Attribution: The Toys. Cite the papers whose numbers you use, too.\n",
        "citation": "@misc{toys}\n",
    }
