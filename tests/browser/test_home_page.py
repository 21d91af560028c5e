"""The home page: a question that is answered at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_question_is_answered_at_once(visit: Visit) -> None:
    """The best models within the limits of the form stand on the page, each with its figures and a link."""
    page = visit()
    best = page.locator(".lv-best li")
    expect(best.first).to_have_text(re.compile(r"ToyPlain-S\s*78.2≠ %\s*5.6 M\s*0.9 GMACs"))
    best.first.get_by_role("link").click()
    expect(page).to_have_url(f"{visit.address}papers/toy-plain/")


def test_the_best_that_runs_is_copied(visit: Visit) -> None:
    """The answer tells its limits, for those of the form may be changed; the best that timm has is copied at once."""
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    expect(page.locator("#best")).to_have_text("The most accurate up to 6 M parameters and 1 GMAC")
    runs = page.locator(".lv-runs")
    expect(runs.locator("p").first).to_have_text(
        re.compile(r"The most accurate that runs in timm: ToyPlain-S, 78.2≠ %, 5.6 M, 0.9 GMACs")
    )
    runs.get_by_role("button", name="Copy Python").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert 'timm.create_model("toyplain_small.in1k", pretrained=True' in copied
    code = visit(javascript=False).locator("#runs-python")
    assert code.text_content() == copied


def test_sizes_fit_on_a_phone(visit: Visit) -> None:
    """On a phone heads of the table of sizes take two lines and names break at hyphens: no column is cut off."""
    page = visit(size=(360, 740))
    names = page.locator(".lv-sizes td a, .lv-sizes th + th a")
    names.evaluate_all("(links) => links.forEach((link) => { link.textContent = 'Long-Name-Of-A-M'; })")
    head = page.locator(".lv-sizes thead th").last
    assert head.evaluate("(head) => getComputedStyle(head).whiteSpace") == "normal"
    box = page.get_by_role("region", name="The most accurate by size")
    assert box.evaluate("(box) => box.scrollWidth <= box.clientWidth")


def test_form_leads_to_the_models(visit: Visit) -> None:
    """The form is plain: it lands at the page of models with all that was asked for in the address, without scripts."""
    page = visit(javascript=False)
    form = page.get_by_role("form", name="Choose a model")
    form.get_by_label("M parameters").fill("12")
    form.get_by_label("Image size").select_option("256")
    form.get_by_label("runs in timm").check()
    form.get_by_role("button", name="Show models").click()
    expect(page).to_have_url(
        f"{visit.address}models/?params=12&gmacs=1&px=256&distilled=no&pretrain=none&timm=1&device="
    )


def test_form_by_keyboard(visit: Visit) -> None:
    """Enter in a field sends the form."""
    page = visit()
    page.get_by_label("GMACs").fill("2")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"models/\?params=6&gmacs=2&"))


def test_chart_and_news(visit: Visit) -> None:
    """A small chart stands beside the answer; what is new and the field stand beneath."""
    page = visit()
    expect(page.locator(".lv-front svg")).to_be_visible()
    expect(page.locator("#new ~ .lv-papers li").first).to_contain_text("Sources")
    page.get_by_role("link", name="what is new").click()
    expect(page.get_by_role("heading", name="What is new")).to_be_in_viewport()
    expect(page.locator(".lv-field > li")).to_have_count(4)
