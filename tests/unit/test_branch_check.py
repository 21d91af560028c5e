"""The check of changed records: what it says is what the whole check would say of them."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from lvkb import check_cache
from lvkb.branch_check import check_changed
from lvkb.catalog import CatalogFiles, read_papers
from lvkb.catalog.paper_loading import ReadPaper
from lvkb.check_cache import Checkup
from lvkb.findings import Finding
from lvkb.history import HistoryUnreadable
from lvkb.layout import PAPERS
from tests.conftest import MakeRoot
from tests.samples import record

READINGS = (
    "[{name: %s-S, timm: %s_s.in1k, readings: [{source: paper, at: 'Table 1, row 1', resolution: 224, top1: 78.3, "
    "params_m: 5.6, dataset: %s}]}]"
)
NAMES = ("alder", "birch", "cedar", "dogwood", "larch", "fir", "ginkgo", "hazel")
WAIVERS = """\
waivers:
  - {code: LV120, record: hazel, field: title, reason: These are two., date: "2026-11-20"}
"""


def sound(name: str, **values: str) -> str:
    """Gives a record that others can be at odds with."""
    given = {
        "name": name.title(),
        "title": f'"{name.title()} Tokens for the Forests of {name[::-1].title()}"',
        "code": f"[{{github: woods/{name}, official: true}}]",
        "variants": READINGS % (name, name, "beech-1k"),
    }
    return record(name, **{**given, **values})


@pytest.fixture
def root(make_root: MakeRoot) -> Path:
    """A knowledge base of eight records in git, two of them of one title, which is waived."""
    files = {f"papers/{name}.yml": sound(name) for name in NAMES}
    files["papers/birch.yml"] = sound("birch", relations="{builds-on: [alder]}", aliases="[Betula]")
    files["papers/hazel.yml"] = sound("hazel", title='"Ginkgo Tokens for the Forests of Ogknig"')
    root = make_root({**files, "waivers.yml": WAIVERS})
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Woods")
    assert [found for found in check_cache.check(root).findings if not found.waived] == []
    return root


def git(root: Path, *arguments: str) -> None:
    """Runs git as nobody in particular."""
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(root), *person, *arguments], capture_output=True, check=True)


def edited(root: Path, name: str, pattern: str, new: str) -> None:
    """Changes a record."""
    file = root / f"{PAPERS}/{name}.yml"
    text, count = re.subn(pattern, new, file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert count
    file.write_text(text, encoding="utf-8")


def arxiv_of(root: Path, name: str) -> str:
    """Gives the arXiv id of a record."""
    match = re.search(r'^arxiv: "(.+)"', (root / f"{PAPERS}/{name}.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert match
    return match[1]


EDITS: Mapping[str, Callable[[Path, str, str], object]] = {
    "comment": lambda root, one, _: edited(root, one, r"\Z", "# a note\n"),
    "wrong year": lambda root, one, _: edited(root, one, r"year: 2021", "year: 2019"),
    "arXiv id of another": lambda root, one, two: edited(root, one, r"^arxiv: .+", f'arxiv: "{arxiv_of(root, two)}"'),
    "source is another": lambda root, one, two: edited(
        root, one, r"^sources: .+", f'sources: {{paper: {{arxiv: "{arxiv_of(root, two)}v1", read: "2026-11-20"}}}}'
    ),
    "name of another": lambda root, one, two: edited(root, one, r"^name: .+", f"name: {two.title()}"),
    "alias of another": lambda root, one, two: edited(root, one, r"^name:", f"aliases: [{two.title()}]\nname:"),
    "title of another": lambda root, one, two: edited(
        root, one, r"^title: .+", f'title: "{two.title()} Tokens for the Forests of {two[::-1].title()}"'
    ),
    "nearly the title of another": lambda root, one, two: edited(
        root, one, r"^title: .+", f'title: "{two.title()} Tokens for the Forest of {two[::-1].title()}"'
    ),
    "code of another": lambda root, one, two: edited(root, one, r"woods/\w+", f"woods/{two}"),
    "timm name of another": lambda root, one, two: edited(root, one, r"timm: \w+\.", f"timm: {two}_s."),
    "reference": lambda root, one, two: edited(root, one, r"^added:", f"relations: {{supersedes: [{two}]}}\nadded:"),
    "reference to none": lambda root, one, two: edited(
        root, one, r"^added:", f"relations: {{supersedes: [{two}s]}}\nadded:"
    ),
    "other spelling": lambda root, one, _: edited(root, one, "beech-1k", "Beech-1K"),
    "broken": lambda root, one, _: edited(root, one, r"^title: ", "title "),
    "gone": lambda root, one, _: (root / f"{PAPERS}/{one}.yml").unlink(),
    "other id": lambda root, one, two: edited(root, one, r"^id: .+", f"id: {two}-two"),
    "new file": lambda root, one, two: (
        (root / f"{PAPERS}/new-{one}.yml").write_text(
            sound(f"new-{one}", title=f'"{two.title()} Tokens for the Forests of {two[::-1].title()}"'),
            encoding="utf-8",
        )
        and None
    ),
    "stray file": lambda root, one, _: (root / f"{PAPERS}/{one}.yaml").write_text("id: x\n", encoding="utf-8"),
    "idle waiver": lambda root, one, two: edited(root, "hazel", r"^title: .+", f'title: "Hazel of {one} and {two}"'),
}


def shown(findings: tuple[Finding, ...] | list[Finding]) -> list[str]:
    """Gives findings as lines."""
    return [f"{found} {found.waived}" for found in findings]


def expected(root: Path, before: Checkup, changed: set[str]) -> list[str]:
    """Gives what the whole check says of changed files, and what else it says now and did not say before."""
    old = {str(found) for found in before.findings}
    now = check_cache.check(root).findings
    return shown(
        [found for found in now if found.location.path in changed or (found.level != "hint" and str(found) not in old)]
    )


def changed_files(root: Path) -> set[str]:
    """Gives the files that git finds changed, new or gone."""
    command = ["git", "-C", str(root), "status", "--porcelain", "--untracked-files=all", "-z"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\0")
    return {line[3:] for line in lines if line}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(("one", "two"), [("alder", "fir"), ("fir", "alder"), ("hazel", "birch")])
def test_one_edit(edit: str, one: str, two: str, root: Path) -> None:
    """Whatever is done to a record, the findings on it are those of the whole check, byte by byte."""
    before = check_cache.check(root)
    EDITS[edit](root, one, two)
    result = check_changed(root, "HEAD")
    assert shown(result.findings) == expected(root, before, changed_files(root))


@pytest.mark.parametrize("seed", range(12))
def test_several_edits(seed: int, root: Path) -> None:
    """So they are when several records change at once, whatever was remembered."""
    before = check_cache.check(root)
    chance = random.Random(seed)  # noqa: S311 - the same edits each time
    for _ in range(chance.randint(2, 4)):
        one, two = chance.sample(NAMES[:-1], 2)
        edit = chance.choice([name for name in EDITS if name not in ("gone", "broken", "other id")])
        EDITS[edit](root, one, two)
    result = check_changed(root, "HEAD")
    assert shown(result.findings) == expected(root, before, changed_files(root))
    assert shown(check_changed(root, "HEAD").findings) == shown(result.findings)


def test_no_change(root: Path) -> None:
    """Where nothing differs, nothing is checked, and nothing is wrong."""
    assert check_changed(root, "main") == Checkup((), 0)


def test_other_files_concern_all(root: Path) -> None:
    """A changed taxonomy or waiver is held against all records; findings on these files alone are told."""
    (root / "catalog/waivers.yml").write_text(WAIVERS.replace("LV120", "LV121"), encoding="utf-8")
    result = check_changed(root, "HEAD")
    assert [(found.location.path, found.code) for found in result.findings] == [("catalog/waivers.yml", "LV920")]


def test_commits_of_the_other_branch_do_not_count(root: Path) -> None:
    """What changed on main since the branch left it is no change of the branch."""
    git(root, "switch", "--quiet", "--create", "mine")
    edited(root, "fir", r"year: 2021", "year: 2019")
    git(root, "commit", "--all", "--quiet", "--message=Mine")
    git(root, "switch", "--quiet", "main")
    edited(root, "alder", r"year: 2021", "year: 2019")
    git(root, "commit", "--all", "--quiet", "--message=Theirs")
    git(root, "switch", "--quiet", "mine")
    result = check_changed(root, "main")
    assert (result.checked, [found.location.path for found in result.findings]) == (1, [f"{PAPERS}/fir.yml"])


def test_only_records_that_matter_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a whole check, no record is read but the changed ones and those that share something with them."""
    read: list[str] = []

    def noting(files: CatalogFiles, paths: Iterable[str]) -> Iterator[ReadPaper]:
        read.extend(wanted := list(paths))
        return read_papers(files, wanted)

    for module in ("record_traits", "branch_check", "catalog.loading"):
        monkeypatch.setattr(f"lvkb.{module}.read_papers", noting)
    edited(root, "birch", r"\Z", "# a note\n")
    assert check_changed(root, "HEAD") == Checkup((), 1)
    assert set(read) == {f"{PAPERS}/birch.yml", f"{PAPERS}/alder.yml"}


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "", "a\0b"])
def test_a_state_that_is_none(ref: str, root: Path) -> None:
    """A name that git does not know is refused."""
    with pytest.raises(HistoryUnreadable):
        check_changed(root, ref)
