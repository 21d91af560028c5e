"""Import of a list as a whole: what is merged, asked, skipped and written."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from lvkb import checks, intake
from lvkb.catalog import Catalog, load
from lvkb.cli import app
from lvkb.intake import ImportPlan, plan, question_line, read_file, read_list, write
from lvkb.intake.headings import find_node
from lvkb.intake.works import are_alike, merge
from lvkb.yamlfile.scalars import GAP

TESTS = Path(__file__).parents[1]
SEED = TESTS / "toy/lightweight-vit-readme.md"
TAXONOMY = TESTS.parent / "catalog/taxonomy.yml"
ARXIV = "https://arxiv.org/abs"

SHORT_LIST = f"""\
# Small ViTs
## Efficient ViT Components
1. ### Embedding Structure Design
    - **CvT: Introducing Convolutions to Vision Transformers**
     [[GitHub](https://github.com/leoxiaobin/CvT)] [[PDF]({ARXIV}/2103.15808)]
    - **MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer**
     [[GitHub](https://github.com/apple/ml-cvnets)] [[PDF]({ARXIV}/2103.15808v2)]
2. ### Efficient Position Encoding
   - **RELATIVE POSITIONAL ENCODING FAMILY VIA UNITARY TRANSFORMATION**
     [[PDF](https://openreview.net/pdf?id=xMWFqb5Uyk)]
    - **HeatViT: Hardware-Efficient Token Pruning**
      [[PDF]({ARXIV}/2211.08110)] [[Video](https://example.org/talk)]
## Dynamic Network
    - **HeatViT: Hardware-Efficient Token Pruning**
      [[GitHub](https://github.com/a/heat)] [[PDF]({ARXIV}/2211.08110#)]
## Robotic Hands
- **One Title** {ARXIV}/2301.00001 {ARXIV}/2301.00002 [code](https://github.com/a/one)
- [PDF]({ARXIV}/2301.00003)
"""

QUESTIONS = """\
list.md:3:8: LV058 "Embedding Structure Design" is no leaf, with 2 papers below it. Choose a leaf of \
components/embedding (dynamic-patch-partitioning, local-patch-embedding) in each of their records.
list.md:5:59: LV050 "2103.15808" stands under "CvT: Introducing Convolutions to Vision Transformers" and, in line 7, \
under "MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer". Open the link, see whose it \
is, and put the right id into each record.
list.md:7:60: LV050 "2103.15808" stands under "MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision \
Transformer" and, in line 5, under "CvT: Introducing Convolutions to Vision Transformers". Open the link, see whose it \
is, and put the right id into each record.
list.md:9:8: LV052 "RELATIVE POSITIONAL ENCODING FAMILY VIA UNITARY TRANSFORMATION" has no code link. Look into the \
paper for its repository, and add it as `code`.
list.md:9:8: LV054 "RELATIVE POSITIONAL ENCODING FAMILY VIA UNITARY TRANSFORMATION" is all capitals. Write it in the \
record as the paper's abstract page does.
list.md:10:13: LV053 openreview "xMWFqb5Uyk" is taken as the identity of "RELATIVE POSITIONAL ENCODING FAMILY VIA \
UNITARY TRANSFORMATION". Search arXiv for the title, and add `arxiv` if the paper is there.
list.md:12:58: LV056 "https://example.org/talk" (Video) leads to no paper or code that an import knows. Open it; \
a DOI, an OpenReview page or code behind it goes into the record.
list.md:13:4: LV055 "Dynamic Network" is taken for "Dynamic Networks" (dynamic), with 1 paper below it. Leave it so if \
that is what it means; else name the right leaf in each of their records.
list.md:13:4: LV058 "Dynamic Network" is no leaf, with 1 paper below it. Choose a leaf of dynamic in each of their \
records.
list.md:14:9: LV057 "HeatViT: Hardware-Efficient Token Pruning" stands in line 11 already. Nothing to do, unless the \
record should not have every one of its categories.
list.md:16:4: LV055 "Robotic Hands" is not in the tree, with 1 paper below it. Name a leaf of catalog/taxonomy.yml in \
each of their records.
list.md:17:50: LV051 "One Title" has the arxiv ids 2301.00001 and 2301.00002. Open both links and keep the id of the \
paper with this title.
list.md:18:3: LV059 No title stands out in this item, so the paper it links was not taken. If it is a paper, put its \
title in bold and add a link, or write the record by hand.
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A knowledge base with the real tree and no papers."""
    monkeypatch.setenv("LVKB_CACHE", str(tmp_path / "cache"))
    base = tmp_path / "base"
    (base / "catalog/papers").mkdir(parents=True)
    shutil.copy(TAXONOMY, base / "catalog/taxonomy.yml")
    return base


def planned(text: str, root: Path) -> ImportPlan:
    """Gives the plan for a list and the knowledge base at a folder."""
    return plan(read_list(text, "list.md"), load(root))


def asked(text: str, root: Path) -> list[str]:
    """Gives the questions on a list, one line each."""
    return [question_line(question) for question in planned(text, root).questions]


def record(root: Path, record_id: str, lines: str) -> None:
    """Writes a record that is valid but for what the lines leave out."""
    text = (
        f"id: {record_id}\nname: {record_id}\nauthors: [Ada Bell]\npublished: {{year: 2021}}\n"
        "categories: [components/position-encoding]\n"
        f'annotation: {{idea: i, cheaper: c, limits: l}}\nadded: "2026-01-02"\n{lines}'
    )
    (root / f"catalog/papers/{record_id}.yml").write_text(text, encoding="utf-8")


def files(root: Path) -> dict[str, str]:
    """Gives the files of the papers' folder with their text."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted((root / "catalog/papers").iterdir())}


def run(*arguments: str | Path) -> Result:
    """Runs `lvkb import` in this process."""
    return CliRunner().invoke(app, ["import", *map(str, arguments)])


def test_questions_on_a_short_list(root: Path) -> None:
    """Every kind of question is asked, at its place, in the order of the list."""
    assert "".join(f"{one}\n" for one in asked(SHORT_LIST, root)) == QUESTIONS


def test_seed_counts(root: Path) -> None:
    """The seed list has 61 entries of 57 papers, and a known number of questions of each kind."""
    result = planned(read_file(SEED), root)
    assert (result.entries, result.papers, len(result.drafts), result.already) == (61, 57, 57, ())
    assert Counter(question.code for question in result.questions) == {
        "LV050": 2,  # MobileViT carries the id of CvT
        "LV052": 25,
        "LV053": 5,
        "LV054": 1,
        "LV055": 1,  # Dynamic Network
        "LV057": 4,
        "LV058": 4,
    }


def test_shared_id_is_given_to_neither(root: Path) -> None:
    """Where two titles share an arXiv id, both records have a gap for it that names the other title."""
    drafts = {draft.id: draft.text for draft in planned(read_file(SEED), root).drafts}
    other = '"MobileViT: Light-weight, General-purpose, and Mobile-friendly Vision Transformer"'
    assert f"\narxiv: GAP  # the list has 2103.15808, but also for {other}\n" in drafts["cvt"]
    other = '"CvT: Introducing Convolutions to Vision Transformers"'
    assert f"\narxiv: GAP  # the list has 2103.15808, but also for {other}\n" in drafts["mobilevit"]
    assert all("\npublished: {year: GAP}" in drafts[key] for key in ("cvt", "mobilevit"))


def test_check_refuses_drafts_at_each_gap(root: Path) -> None:
    """A check of the seed's drafts says LV016 at every gap and nothing else."""
    drafts = planned(read_file(SEED), root).drafts
    assert len(list(write(drafts, root))) == 57
    found = Counter((finding.location.path, finding.code) for finding in checks.run(load(root)))
    gaps = {draft.path: sum(line.partition("#")[0].count(GAP) for line in draft.text.splitlines()) for draft in drafts}
    assert found == {(path, "LV016"): number for path, number in gaps.items()}
    assert min(gaps.values()) >= 5


def test_second_import_writes_nothing(root: Path) -> None:
    """Importing a list again finds every paper here already, drafts with gaps included, and changes no file."""
    list(write(planned(read_file(SEED), root).drafts, root))
    before = files(root)
    again = planned(read_file(SEED), root)
    assert (again.drafts, len(again.already)) == ((), 57)
    assert files(root) == before
    assert Counter(question.code for question in again.questions) == {"LV050": 2, "LV057": 4}


def test_paper_here_by_title(root: Path) -> None:
    """A paper is recognised by its title whatever its spelling; another arXiv id than the record's is asked about."""
    record(root, "mine", 'title: "Token-Merging: Your ViT"\narxiv: "2210.09461"\n')
    result = planned(f"- **Token Merging -- your VIT.** {ARXIV}/2210.09462", root)
    assert [str(one) for one in result.already] == ['list.md:1:5: "Token Merging -- your VIT" is already here as mine.']
    assert [question_line(question) for question in result.questions] == [
        (
            'list.md:1:34: LV051 The list has arxiv "2210.09462" for "Token Merging -- your VIT", '
            'catalog/papers/mine.yml has "2210.09461". Open both pages, and correct the record if the list is right.'
        )
    ]


@pytest.mark.parametrize(
    ("key", "link"),
    [
        ('arxiv: "2210.09461"', f"{ARXIV}/2210.09461v3"),
        ("doi: 10.1109/ABC.1", "https://doi.org/10.1109/abc.1"),
        ("openreview: xMWFqb5Uyk", "https://openreview.net/forum?id=xMWFqb5Uyk"),
        (
            "cvf: ICCV2023/Xu_Token_Merging_ICCV_2023_paper",
            "https://openaccess.thecvf.com/content/ICCV2023/papers/Xu_Token_Merging_ICCV_2023_paper.pdf",
        ),
    ],
)
def test_paper_here_by_id(root: Path, key: str, link: str) -> None:
    """A paper is recognised by an id of any register; a title that is not the record's is asked about."""
    record(root, "mine", f'title: "Some Other Words"\n{key}\n')
    result = planned(f"- **Token Merging** {link}", root)
    assert [one.id for one in result.already] == ["mine"]
    assert [question.code for question in result.questions] == ["LV050"]
    assert 'belongs to mine ("Some Other Words")' in result.questions[0].what


def test_retitled_paper_is_not_asked_about(root: Path) -> None:
    """A title with words added to the record's is taken for the same paper without a question."""
    record(root, "mine", 'title: "Adaptive Token Sampling for Efficient ViTs"\narxiv: "2111.15667"\n')
    result = planned(f"- **ATS: Adaptive Token Sampling For Efficient ViTs** {ARXIV}/2111.15667v1", root)
    assert ([one.id for one in result.already], result.questions) == (["mine"], ())


def test_shared_id_finds_no_record(root: Path) -> None:
    """An id that two titles of the list share is no reason to take either for the record that has it."""
    record(root, "cvt", 'title: "CvT: Introducing Convolutions to Vision Transformers"\narxiv: "2103.15808"\n')
    result = planned(SHORT_LIST, root)
    assert [one.id for one in result.already] == ["cvt"]
    assert "mobilevit" in [draft.id for draft in result.drafts]


def test_unreadable_record_keeps_its_name(root: Path) -> None:
    """A file that cannot be read as a record still keeps its name from being taken."""
    (root / "catalog/papers/cvt.yml").write_text("- no record\n", encoding="utf-8")
    assert "cvt-introducing-convolutions-to-vision-transformers" in [one.id for one in planned(SHORT_LIST, root).drafts]


def test_name_of_a_record_is_not_taken(root: Path) -> None:
    """The short name or alias of a record is not given to another paper."""
    record(root, "eagle", 'title: "An Eagle"\narxiv: "2210.09461"\naliases: [EViT]\n')
    text = planned(f"- **EViT: Expediting** {ARXIV}/2202.07800", root).drafts[0].text
    assert "\nname: GAP  # EViT is the name of eagle: tell them apart, as in EViT (eagle)\n" in text


def test_mentions_are_merged() -> None:
    """Mentions of one title or of one id with like titles are one paper; other titles on one id are not."""
    entries = [
        ("Adaptive Token Sampling for ViTs", "2111.15667"),
        ("ATS: Adaptive Token Sampling for ViTs", "2111.15667"),
        ("adaptive token-sampling for ViTs!", "2111.15668"),
        ("Something Else Entirely", "2111.15667"),
    ]
    text = "".join(f"- **{title}** {ARXIV}/{arxiv}\n" for title, arxiv in entries)
    works = merge(read_list(text, "list.md").entries)
    assert [[entry.at.line for entry in work.entries] for work in works] == [[1, 2, 3], [4]]


@pytest.mark.parametrize(
    ("one", "two", "alike"),
    [
        ("Token Merging: Your ViT But Faster", "Token merging - your ViT, but faster", True),
        (
            "Efficient Vision Transformers via Soft Token Pruning",
            "Efficient Vision Transformer via Soft Token Pruning",
            True,
        ),
        ("SPViT: Faster ViTs via Token Pruning", "SPViT: Faster ViTs via Latency-Aware Soft Token Pruning", True),
        ("MobileOne: A Mobile Backbone", "MobileOne 2: A Mobile Backbone", False),
        ("Swin Transformer", "Swin Transformer for Everything Else That Moves", False),
        ("CvT: Introducing Convolutions", "MobileViT: Light-weight Transformer", False),
    ],
)
def test_alike_titles(one: str, two: str, alike: bool) -> None:
    """Titles are alike when they differ in little or in added words, never when they differ in numbers."""
    assert (are_alike(one, two), are_alike(two, one)) == (alike, alike)


@pytest.mark.parametrize(
    ("title", "parent", "path"),
    [
        ("Dynamic Network", "", "dynamic"),
        ("Knowledge Distillation", "", "distillation"),
        ("Feature Knowledge Distillation", "distillation", "distillation/feature-level"),
        ("Response Knowledge Distillation", "distillation", "distillation/response-level"),
        ("Position Encoding", "components", "components/position-encoding"),
        ("token pruning", "dynamic/dynamic-resolution", "dynamic/dynamic-resolution/dynamic-token-pruning"),
        ("Token Pruning", "", "dynamic/dynamic-resolution/dynamic-token-pruning"),
        ("Attention Distillation", "distillation", "distillation/feature-level/attention-feature"),
        ("Depth Adaptation", "components", "dynamic/depth-adaptation"),
        ("Self-Attention", "components/token-update", ""),
        ("Others", "components", ""),
        ("Design", "components", ""),
        ("Robotic Hands", "", ""),
        ("", "", ""),
    ],
)
def test_headings(root: Path, title: str, parent: str, path: str) -> None:
    """A heading means the one node whose telling words it has, below the heading above it; none when that is open."""
    nodes = load(root).nodes
    found = find_node(title, nodes.get(parent), nodes)
    assert (found.path if found else "") == path


def test_entries_without_a_heading(root: Path) -> None:
    """Entries above the first heading are asked about once, at the first of them."""
    entries = f"- **Token Merging** {ARXIV}/2210.09461 https://github.com/a/b\n- **Token Fusion** {ARXIV}/2312.01026\n"
    assert asked(entries, root)[0] == (
        "list.md:1:5: LV055 No heading stands above 2 papers. "
        "Name a leaf of catalog/taxonomy.yml in each of their records."
    )


def test_other_items_are_asked_about(root: Path) -> None:
    """Items with a title but without a link to a paper are named, not dropped without a word."""
    text = (
        "- **Token Merging** in prose\n- [Token Fusion](https://example.org)\n- **Some Title** https://example.org/x\n"
    )
    assert [one.partition(" LV")[2].partition(". ")[0] for one in asked(text, root)] == [
        '059 "Token Merging" has no link and was not taken',
        '059 "Token Fusion" has no link to a paper and was not taken',
        '052 "Some Title" has no code link',
        '053 No link of "Some Title" names the paper',
        "055 No heading stands above 1 paper",
        '056 "https://example.org/x" leads to no paper or code that an import knows',
    ]


def test_write_overwrites_nothing(root: Path) -> None:
    """A file that came into being after the plan was made is left alone, and the others are written."""
    drafts = planned(SHORT_LIST, root).drafts
    (root / drafts[0].path).write_text("mine\n", encoding="utf-8")
    (root / drafts[1].path).symlink_to(root / "nowhere")
    assert list(write(drafts, root)) == [draft.path for draft in drafts[2:]]
    assert (root / drafts[0].path).read_text(encoding="utf-8") == "mine\n"
    assert not (root / "nowhere").exists()
    assert (root / drafts[2].path).read_bytes() == drafts[2].text.encode()


def test_failed_write_leaves_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails in the middle of a record, neither half a record nor a temporary file stays."""

    def fail(handle: int) -> None:
        os.ftruncate(handle, 10)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space left"):
        list(write(planned(SHORT_LIST, root).drafts, root))
    assert list((root / "catalog/papers").iterdir()) == []


def test_paper_here_by_repository(root: Path) -> None:
    """A paper is recognised by a repository that one record alone names, and asked about, for titles differ."""
    record(root, "mine", 'title: "Some Other Words"\narxiv: "2210.09461"\ncode: [{github: Lab/Tome, official: true}]\n')
    result = planned("- **Token Merging** [code](https://github.com/lab/tome) https://example.org/x", root)
    assert [one.id for one in result.already] == ["mine"]
    (asked,) = [question_line(question) for question in result.questions]
    assert asked == (
        'list.md:1:5: LV050 "Token Merging" is taken for mine ("Some Other Words"), whose repository it names. '
        "If it is another paper than mine, write its record by hand."
    )


@pytest.mark.parametrize(
    ("others", "link"),
    [
        ("", f"{ARXIV}/2303.00003"),
        ('title: "More Words"\narxiv: "2210.09462"\ncode: [{github: lab/tome, official: true}]\n', ""),
    ],
    ids=["another id", "shared by two records"],
)
def test_repository_is_no_proof(root: Path, others: str, link: str) -> None:
    """A paper with another id, or a repository of several papers, is not taken for a record that names it."""
    record(root, "mine", 'title: "Some Other Words"\narxiv: "2210.09461"\ncode: [{github: lab/tome, official: true}]\n')
    if others:
        record(root, "other", others)
    result = planned(f"- **Token Merging** {link} [code](https://github.com/lab/tome)", root)
    assert (result.already, len(result.drafts)) == ((), 1)


def test_plus_signs_make_another_paper(root: Path) -> None:
    """`X++` is neither merged with `X` nor taken for its record, though the rest of their titles is equal."""
    record(root, "cross", 'title: "Cross: A Versatile Encoder"\narxiv: "2108.00154"\n')
    result = planned(
        f"- **Cross: A Versatile Encoder** {ARXIV}/2108.00154\n- **Cross++: A Versatile Encoder** {ARXIV}/2303.06908\n",
        root,
    )
    assert [one.id for one in result.already] == ["cross"]
    assert [draft.title for draft in result.drafts] == ["Cross++: A Versatile Encoder"]


def test_name_of_the_list_is_taken(root: Path) -> None:
    """A short name that a list gives beside the title is the record's name, and its id."""
    (draft,) = planned(f'- **Lite-ABC**: "An Interleaved Encoder", CVPR. [[Paper]({ARXIV}/2303.07335)]', root).drafts
    assert draft.id == "lite-abc"
    assert "\nname: Lite-ABC\n" in draft.text


@settings(deadline=None)
@given(st.permutations(SHORT_LIST.partition("## Robotic Hands\n")[2].splitlines() + SHORT_LIST.splitlines()[3:7]))
def test_plans_of_shuffled_lines(lines: list[str]) -> None:
    """Lines in any order give a plan whose drafts have different files and whose numbers add up."""
    parsed = read_list("\n".join(lines), "list.md")
    result = plan(parsed, Catalog(TESTS / "toy", {}, None))
    assert len({draft.path for draft in result.drafts}) == len(result.drafts)
    assert result.papers <= result.entries == len(parsed.entries)


def test_command_writes_drafts(root: Path, tmp_path: Path) -> None:
    """The command prints the questions, each record written, and the counts; the day given is in the records."""
    file = tmp_path / "list.md"
    file.write_text(f"## Depth Adaptation\n- **A-ViT: Tokens** {ARXIV}/2112.07658\n", encoding="utf-8")
    result = run(file, "--root", root, "--added", "2026-11-20")
    assert result.exit_code == 0
    assert result.output == (
        f'{file}:2:5: LV052 "A-ViT: Tokens" has no code link. Look into the paper for its repository, and add it as '
        "`code`.\n"
        "catalog/papers/a-vit.yml written\n"
        "1 entry, 1 paper: 1 written, 0 already here, 1 question\n"
    )
    assert 'added: "2026-11-20"\n' in files(root)["a-vit.yml"]


def test_command_again(root: Path, tmp_path: Path) -> None:
    """The command run a second time says which record each paper is, and ends well."""
    file = tmp_path / "list.md"
    file.write_text(f"- **A-ViT: Tokens** {ARXIV}/2112.07658 https://github.com/a/b\n", encoding="utf-8")
    run(file, "--root", root)
    result = run(file, "--root", root)
    assert result.exit_code == 0
    assert result.output == (
        f'{file}:1:5: "A-ViT: Tokens" is already here as a-vit.\n'
        "1 entry, 1 paper: 0 written, 1 already here, 0 questions\n"
    )


def test_dry_run_writes_nothing(root: Path) -> None:
    """A dry run of the seed names every file and writes none."""
    result = run(SEED, "--root", root, "--dry-run")
    lines = result.output.splitlines()
    assert result.exit_code == 0
    assert lines[-1] == "61 entries, 57 papers: 57 written, 0 already here, 42 questions (dry run: nothing was)"
    assert len([line for line in lines if line.endswith(".yml would be written")]) == 57
    assert files(root) == {}


def test_command_says_first_that_more_is_left(root: Path, tmp_path: Path) -> None:
    """An import that leaves more than it takes says so before all else, and where; the summary says it again."""
    file = tmp_path / "list.md"
    left = "".join(f"- [Swin{number}]({ARXIV}/2112.0765{number})\n" for number in range(2))
    file.write_text(f"## Depth Adaptation\n- **A-ViT: Tokens** {ARXIV}/2112.07658\n{left}", encoding="utf-8")
    lines = run(file, "--root", root, "--dry-run").output.splitlines()
    assert lines[0] == (
        f"{file}: More is left than taken (taken: 1): 2 items with links passed over (lines 3, 4). "
        "LV059 says why, item by item."
    )
    assert lines[-1] == (
        "1 entry, 1 paper: 1 written, 0 already here, 3 questions; 2 items with links passed over (lines 3, 4) "
        "(dry run: nothing was)"
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "{file} cannot be read: No such file or directory."),
        (b"\x89PNG", "{file} is not UTF-8 text: byte 1 is 0x89."),
        (
            b"# Nothing\n",
            "{file} has no entries: list items with a title in bold or as a link, and a link to the paper.",
        ),
    ],
    ids=["missing", "binary", "no entries"],
)
def test_command_refuses(root: Path, tmp_path: Path, content: bytes | None, said: str) -> None:
    """A file that cannot be read or has no entries is refused in one line."""
    file = tmp_path / "list.md"
    if content is not None:
        file.write_bytes(content)
    result = run(file, "--root", root)
    assert (result.exit_code, result.output) == (2, f"lvkb: {said.format(file=file)}\n")


def test_command_needs_the_tree(root: Path) -> None:
    """Without a usable taxonomy nothing is imported."""
    (root / "catalog/taxonomy.yml").write_text("no\n", encoding="utf-8")
    result = run(SEED, "--root", root)
    assert (result.exit_code, result.output) == (2, "lvkb: catalog/taxonomy.yml cannot be used; lvkb check says why.\n")


def test_command_says_what_the_disk_refuses(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written to ends the command in one line."""

    def fail(file: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr("lvkb.atomic_files.StagedFile.place_new", fail)
    result = run(SEED, "--root", root)
    assert result.exit_code == 2
    assert result.stderr == "lvkb: catalog/papers cannot be written: Permission denied. Written before: 0.\n"


def test_rules_are_told_like_others() -> None:
    """Codes of import questions are LV05x, used once, by no check, and say rule, reason and cure in whole sentences."""
    codes = [rule.code for rule in intake.RULES]
    assert codes == [f"LV05{digit}" for digit in range(10)]
    assert not {rule.code for rule in checks.RULES} & set(codes)
    assert all(text.endswith(".") for rule in intake.RULES for text in (rule.title, rule.why, rule.fix))
