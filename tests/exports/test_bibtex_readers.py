"""BibTeX as three other programs read it: pybtex, biber, and citation-js.

citation-js is asked where node finds it: `npm install @citation-js/core @citation-js/plugin-bibtex` in a folder whose
`node_modules` NODE_PATH names.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from pybtex.database import Person, parse_string
from pybtex.richtext import Text

from lvkb.catalog import load
from lvkb.exports import bibtex_text
from lvkb.exports.bibtex import bibtex_of
from lvkb.records import Paper
from tests.invented import paper, results

SHOWN = {
    "a-red": ("A-RED²: Less & More, 100%", ["Hervé Jégou", "Laurens van der Maaten"]),
    "b": ("The \N{GREEK SMALL LETTER ALPHA} of It", ["Ada Flint"]),
    "c": ("--- A_B", ["Qualcomm AI, Inc."]),
}
"""Titles and authors as readers see them."""

_MARKS = set("\\{}$")

CITATION_JS = """
const {Cite} = require("@citation-js/core");
require("@citation-js/plugin-bibtex");
let text = "";
process.stdin.on("data", (part) => text += part);
process.stdin.on("end", () => console.log(JSON.stringify(new Cite(text).data)));
"""


def papers() -> list[Paper]:
    """Gives a paper of a conference, one of a journal, and a preprint, with what LaTeX does not take as it stands."""
    return [
        paper(
            "a-red",
            title="A-RED$^2$: Less & More, 100%",
            authors=["Hervé Jégou", "Laurens van der Maaten"],
            published={"year": 2021, "venue": "NeurIPS 2021"},
            arxiv="2106.12620",
        ),
        paper("b", title=r"The $\alpha$ of It", published={"year": 2023, "venue": "TPAMI 2024"}, doi="10.1109/a_b"),
        paper("c", title="--- A_B", authors=["Qualcomm AI, Inc."], arxiv="2401.00001"),
    ]


@cache
def _has_citation_js() -> bool:
    asked = [shutil.which("node") or "node", "-e", 'require("@citation-js/plugin-bibtex")']
    try:
        return subprocess.run(asked, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def _shown(person: Person) -> str:
    parts = (*person.first_names, *person.middle_names, *person.prelast_names, *person.last_names)
    return " ".join(Text.from_latex(part).render_as("text") for part in parts)


def test_pybtex() -> None:
    """Pybtex reads kinds, keys, titles and names."""
    read = parse_string("".join(bibtex_text(results(*papers()))), "bibtex").entries
    kinds = {key: (entry.type, entry.fields.get("journal"), entry.fields.get("eprint")) for key, entry in read.items()}
    assert kinds == {
        "a-red": ("inproceedings", None, "2106.12620"),
        "b": ("article", "IEEE Transactions on Pattern Analysis and Machine Intelligence", None),
        "c": ("misc", None, "2401.00001"),
    }
    shown = {
        key: (Text.from_latex(entry.fields["title"]).render_as("text"), list(map(_shown, entry.persons["author"])))
        for key, entry in read.items()
    }
    assert shown == SHOWN


@pytest.mark.real
def test_every_title_of_the_catalogue() -> None:
    """Pybtex shows no title of this catalogue with a mark of LaTeX."""
    read = parse_string(bibtex_of(load(Path()).papers.values()), "bibtex").entries
    written = [entry.fields["title"][1:-1] for entry in read.values()]  # in braces of their own
    shown = [Text.from_latex(text).render_as("text") for text in written if set(text) & _MARKS]
    assert [text for text in shown if set(text) & _MARKS] == []
    assert {"ViT³: Unlocking Test-Time Training in Vision"} <= set(shown)


@pytest.mark.skipif(not _has_citation_js(), reason="node does not find citation-js")
def test_citation_js() -> None:
    """citation-js reads kinds, titles, names and ids."""
    read = subprocess.run(
        ["node", "-e", CITATION_JS],
        input="".join(bibtex_text(results(*papers()))),
        capture_output=True,
        text=True,
        check=True,
    )
    items = json.loads(read.stdout)
    assert [(item["id"], item["type"], item.get("DOI")) for item in items] == [
        ("a-red", "paper-conference", None),
        ("b", "article-journal", "10.1109/a_b"),
        ("c", "document", None),
    ]
    words = ("given", "non-dropping-particle", "family")
    names = {item["id"]: [" ".join(filter(None, map(name.get, words))) for name in item["author"]] for item in items}
    assert {item["id"]: (item["title"], names[item["id"]]) for item in items} == SHOWN


BIBLATEX = r"""
@INPROCEEDINGS{a-red,
  AUTHOR = {Jégou, Hervé and van der Maaten, Laurens},
  URL = {https://arxiv.org/abs/2106.12620},
  BOOKTITLE = {Advances in Neural Information Processing Systems},
  DATE = {2021},
  EPRINT = {2106.12620},
  EPRINTTYPE = {arXiv},
  TITLE = {{A-RED$^2$: Less {\&} More, 100{\%}}},
}

@ARTICLE{b,
  AUTHOR = {Flint, Ada},
  URL = {https://doi.org/10.1109/a_b},
  DATE = {2024},
  DOI = {10.1109/a_b},
  JOURNALTITLE = {IEEE Transactions on Pattern Analysis and Machine Intelligence},
  TITLE = {{The $\alpha$ of It}},
}

@MISC{c,
  AUTHOR = {{Qualcomm AI, Inc.}},
  URL = {https://arxiv.org/abs/2401.00001},
  DATE = {2021},
  EPRINT = {2401.00001},
  EPRINTTYPE = {arXiv},
  TITLE = {{-{}-{}- A{\_}B}},
}
"""


@pytest.mark.skipif(not shutil.which("biber"), reason="biber is not here")
def test_biber(tmp_path: Path) -> None:
    """Biber reads all of it without a warning, and writes it for BibLaTeX with its formulas."""
    (tmp_path / "in.bib").write_text("".join(bibtex_text(results(*papers()))), encoding="utf-8")
    asked = ["biber", "--tool", "--output-format=bibtex", "--output-file=out.bib", "in.bib"]
    said = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert [line for line in said.splitlines() if not line.startswith("INFO")] == []
    assert (tmp_path / "out.bib").read_text(encoding="utf-8").strip() == BIBLATEX.strip()
