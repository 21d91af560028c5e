"""Reading YAML: text stays text, everything has its place, and nothing is raised for bad input."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from lvkb.findings import Location
from lvkb.yamlfile import MAX_NODES, Data, Document, field_name, parse, shortened

LEGAL = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"),
    include_characters="\t\n",
    exclude_characters="\ufeff",
)
TEXTS = st.text(LEGAL, max_size=20).filter(
    lambda text: text.strip() not in ("-", "--", "\u2013", "\u2014", "?", "n/a", "N/A")
)
NESTED = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


def read(text: str) -> Document:
    """Parses a text as a file."""
    return parse(text.encode(), "f.yml")


def first(text: str | bytes) -> str:
    """Gives the first finding on a text, without reason and cure."""
    document = parse(text if isinstance(text, bytes) else text.encode(), "f.yml")
    finding = document.findings[0]
    field = f" {finding.field}:" if finding.field else ""
    return f"{finding.location.line}:{finding.location.column} {finding.code}{field} {finding.what}"


def test_scalars_stay_text() -> None:
    """No plain scalar is taken for a number, a truth value or a date."""
    words = [
        "2110.02170",
        "no",
        "on",
        "Yes",
        "true",
        "2021-03-29",
        "0012345",
        "1e3",
        "0x1F",
        "1_000",
        "12:30:00",
        ".inf",
    ]
    assert read(f"a: [{', '.join(words)}]").data == {"a": words}
    assert read("2110.02170: no").data == {"2110.02170": "no"}


def test_places() -> None:
    """Every value and key has its line and column, a nested one too."""
    document = read("# note\na: one\nb:\n  - {c: two, d: [x, 'y']}\n")
    assert {keys: (place.line, place.column) for keys, place in document.places.items()} == {
        (): (2, 1),
        ("a",): (2, 4),
        ("b",): (4, 3),
        ("b", 0): (4, 5),
        ("b", 0, "c"): (4, 9),
        ("b", 0, "d"): (4, 17),
        ("b", 0, "d", 0): (4, 18),
        ("b", 0, "d", 1): (4, 21),
    }
    assert document.keys["b", 0, "d"] == Location("f.yml", 4, 14)


def test_place_of_what_is_not_there() -> None:
    """A value that is not in the file stands where the nearest value around it does."""
    document = read("a:\n  b: [x]\n")
    assert document.at(("a", "b", 7, "c")) == Location("f.yml", 2, 6)
    assert document.at(("z",)) == Location("f.yml", 1, 1)
    assert Document("f.yml").at(("z",)) == Location("f.yml", 1, 1)


@pytest.mark.parametrize("before", ["é", "標題", "\U0001d538", "e\u0301", "a\U0001f44db"])
def test_columns_count_characters(before: str) -> None:
    """Text beyond ASCII moves the column by its characters, not by its bytes."""
    document = read(f"{{{before}: x, b: [y, b: z]}}")
    assert document.at(("b",)).column == len(before) + 10
    assert (
        first(f"{{{before}: x, {before}: y}}")
        == f'1:{len(before) + 7} LV005 {before}: "{before}" stands in line 1 already.'
    )
    assert first(f"{before}: \u200b") == f"1:{len(before) + 3} LV018 There is an invisible U+200B."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    """Files of every system are read alike, and lines are counted alike."""
    document = read(end.join(["a: one", "b: |", "  two", "  three", "c: [x]", ""]))
    assert document.data == {"a": "one", "b": "two\nthree\n", "c": ["x"]}
    assert document.at(("c",)) == Location("f.yml", 5, 4)
    assert first(end.join(["a: one", "b: \x01"])) == "2:4 LV003 There is a control character U+0001."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x one", "1:4 LV006 The anchor &x stands here."),
        ("a: &x [one]", "1:4 LV006 The anchor &x stands here."),
        ("&x a: one", "1:1 LV006 The anchor &x stands here."),
        ("a: *x", "1:4 LV006 The alias *x stands here."),
        ("a: !!str one", "1:4 LV006 The tag !!str stands here."),
        ("a: !!python/object/apply:os.system [ls]", "1:4 LV006 The tag !!python/object/apply:os.system stands here."),
        ("a: !local one", "1:4 LV006 The tag !local stands here."),
        ("a: ! one", "1:4 LV006 The tag ! stands here."),
        ("a: {<<: {b: c}}", "1:5 LV006 A merge key << stands here."),
        ("a: one\n---\nb: two", "2:1 LV006 A second document starts here."),
        ("a: one\na: two", '2:1 LV005 a: "a" stands in line 1 already.'),
        ("a: {b: one, 'b': two}", '1:13 LV005 a.b: "b" stands in line 1 already.'),
        ("[a]: one", "1:1 LV004 A list or mapping stands where a key is expected."),
        ("? {a: b}\n: one", "1:3 LV004 A list or mapping stands where a key is expected."),
        ("", "1:1 LV004 The file is empty."),
        ("# a comment", "1:1 LV004 The file is empty."),
        ("---", "1:1 LV004 The file is empty."),
        ("~", "1:1 LV004 The file is empty."),
        ("one", "1:1 LV004 The file holds a single value, not keys and values."),
        ("\n'one'", "2:1 LV004 The file holds a single value, not keys and values."),
        ("a:", "1:3 LV014 a: The value is empty."),
        ("a: ~", '1:4 LV014 a: "~" stands for nothing.'),
        ("a: [x, NULL]", '1:8 LV014 a[1]: "NULL" stands for nothing.'),
        ("a: '-'", '1:4 LV014 a: "-" stands for nothing.'),
        ("a: n/a", '1:4 LV014 a: "n/a" stands for nothing.'),
        ("[" * 13 + "]" * 13, "1:13 LV007 The file nests deeper than 12 levels."),
        ("[" * 100_000, "1:13 LV007 The file nests deeper than 12 levels."),
        ("a: b: c", "1:5 LV004 The YAML does not parse: mapping values are not allowed in this context."),
        ("%YAML 3.0\n---\na: b", "1:1 LV004 The YAML does not parse: found incompatible YAML document."),
        (b"a: \xff", "1:4 LV003 Byte 0xff is not UTF-8."),
        ("a: é\nb: ".encode() + b"\xe9", "2:4 LV003 Byte 0xe9 is not UTF-8."),
        ("\ufeffa: b", "1:1 LV003 There is a byte order mark."),
        ("a: b".encode("utf-16"), "1:1 LV003 Byte 0xff is not UTF-8."),
        (b"\x7fELF\x02\x01\x01\x00", "1:1 LV003 There is a control character U+007F."),
        (b"PK\x03\x04", "1:3 LV003 There is a control character U+0003."),
        ("a: b\x85c", "1:5 LV003 There is a control character U+0085."),
        ("a: \ufffe", "1:4 LV003 There is a control character U+FFFE."),
        ('a: "b\\0c"', "1:4 LV003 a: An escape stands for a control character U+0000."),
        ('a: "\\e[31m"', "1:4 LV003 a: An escape stands for a control character U+001B."),
        ("a: b\u202ec", "1:5 LV018 There is an invisible U+202E."),
        ("a: b\u2028c", "1:5 LV018 There is an invisible U+2028."),
        ("a: b\u00adc", "1:5 LV018 There is an invisible U+00AD."),
        ("a: b\U000e0041", "1:5 LV018 There is an invisible U+E0041."),
        ('a: "b\\u202ec"', "1:4 LV018 a: An escape stands for an invisible U+202E."),
        ('"a\\u200b": b', "1:1 LV018 An escape stands for an invisible U+200B."),
    ],
)
def test_refused(text: str | bytes, expected: str) -> None:
    """What the subset leaves out is a finding at its place."""
    assert first(text) == expected


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ('a: "b\nc: d\n', "Close the quote that is opened there."),
        ("a: b: c", "Put a text that holds a colon and a space in double quotes, or mend the indent."),
        ("a: @b", "Put a text that starts with this sign in double quotes."),
        ("a: `b`", "Put a text that starts with this sign in double quotes."),
        (
            "a: b\n<<<<<<< HEAD\nc: d\n=======\nc: e\n>>>>>>> other\n",
            "Git left a conflict in line 2: keep one side, and delete the lines <<<<<<<, ======= and >>>>>>>.",
        ),
        ("é: 1\na:\n\t- b", "Indent with spaces, not with tabs."),
        ("a: b\n\tc", "Indent with spaces, not with tabs."),
        ("a: **b**", "Put a text that starts with * or & in double quotes."),
        ("a: *b*", "Put a text that starts with * or & in double quotes."),
        ("a: [b", "Look at the place named and the lines above it: often a quote, a colon or the indent is off."),
        ("", "Write the record, or delete the file."),
        ("b", "Write each value behind its key: `key: value`."),
        ("a: !b c", "Delete the tag; a text that starts with ! goes in double quotes."),
    ],
)
def test_cures(text: str, cure: str) -> None:
    """Frequent slips get a cure of their own."""
    assert read(text).findings[0].fix == cure


def test_syntax_error_names_both_ends() -> None:
    """What is opened in one line and missed in another is told with both lines."""
    assert first('a: b\nc: "d\ne: f\n') == (
        "3:5 LV004 The YAML does not parse: found unexpected end of stream while scanning a quoted scalar "
        "that starts in line 2."
    )


def test_broken_file_has_no_data() -> None:
    """A file that breaks off gives no half of its data."""
    assert read("a: one\nb: [").data is None
    assert read("a: one\nb: *x").data is None
    assert read("a: one\n---\nb: two").data is None


def test_all_slips_of_a_file_are_reported() -> None:
    """Equal keys, empty values and hidden marks do not hide each other."""
    document = read("a: 1\na: 2\nb:\nc: x\u200b\nd: {e: ~}\n")
    assert [(finding.code, finding.location.line) for finding in document.findings] == [
        ("LV018", 4),
        ("LV005", 2),
        ("LV014", 3),
        ("LV014", 5),
    ]
    assert document.data == {"a": "1", "b": None, "c": "x\u200b", "d": {"e": None}}


def test_zero_width_joiners_stay() -> None:
    """The joiners that some scripts and emoji need are no hidden marks."""
    assert read("a: \u0645\u06cc\u200c\u062e\u0648 \U0001f469\u200d\U0001f52c").findings == []


def test_alias_bomb_is_not_expanded() -> None:
    """A chain of aliases that would grow to a billion values stops at its first anchor."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 10)}]" for n in range(9)]
    assert first("\n".join(lines)) == "1:4 LV006 The anchor &a stands here."


@pytest.mark.parametrize(("count", "codes"), [(MAX_NODES - 3, []), (MAX_NODES - 2, ["LV007"])])
def test_number_of_values_is_bounded(count: int, codes: list[str]) -> None:
    """A file may hold 20,000 values, keys included, and not one more."""
    document = read("a: [" + "x," * count + "]")
    assert [finding.code for finding in document.findings] == codes


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader], ids=["libyaml", "no limit of its own"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 5_000, "1:13"),
        ("a: " + "{b: " * 2_000, "1:48"),
        ("- " * 1_500, "1:25"),
        ("a:\n" + "".join(f"{' ' * level}-\n" for level in range(1, 1_200)), "13:13"),
    ],
    ids=["flow lists", "flow mappings", "lists on one line", "lists on lines"],
)
def test_depth_is_told_alike_by_every_libyaml(
    loader: type[yaml.SafeLoader], text: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that nests too deep gets one finding at one place, whether or not libyaml has a limit of its own."""
    monkeypatch.setattr(yaml, "CSafeLoader", loader)
    assert first(text) == f"{place} LV007 The file nests deeper than 12 levels."


def test_twelve_levels_are_legal() -> None:
    """Twelve lists inside each other are read."""
    assert read("[" * 12 + "x" + "]" * 12).findings == []


def test_size_is_bounded() -> None:
    """A file of more than a million bytes is not parsed."""
    assert first(b"a: '" + b"x" * 1_000_000 + b"'") == "1:1 LV002 The file has 1,000,005 bytes."
    assert read("a: '" + "x" * 999_995 + "'").findings == []


def test_hidden_marks_are_found_in_one_pass() -> None:
    """Every line with hidden marks is named once, however many there are."""
    document = read("a: [\n" + "'\u200b\u200b',\n" * 3_000 + "]\n")
    places = [(finding.location.line, finding.location.column) for finding in document.findings]
    assert places == [(line, 2) for line in range(2, 3_002)]


def test_field_names() -> None:
    """Paths are written as people write them, and long keys are shortened."""
    assert field_name(("variants", 0, "readings", 12, "top1")) == "variants[0].readings[12].top1"
    assert field_name(("k" * 100, "b")) == f"{'k' * 57}....b"
    assert shortened("x" * 60) == "x" * 60
    assert shortened("x" * 61) == "x" * 57 + "..."


@given(NESTED.filter(lambda data: isinstance(data, (dict, list)) and bool(data)), st.booleans(), st.booleans())
@settings(max_examples=200)
def test_what_yaml_writes_is_read_back(data: Data, flow: bool, wide: bool) -> None:
    """Nested text that a YAML library writes is read back equal, with a place inside the file for every value."""
    text = yaml.safe_dump(data, allow_unicode=wide, default_flow_style=flow, sort_keys=False)
    document = read(text)
    assert document.data == data
    assert document.findings == []
    lines = re.split("\r\n|\r|\n", text)
    for place in (*document.places.values(), *document.keys.values()):
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(str.encode)
    | st.from_regex(r"[ab:\[\]{}&*!|>'\"%@`#,? \n\t-]{0,40}").map(str.encode)
)
@settings(max_examples=400)
def test_nothing_is_raised(content: bytes) -> None:
    """Any bytes give either data or a finding, and every finding has a place in the file."""
    document = parse(content, "f.yml")
    assert (document.data is not None) or document.findings
    lines = re.split("\r\n|\r|\n|\u2028|\u2029|\x85", content.decode(errors="replace"))
    for finding in document.findings:
        assert 1 <= finding.location.line <= len(lines) + 1
        assert str(finding).isprintable()
