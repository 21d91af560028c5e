"""What people come for, from the first page to the text on their clipboard: by mouse, by keyboard alone, on a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from lvkb.build import build_site
from lvkb.catalog import load
from lvkb.results import Results
from tests.browser.choosing_base import METHODS, make_choosing_base
from tests.browser.conftest import Visit
from tests.browser.hands import Finger, Keyboard, Mouse
from tests.browser.server import serve
from tests.typeset import NEEDS_LATEX, typeset

REPOSITORY = "https://github.com/example/lvkb"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The home page of a site to choose from, whose repository is named."""
    root = tmp_path_factory.mktemp("choosing")
    make_choosing_base(root)
    catalog = load(root)
    assert {method.id for method in METHODS} <= catalog.papers.keys(), catalog.findings
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LVKB_REPO_URL", REPOSITORY)
        site = build_site(Results(catalog), lambda _: None, search=True)
    with serve(site) as url:
        yield url


@pytest.fixture(params=[Mouse, Keyboard, Finger], ids=["mouse", "keyboard", "phone"])
def hand(request: pytest.FixtureRequest) -> Mouse:
    """How somebody uses the site."""
    made: Mouse = request.param()
    return made


def clipboard(page: Page) -> str:
    """Gives what was copied last."""
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def rows(page: Page) -> Locator:
    """Gives the names of the models in the rows, in their order."""
    return page.locator(".lv-w-table tr[data-result] .lv-w-model a")


def models(hand: Mouse, visit: Visit, query: str = "") -> Page:
    """Opens the workspace, and unfolds its filters where they are folded, as on phones."""
    page = hand.open(visit, f"models/{query and '?'}{query}")
    expect(page.get_by_role("tablist", name="View")).to_be_visible()
    if not page.locator(".lv-w-filters").evaluate("(box) => box.open"):
        hand.press(page.locator(".lv-w-filters > summary"))
    return page


def copy(hand: Mouse, page: Page, button: str, said: str) -> str:
    """Presses a button behind the rows that copies, waits for its message, and gives the text."""
    hand.pass_rows(page)
    hand.press(page.get_by_role("button", name=button, exact=True))
    expect(page.locator(".lv-w-toast")).to_have_text(said)
    return clipboard(page)


# --- choose ---

SNIPPET = """\
# 224 x 224 pixels, bicubic, mean 0.485 0.456 0.406, deviation 0.229 0.224 0.225
# Licence of the weights: mit.
import timm
import torch
from PIL import Image
from timm.data import create_transform, resolve_model_data_config

model = timm.create_model("toysmall_a.in1k", pretrained=True).eval()
config = resolve_model_data_config(model)
transform = create_transform(**config)

image = transform(Image.open("image.jpg").convert("RGB")).unsqueeze(0)
with torch.inference_mode():
    output = model(image)  # a score for each class, or features where the weights have no classifier
"""


def test_choose_a_model_and_run_it(visit: Visit, hand: Mouse) -> None:
    """A budget and conditions of use on the home page lead to one model; its Python is copied there."""
    page = hand.open(visit)
    form = page.get_by_role("form", name="Choose a model")
    hand.write(form.get_by_label("M parameters"), "6")
    hand.write(form.get_by_label("GMACs"), "1")
    hand.press(form.get_by_label("runs in timm"))
    hand.press(form.get_by_label("weights for commercial use"))
    hand.choose(form.get_by_label("Speed on device"), "V100")
    hand.press(form.get_by_role("button", name="Show models"))
    expect(page.locator(".lv-w-status")).to_have_text("1 model")
    expect(rows(page)).to_have_text(["ToySmall-A"])
    expect(page.locator(".lv-w-card").first.locator("dd")).to_have_text(["77.1", "5.0", "0.6", "1500/s"])
    hand.press(page.get_by_role("button", name="Copy Python", exact=True))
    expect(page.locator(".lv-w-toast")).to_have_text("Copied: Python that runs ToySmall-A.")
    assert clipboard(page) == SNIPPET


# --- related work ---

LATEX = r"""% \usepackage{booktabs}
\begin{table}
  \centering
  \begin{tabular}{lrrrrl}
    \toprule
    Model & Top-1 \% & $\Delta$ top-1 & GMACs & $\Delta$ GMACs & Setting \\
    \midrule
    ToyDeiT-S~\cite{toy-deit} & 79.8 & 0 & 4.6 & 0 \% & -- \\
    ToySoft-S~\cite{toy-soft}\textsuperscript{a} & 80.2 & +0.40 & 3.1 & $-$33 \% & keep ratio 0.7 \\
    ToyCut-S~\cite{toy-cut} & 79.5 & $-$0.30 & 3.0 & $-$35 \% & keep ratio 0.7 \\
    Toy\_Evo-S~\cite{toy-evo} & 79.4 & $-$0.40 & 3.0 & $-$35 \% & keep ratio 0.7 \\
    Toy\&Merge-S~\cite{toy-merge} & 79.39 & $-$0.41 & 2.7 & $-$41 \% & keep ratio 0.7 \\
    ToyFine-S~\cite{toy-fine}\textsuperscript{b} & 79.3 & $-$0.50 & 2.6 & $-$43 \% & keep ratio 0.7 \\
    Toy-RED\#2-S~\cite{toy-red} & 79.1 & $-$0.70 & 3.2 & $-$30 \% & keep ratio 0.7 \\
    ToyBlank-S~\cite{toy-blank} & 79.0 & $-$0.80 & -- & -- & keep ratio 0.7 \\
    Toy50\%-S~\cite{toy-half} & 78.6 & $-$1.20 & 2.3 & $-$50 \% & keep ratio 0.5 \\
    \bottomrule
  \end{tabular}
  \par\smallskip\footnotesize ImageNet-1K; unless noted: USUAL.
  \textsuperscript{a}~distilled (teacher ToyDeiT-S).
  \textsuperscript{b}~30 epochs.
\end{table}
""".replace("USUAL", "no pre-training, no distillation, 224 px, supervised, 300 epochs")

_CVPR = "Conference on Computer Vision and Pattern Recognition"
_REDUCTION = "An Invented Reduction of Tokens"
_CITED = (
    ("toy-blank", f"ToyBlank: {_REDUCTION}", "Nora No7", _CVPR, "2024", "2401.00107"),
    ("toy-cut", f"ToyCut: {_REDUCTION}", "Nora No0", _CVPR, "2021", "2101.00100"),
    (
        "toy-deit",
        "ToyDeiT: Invented Training of an Invented Transformer",
        "Dora Dee",
        "International Conference on Machine Learning",
        "2021",
        "2101.00021",
    ),
    ("toy-evo", rf"Toy{{\_}}Evo: {_REDUCTION}", "Nora No2", _CVPR, "2022", "2201.00102"),
    ("toy-fine", f"ToyFine: {_REDUCTION}", "Nora No6", _CVPR, "2024", "2401.00106"),
    ("toy-half", rf"Toy50{{\%}}: {_REDUCTION}", "Nora No4", _CVPR, "2023", "2301.00104"),
    ("toy-merge", rf"Toy{{\&}}Merge: {_REDUCTION}", "Nora No3", _CVPR, "2023", "2301.00103"),
    ("toy-red", rf"Toy-RED{{\#}}2: {_REDUCTION}", "Nora No1", _CVPR, "2021", "2101.00101"),
    ("toy-soft", f"ToySoft: {_REDUCTION}", "Nora No5", _CVPR, "2022", "2201.00105"),
)
"""Key, title, author, book, year and arXiv id of the references."""


def entry(key: str, title: str, author: str, book: str, year: str, arxiv: str) -> str:
    """Gives a reference as BibTeX."""
    return f"""\
@inproceedings{{{key},
  title = {{{{{title}}}}},
  author = {{{author}}},
  booktitle = {{{book}}},
  year = {{{year}}},
  eprint = {{{arxiv}}},
  archiveprefix = {{arXiv}},
  url = {{https://arxiv.org/abs/{arxiv}}},
}}
"""


BIBTEX = "\n".join(entry(*cited) for cited in _CITED)


def test_table_of_related_work(visit: Visit, hand: Mouse) -> None:
    """The methods applied to a model stand below it; table and references go to a manuscript."""
    page = models(hand, visit)
    hand.choose(page.get_by_label("Applied to", exact=True), "ToyDeiT-S")
    hand.turn(page.get_by_role("tab", name="Table"))
    expect(page.locator(".lv-w-group")).to_have_text(["Baseline", "Applied to it · 8 results"])
    assert copy(hand, page, "Copy LaTeX", "Copied: 9 rows as LaTeX.") == LATEX
    assert copy(hand, page, "Copy BibTeX", "Copied: 9 rows as BibTeX.") == BIBTEX


def test_methods_by_name(visit: Visit, hand: Mouse) -> None:
    """Whoever has methods in mind writes their names, with commas between them, and gets these rows alone."""
    page = models(hand, visit, "view=table&on=toy-deit/ToyDeiT-S&px=any&pretrain=any&distilled=any")
    hand.write(page.get_by_label("Text", exact=True), "toyevo, toy merge, ToySoft")
    expect(page.locator(".lv-w-group")).to_have_text(["Baseline", "Applied to it · 3 results"])
    expect(rows(page)).to_have_text(["ToyDeiT-S", "ToySoft-S", "Toy_Evo-S", "Toy&Merge-S"])
    hand.write(page.get_by_label("Text", exact=True), "toyevo 0.5, toysoft 0.7")
    expect(page.locator(".lv-w-group")).to_have_text(["Baseline", "Applied to it · 1 result"])
    expect(rows(page)).to_have_text(["ToyDeiT-S", "ToySoft-S"])


@NEEDS_LATEX
def test_table_of_related_work_is_typeset(tmp_path: Path) -> None:
    """LaTeX sets the table, and finds every reference."""
    typeset(tmp_path, LATEX, BIBTEX)


# --- find and cite ---


@pytest.mark.parametrize(
    ("text", "key"),
    [("2401.00024", "toy-small"), ("data efficient toys", "toy-deit"), ("tysmall", "toy-small")],
    ids=["id", "alias", "misspelling"],
)
def test_find_a_paper_and_cite_it(visit: Visit, hand: Mouse, text: str, key: str) -> None:
    """An arXiv id, another name or a misspelling finds the paper first; its BibTeX is copied from its page."""
    page = hand.open(visit)
    hand.write(hand.search(page), text)
    first = page.locator("#lv-search-list [role=option]").first
    expect(first).to_have_attribute("href", re.compile(f"/papers/{key}/$"))
    hand.take(first)
    expect(page).to_have_url(f"{visit.address}papers/{key}/")
    hand.press(page.get_by_role("button", name="Copy BibTeX"))
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert clipboard(page).startswith(f"@inproceedings{{{key},\n  title = {{{{Toy")


# --- report ---


def asked(visit: Visit) -> dict[str, str]:
    """Gives the fields of the issue form that was opened, and forgets that this asked another host."""
    (problem,) = {line for line in visit.problems if line.startswith("request to another host: ")}
    visit.problems.clear()
    parts = urlsplit(problem.removeprefix("request to another host: "))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{REPOSITORY}/issues/new"
    return {key: values[0] for key, values in parse_qs(parts.query).items()}


def test_report_a_number_on_a_page(visit: Visit, hand: Mouse) -> None:
    """Beside each number of a paper's page a link opens the form with record, model, value and place filled in."""
    page = hand.open(visit, "papers/toy-cut/")
    with page.expect_event("requestfailed"):
        hand.press(page.get_by_role("link", name="Report an error in this result: ToyCut-S"))
    assert asked(visit) == {
        "template": "wrong-number.yml",
        "title": "Wrong: ToyCut-S",
        "where": "catalog/papers/toy-cut.yml, ToyCut-S",
        "said": "top1: 79.5, compute_g: 3.0",
        "source": "paper: Table 1, row 1",
    }


def test_report_a_number_in_the_table(visit: Visit, hand: Mouse) -> None:
    """The sources of a cell end with a link that opens the form with record, model, value and place filled in."""
    page = models(hand, visit, "q=toysmall-a")
    expect(page.locator(".lv-w-status")).to_have_text("1 model")
    hand.press(page.locator("td[data-key=params] button"))
    report = page.get_by_role("dialog").get_by_role("link", name="Wrong? Report it")
    expect(report).to_be_visible()
    with page.expect_event("requestfailed"):
        hand.press(report)
    assert asked(visit) == {
        "template": "wrong-number.yml",
        "title": "Wrong: ToySmall-A",
        "where": "catalog/papers/toy-small.yml, ToySmall-A",
        "said": "params_m: 5.0",
        "source": "paper: Table 2, row 1",
    }


# --- compare and share ---


def test_compare_three(visit: Visit, hand: Mouse) -> None:
    """Three pinned models stand side by side, what differs in their protocols first, and can be copied alone."""
    page = models(hand, visit, "view=table")
    for name, paper in (
        ("ToySmall-A", "ToySmall · 2024"),
        ("ToyPlain-S", "ToyPlain · 2022"),
        ("ToyDeiT-S", "ToyDeiT · 2021"),
    ):
        hand.press(page.get_by_label(f"Pin {name} ({paper})"))
    side = page.get_by_role("region", name="Side by side: 3 rows")
    expect(side.locator("thead a")).to_have_text(["ToySmall-A", "ToyPlain-S", "ToyDeiT-S"])
    expect(side.get_by_text("They share one protocol, as far as it is told.")).to_be_visible()
    expect(side.get_by_role("row", name="Top-1").get_by_role("cell")).to_have_text(["77.1", "78.2≠", "79.8"])
    hand.press(side.get_by_role("button", name="Copy Markdown"))
    expect(page.locator(".lv-w-toast")).to_have_text("Copied: 3 rows as Markdown.")
    assert [line.split(" | ")[0] for line in clipboard(page).splitlines()[2:5]] == [
        "| ToySmall-A",
        "| ToyPlain-S",
        "| ToyDeiT-S",
    ]


def test_pin_a_method_in_its_setting(visit: Visit, hand: Mouse) -> None:
    """A method applied to a model is pinned with its setting, and the address brings the pin back."""
    page = models(hand, visit, "view=table&on=toy-deit/ToyDeiT-S&px=any&pretrain=any&distilled=any")
    hand.press(page.get_by_label("Pin ToyCut-S keep ratio 0.7 (ToyCut · 2021)"))
    side = page.get_by_role("region", name="Side by side: 1 row")
    expect(side.locator("thead a")).to_have_text(["ToyCut-S keep ratio 0.7"])
    other = hand.open(visit, page.evaluate("location.href").removeprefix(visit.address))
    expect(other.locator(".lv-w-pin:checked")).to_have_count(1)
    expect(other.locator(".lv-w-compare thead a")).to_have_text(["ToyCut-S keep ratio 0.7"])
    older = hand.open(visit, "models/?pins=toy-cut/ToyCut-S")
    expect(older.locator(".lv-w-compare thead a")).to_have_text(["ToyCut-S"])


def test_share_an_address(visit: Visit, hand: Mouse) -> None:
    """Whoever opens the copied link sees the same rows in the same order."""
    page = models(hand, visit, "view=table")
    hand.write(page.get_by_role("textbox", name="GMACs, at most"), "1.2")
    hand.press(page.get_by_role("columnheader", name="Params").get_by_role("button"))
    expect(page.locator(".lv-w-status")).to_have_text("3 models, 1 hidden as unknown")
    link = copy(hand, page, "Copy link", "Copied: the link to this view.")
    expect(rows(page)).to_have_text(["ToySmall-A", "ToyPlain-S", "ToySmall-B"])
    other = hand.open(visit, link.removeprefix(visit.address))
    expect(other.locator(".lv-w-status")).to_have_text("3 models, 1 hidden as unknown")
    expect(rows(other)).to_have_text(["ToySmall-A", "ToyPlain-S", "ToySmall-B"])
