"""A view alone in a frame of another page, the code that puts it there, and a view as one archive."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from lvkb.build.embedding import embed_files
from lvkb.build.view_archives import all_view_files
from lvkb.catalog import load
from lvkb.render.renderer import Renderer
from lvkb.results import Results
from lvkb.views import named_views
from tests.browser.conftest import DESKTOP, PHONE, Held, Visit
from tests.browser.knowledge_base import MANY
from tests.browser.test_accessibility import violations
from tests.browser.test_workspace import UNSTATED, open_models

FRAME = (760, 480)
NAMED = "views/imagenet-1k-no-distillation-224/gmacs"


FROZEN = "v/1.2.0/"


@pytest.fixture(scope="module", autouse=True)
def with_views(site: Path) -> None:
    """The site has views of small setups too, and those of a release, whose data one number was other in."""
    renderer = Renderer(Results(load(site.parents[1])))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(named_views, "ENOUGH", 1)
        own = all_view_files(renderer)
        frozen = (*all_view_files(renderer, is_frozen=True), *embed_files(renderer, is_frozen=True))
        for path, content in (*own, *((FROZEN + path, content) for path, content in frozen)):
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    models = site / FROZEN / "data/models.json"
    models.write_text(models.read_text(encoding="utf-8").replace('"ToyMany-001"', '"ToyMany-000"'), encoding="utf-8")


def open_embedded(visit: Visit, query: str, *, size: tuple[int, int] = FRAME, scheme: str = "light") -> Page:
    """Opens a view alone, and waits until it stands."""
    page = visit(f"embed/?{query}", size=size, scheme=scheme)
    expect(page.locator(".lv-embed__what")).not_to_be_empty()
    return page


@pytest.mark.parametrize("size", [FRAME, PHONE], ids=["frame", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["chart", "table"])
def test_embedded_view_is_accessible(visit: Visit, view: str, scheme: str, size: tuple[int, int]) -> None:
    """Chart and table alone break no rule of axe-core, and are no wider than their frame."""
    page = open_embedded(visit, f"{UNSTATED}&view={view}", size=size, scheme=scheme)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == (
        "rgb(17, 22, 28)" if scheme == "dark" else "rgb(255, 255, 255)"
    )


@pytest.mark.parametrize("size", [FRAME, PHONE], ids=["frame", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_named_view_is_accessible(visit: Visit, scheme: str, size: tuple[int, int]) -> None:
    """So does the page of a named view, with its table open."""
    page = visit(f"{NAMED}.html", size=size, scheme=scheme)
    page.locator("summary").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_embedded_table_has_the_rows_of_the_view(visit: Visit) -> None:
    """The table alone has the rows of the page of models in their order, the first two hundred of them."""
    page = open_embedded(visit, f"{UNSTATED}&view=table&sort=-params")
    expect(page.locator(".lv-embed__what b")).to_have_text(f"{MANY + 1} models")
    rows = page.locator("tbody th").all_text_contents()
    assert (len(rows), rows[:2]) == (200, ["ToyMany-239", "ToyMany-238"])
    expect(page.locator(".lv-embed__table p")).to_have_text(f"The first 200 of {MANY + 1}.")
    few = open_embedded(visit, f"{UNSTATED}&params=1")
    expect(few.locator("tbody th")).to_have_text(["ToyMany-003", "ToyMany-002", "ToyMany-001"])


def test_embedded_chart_leads_to_papers_in_another_tab(visit: Visit) -> None:
    """A point opens its paper beside the page that the frame is in, by key as by mouse; no control stands around it."""
    page = open_embedded(visit, f"{UNSTATED}&view=chart&x=params")
    expect(page.locator(".lv-w-chart")).to_be_visible()
    expect(page.locator("select, input, button")).to_have_count(0)
    page.locator(".lv-w-stage").focus()
    page.keyboard.press("ArrowRight")
    with page.expect_popup() as opened:
        page.keyboard.press("Enter")
    assert opened.value.url == f"{visit.address}papers/toy-many/"
    expect(page).to_have_url(re.compile("/embed/"))


def test_names_that_come_late_leave_the_embedded_chart(visit: Visit) -> None:
    """Whoever is at a point of the chart stays there when further names let more models through."""
    page = visit("data/", size=FRAME)
    names = Held(page, "/data/names.json")
    page.goto(f"{visit.address}embed/?px=any&pretrain=any&distilled=any&view=chart&x=params&q=toymany,muster")
    stage = page.locator(".lv-w-stage")
    stage.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".lv-embed__what")).to_contain_text(f"{MANY} models")
    names.wait_for(last="/names/mu.json")
    expect(page.locator(".lv-embed__what")).not_to_contain_text(f"{MANY} models")
    expect(stage).to_be_focused()
    expect(page.locator(".lv-w-tip")).to_contain_text("ToyMany-001")


def test_embedded_view_leads_to_the_whole_one(visit: Visit) -> None:
    """Below stand the source, its day and licence; the link has the address of the view."""
    page = open_embedded(visit, f"{UNSTATED}&view=table&params=1")
    link = page.locator("footer a").first
    assert (link.get_attribute("href") or "").endswith(f"/models/?{UNSTATED}&view=table&params=1"[1:])
    expect(page.locator("footer")).to_have_text(
        re.compile(r"^Toy Knowledge Base, data of \d{4}-\d\d-\d\d, CC-BY-4\.0$")
    )


def test_embedded_view_says_what_it_left_out(visit: Visit) -> None:
    """What an address says that nobody understands is named; the rest is shown."""
    page = open_embedded(visit, "params=6&colour=<b>red</b>")
    expect(page.locator(".lv-embed__problem")).to_contain_text(
        "colour=<b>red</b>: the workspace knows no such parameter"
    )
    expect(page.locator(".lv-embed__what")).to_contain_text("Params ≤ 6 M")


def test_embedded_view_without_models(visit: Visit) -> None:
    """A view that nothing passes says so."""
    page = open_embedded(visit, "params=0.001")
    expect(page.locator("#lv-workspace")).to_contain_text("No model passes all filters.")


def test_embedded_view_without_scripts(visit: Visit) -> None:
    """Without scripts the page says what it would do, and leads to all of it."""
    page = visit("embed/?params=6", size=FRAME, javascript=False)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("link", name="Toy Knowledge Base")).to_be_visible()


def test_named_view_without_scripts(visit: Visit) -> None:
    """The page of a named view has none: chart, table, source and files are there."""
    page = visit(f"{NAMED}.html", size=FRAME, javascript=False)
    expect(page.locator("svg")).to_be_visible()
    page.locator("summary").click()
    expect(page.get_by_role("table")).to_contain_text("ToyPlain-S")
    assert page.locator("footer a").all_text_contents()[2:] == ["svg", "csv", "json", "md", "tex", "bib", "zip"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_embedded_view_of_a_release(visit: Visit, scheme: str) -> None:
    """A view of a release shows its own data with its own script and style, and leads to the pages of today."""
    page = visit(f"{FROZEN}embed/?{UNSTATED}&params=1", size=FRAME, scheme=scheme)
    expect(page.locator("tbody th")).to_have_text(["ToyMany-003", "ToyMany-002", "ToyMany-000"])
    assert violations(page) == []
    loaded = {url.partition("?")[0].removeprefix(visit.address) for url in visit.requests}
    assert loaded == {f"{FROZEN}{path}" for path in ("embed/", "embed/embed.css", "embed/embed.js", "data/models.json")}
    links = [page.locator("tbody a").first, page.locator("footer a").first]
    assert [link.evaluate("link => link.href").partition("?")[0] for link in links] == [
        f"{visit.address}papers/toy-many/",
        f"{visit.address}models/",
    ]


def test_named_view_of_a_release(visit: Visit) -> None:
    """The page of a named view of a release leads to the pages of today too."""
    page = visit(f"{FROZEN}{NAMED}.html", size=FRAME, javascript=False)
    links = [page.locator("svg a").first, page.locator("footer a").first]
    found = [link.evaluate("link => new URL(link.getAttribute('href'), document.URL).href") for link in links]
    assert found[0].startswith(f"{visit.address}papers/toy-")
    assert found[1].startswith(f"{visit.address}models/?view=chart")


class Frames(HTMLParser):
    """Notes the attributes of frames."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes one."""
        self.found += [dict(attrs)] if tag == "iframe" else []


def test_code_of_a_frame(visit: Visit) -> None:
    """The code that is copied shows the view of the address in a frame, whatever stands in its text."""
    page = open_models(visit, f"{UNSTATED}&view=table&q=toymany,%22%3Eout")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the code that embeds this view: Live").click()
    expect(page.locator(".lv-w-toast")).to_have_text("Copied: the code that embeds this view.")
    code = page.evaluate("navigator.clipboard.readText()")
    frames = Frames()
    frames.feed(code)
    (frame,) = frames.found
    source = frame["src"] or ""
    assert source.startswith(f"{visit.address}embed/?view=table&")
    assert frame["title"] == (
        "Models: Pre-training: not stated, Distillation: not stated, Resolution: not stated, Evaluation: supervised, "
        '“toymany,">out”'
    )
    around = visit("about/")
    around.evaluate("code => document.body.insertAdjacentHTML('beforeend', code)", code)
    inside = around.frame_locator("iframe")
    expect(inside.locator(".lv-embed__what b")).to_have_text(f"{MANY} models")


@pytest.fixture
def archived(visit: Visit) -> list[bytes]:
    """The archive of one view, made twice, from windows of different sizes and colours."""
    made = []
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark")):
        page = open_models(visit, f"{UNSTATED}&params=2&view=table&sort=params", size=size, scheme=scheme)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Download .zip").click()
        assert saved.value.suggested_filename == "models.zip"
        made.append(Path(saved.value.path()).read_bytes())
    return made


def test_archive_of_a_view(archived: list[bytes], visit: Visit) -> None:
    """It has the rows in all forms, equal to each other, the chart, and what they are; the same bytes in any window."""
    one, two = archived
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as opened:
        assert opened.testzip() is None
        files = {name: opened.read(name).decode() for name in opened.namelist()}
    assert list(files) == [
        *("README.md", "LICENSE.txt", "CITATION.bib"),
        *("models.csv", "models.json", "models.md", "models.tex", "models.bib", "chart.svg"),
    ]
    lines = list(csv.DictReader(io.StringIO(files["models.csv"])))
    rows = json.loads(files["models.json"], parse_float=str, parse_int=str)["results"]
    assert rows == [{key: text for key, text in line.items() if text} for line in lines]
    assert [line["variant"] for line in lines] == [f"ToyMany-{number:03}" for number in range(1, 7)]
    assert [line["params_m"] for line in lines] == ["0.3", "0.6", "0.9", "1.2", "1.5", "1.8"]
    assert files["models.md"].count("| ToyMany-") == files["models.tex"].count("\\cite{toy-many}") == 6
    assert files["models.bib"].startswith("@")
    address = f"{visit.address}models/?view=table&params=2&px=unknown&pretrain=unknown&distilled=unknown&sort=params"
    assert files["README.md"].startswith("# Models of Toy Knowledge Base\n\n6 models, from data of ")
    assert f"Address: <{address}>\n" in files["README.md"]
    assert "- Distillation: not stated\n" in files["README.md"]
    assert "- Params ≤ 2 M\n" in files["README.md"]
    assert files["LICENSE.txt"].startswith("Toy Knowledge Base: data of ")
    assert files["CITATION.bib"].startswith("@misc{toys")
    drawing = ET.fromstring(files["chart.svg"])  # noqa: S314 - our own
    assert drawing.attrib["width"] == "760"
    assert "rgb(17, 22, 28)" not in files["chart.svg"]


def test_rows_as_json(visit: Visit) -> None:
    """JSON can be downloaded alone; its numbers have the digits of the source, and what nobody says is left out."""
    page = open_models(visit, f"{UNSTATED}&view=table&sort=params&params=1")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download .json").click()
    data = json.loads(Path(saved.value.path()).read_text(encoding="utf-8"), parse_float=str)
    assert data["license"] == "CC-BY-4.0"
    assert data["view"].startswith(f"{visit.address}models/?")
    first = data["results"][0]
    assert (first["variant"], first["top1"], first["year"]) == ("ToyMany-001", "50.37", 2022)
    assert "gmacs" not in first
