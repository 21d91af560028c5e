"""Corrections of records: what is edited, what is refused, and that no other byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.editing import ChangedFile, record_content
from lvkb.links.fixes.link_corrections import Change, Corrections, correct
from lvkb.yamlfile import parse
from tests.conftest import MakeRoot
from tests.samples import write_root

PATH = "catalog/papers/cvt.yml"

RECORD = """\
# a comment
id: cvt
title: "CvT: é"   # kept
arxiv: "2103.15808"  # the id
code:
  - {github: leoxiaobin/CvT, official: true}  # first
  - github: 'old/name'
    official: false
  - {url: "https://old.org/a?b=1#c", official: false}
sources:
  paper: {arxiv: 2103.15808v1, via: https://old.org/copy}
  zoo: {github: "old/name", commit: 1234567}
note: >-
  old/name
  in two lines
"""

CHANGES = (
    Change(PATH, ("code", 0, "github"), "leoxiaobin/CvT", "microsoft/CvT"),
    Change(PATH, ("code", 1, "github"), "old/name", "fresh/name"),
    Change(PATH, ("code", 2, "url"), "https://old.org/a?b=1#c", 'https://new.org/"\\é'),
    Change(PATH, ("sources", "paper", "via"), "https://old.org/copy", "https://new.org/copy"),
    Change(PATH, ("sources", "zoo", "github"), "old/name", "fresh/name"),
    Change(PATH, ("doi",), "", "10.1109/ICCV48922.2021.00009"),
)

DIFF = """\
--- a/catalog/papers/cvt.yml
+++ b/catalog/papers/cvt.yml
@@ -2,14 +2,15 @@
 id: cvt
 title: "CvT: é"   # kept
 arxiv: "2103.15808"  # the id
+doi: 10.1109/iccv48922.2021.00009
 code:
-  - {github: leoxiaobin/CvT, official: true}  # first
-  - github: 'old/name'
+  - {github: microsoft/CvT, official: true}  # first
+  - github: "fresh/name"
     official: false
-  - {url: "https://old.org/a?b=1#c", official: false}
+  - {url: "https://new.org/\\"\\\\é", official: false}
 sources:
-  paper: {arxiv: 2103.15808v1, via: https://old.org/copy}
-  zoo: {github: "old/name", commit: 1234567}
+  paper: {arxiv: 2103.15808v1, via: "https://new.org/copy"}
+  zoo: {github: "fresh/name", commit: 1234567}
 note: >-
   old/name
   in two lines
"""


def corrected(root: Path, *changes: Change) -> Corrections:
    """Gives the mending of changes in a knowledge base."""
    return correct(lambda path: record_content(root, path), changes)


def test_values_are_replaced_and_added(make_root: MakeRoot) -> None:
    """Each value is replaced at its place, in quotes as before, a DOI gets its own line, and the rest stays."""
    result = corrected(make_root({"papers/cvt.yml": RECORD}), *CHANGES, CHANGES[0])
    assert result.refused == ()
    assert result.made == CHANGES
    assert ChangedFile(PATH, RECORD.encode(), result.contents[PATH]).diff == DIFF


def test_line_ends_stay(make_root: MakeRoot) -> None:
    """A file with other line ends keeps them, and the new line gets the same."""
    root = make_root({"papers/cvt.yml": 'id: cvt\r\narxiv: "2103.15808"\r\nname: x\r\n'})
    result = corrected(root, Change(PATH, ("doi",), "", "10.1109/x"))
    assert result.contents[PATH] == b'id: cvt\r\narxiv: "2103.15808"\r\ndoi: 10.1109/x\r\nname: x\r\n'


WRONG_VALUES = [
    (("code", 0, "github"), "leoxiaobin/CvT", "a/b, official: true}\n  - {github: c/d"),
    (("code", 0, "github"), "leoxiaobin/CvT", "https://github.com/a/b"),
    (("code", 0, "github"), "leoxiaobin/CvT", ""),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "javascript:alert(1)"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "https://me:pw@new.org/"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "https://new.org/\nx: y"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "https://new.org/a b"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "https://new.org/\u202e"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", f"https://new.org/{'x' * 500}"),
    (("code", 2, "url"), "https://old.org/a?b=1#c", "https://[::1"),
    (("doi",), "", "no doi"),
    (("doi",), "", "10.1109/x\u00ad"),
]


@pytest.mark.parametrize(("keys", "old", "new"), WRONG_VALUES)
def test_values_of_strangers_are_judged(make_root: MakeRoot, keys: tuple[str | int, ...], old: str, new: str) -> None:
    """A new value that is no canonical id and no plain web address is not written."""
    result = corrected(make_root({"papers/cvt.yml": RECORD}), Change(PATH, keys, old, new))
    assert result.contents == {}
    assert [item.why for item in result.refused] in (
        ["The new value is no plain web address."],
        ["The new value is no github id."],
        ["The new value is no doi id."],
    )


NOT_MADE = {
    Change(PATH, ("code", 0, "github"), "other/name", "a/b"): (
        f"{PATH}:6:14: code[0].github is left as it is: Another value stands there by now."
    ),
    Change(PATH, ("code", 9, "github"), "old/name", "a/b"): (
        f"{PATH}:6:3: code[9].github is left as it is: Another value stands there by now."
    ),
    Change(PATH, ("title", "github"), "old/name", "a/b"): (
        f"{PATH}:3:8: title.github is left as it is: Another value stands there by now."
    ),
    Change(PATH, ("title",), "CvT: é", "CvT"): (
        f"{PATH}:3:8: title is left as it is: Values of this kind are not corrected by a program."
    ),
    Change(PATH, ("openreview",), "", "vh-0sUt8HlG"): (
        f"{PATH}:2:1: openreview is left as it is: Only a DOI is added to a record."
    ),
    Change("catalog/papers/none.yml", ("doi",), "", "10.1109/x"): (
        "catalog/papers/none.yml:1:1: doi is left as it is: "
        "catalog/papers/none.yml: The file cannot be read: No such file or directory. "
        "Restore the file, or its permissions."
    ),
    Change("../secret.yml", ("doi",), "", "10.1109/x"): (
        "../secret.yml:1:1: doi is left as it is: ../secret.yml: The file is a link that leads out of the catalogue. "
        "Put the file itself here instead of a link."
    ),
}


@pytest.mark.parametrize("change", NOT_MADE)
def test_what_is_refused(make_root: MakeRoot, change: Change) -> None:
    """A change whose place, kind or file does not fit is refused with the reason, and nothing else is touched."""
    root = make_root({"papers/cvt.yml": RECORD})
    (root.parent / "secret.yml").write_text("arxiv: x\n")
    result = corrected(root, change)
    assert (result.contents, [str(item) for item in result.refused]) == ({}, [NOT_MADE[change]])


ODD = {
    "folded": "code:\n  - github: >-\n      old/name\n    official: true\n",
    "two lines": 'code:\n  - {github: "old/\\\n      name", official: true}\n',
    "escaped": 'code:\n  - {github: "old\\u002fname", official: true}\n',
    "unparsable": "code: [\n",
    "commented": "code:\n  - github: old/name # old/name\n",
    "flow": "{code: [{github: old/name}]}\n",
    "doubled": "code:\n  - {github: old/name, github: old/name}\n",
}


@pytest.mark.parametrize("case", ODD)
def test_odd_spellings(make_root: MakeRoot, case: str) -> None:
    """However a value is written, it is replaced alone, or refused."""
    root = make_root({"papers/cvt.yml": ODD[case]})
    result = corrected(root, Change(PATH, ("code", 0, "github"), "old/name", "fresh/name"))
    if case == "unparsable":
        assert (result.contents, len(result.refused)) == ({}, 1)
    else:
        data = parse(result.contents[PATH], PATH).data
        more = {"official": "true"} if case in ("escaped", "folded", "two lines") else {}
        assert data == {"code": [{"github": "fresh/name", **more}]}


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("{arxiv: 2103.15808, name: x}\n", "{arxiv: 2103.15808, doi: 10.1109/x, name: x}\n"),
        ("arxiv: >-\n  2103.15808\nname: x\n", "arxiv: >-\n  2103.15808\ndoi: 10.1109/x\nname: x\n"),
        ("name: x\n", "name: x\ndoi: 10.1109/x\n"),
        ('id: cvt\narxiv: "2103.15808"', 'id: cvt\narxiv: "2103.15808"\ndoi: 10.1109/x\n'),
    ],
)
def test_a_doi_finds_its_place(make_root: MakeRoot, text: str, after: str) -> None:
    """A DOI stands behind the keys that records have before it, however the record is written."""
    result = corrected(make_root({"papers/cvt.yml": text}), Change(PATH, ("doi",), "", "10.1109/x"))
    assert result.contents[PATH].decode() == after


def test_a_doi_is_not_added_twice(make_root: MakeRoot) -> None:
    """A record that has one by now keeps it."""
    root = make_root({"papers/cvt.yml": 'arxiv: "1"\ndoi: 10.1109/y\n'})
    result = corrected(root, Change(PATH, ("doi",), "", "10.1109/x"))
    assert (result.contents, [item.why for item in result.refused]) == ({}, ["There is a value by now."])


def test_good_changes_go_on_beside_refused_ones(make_root: MakeRoot) -> None:
    """A refused change keeps no other from being made."""
    bad = Change(PATH, ("code", 0, "github"), "x/y", "a/b")
    result = corrected(make_root({"papers/cvt.yml": RECORD}), bad, CHANGES[1])
    assert result.made == (CHANGES[1],)
    assert [item.change for item in result.refused] == [bad]


def test_real_layouts(tmp_path: Path) -> None:
    """In every record of the toy catalogue, each repository can be renamed and the name be taken back."""
    toy = Path(__file__).parents[1] / "toy/catalog/papers"
    for record in sorted(toy.glob("*.yml")):
        root = write_root(tmp_path / record.stem, {f"papers/{record.name}": record.read_bytes()})
        path = f"catalog/papers/{record.name}"
        data = parse(record.read_bytes(), path).data
        codes = data.get("code") if isinstance(data, dict) else None
        for index, code in enumerate(codes if isinstance(codes, list) else ()):
            old = code.get("github") if isinstance(code, dict) else None
            if isinstance(old, str):
                keys = ("code", index, "github")
                for one, other in ((old, "brand-fresh/name"), ("brand-fresh/name", old)):
                    (root / path).write_bytes(corrected(root, Change(path, keys, one, other)).contents[path])
        assert (root / path).read_bytes() == record.read_bytes()


scalars = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=20)


@given(scalars, scalars, st.sampled_from(["url", "github", "doi", "via", "arxiv"]))
def test_any_value_is_written_alone_or_refused(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, key: str
) -> None:
    """Whatever stands there and whatever is to be written: the rest of the record stays as it is."""
    root = write_root(tmp_path_factory.mktemp("kb") / "kb", {"papers/cvt.yml": f"a: b  # c\n{key}: {old}\nz: 'y'\n"})
    before = parse((root / PATH).read_bytes(), PATH).data
    present = before.get(key) if isinstance(before, dict) else None
    value = f"https://a.org/{new}" if key in ("url", "via") else f"10.1109/{new}" if key == "doi" else new
    result = corrected(root, Change(PATH, (key,), present if isinstance(present, str) else old, value))
    for content in result.contents.values():
        after = parse(content, PATH).data
        assert isinstance(before, dict)
        assert isinstance(after, dict)
        assert {**after, key: None} == {**before, key: None}
        assert content.startswith(b"a: b  # c\n")
        assert content.endswith(b"\nz: 'y'\n")
    assert len(result.contents) + len(result.refused) == 1
