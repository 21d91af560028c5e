"""Names that several papers share but for what tells them apart."""

from __future__ import annotations

import pytest

from lvkb.views.model_lookup import ModelNames, UnknownModel
from tests.invented import catalog, paper, reading, variant

NAMES = ModelNames(
    catalog(
        paper("ember-one", name="Ember (one)"),
        paper("ember", name="Ember (two words)"),
        paper("flint", variant("Pebble (small)", reading(top1=80)), name="Flint (of a kind)"),
        paper("gravel", name="Gravel (first)"),
        paper("pebble", name="Gravel"),
    )
)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Flint", "flint"),
        ("FLINT", "flint"),
        ("Ember (one)", "ember-one"),
        ("ember", "ember"),
        ("Pebble", "pebble"),
        ("Gravel", "pebble"),
    ],
)
def test_short_name(name: str, found: str) -> None:
    """A name without its parentheses is enough where one paper has it; ids and whole names go before."""
    assert str(NAMES.look_up(name)) == found


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Ember", '"Ember" may be "ember-one", "ember". Write one of them.'),
        ("Embr", 'there is no paper or model "Embr". Did you mean "Ember", "Ember (one)"?'),
    ],
)
def test_name_that_papers_share(name: str, message: str) -> None:
    """Where several papers have it, all are named; a misspelling leads to it too."""
    with pytest.raises(UnknownModel) as error:
        NAMES.look_up(name)
    assert str(error.value) == message
