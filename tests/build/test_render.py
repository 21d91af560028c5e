"""README, pages and table data of the toy catalogue, and how a page is put together."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from lvkb.catalog import Catalog, load
from lvkb.render.committed_files import committed_files, readme
from lvkb.render.markdown import anchor, to_yaml
from lvkb.render.template_environment import environment
from tests.build.toy import GOLDEN_TEXTS, TOY, own, renderer, site_files
from tests.golden_files import FOLDER, GoldenFiles, unfolded

PAGES = (
    "index.md",
    "about.md",
    "api.md",
    "audit.md",
    "compare.md",
    "models.md",
    "coverage.md",
    "data.md",
    "papers/index.md",
    "papers/toy-dynamic.md",
    "papers/toy-gap.md",
    "papers/toy-hostile.md",
    "papers/toy-none.md",
    "papers/toy-plain.md",
    "taxonomy/index.md",
    "taxonomy/components/embedding.md",
    "taxonomy/components/position-encoding.md",
    "taxonomy/dynamic/dynamic-resolution/dynamic-token-pruning.md",
    "taxonomy/distillation/feature-level.md",
)
OF_RECORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co")) | st.sampled_from("\t\n\x85\u2028\u2029\"'\\:#{"),
    max_size=12,
)
"""Text that a template may put into front matter: what records hold, and all ends of lines that YAML knows."""


@pytest.fixture(scope="session")
def site(toy: Catalog) -> dict[str, str]:
    """The generated files of the toy catalogue's site."""
    return site_files(renderer(toy))


def test_readme_is_golden(toy: Catalog, golden: GoldenFiles) -> None:
    """The README of the toy catalogue is the golden one."""
    golden.compare("README.md", readme(renderer(toy)))


@pytest.mark.parametrize("path", PAGES)
def test_page_is_golden(site: dict[str, str], golden: GoldenFiles, path: str) -> None:
    """Each kind of page of the toy catalogue is the golden one."""
    golden.compare(path, unfolded(site[path]))


def test_workspace_is_golden(site: dict[str, str], golden: GoldenFiles) -> None:
    """The data of the workspace are the golden ones, here with a line for each list or column."""
    tables = json.loads(site["data/models.json"])
    lines = [
        f"{name} {key}: {json.dumps(column, ensure_ascii=False)}"
        for name, table in tables.items()
        for key, column in (table.items() if isinstance(table, dict) else [("", table)])
    ]
    golden.compare("data/models.txt", "\n".join(lines) + "\n")


def test_no_golden_file_is_left_over() -> None:
    """Every golden file is compared with something."""
    files = {file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*") if file.is_file()}
    assert files == {"README.md", "data/models.txt", *PAGES, *(f"texts/{path}" for path in GOLDEN_TEXTS)}


def test_every_paper_and_node_has_a_page(toy: Catalog, site: dict[str, str]) -> None:
    """The site has a page for each paper and each node of the taxonomy, and none besides the known ones."""
    pages = {path for path in site if path.endswith(".md")}
    single = {"index.md", "models.md", "compare.md", "papers/index.md", "taxonomy/index.md", "data.md", "about.md"}
    single |= {"audit.md", "coverage.md", "glossary.md", "api.md", "views.md"}
    assert pages == single | {f"papers/{id_}.md" for id_ in toy.papers} | {f"taxonomy/{path}.md" for path in toy.nodes}


def test_front_matter_is_read_back(site: dict[str, str]) -> None:
    """MkDocs finds front matter on every page, with its title and text, and no line of it in the Markdown."""
    for path, page in site.items():
        if path.endswith(".md"):
            body, head = get_data(page)
            assert isinstance(head["title"], str)
            assert head["description"]
            assert re.match(r"# |<!-- block:", body.lstrip())
            assert "\n---" not in body


def test_front_matter_of_a_hostile_paper(toy: Catalog, site: dict[str, str]) -> None:
    """Names and titles come out of the front matter as they stand in the record."""
    paper = toy.papers["toy-hostile"]
    _, head = get_data(site["papers/toy-hostile.md"])
    assert (head["title"], head["description"]) == (paper.name, paper.title)
    assert head["paper"] == {
        "title": paper.title,
        "authors": ["O'Nobody | Jr. `x`", "名 無し"],
        "year": 2021,
        "venue": "CVPR 2021",
        "arxiv": "2104.00003",
        "pages": ["https://arxiv.org/abs/2104.00003"],
    }
    assert (head["updated"], head["card"]) == ("2026-01-01", "cards/toy-hostile.png")
    assert head["trail"] == [
        ["Topics", "taxonomy/"],
        ["Efficient ViT Components", "taxonomy/components/"],
        ["Efficient Position Encoding", "taxonomy/components/position-encoding/"],
    ]


@given(
    st.recursive(
        OF_RECORDS | st.booleans() | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(OF_RECORDS, inner, max_size=3),
        max_leaves=5,
    )
)
def test_front_matter_keeps_any_data(data: object) -> None:
    """What a page says of itself is one line of YAML, and reads back as it was."""
    line = to_yaml(data)
    assert len(f"{line}\n".splitlines()) == 1
    assert yaml.safe_load(f"key: {line}\n") == {"key": data}


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028", "\u2029"], ids=ascii)
def test_line_ends_are_spelt_out(end: str) -> None:
    """A character that ends a line for YAML, if for nobody else, is written as its escape."""
    spelt = {"\n": "\\n", "\r": "\\r"}.get(end, f"\\u{ord(end):04x}")
    assert to_yaml({"a": f"b{end}c"}) == f'{{"a": "b{spelt}c"}}'


def test_blocks_have_their_places(site: dict[str, str]) -> None:
    """Each block of HTML in the front matter has one comment in the text, and each comment its block."""
    for path, page in site.items():
        if path.endswith(".md"):
            body, head = get_data(page)
            assert re.findall(r"<!-- block:(.*) -->", body) == list(head.get("blocks", {}))


def data_page(root: Path, template: str) -> str:
    """Gives the page of data files that a knowledge base has with a template of its own for it."""
    (own(root, "templates") / "templates/pages/data.md.j2").write_text(template, encoding="utf-8")
    return site_files(renderer(load(root)))["data.md"]


def test_html_block_of_a_template(toy_root: Path) -> None:
    """`{% call html("name") %}` puts its HTML into the front matter, stripped, and a comment into its place."""
    page = '# Data\n\n{% call html("a block") %}\n\n<p title="x">"y" & ö</p>\n\n{% endcall %}\n\n\n\nAfter.\n\n'
    text = data_page(toy_root, page)
    head, _, body = text.partition("---\n\n")
    assert head.endswith('blocks: {"a block": "<p title=\\"x\\">\\"y\\" & ö</p>"}\n')
    assert body == "# Data\n\n<!-- block:a block -->\n\nAfter.\n"


def test_page_without_blocks_has_no_key_of_them(toy_root: Path) -> None:
    """A page of Markdown alone has a front matter of title and description."""
    text = data_page(toy_root, "# Data")
    assert text.endswith("---\n\n# Data\n")
    assert "blocks" not in text


def test_templates_cannot_leave_their_folder(tmp_path: Path) -> None:
    """A template cannot include a file outside the folder of templates."""
    (tmp_path / "secret.j2").write_text("secret")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.j2").write_text('{% include "../secret.j2" %}')
    with pytest.raises(Exception, match=re.escape("../secret.j2")):
        environment(str(tmp_path / "templates")).get_template("a.j2").render()


def contents(readme: str) -> list[str]:
    """Gives the anchors that the contents of a README link to, in order."""
    return re.findall(r"\]\(#([^)]+)\)", readme.partition("## Contents")[2].partition("\n## ")[0])


def github_anchors(readme: str) -> list[str]:
    """Gives the anchors of a README's headings in order; GitHub adds a number to one that stands above already."""
    seen: dict[str, int] = {}
    found = []
    for heading in re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", readme, flags=re.DOTALL), re.MULTILINE):
        name = anchor(re.sub(r"&#(\d+);", lambda match: chr(int(match[1])), heading))
        number = seen.get(name, 0)
        seen[name] = number + 1
        found.append(f"{name}-{number}" if number else name)
    return found


def test_contents_lead_to_their_headings(toy: Catalog) -> None:
    """Each line of the contents leads to a heading of its own, in the order of the README."""
    text = readme(renderer(toy))
    linked, anchors = contents(text), github_anchors(text)
    assert linked == [name for name in anchors if name in linked]
    assert len(linked) == 1 + sum(1 for path in toy.nodes if path.count("/") < 2)


def test_files_in_another_order(toy: Catalog, site: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The order in which the disk lists its files changes nothing."""
    expected = {**committed_files(renderer(toy)), **site}
    names, shuffle = os.listdir, Random(7).shuffle  # noqa: S311 - one fixed order that is not the usual one

    def shuffled(folder: str | os.PathLike[str] = ".") -> list[str]:
        found = names(folder)
        shuffle(found)
        return found

    monkeypatch.setattr(os, "listdir", shuffled)
    catalog = load(TOY)
    assert {**committed_files(renderer(catalog)), **site_files(renderer(catalog))} == expected
