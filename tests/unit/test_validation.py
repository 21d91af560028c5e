"""One file to one record: every complaint stands at the value at fault, once, with its cure."""

from __future__ import annotations

import pytest

from lvkb.records import Paper, Taxonomy, Waivers
from lvkb.records.field_types import known_keys
from lvkb.validation import read_record
from lvkb.yamlfile import parse
from tests.samples import record, with_reading

PAPER_KEYS = (
    "id, name, aliases, title, authors, published, scope, categories, arxiv, doi, openreview, cvf, code, annotation, "
    "relations, sources, protocols, variants, no_results, confirmed, added"
)
SETTING_KEYS = "keep_ratio, merged_per_layer, threshold, exit_layer, tokens, training"
NUMBER = "must be a plain number such as 78.3, without sign, unit, thousands separator or exponent"
KINDS = "none, hard, soft, feature, soft+feature, hard+feature or unstated"
READING = "LV010 variants[0].readings[0]"
UNIT = "Its unit has a key: compute_unit: macs."
COMMA = "Inside { } a comma ends a value: decimals take a point, and a text with a comma takes double quotes."


def complaints(text: str) -> list[str]:
    """Gives place, code, field, text and cure of every finding on a record, and demands that it is refused."""
    document = parse(text.encode(), "f.yml")
    assert read_record(document, Paper) is None
    return [
        f"{item.location.line}:{item.location.column} {item.code} {item.field}: {item.what} | {item.fix}"
        for item in sorted(document.findings, key=lambda item: item.sort_key)
    ]


def whats(text: str) -> list[str]:
    """Gives code, field and text of every finding on a record."""
    return [line.partition(" ")[2].partition(" | ")[0] for line in complaints(text)]


def test_sound_record_is_read() -> None:
    """A sound record has no findings, and its text is what stands in the file."""
    document = parse(record("one", arxiv='"2110.02170"').encode(), "f.yml")
    paper = read_record(document, Paper)
    assert document.findings == []
    assert paper is not None
    assert paper.arxiv == "2110.02170"


def test_bare_id_keeps_its_zero_and_is_told() -> None:
    """An id without quotes is read as it stands, and the place tells that other readers would change it."""
    document = parse(record("one", arxiv="2110.02170").encode(), "f.yml")
    paper = read_record(document, Paper)
    assert paper is not None
    assert paper.arxiv == "2110.02170"
    assert [(str(item.location), item.code, item.fix) for item in document.findings] == [
        ("f.yml:7:8", "LV017", 'Write "2110.02170".')
    ]


def test_a_bare_number_under_a_key_that_stands_twice() -> None:
    """A value that is in no record, since its key stands there already, is told for that alone."""
    assert whats(record("one") + "published:\n  year: 2022\n") == [
        'LV005 published: "published" stands in line 5 already.'
    ]


@pytest.mark.parametrize("number", ["78.30", "300", "0.5"])
def test_bare_numbers_where_numbers_belong_are_fine(number: str) -> None:
    """A number needs no quotes where the record asks for one."""
    reading = f'{{source: paper, at: "Table 1", top1: {number}}}'
    document = parse(with_reading("one", reading).encode(), "f.yml")
    assert read_record(document, Paper) is not None
    assert document.findings == []


@pytest.mark.parametrize("word", ["no", "on", "Yes", "2021-03-29", "1e3", "0x1F", "12:30:00", ".nan", "2110.02170"])
def test_words_of_yaml_stay_text(word: str) -> None:
    """Words that YAML 1.1 takes for something else are the text they are."""
    paper = read_record(parse(record("one", title=word, authors=f"[{word}]").encode(), "f.yml"), Paper)
    assert paper is not None
    assert (paper.title, paper.authors) == (word, (word,))


@pytest.mark.parametrize(
    "title",
    ["a | b", "`a`", "[a](b)", "{{ a }}", "{% a %}", "a & b <5", "# a", "**a**", "a: b", "'a'", "\\n", "a — b", "標題"],
)
def test_legal_titles_are_unchanged(title: str) -> None:
    """Signs that mean something elsewhere are plain text in a record."""
    quoted = "'" + title.replace("'", "''") + "'"
    paper = read_record(parse(record("one", title=quoted).encode(), "f.yml"), Paper)
    assert paper is not None
    assert paper.title == title


def test_misspelt_key() -> None:
    """A misspelt key is named with the key that was meant, and that one is not missed besides."""
    assert complaints(record("one", name=None, nmae="One")) == [
        '11:1 LV010 nmae: "nmae" is not a known key. | Did you mean "name"?'
    ]


def test_unknown_key_far_from_all() -> None:
    """A key that resembles none is told the known ones."""
    assert complaints(record("one", comment="x")) == [
        f'12:1 LV010 comment: "comment" is not a known key. | Known here: {PAPER_KEYS}.'
    ]


def test_known_key_is_not_suggested_twice() -> None:
    """A key that stands there already is not suggested for a misspelt one."""
    assert complaints(record("one", arxive="x")) == [
        f'12:1 LV010 arxive: "arxive" is not a known key. | Known here: {PAPER_KEYS}.'
    ]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (
            "{sorce: paper, at: T, top1: 1}",
            'LV010 variants[0].readings[0].sorce: "sorce" is not a known key. | Did you mean "source"?',
        ),
        (
            "{source: paper, at: T, latency: {mss: 1, device: x}}",
            'LV010 variants[0].readings[0].latency.mss: "mss" is not a known key. | Did you mean "ms"?',
        ),
        (
            "{source: paper, at: T, setting: {rate: 1}}",
            f'LV010 variants[0].readings[0].setting.rate: "rate" is not a known key. | Known here: {SETTING_KEYS}.',
        ),
        (
            "{source: paper, at: T, top1: 1, gmacs: 2}",
            f'{READING}.gmacs: "gmacs" is not a known key. | Did you mean "compute_g"? {UNIT}',
        ),
        (
            "{source: paper, at: T, acc1: 1}",
            f'{READING}.acc1: "acc1" is not a known key. | Did you mean "top1"?',
        ),
        (
            "{source: paper, at: T, top1: 1, compute_units: macs}",
            f'{READING}.compute_units: "compute_units" is not a known key. | Did you mean "compute_unit"?',
        ),
        (
            "{source: paper, at: Table 2, row 1, top1: 1}",
            f'LV010 variants[0].readings[0].row 1: "row 1" is not a known key. | {COMMA}',
        ),
    ],
)
def test_unknown_keys_inside_a_reading(reading: str, expected: str) -> None:
    """An unknown key is compared with the keys of its own place in the record."""
    (line,) = complaints(with_reading("one", reading))
    assert line.partition(" ")[2] == expected


def test_unknown_key_of_a_source() -> None:
    """Sources have keys of the author's own, below which the known ones hold."""
    text = record("one", sources="{arxiv: {githb: a/b}, paper: {x: y}}", variants=None)
    known = "arxiv, github, path, commit, openreview, cvf, doi, url, read, via, confirmed"
    assert [line.partition(" ")[2] for line in complaints(text)] == [
        'LV010 sources.arxiv.githb: "githb" is not a known key. | Did you mean "github"?',
        f'LV010 sources.paper.x: "x" is not a known key. | Known here: {known}.',
    ]


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("title", "[a, b]", "LV012 title: There must be one text here, not a list."),
        ("title", "{a: b}", "LV012 title: There must be one text here, not a mapping."),
        ("title", '""', "LV013 title: The text is empty."),
        ("title", '" a"', 'LV013 title: " a" must be one line without space at its ends.'),
        ("title", '"a\\nb"', 'LV013 title: "a\\nb" must be one line without space at its ends.'),
        ("title", "x" * 501, f'LV013 title: "{"x" * 77}..." is longer than 500 characters.'),
        ("authors", "Ada Flint", 'LV012 authors: There must be a list here, not "Ada Flint".'),
        ("authors", "[]", "LV013 authors: The list is empty."),
        ("authors", "[[Ada], Ben]", "LV012 authors[0]: There must be one text here, not a list."),
        ("published", "2021", 'LV012 published: There must be a mapping of keys to values here, not "2021".'),
        ("published", "{year: [2021]}", "LV012 published.year: There must be a year such as 2021 here, not a list."),
        ("published", "{year: '21'}", 'LV013 published.year: "21" must be a year such as 2021.'),
        ("published", "{venue: ICLR 2022}", 'LV011 published.year: "year" is missing.'),
        ("scope", "Core", 'LV013 scope: "Core" must be one of core or adjacent.'),
        ("code", "[{github: a/b, official: yes}]", 'LV013 code[0].official: "yes" must be true or false.'),
        ("code", "{github: a/b}", "LV012 code: There must be a list here, not a mapping."),
        ("added", "20.11.2026", 'LV013 added: "20.11.2026" must be a day as "YYYY-MM-DD".'),
        ("id", "One", 'LV013 id: "One" must be lower case letters, digits and single hyphens.'),
        ("sources", "[a]", "LV012 sources: There must be a mapping of keys to values here, not a list."),
        ("sources", "{paper: x}", 'LV012 sources.paper: There must be a mapping of keys to values here, not "x".'),
        (
            "sources",
            "{My Paper: {doi: x}}",
            'LV013 sources.My Paper: "My Paper" must be lower case letters, digits, single hyphens and underscores.',
        ),
        ("sources", "{'': {doi: x}}", 'LV013 sources."": The key is empty.'),
        (
            "sources",
            "{paper: {commit: HEAD}}",
            'LV013 sources.paper.commit: "HEAD" must be a commit of 7 to 40 hexadecimal digits.',
        ),
        ("variants", "[{name: S, readings: []}]", "LV013 variants[0].readings: The list is empty."),
        ("variants", "[x]", 'LV012 variants[0]: There must be a mapping of keys to values here, not "x".'),
        ("annotation", "{idea: '  ', cheaper: b, limits: c}", 'LV013 annotation.idea: "  " must not be blank.'),
    ],
)
def test_wrong_values(key: str, value: str, expected: str) -> None:
    """A value of the wrong shape, or one that is not allowed, is told with what must stand there."""
    assert whats(record("one", **{key: value})) == [expected]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        ("status: open", '"open" must be disputed or left out. | Correct the value.'),
        (
            "distilled: softt",
            f'"softt" must be one of {KINDS}. | Did you mean "soft"?',
        ),
        ("form: 7", '"7" must be one of train or deploy. | Correct the value.'),
        (
            "top1: 7e1",
            f'"7e1" {NUMBER}. | Correct the value.',
        ),
        ("epochs: 300.0", '"300.0" must be a whole number above 0, such as 224. | Correct the value.'),
    ],
)
def test_wrong_values_of_a_reading(reading: str, expected: str) -> None:
    """A value of a reading is told with what its key allows, and the spelling that was meant."""
    (line,) = complaints(with_reading("one", f"{{source: paper, at: T, {reading}}}"))
    assert line.partition(": ")[2] == expected


@pytest.mark.parametrize(
    ("word", "meant"), [("Yes", "true"), ("on", "true"), ("TRUE", "true"), ("no", "false"), ("0", "false")]
)
def test_flags_are_guessed(word: str, meant: str) -> None:
    """YAML's other words for truth values are told the one that holds."""
    (line,) = complaints(record("one", code=f"[{{github: a/b, official: {word}}}]"))
    assert line.endswith(f'| Did you mean "{meant}"?')


def test_wrong_entry_does_not_make_its_list_empty() -> None:
    """A list whose only entry is wrong is not called empty besides."""
    assert whats(with_reading("one", "{source: paper, at: T, top1: x}")) == [
        f'LV013 variants[0].readings[0].top1: "x" {NUMBER}.'
    ]


def test_missing_keys_stand_where_they_should_be() -> None:
    """A missing key is told at the mapping that lacks it; source and place of a reading have codes of their own."""
    text = "id: one\nannotation:\n  idea: x\nvariants:\n  - name: S\n    readings:\n      - {top1: 1}\n"
    assert complaints(text)[:3] == [
        '1:1 LV011 added: "added" is missing. | Add the key; the page Record format says what it is.',
        '1:1 LV011 authors: "authors" is missing. | Add the key; the page Record format says what it is.',
        '1:1 LV011 categories: "categories" is missing. | Add the key; the page Record format says what it is.',
    ]
    assert [line.partition(" | ")[0] for line in complaints(text)][6:] == [
        '3:3 LV011 annotation.cheaper: "cheaper" is missing.',
        '3:3 LV011 annotation.limits: "limits" is missing.',
        "7:9 LV301 variants[0].readings[0].source: The reading names no source.",
        "7:9 LV302 variants[0].readings[0].at: The place is missing.",
    ]


def test_gaps() -> None:
    """A mark that an import left is a finding, and the type of what must come there is none besides."""
    text = record(
        "one", authors="[GAP]", published="{year: GAP}", annotation="GAP", sources="{paper: GAP}", variants=None
    )
    assert whats(text) == [
        "LV016 authors[0]: This is still marked GAP.",
        "LV016 published.year: This is still marked GAP.",
        "LV016 annotation: This is still marked GAP.",
        "LV016 sources.paper: This is still marked GAP.",
    ]


def test_word_gap_inside_a_text_is_text() -> None:
    """Only the mark alone is a gap."""
    document = parse(record("one", title="Mind the GAP").encode(), "f.yml")
    assert read_record(document, Paper) is not None


def test_empty_values_are_told_once() -> None:
    """An empty value is not told again for its type."""
    assert whats(record("one", title="", authors="[~]", published="{year: }")) == [
        "LV014 title: The value is empty.",
        'LV014 authors[0]: "~" stands for nothing.',
        "LV014 published.year: The value is empty.",
    ]


def test_one_terrible_record() -> None:
    """Every slip of a record is reported in one go, in order of place."""
    text = (
        "id: Terrible\n"
        "name: [Terrible]\n"
        "title: \n"
        "authors: {first: A}\n"
        "published: {year: 2O21, venu: X}\n"
        "arxiv: 1\n"
        "arxiv: 2\n"
        "code: [{github: a/b}]\n"
        "annotation: {idea: GAP, cheaper: b}\n"
        "sources: {Paper: {commit: x}}\n"
        "variants: [{readings: [{top1: 78,3}]}]\n"
    )
    assert [line.partition(" | ")[0] for line in complaints(text)] == [
        '1:1 LV011 added: "added" is missing.',
        '1:1 LV011 categories: "categories" is missing.',
        '1:5 LV013 id: "Terrible" must be lower case letters, digits and single hyphens.',
        "2:7 LV012 name: There must be one text here, not a list.",
        "3:7 LV014 title: The value is empty.",
        "4:10 LV012 authors: There must be a list here, not a mapping.",
        '5:19 LV013 published.year: "2O21" must be a year such as 2021.',
        '5:25 LV010 published.venu: "venu" is not a known key.',
        '7:1 LV005 arxiv: "arxiv" stands in line 6 already.',
        '8:8 LV011 code[0].official: "official" is missing.',
        '9:13 LV011 annotation.limits: "limits" is missing.',
        "9:20 LV016 annotation.idea: This is still marked GAP.",
        '10:11 LV013 sources.Paper: "Paper" must be lower case letters, digits, single hyphens and underscores.',
        '10:27 LV013 sources.Paper.commit: "x" must be a commit of 7 to 40 hexadecimal digits.',
        '11:12 LV011 variants[0].name: "name" is missing.',
        "11:24 LV301 variants[0].readings[0].source: The reading names no source.",
        "11:24 LV302 variants[0].readings[0].at: The place is missing.",
        '11:34 LV010 variants[0].readings[0].3: "3" is not a known key.',
    ]


@pytest.mark.parametrize("key", ["[key]", "", "1", "null", "0", "a b", "k" * 2000, "a\\nb"])
def test_odd_keys(key: str) -> None:
    """Keys that are numbers, empty, very long or look like a step of the library are unknown keys like others."""
    (line,) = complaints(record("one") + f'? "{key}"\n: x\n')
    assert line.endswith(f"is not a known key. | Known here: {PAPER_KEYS}.")
    assert len(line) < 400


def test_list_as_file() -> None:
    """A file that holds a list is told to be a mapping."""
    assert whats("- id: one\n") == ["LV012 : There must be a mapping of keys to values here, not a list."]


def test_many_slips_cost_little() -> None:
    """Thousands of gaps and wrong values in one file are all reported."""
    names = ", ".join(["GAP", "[x]"] * 4_000)
    found = whats(record("one", authors=f"[{names}]"))
    assert len(found) == 8_000
    assert found[-1] == "LV012 authors[7999]: There must be one text here, not a list."


def test_taxonomy_and_waivers_are_read_alike() -> None:
    """The other files of the catalogue get findings of the same kind."""
    document = parse(b"families:\n  - {id: a, title: A, definition: D, categories: [{id: b, titel: B}]}\n", "t.yml")
    assert read_record(document, Taxonomy) is None
    assert sorted(item.what for item in document.findings) == [
        '"definition" is missing.',
        '"titel" is not a known key.',
    ]
    document = parse(b"waivers: [{code: LV1, record: a, reason: r, date: '2026-11-20'}]", "w.yml")
    assert read_record(document, Waivers) is None
    assert [item.what for item in document.findings] == ['"LV1" must be a code such as LV204.']


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((), PAPER_KEYS),
        (("relations",), "builds-on, supersedes"),
        (("sources", "path"), "arxiv, github, path, commit, openreview, cvf, doi, url, read, via, confirmed"),
        (("variants", 3), "name, timm, weights_license, readings"),
        (("variants", 3, "readings", 0, "throughput"), "images_per_s, device, precision, batch, runtime, threads"),
        (("title",), ""),
    ],
)
def test_known_keys(keys: tuple[str | int, ...], expected: str) -> None:
    """The keys of a place are those of its model, as a file writes them."""
    assert ", ".join(known_keys(Paper, keys)) == expected


def test_record_with_hidden_marks_is_refused() -> None:
    """A record whose text has a finding is not used, even when all its values are legal."""
    assert whats(record("one", title='"a\u200bb"')) == ["LV018 : There is an invisible U+200B."]
