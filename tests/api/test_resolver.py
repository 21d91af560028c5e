"""The resolver: names.json, read by the rule that docs/data-format.md tells, finds what lvkb itself finds."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from lvkb.catalog import load
from lvkb.exports.api import api_files
from lvkb.results import Results
from lvkb.views.model_lookup import ModelNames, UnknownModel, folded
from tests.exported import texts

ROOT = Path(__file__).parents[1]


def rows_of(root: Path) -> list[dict[str, Any]]:
    """Gives the rows of names.json of a knowledge base."""
    rows: list[dict[str, Any]] = json.loads(texts(api_files(Results(load(root))))["api/v1/names.json"])["names"]
    return rows


def key_of(text: str) -> str:
    """Folds a name as the documentation says: letters, digits and + alone, without case and accents."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return "".join(sign for sign in bare.casefold() if sign.isalnum() or sign == "+")


def resolve(rows: list[dict[str, Any]], text: str) -> set[str]:
    """Gives what a name stands for, by the rule of the documentation; several where it is ambiguous."""
    found = [row for row in rows if row["key"] == key_of(text)]
    for write in (str, str.casefold):
        found = [row for row in found if write(row["name"]) == write(text)] or found
    papers = {row["paper"] for row in found if "variant" not in row}
    models = {f"{row['paper']}/{row['variant']}" for row in found if "variant" in row}
    return papers | {model for model in models if model.partition("/")[0] not in papers}


@pytest.mark.parametrize(
    ("root", "step"), [(ROOT / "toy", 1), pytest.param(ROOT.parent, 199, marks=pytest.mark.real)], ids=["toy", "real"]
)
def test_resolves_as_lvkb_does(root: Path, step: int) -> None:
    """A name or id, as it is written, in capitals, and folded, leads to what `lvkb show` shows.

    Of this repository, where `lvkb` looks through 20,000 names each time, one in many is looked up.
    """
    rows, names = rows_of(root), ModelNames(load(root))
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        assert row["key"] == key_of(row["name"]) == folded(row["name"])
        by_key.setdefault(row["key"], []).append(row)
    for text in dict.fromkeys(text for row in rows[::step] for text in (row["name"], row["name"].upper(), row["key"])):
        found = resolve(by_key.get(key_of(text), []), text)
        try:
            assert found == {str(names.look_up(text))}, text
        except UnknownModel:
            is_of_an_id = any(
                row["kind"] in ("arxiv", "doi", "openreview", "cvf", "github") for row in by_key[key_of(text)]
            )
            assert len(found) > 1 or is_of_an_id, text
