"""The workspace of models: filters, ranking, chart, table, sources, pins and exports, by mouse, keyboard and touch."""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Held, Visit
from tests.browser.knowledge_base import HOSTILE_NAME, MANY, Row, many_rows
from tests.browser.test_accessibility import violations

UNSTATED = "px=unknown&pretrain=unknown&distilled=unknown"
"""The setup of the paper with many members, and of the hostile one."""

HOSTILE_VARIANT = "<script>alert(5)</script>"
WINDOW = 30


def open_models(visit: Visit, query: str = "", *, size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
    """Opens the workspace, and waits until it stands."""
    page = visit(f"models/{query and '?'}{query}", size=size, scheme=scheme)
    expect(page.get_by_role("tablist", name="View")).to_be_visible()
    return page


def status(page: Page) -> Locator:
    """Gives the line that counts the models."""
    return page.locator(".lv-w-status")


def names(page: Page) -> list[str]:
    """Gives the names of the models in the rows that are there."""
    found: list[str] = page.locator(".lv-w-table tbody tr[data-result] .lv-w-model a").all_text_contents()
    return found


def query(page: Page) -> dict[str, str]:
    """Gives the parameters of the address, as the page has them: what Playwright knows of it comes a moment later."""
    return {key: values[0] for key, values in parse_qs(page.evaluate("location.search.slice(1)")).items()}


def best(rows: list[Row]) -> list[str]:
    """Gives the variants of some rows as a ranking orders them, as far as the window shows them."""
    ranked = sorted(rows, key=lambda row: (-row.top1, row.params_m or Decimal("Infinity"), row.variant))
    return [row.variant for row in ranked[:WINDOW]]


def fill(page: Page, label: str, text: str) -> None:
    """Writes into a field and leaves it."""
    page.get_by_label(label, exact=True).fill(text)
    page.keyboard.press("Tab")


# --- filters and address ---


def test_first_view_is_the_plain_setup(visit: Visit) -> None:
    """The bare address ranks the models of the commonest setup, and says what does not compare with them."""
    page = open_models(visit)
    expect(status(page)).to_have_text("1 model")
    assert names(page) == ["ToyPlain-S"]
    expect(page.get_by_label("Distillation", exact=True)).to_have_value("no")
    expect(page.locator(".lv-w-card").first).to_contain_text("Most accurate within the limits")
    expect(page.locator(".lv-w-group")).to_have_text("Best · 78.2 % · 1 model")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("key", ["", "Enter"], ids=["pressed", "keyboard"])
def test_usual_budgets_are_one_press_away(visit: Visit, size: tuple[int, int], key: str) -> None:
    """Who comes without limits gets the usual budgets by one press; they go when one is set, and come back after."""
    page = open_models(visit, size=size)
    budgets = page.get_by_role("group", name="Usual budgets")
    expect(budgets.get_by_role("button")).to_have_text(["3 M", "6 M", "12 M", "30 M"])
    budget = budgets.get_by_role("button", name="Up to 6 M parameters and 6 GMACs")
    budget.press(key) if key else budget.click()
    expect(page).to_have_url(re.compile(r"models/\?params=6&gmacs=6$"))
    expect(status(page)).to_have_text("1 model")
    expect(budgets).to_be_hidden()
    expect(page.get_by_role("button", name="Remove filter: Params ≤ 6 M")).to_be_focused()
    page.keyboard.press("Enter")
    expect(budgets).to_be_hidden()
    page.keyboard.press("Enter")
    expect(budgets).to_be_visible()
    assert query(page) == {}


def test_controls_are_whole_at_the_first_touch(visit: Visit) -> None:
    """Lists and histograms are made behind the first rows; whoever reaches for them before has them at once."""
    page = visit("data/")
    page.add_init_script("window.requestAnimationFrame = () => 0")  # the page is never painted
    page.goto(f"{visit.address}models/?{UNSTATED}")
    expect(page.locator("[data-key=params] .lv-w-bars path")).not_to_have_attribute("d", re.compile("M"))
    expect(page.get_by_label("Topic", exact=True).locator("option")).to_have_count(1)
    page.get_by_label("Topic", exact=True).focus()
    expect(page.locator("[data-key=params] .lv-w-bars path")).to_have_attribute("d", re.compile("M"))
    page.get_by_label("Topic", exact=True).select_option("components/position-encoding")
    expect(status(page)).to_have_text(f"{MANY + 1} models")


def test_topics_stand_as_in_the_tree(visit: Visit) -> None:
    """The list of topics follows the taxonomy, families before what is in them, each level further in."""
    page = open_models(visit)
    options = page.get_by_label("Topic", exact=True).locator("option")
    expect(options.nth(1)).to_have_attribute("value", "components")
    assert options.all_text_contents()[:4] == [
        "all",
        "Efficient ViT Components",
        "\u00a0" * 2 + "Embedding Structure Design",
        "\u00a0" * 4 + "Dynamic Patch Partitioning",
    ]


def test_limit_filters_and_is_told(visit: Visit) -> None:
    """A typed limit filters, hides what is not known and counts it; address, chip and live region say so."""
    page = open_models(visit, UNSTATED)
    expect(status(page)).to_have_text(f"{MANY + 1} models")
    fill(page, "Params, at most (M)", "6")
    fitting = [row for row in many_rows() if row.params_m and row.params_m <= 6]
    expect(status(page)).to_have_text(f"{len(fitting)} models, {MANY // 10 + 1} hidden as unknown")
    assert names(page) == best(fitting)
    assert query(page) == {"params": "6", "px": "unknown", "pretrain": "unknown", "distilled": "unknown"}
    page.get_by_label("Include unknown").check()
    expect(status(page)).to_have_text(f"{len(fitting) + 25} models, 25 of them with a value not known")
    page.get_by_role("button", name="Remove filter: Params ≤ 6 M").click()
    expect(status(page)).to_have_text(f"{MANY + 1} models")
    assert "params" not in query(page)


def test_slider_filters_by_keyboard(visit: Visit) -> None:
    """A handle of a range moves with the arrow keys, says its value, and fills the field."""
    page = open_models(visit, UNSTATED)
    slider = page.get_by_role("slider", name="Top-1, at least")
    slider.focus()
    for _ in range(20):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("top1="))
    least = float(query(page)["top1"])
    expect(slider).to_have_attribute("aria-valuetext", f"{least:g} %")
    expect(page.get_by_label("Top-1, at least (%)", exact=True)).to_have_value(f"{least:g}")
    expect(status(page)).to_have_text(f"{sum(row.top1 >= least for row in many_rows())} models")


def test_wrong_number_is_marked(visit: Visit) -> None:
    """A field that holds no number, or crosses the other one, is marked and filters nothing."""
    page = open_models(visit, UNSTATED)
    for text in ("six", "-3"):
        fill(page, "Params, at most (M)", text)
        expect(page.get_by_label("Params, at most (M)", exact=True)).to_have_attribute("aria-invalid", "true")
        expect(status(page)).to_have_text(f"{MANY + 1} models")


def test_back_and_forward(visit: Visit) -> None:
    """Each choice is one step back, typing in the text field is one together, and forward restores it."""
    page = open_models(visit, UNSTATED)
    page.get_by_role("tab", name="Table").click()
    page.get_by_label("Text", exact=True).press_sequentially("many-00", delay=150)
    expect(status(page)).to_have_text("9 models")
    page.go_back()
    expect(status(page)).to_have_text(f"{MANY + 1} models")
    expect(page.get_by_role("tab", name="Table")).to_have_attribute("aria-selected", "true")
    page.go_back()
    expect(page.get_by_role("tab", name="Ranking")).to_have_attribute("aria-selected", "true")
    page.go_forward()
    page.go_forward()
    expect(page.get_by_label("Text", exact=True)).to_have_value("many-00")
    expect(status(page)).to_have_text("9 models")


def test_shared_address_gives_the_same_view(visit: Visit) -> None:
    """The copied link opens the same rows in the same order with the same columns and pins in a fresh browser."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    page.get_by_text("Columns", exact=True).click()
    page.locator(".lv-w-columns").get_by_label("Year", exact=True).check()
    page.get_by_role("columnheader", name="Params").get_by_role("button").click()
    page.get_by_label("Pin ToyMany-002 (ToyMany · 2022)").check()
    page.get_by_label("Pin ToyMany-001 (ToyMany · 2022)").check()
    other = visit(page.evaluate("location.href").removeprefix(visit.address))
    expect(other.locator(".lv-w-compare thead a")).to_have_text(["ToyMany-002", "ToyMany-001"])
    assert names(other) == names(page) == [row.variant for row in many_rows() if row.params_m][:WINDOW]
    heads = "[...document.querySelectorAll('.lv-w-table th[data-key]')].map((head) => head.dataset.key)"
    assert other.evaluate(heads) == page.evaluate(heads)
    assert page.evaluate(heads)[-1] == "year"


def test_bad_address_is_told(visit: Visit) -> None:
    """What the address says wrongly is named in a notice, and the rest holds."""
    page = open_models(visit, "params=6&pixels=224&gmacs=many")
    notice = page.get_by_role("alert")
    expect(notice.get_by_role("listitem")).to_have_text(
        ["pixels=224: the workspace knows no such parameter", "gmacs=many: write a range: 6, 2-6, 2- or -6"]
    )
    expect(page.get_by_role("button", name="Remove filter: Params ≤ 6 M")).to_be_visible()
    notice.get_by_role("button", name="Close").click()
    expect(notice).to_be_hidden()


def test_text_knows_names_authors_and_ids(visit: Visit) -> None:
    """Text ignores blanks and hyphens, and finds by timm name, author and arXiv id."""
    page = open_models(visit)
    field = page.get_by_label("Text", exact=True)
    for text in ("toy plain s", "toyplain_small", "Ada Example", "2203.00001", "TP-Net"):
        field.fill(text)
        expect(page.get_by_role("button", name=f"Remove filter: “{text}”")).to_be_visible()
        expect(status(page)).to_have_text("1 model")
    field.fill("Nobody Else")
    expect(status(page)).to_have_text("0 models")


def test_text_that_is_left_at_once_is_kept(visit: Visit) -> None:
    """Whoever types a text, leaves the field and goes on at once has both, however soon that is."""
    page = open_models(visit, UNSTATED)
    page.evaluate("window.setTimeout = () => 1")  # no time passes
    page.get_by_label("Text", exact=True).fill("many-00")
    page.get_by_label("Include unknown").check()
    expect(status(page)).to_have_text("9 models")
    expect(page.get_by_label("Text", exact=True)).to_have_value("many-00")


def test_names_that_come_late_move_nothing(visit: Visit) -> None:
    """Further names are fetched for a text; where they change no row, the reader stays where they are."""
    page = visit("data/")
    names_ = Held(page, "/data/names.json")
    page.goto(f"{visit.address}models/?{UNSTATED}&view=table&q=toymany")
    page.get_by_role("button", name=f"Show {WINDOW} more").click()
    pin = page.locator(".lv-w-pin").nth(WINDOW + 5)
    pin.focus()
    pin.evaluate("(pin) => { pin.dataset.kept = 'yes'; }")
    names_.wait_for(last="/names/identities.json")
    expect(page.locator("[data-kept]")).to_be_focused()


def test_chart_that_comes_late_moves_nothing(visit: Visit) -> None:
    """Whoever turned back to the table before the chart was there stays where they are, and has it at once later."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    chart = Held(page, "/chart_view.js")
    page.get_by_role("tab", name="Chart").click()
    expect(page.get_by_text("Drawing the chart")).to_be_visible()
    page.get_by_role("tab", name="Table").click()
    page.get_by_role("button", name=f"Show {WINDOW} more").click()
    pin = page.locator(".lv-w-pin").nth(WINDOW + 5)
    pin.focus()
    pin.evaluate("(pin) => { pin.dataset.kept = 'yes'; }")
    chart.wait_for()
    expect(page.locator("[data-kept]")).to_be_focused()
    page.get_by_role("tab", name="Chart").click()
    expect(page.locator(".lv-w-front")).to_have_count(1)


def test_arrow_keys_move_among_rows(visit: Visit) -> None:
    """From a pin arrows lead to that of the next row and to the values of its own; at an edge they stay."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    pins = page.locator(".lv-w-pin")
    values = page.locator("tr[data-result]").nth(1).locator(".lv-w-value")
    pins.first.focus()
    for key, focused in (
        ("ArrowUp", pins.first),
        ("ArrowDown", pins.nth(1)),
        ("ArrowRight", values.first),
        ("ArrowRight", values.nth(1)),
        ("ArrowLeft", values.first),
        ("ArrowLeft", pins.nth(1)),
        ("ArrowLeft", pins.nth(1)),
    ):
        page.keyboard.press(key)
        expect(focused).to_be_focused()


@pytest.mark.parametrize("view", ["ranking", "chart", "table"])
def test_exports_are_reached_past_the_rows(visit: Visit, view: str) -> None:
    """A button in front of the rows, seen when it has the focus, leads past them; without rows it is not there."""
    page = open_models(visit, f"view={view}")
    skip = page.locator(".lv-w-past")
    hidden = skip.bounding_box()
    assert hidden is not None
    assert hidden["width"] <= 2
    page.get_by_role("tab", selected=True).focus()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    shown = skip.bounding_box()
    assert shown is not None
    assert shown["width"] > 50
    page.keyboard.press("Enter")
    expect(page.locator(".lv-w > .lv-w-exports button").first).to_be_focused()
    page.get_by_label("Text", exact=True).fill("nobody")
    expect(skip).to_be_hidden()


def test_empty_state_says_what_to_widen(visit: Visit) -> None:
    """When nothing passes, the least step that helps is named, and one click takes it."""
    page = open_models(visit, "params=2")
    expect(page.locator(".lv-w-empty li")).to_have_text(["Params ≤ 5.6 M lets ToyPlain-S through"])
    page.get_by_role("button", name="Params ≤ 5.6 M", exact=True).click()
    assert names(page) == ["ToyPlain-S"]
    assert query(page) == {"params": "5.6"}


def test_nothing_that_fails_stays_in_sight(visit: Visit) -> None:
    """What passes no longer goes at once, also while the advice that comes in its place is still fetched."""
    page = open_models(visit)
    advice = Held(page, "/empty_state.js")
    page.get_by_label("Text", exact=True).fill("toydynamic")
    expect(status(page)).to_have_text("0 models")
    expect(page.locator("tr[data-result]")).to_have_count(0)
    expect(page.locator("#lv-w-view")).to_have_text("No model passes all filters.")
    advice.let_go()
    expect(page.locator(".lv-w-empty li")).to_have_text(["applied to ToyPlain-S lets ToyDynamic-S/0.7 through"])


def test_text_of_another_setup(visit: Visit) -> None:
    """A model that is named but not in the chosen setup is told with the setup it is in; one click goes there."""
    page = open_models(visit, "q=toydynamic")
    expect(page.locator(".lv-w-empty li")).to_have_text(["applied to ToyPlain-S lets ToyDynamic-S/0.7 through"])
    page.get_by_role("button", name="applied to ToyPlain-S", exact=True).click()
    expect(status(page)).to_have_text("1 result")
    assert query(page)["on"] == "toy-plain/ToyPlain-S"
    expect(page.locator(".lv-w-chips")).to_contain_text("applied to ToyPlain-S")
    page = open_models(visit, "q=toyplain-b")
    expect(page.locator(".lv-w-empty li")).to_have_text(
        ["Pre-training: imagenet-21k, Resolution: 384 lets ToyPlain-B through"]
    )


def test_paper_tells_what_was_asked(visit: Visit) -> None:
    """On paper the setup, the limits and the address are a sentence in place of controls; timm's models say so."""
    page = open_models(visit, "params=6&view=table")
    asked = page.locator(".lv-w-asked")
    expect(asked).to_be_hidden()
    page.emulate_media(media="print")
    expect(asked).to_have_text(
        "Pre-training: none (ImageNet-1K alone) \u00b7 Distillation: none \u00b7 Resolution: 224 \u00b7"
        f" Evaluation: supervised \u00b7 Params \u2264 6 M. Each number with its sources: {page.url}"
    )
    expect(asked).to_be_visible()
    expect(page.locator(".lv-w-chiprow")).to_be_hidden()
    content = page.locator("td[data-key=timm]").first.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert content == '"yes"'


def test_speed_on_a_device(visit: Visit) -> None:
    """A device brings its own ranges, in the unit that sources tell, and the cells speak of it."""
    page = open_models(visit)
    expect(page.get_by_label("Throughput, at least (images/s)", exact=True)).to_be_hidden()
    page.get_by_label("Speed on", exact=True).select_option("V100")
    expect(page.locator("td[data-key=speed]")).to_have_text("1200/s")
    fill(page, "Throughput, at least (images/s)", "2000")
    expect(status(page)).to_have_text("0 models")
    assert query(page) == {"device": "V100", "ips": "2000"}


def test_setups_that_do_not_compare_are_greyed(visit: Visit) -> None:
    """A row opens to its other recipes; those of other setups are set back and say why they do not compare."""
    page = open_models(visit, "pretrain=any&px=any")
    page.get_by_role("button", name="3 recipes of ToyPlain-B").click()
    recipes = page.locator(".lv-w-recipe.lv-w-other em")
    expect(recipes).to_have_text(
        ["does not compare: disputed", "does not compare: distillation not stated, plot"], use_inner_text=True
    )
    page.get_by_role("button", name="3 recipes of ToyPlain-B").click()
    expect(recipes).to_have_count(0)


def test_applied_to_a_base(visit: Visit) -> None:
    """Methods applied to a model stand below it as the baseline, with what they gain and save, each in its protocol."""
    page = open_models(visit, "view=table")
    page.locator("#lv-w-on").select_option("toy-plain/ToyPlain-S")
    expect(page.locator(".lv-w-group")).to_have_text(["Baseline", "Applied to it · 1 result"])
    rows = page.locator("tr[data-result]")
    cells = [[cell.strip() for cell in row.locator("td").all_text_contents()] for row in rows.all()]
    assert cells == [
        ["78.2≠", "0", "0.9", "0 %", "\u2013", "\u2013", "2"],
        ["77.5", "\u22120.70", "0.6", "\u221233 %", "\u2013", "keep ratio 0.7, fine-tuned", "1"],
    ]
    assert query(page)["on"] == "toy-plain/ToyPlain-S"


# --- table ---


def test_table_sorts_by_several_columns(visit: Visit) -> None:
    """A click sorts, Shift with a click adds a column, unknown values stay last, and the address keeps the order."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    head = page.get_by_role("columnheader", name="Params")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert names(page) == [row.variant for row in many_rows() if row.params_m][:WINDOW]
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert names(page) == [row.variant for row in reversed(many_rows()) if row.params_m][:WINDOW]
    page.get_by_role("columnheader", name="Year").count()
    page.get_by_role("columnheader", name="Model").get_by_role("button").click(modifiers=["Shift"])
    assert query(page)["sort"] == "-params,model"
    expect(page.locator(".lv-w-order")).to_contain_text("Sorted by Params ↓, then Model ↑")
    page.get_by_role("button", name="Undo the sort").click()
    assert "sort" not in query(page)


def test_a_press_on_a_heading_is_not_lost(visit: Visit) -> None:
    """Rows that come while the mouse is down leave the headings where they are, so that the press still sorts."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    head = page.get_by_role("columnheader", name="Params")
    head.get_by_role("button").hover()
    page.mouse.down()
    limit = page.get_by_role("textbox", name="Params, at least")
    limit.evaluate("(field) => { field.value = '1'; field.dispatchEvent(new Event('input', {bubbles: true})); }")
    expect(page).to_have_url(re.compile(r"params=1"))
    page.mouse.up()
    expect(head).to_have_attribute("aria-sort", "ascending")


def test_table_sorts_by_keyboard(visit: Visit) -> None:
    """Enter on a heading sorts and keeps the focus, Shift with Enter adds a column."""
    page = open_models(visit, f"{UNSTATED}&view=table")
    page.get_by_role("columnheader", name="Params").get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert query(page)["sort"] == "params"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Enter")
    assert query(page)["sort"] == "params,-top1"
    expect(page.get_by_role("columnheader", name="Top-1").get_by_role("button")).to_be_focused()


def test_rows_come_as_they_are_needed(visit: Visit) -> None:
    """The window grows by a button that says how many are left, rows that stand stay, and the focus goes to the new."""
    page = open_models(visit, f"{UNSTATED}&view=table&sort=params")
    page.locator("tr[data-result]").first.evaluate("(row) => { row.dataset.kept = 'yes'; }")
    more = page.get_by_role("button", name=f"Show {WINDOW} more of {MANY + 1 - WINDOW}")
    more.focus()
    page.keyboard.press("Enter")
    shown = [row.variant for row in many_rows() if row.params_m][: 2 * WINDOW]
    assert names(page)[: 2 * WINDOW] == shown
    expect(page.locator("tr[data-kept]")).to_have_count(1)
    assert page.evaluate("document.activeElement.textContent") == shown[WINDOW]


def test_columns_are_chosen(visit: Visit) -> None:
    """A column that is ticked comes last, one that is unticked goes, and the usual ones come back."""
    page = open_models(visit, "view=table")
    page.get_by_text("Columns", exact=True).click()
    choice = page.locator(".lv-w-columns")
    choice.get_by_label("Epochs", exact=True).check()
    choice.get_by_label("Weights", exact=True).uncheck()
    assert query(page)["cols"] == "model,top1,params,gmacs,speed,timm,sources,epochs"
    expect(page.locator("td[data-key=epochs]")).to_have_text("300")
    page.get_by_role("button", name="Usual columns").click()
    assert "cols" not in query(page)
    expect(page.locator("td[data-key=epochs]")).to_have_count(0)


def test_eight_columns_fit(visit: Visit) -> None:
    """At 1100 pixels the eight usual columns need no sideways scrolling."""
    page = open_models(visit, f"{UNSTATED}&view=table", size=(1100, 800))
    assert page.locator(".lv-w-table thead th").count() == 8
    assert page.evaluate(
        "(({scrollWidth, clientWidth}) => scrollWidth <= clientWidth)(document.querySelector('.lv-w-scroll'))"
    )


def test_heads_and_names_stay_in_sight(visit: Visit) -> None:
    """While a table scrolls, its heads stay above and the names stay at the left."""
    page = open_models(
        visit,
        f"{UNSTATED}&view=table&cols=top1,params,note,setup,teacher,venue,family,paper,code,marks",
        size=(900, 700),
    )
    page.locator(".lv-w-scroll").evaluate("(box) => box.scrollTo(200, 300)")
    box, head, name = (
        page.locator(selector).first.bounding_box()
        for selector in (".lv-w-scroll", ".lv-w-table thead th", ".lv-w-table tbody tr:nth-child(20) th")
    )
    assert box is not None
    assert head is not None
    assert name is not None
    assert abs(head["y"] - box["y"]) < 2
    assert abs(name["x"] - box["x"]) < 2


@pytest.mark.parametrize("media", ["screen", "print"])
def test_heads_stand_above_their_numbers(visit: Visit, media: Literal["screen", "print"]) -> None:
    """The heads of a ranking stand in one line, each ending where its numbers end."""
    page = open_models(visit, UNSTATED)
    page.emulate_media(media=media)
    ends, feet = page.evaluate(
        """() => {
            const box = (element) => {
                const text = document.createRange();
                text.selectNodeContents(element);
                return text.getBoundingClientRect();
            };
            const heads = [...document.querySelectorAll(".lv-w-table thead th")];
            const cell = (head) => document.querySelector(`.lv-w-table td[data-key="${head.dataset.key}"]`);
            const pairs = heads.filter((head) => head.matches(".num")).map((head) => [box(head), box(cell(head))]);
            const numbers = pairs.map(([head, number]) => head.right - number.right);
            return [numbers, new Set(heads.map((head) => Math.round(box(head).bottom))).size];
        }"""
    )
    assert len(ends) > 3
    assert max(map(abs, ends)) <= 4
    assert feet == 1


def test_touched_rows_stay_uncoloured(visit: Visit) -> None:
    """A finger leaves no colour on the row that it touched; a mouse over a row does."""
    colours = []
    for touch in (False, True):
        page = visit(f"models/?{UNSTATED}", size=DESKTOP, touch=touch)
        cell = page.locator(".lv-w-table td[data-key=sources]").first
        before = cell.evaluate("(cell) => getComputedStyle(cell).backgroundColor")
        cell.hover()
        colours.append(cell.evaluate("(cell) => getComputedStyle(cell).backgroundColor") == before)
    assert colours == [False, True]


# --- sources ---


def test_sources_of_a_cell(visit: Visit) -> None:
    """A click tells each reading with source, place and protocol, and where to report; Escape closes it."""
    page = open_models(visit)
    page.locator("td[data-key=top1] button").click()
    box = page.get_by_role("dialog", name="Top-1 of ToyPlain-S: sources")
    expect(box).to_contain_text("Sources disagree: 78.2 to 78.30.")
    items = box.get_by_role("listitem")
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("78.30")
    expect(items.first).to_contain_text("README, table 1, row 1")
    expect(items.nth(1).get_by_role("link")).to_have_attribute("href", "https://arxiv.org/abs/2203.00001v2")
    expect(box.get_by_role("link", name="Wrong? Report it")).to_have_attribute("href", re.compile("contribute/$"))
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()


def test_sources_open_on_hover_and_focus(visit: Visit) -> None:
    """The mouse over a cell and the focus on it open the sources; leaving closes them; Tab reaches the links inside."""
    page = open_models(visit)
    box = page.locator(".lv-w-popover")
    page.locator("td[data-key=gmacs] button").hover()
    expect(box).to_contain_text("GMACs of ToyPlain-S")
    page.mouse.move(5, 5)
    expect(box).to_be_hidden()
    page.get_by_role("button", name="2 recipes of ToyPlain-S").count()
    page.locator(".lv-w-table .lv-w-model a").focus()
    page.keyboard.press("Tab")
    expect(box).to_contain_text("Top-1 % of ToyPlain-S")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.lv-w-popover').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("td[data-key=top1] button")).to_be_focused()


def test_sources_open_by_touch(visit: Visit) -> None:
    """On a phone a tap on a value opens its sources inside the window, and a tap elsewhere closes them."""
    context = visit.context(size=PHONE)
    page = context.new_page()
    page.goto(f"{visit.address}models/")
    page.locator("td[data-key=params] button").click()
    box = page.locator(".lv-w-popover")
    expect(box).to_contain_text("Params M of ToyPlain-S")
    place = box.bounding_box()
    assert place is not None
    assert 0 <= place["x"] <= PHONE[0] - place["width"]
    page.locator("h1").click()
    expect(box).to_be_hidden()


def test_unknown_cell_says_why(visit: Visit) -> None:
    """A dash says why there is no number."""
    page = open_models(visit, f"{UNSTATED}&q=many001")
    page.locator("td[data-key=gmacs] button").click()
    expect(page.locator(".lv-w-popover")).to_contain_text(
        "No source read so far tells its multiply-adds, and timm does not have the model to count them on."
    )


def test_sources_that_cannot_be_fetched(visit: Visit) -> None:
    """When the sources do not come, the box says so and leads to the paper."""
    page = open_models(visit)
    page.route("**/evidence/*.json", lambda route: route.abort())
    page.locator("td[data-key=top1] button").click()
    expect(page.locator(".lv-w-popover")).to_contain_text("The sources could not be fetched")
    assert page.locator(".lv-w-popover a").get_attribute("href") == "../papers/toy-plain/"
    visit.problems.clear()


def test_names_of_strangers_are_text(visit: Visit) -> None:
    """A hostile record is shown as it is written, in rows, chart, sources and side by side, and runs nothing."""
    page = open_models(visit, f"{UNSTATED}&q=alert&pins=toy-harm/{HOSTILE_VARIANT}")
    assert names(page) == [HOSTILE_VARIANT]
    page.locator("td[data-key=top1] button").first.click()
    expect(page.locator(".lv-w-popover")).to_contain_text("</script><script>alert(6)</script>")
    expect(page.locator(".lv-w-compare thead")).to_contain_text(HOSTILE_NAME)
    assert page.locator("#lv-workspace script").count() == 0


# --- pins ---


def test_pins_last_from_page_to_page(visit: Visit) -> None:
    """Pinned models stand side by side, differences of protocol first, also after a visit to another page."""
    page = open_models(visit, "px=any&pretrain=any")
    page.get_by_label("Pin ToyPlain-S (ToyPlain · 2022)").check()
    page.get_by_label("Pin ToyPlain-B (ToyPlain · 2022)").check()
    expect(page.get_by_role("heading", name="Side by side: 2 rows")).to_be_visible()
    expect(page.locator(".lv-w-side > div > p")).to_have_text(
        "They differ in pre-training, pixels, epochs: their accuracies do not compare as they stand."
    )
    expect(page.locator(".lv-w-differs th")).to_have_text(["Pre-training", "Pixels", "Epochs"])
    page.get_by_role("link", name="ToyPlain-S").first.click()
    expect(page).to_have_url(f"{visit.address}papers/toy-plain/")
    page.goto(f"{visit.address}models/")
    expect(page.locator(".lv-w-compare thead a")).to_have_text(["ToyPlain-S", "ToyPlain-B"])
    page.get_by_role("button", name="Unpin ToyPlain-S").click()
    page.get_by_role("button", name="Unpin all").click()
    expect(page.locator(".lv-w-side")).to_be_hidden()


@pytest.mark.parametrize(("size", "touch"), [(DESKTOP, False), (PHONE, True)], ids=["desktop", "phone"])
def test_exactly_the_pins_are_taken_along(visit: Visit, size: tuple[int, int], *, touch: bool) -> None:
    """Eight rows are pinned: four stand side by side, which is said, and every form has all eight in their order."""
    page = visit(f"models/?{UNSTATED}&view=table&sort=params", size=size, touch=touch)
    chosen = [f"ToyMany-00{number}" for number in (8, 1, 7, 2, 6, 3, 5, 4)]
    for name in chosen:
        pin = page.get_by_label(f"Pin {name} (ToyMany · 2022)")
        pin.focus()
        page.keyboard.press("Space")
        expect(pin).to_be_checked()
    side = page.locator(".lv-w-side")
    expect(side.locator(".lv-w-compare thead a")).to_have_text(chosen[:4])
    expect(side.get_by_text("The first 4 of 8 pinned rows stand side by side")).to_be_visible()
    expect(side.locator(".lv-w-pinned li")).to_have_text([f"{name} Unpin" for name in chosen[4:]])
    texts = {}
    for ending in (".csv", ".md", ".tex", ".bib"):
        with page.expect_download() as saved:
            side.get_by_role("button", name=f"Download {ending}").click()
        assert saved.value.suggested_filename == f"pinned{ending}"
        texts[ending] = Path(saved.value.path()).read_text(encoding="utf-8")
    assert [line["variant"] for line in csv.DictReader(io.StringIO(texts[".csv"]))] == chosen
    assert re.findall(r"ToyMany-\d+", texts[".md"]) == re.findall(r"ToyMany-\d+", texts[".tex"]) == chosen
    assert re.findall(r"@\w+\{(.*),", texts[".bib"]) == ["toy-many"]
    page.goto(f"{visit.address}data/")
    page.goto(f"{visit.address}models/")
    expect(side.get_by_text("The first 4 of 8 pinned rows stand side by side")).to_be_visible()
    side.get_by_role("button", name="Unpin ToyMany-006").click()
    expect(side.locator(".lv-w-pinned li")).to_have_text([f"{name} Unpin" for name in chosen[5:]])


def test_twelve_pins_at_most(visit: Visit) -> None:
    """One pin more is refused with the reason, and nothing else changes."""
    page = open_models(visit, f"{UNSTATED}&view=table&sort=params")
    pins = page.locator(".lv-w-pin")
    for number in range(13):
        pins.nth(number).click()
    expect(page.locator(".lv-w-toast")).to_have_text("12 rows are pinned already. Unpin one first.")
    expect(page.locator(".lv-w-pin:checked")).to_have_count(12)
    expect(pins.nth(12)).not_to_be_checked()
    assert len(query(page)["pins"].split(",")) == 12


# --- chart ---


def open_chart(visit: Visit, state: str = "", size: tuple[int, int] = DESKTOP) -> Page:
    """Opens the chart of the paper with many members, by parameters."""
    page = open_models(visit, f"{UNSTATED}&view=chart&x=params{state}", size=size)
    expect(page.locator(".lv-w-front")).to_have_count(1)
    return page


def on_front() -> list[str]:
    """Gives the members that no other one beats in parameters and accuracy."""
    known = sorted((row for row in many_rows() if row.params_m), key=lambda row: (row.params_m or 0, -row.top1))
    found: list[Row] = []
    for row in known:
        if not found or row.top1 > found[-1].top1:
            found.append(row)
    return [row.variant for row in found]


def test_chart_has_the_front_of_what_passes(visit: Visit) -> None:
    """The step line is the front of the filtered set, its points lead to their papers, and the caption counts all."""
    page = open_chart(visit)
    front = on_front()
    stars = page.locator(".lv-w-chart a[href]:has(.lv-w-dot)")
    expect(stars).to_have_count(len(front))
    expect(page.locator(".lv-w-caption")).to_contain_text(
        f"{MANY - MANY // 10} models; {len(front)} on the front: no other one shown is both as accurate and as cheap. "
        f"{MANY // 10 + 1} models without that cost are not in the picture."
    )
    assert stars.first.get_attribute("href") == "../papers/toy-many/"
    fill(page, "Params, at least (M)", "30")
    expect(stars).not_to_have_count(len(front))


LABELS = """() => {
    const labels = [...document.querySelectorAll(".lv-w-chart .lv-w-label")].map((label) => label.getBBox());
    const dots = [...document.querySelectorAll(".lv-w-chart .lv-w-dot")].flatMap((dot) => dot.matches("circle")
        ? [[Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))]]
        : [...dot.getAttribute("d").matchAll(/M([\\d.]+) ([\\d.]+)/g)].map(([, x, y]) => [Number(x) + 3, Number(y)]));
    const points = dots.map(([x, y]) => ({ x: x - 3, y: y - 3, width: 6, height: 6 }));
    const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    const { width, height } = document.querySelector(".lv-w-chart").viewBox.baseVal;
    return {
        labels: labels.length,
        points: points.length,
        onLabels: labels.flatMap((a, nr) => labels.slice(0, nr).filter((b) => meet(a, b))).length,
        onPoints: labels.filter((label) => points.some((point) => meet(label, point))).length,
        outside: labels.filter((a) => a.x < 0 || a.y < 0 || a.x + a.width > width || a.y + a.height > height).length,
    };
}"""
"""Labels of the chart as the browser measures them, and how many lie where they must not."""


@pytest.mark.parametrize(
    ("size", "least", "most"), [((390, 844), 3, 5), ((1366, 900), 6, 99)], ids=["phone", "desktop"]
)
def test_labels_of_the_chart_cover_nothing(visit: Visit, size: tuple[int, int], least: int, most: int) -> None:
    """No label lies on another one, on any point or over the edge; on phones a few points have one."""
    page = open_chart(visit, size=size)
    found = page.evaluate(LABELS)
    assert least <= found["labels"] <= most
    assert found | {"labels": 0} == {
        "labels": 0,
        "points": MANY - MANY // 10,
        "onLabels": 0,
        "onPoints": 0,
        "outside": 0,
    }


def test_chart_by_keyboard(visit: Visit) -> None:
    """Arrow keys go from point to point and along the front, each is told, and Enter opens the paper."""
    page = open_chart(visit)
    page.get_by_role("application", name=re.compile("^Chart of the models")).focus()
    page.keyboard.press("ArrowRight")
    spoken = page.locator("[aria-live=polite]")
    expect(spoken).to_have_text(
        re.compile(r"^ToyMany-001, ToyMany · 2022: Top-1 50\.37 %, Params 0\.3 M, GMACs \u2013; on the front$")
    )
    page.keyboard.press("ArrowUp")
    expect(spoken).to_contain_text(f"{on_front()[1]},")
    expect(page.locator(".lv-w-tip")).to_contain_text(on_front()[1])
    page.keyboard.press("ArrowDown")
    expect(spoken).to_contain_text(f"{on_front()[0]},")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{visit.address}papers/toy-many/")


def test_chart_drawn_anew_keeps_its_place(visit: Visit) -> None:
    """Who is at a point stays there when the chart is drawn anew, as a new width makes it, and goes on from there."""
    page = open_chart(visit)
    page.get_by_role("application", name=re.compile("^Chart of the models")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    before = page.locator(".lv-w-chart").get_attribute("viewBox")
    page.set_viewport_size({"width": 800, "height": 800})
    expect(page.locator(".lv-w-chart")).not_to_have_attribute("viewBox", before or "")
    expect(page.locator(".lv-w-tip")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-live=polite]")).to_contain_text(f"{on_front()[2]},")


def test_chart_by_mouse(visit: Visit) -> None:
    """The nearest point is told by a tip, and a click opens its paper."""
    page = open_chart(visit)
    star = page.locator(".lv-w-chart a[href]:has(.lv-w-dot)").last
    box = star.locator("circle").first.bounding_box()
    assert box
    page.mouse.move(box["x"] + 12, box["y"] + 8)
    expect(page.locator(".lv-w-tip")).to_contain_text(on_front()[-1])
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page).to_have_url(f"{visit.address}papers/toy-many/")


def test_year_of_the_chart(visit: Visit) -> None:
    """The year slider leaves out what came later, and is part of the address."""
    page = open_chart(visit)
    page.get_by_label("Published until").fill("2021")
    expect(page.locator(".lv-w-caption")).to_contain_text("0 models; 0 on the front")
    expect(page.locator(".lv-w-caption")).to_contain_text("Published until 2021")
    assert query(page)["until"] == "2021"
    expect(page.locator(".lv-w-front--all")).to_have_count(1)


def test_picture_stands_by_itself(visit: Visit) -> None:
    """The drawing is saved as SVG with its colours and whole addresses, and as PNG."""
    page = open_chart(visit)
    with page.expect_download() as saved:
        page.get_by_role("button", name="SVG").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    assert text.startswith("<svg xmlns=") or "<svg " in text[:5]
    assert "var(" not in text
    assert f'href="{visit.address}papers/toy-many/"' in text
    with page.expect_download() as saved:
        page.get_by_role("button", name="PNG").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


# --- exports ---


def test_exports_have_exactly_the_rows_shown(visit: Visit) -> None:
    """The file has every row of the view, beyond its window, in the order of the view, digits as printed."""
    page = open_models(visit, f"{UNSTATED}&view=table&sort=-params&params=-30")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download .csv").click()
    assert saved.value.suggested_filename == "models.csv"
    lines = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8"))))
    fitting = [row for row in reversed(many_rows()) if row.params_m and row.params_m <= 30]
    assert [(line["variant"], line["top1"], line["params_m"]) for line in lines] == [
        (row.variant, str(row.top1), str(row.params_m)) for row in fitting
    ]


def test_copies(visit: Visit) -> None:
    """Link, Markdown, BibTeX and a snippet are copied, and a message says what was."""
    page = open_models(visit, "q=toyplain&cols=model,top1,gmacs")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    toast = page.locator(".lv-w-toast")

    def copied(name: str, message: str) -> str:
        page.get_by_role("button", name=name, exact=True).click()
        expect(toast).to_have_text(message)
        text: str = page.evaluate("navigator.clipboard.readText()")
        return text

    assert copied("Copy link", "Copied: the link to this view.") == page.url
    assert copied("Copy Markdown", "Copied: 1 row as Markdown.") == (
        "| Model | Top-1 % | GMACs |\n| --- | --: | --: |\n| ToyPlain-S | 78.2≠ | 0.9 |\n"
        "\n≠ the authors' own sources disagree\n"
    )
    assert copied("Copy BibTeX", "Copied: 1 row as BibTeX.").startswith(
        "@inproceedings{toy-plain,\n  title = {{ToyPlain:"
    )
    assert 'timm.create_model("toyplain_small.in1k", pretrained=True)' in copied(
        "Copy Python", "Copied: Python that runs ToyPlain-S."
    )


def test_copy_by_hand(visit: Visit) -> None:
    """Where the browser refuses the clipboard, the text is shown to be taken by hand."""
    page = open_models(visit)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')); }")
    page.get_by_role("button", name="Copy CSV").click()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value(re.compile("^paper,name,variant,"))
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


# --- the page as a whole ---


def test_without_data_the_page_stays(visit: Visit) -> None:
    """When the data do not come, the page says so and keeps its table."""
    page = visit("about/")
    page.route("**/models.json", lambda route: route.abort())
    page.goto(f"{visit.address}models/")
    expect(page.get_by_role("alert")).to_contain_text("The filters could not start")
    expect(page.locator("#lv-workspace .lv-standings")).to_be_visible()
    visit.problems.clear()


STATES = {
    "ranking": UNSTATED,
    "chart": f"{UNSTATED}&view=chart&x=params",
    "table": f"{UNSTATED}&view=table&sort=-top1,params&pins=toy-many/ToyMany-001,toy-plain/ToyPlain-S",
    "applied": "view=table&on=toy-plain/ToyPlain-S&distilled=any&device=V100",
    "empty": "params=1",
    "notice": "colour=red",
}
SHOWN = {"chart": ".lv-w-front", "table": ".lv-w-compare", "empty": ".lv-w-empty"}
"""What is fetched for a state, and stands there last."""


def open_state(visit: Visit, state: str, *, size: tuple[int, int], scheme: str = "light") -> Page:
    """Opens a state of the workspace, and waits until all of it stands."""
    page = open_models(visit, STATES[state], size=size, scheme=scheme)
    expect(page.locator(SHOWN.get(state, ".lv-w-table"))).to_be_visible()
    return page


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_states_are_accessible(visit: Visit, state: str, scheme: str, size: tuple[int, int]) -> None:
    """No state of the workspace breaks a rule of axe-core, with its filters, sources and columns open."""
    page = open_state(visit, state, size=size, scheme=scheme)
    page.locator(".lv-w-filters").evaluate("(box) => { box.open = true; }")
    if state == "table":
        page.get_by_text("Columns", exact=True).click()
    if state in {"ranking", "applied"}:
        page.locator("td[data-key=top1] button").first.click()
        expect(page.locator(".lv-w-popover li")).not_to_have_count(0)
    assert violations(page) == []


SHIFT = """new Promise((resolve) => {
    let sum = 0;
    const add = ({ hadRecentInput, value }) => { if (!hadRecentInput) sum += value; };
    new PerformanceObserver((list) => list.getEntries().forEach(add))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 700);
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("state", ["", "view=table", "view=chart"])
def test_nothing_jumps(visit: Visit, state: str, size: tuple[int, int]) -> None:
    """While the page loads, what is seen does not shift."""
    page = open_models(visit, state, size=size)
    if state == "view=chart":
        expect(page.locator(".lv-w-front")).to_have_count(1)
    assert page.evaluate(SHIFT) <= 0.05


@pytest.mark.parametrize("state", STATES)
def test_narrow_window(visit: Visit, state: str) -> None:
    """At 320 pixels, which is also a zoom of 400 %, nothing but a side by side scrolls sideways."""
    page = open_state(visit, state, size=(320, 640))
    page.locator(".lv-w-filters > summary").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_phone_shows_cards(visit: Visit) -> None:
    """On a phone a model is a card: its values stand under their names, and the filters wait behind one button."""
    page = open_models(visit, size=PHONE)
    expect(page.get_by_label("Params, at most (M)", exact=True)).to_be_hidden()
    page.locator(".lv-w-filters > summary").click()
    expect(page.get_by_label("Params, at most (M)", exact=True)).to_be_visible()
    label = page.locator("td[data-key=params]").evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert label == '"Params M"'
