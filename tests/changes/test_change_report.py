"""Reports of changes: whatever records say, the Markdown is one that may be posted, and the text keeps to its lines."""

from __future__ import annotations

import json
import runpy

from hypothesis import given
from hypothesis import strategies as st

from lvkb.changes.comparison import Changes, PaperLine, ReadmeSize
from lvkb.changes.number_changes import NumberChange, ToldReading
from lvkb.changes.record_changes import FieldChange
from lvkb.changes.told_places import Place
from lvkb.changes.tree_changes import NodeChange
from lvkb.findings import Location
from lvkb.render.change_json import change_json
from lvkb.render.change_report import MOST_CHARACTERS, change_markdown, change_text
from lvkb.subject.metrics import TOP1
from tests.forge import HERE

TAME = runpy.run_path(str(HERE / ".ci/tame_comment.py"))
WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "@everyone",
        "#12",
        "</code><b>",
        "[a](https://a.example)",
        "![x](y)",
        "\n::error::x",
        "##[group]",
        "| a |",
        "`",
        "\ud800",
    ]
)


def changes(*words: str) -> Changes:
    """Gives a change in whose every text one of the words stands; six are taken."""
    one, two, three, four, five, six = words
    place = Place(one, two, three, four, Location(five, 3, 4))
    return Changes(
        commit="0" * 40,
        before=2,
        after=2,
        unreadable=(),
        vanished=(ToldReading(one, two, ((three, "78.3"),), place),),
        lost=(),
        removed=(PaperLine(six, five, four, three, 1, 2),),
        renamed=((one, two),),
        added=(PaperLine(one, two, three, four, 2, 1),),
        numbers=(NumberChange(one, two, TOP1, None, None, place, place._replace(at=six)),),
        readings=(ToldReading(six, five, ((four, "1"),), place),),
        shown=(),
        setups=(),
        verdicts=(),
        moves=(),
        tables=(),
        fields=(FieldChange("identity", one, two, three, four, five, Location(six)),),
        nodes=(NodeChange(one, "title", two, three), NodeChange(four, "", "", five)),
        files=(one, two),
        rewritten=(three,),
        readme=ReadmeSize(10, 20),
    )


@given(st.lists(WORDS, min_size=6, max_size=6), WORDS)
def test_any_report_may_be_posted(words: list[str], ref: str) -> None:
    """What the report can hold and what the script that posts it lets pass are the same."""
    text = change_markdown(changes(*words), None, ref)
    assert TAME["is_tame"](text)
    assert len(text) <= MOST_CHARACTERS <= TAME["MOST_CHARACTERS"]


def test_long_words_hide_nothing_that_vanishes() -> None:
    """However long the words of a record are, readings that vanish are told first, and how many are not shown."""
    long = "@" * 3000
    whole = changes(*(long,) * 6)
    text = change_markdown(whole._replace(vanished=whole.vanished * 70, removed=()), None, long)
    assert len(text) <= MOST_CHARACTERS
    assert text.index("### Readings that vanish (70)") < 2000
    assert "\n- and " in text
    assert text.count("<details>") == text.count("</details>")
    assert "left out for length; `lvkb diff` shows all.\n" in text


@given(st.lists(WORDS, min_size=6, max_size=6), WORDS)
def test_no_word_makes_a_line(words: list[str], ref: str) -> None:
    """A word of a record neither begins a line of the text nor hides in it: each line prints as it is."""
    text = change_text(changes(*words), None, ref)
    plain = change_text(changes(*("abcdef"[words.index(word)] for word in words)), None, "g")
    assert len(text.split("\n")) == len(plain.split("\n"))
    assert all(line.isprintable() for line in text.split("\n"))


@given(st.lists(WORDS, min_size=6, max_size=6), WORDS)
def test_json_is_json(words: list[str], ref: str) -> None:
    """Any word comes back from JSON, which any file can hold."""
    text = change_json(changes(*words), None, ref)
    document = json.loads(text.encode())
    assert document["readings"]["vanished"][0]["place"]["at"] == words[3]


KEYS = {
    *("schema_version", "lvkb", "ref", "commit", "changed", "records", "unreadable", "papers", "readings", "numbers"),
    *("setups", "verdicts", "moves", "beside", "fields", "taxonomy", "files", "rewritten", "pages", "readme"),
}


def test_the_keys_are_documented() -> None:
    """Every key of the JSON report is there, always, and docs/review.md tells it."""
    document = json.loads(change_json(changes(*"abcdef"), None, "g"))
    told = (HERE / "docs/review.md").read_text(encoding="utf-8").partition("## JSON")[2]
    assert document.keys() == KEYS
    assert [key for key in KEYS if f"`{key}`" not in told] == []
