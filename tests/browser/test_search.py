"""The search: nothing before its use, names first and the text of pages after, choices, keyboard, hostile names."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Held, Visit
from tests.browser.knowledge_base import HOSTILE_NAME, HOSTILE_TITLE, HOSTILE_WORD, SHARED_WORD

RESULT = "#lv-search-list [role=option]"


def search(page: Page, text: str) -> None:
    """Opens the search and types."""
    page.get_by_role("button", name="Search").click()
    page.get_by_role("combobox", name="Search").fill(text)


def results(page: Page) -> list[str]:
    """Gives the names of the results that are shown."""
    return page.locator(f"{RESULT} b").all_text_contents()


def told(page: Page, text: str) -> None:
    """Waits until the search says this of what it found."""
    expect(page.locator(".lv-search__status")).to_have_text(text)


def group(page: Page, name: str | re.Pattern[str]) -> list[str]:
    """Gives the names of the results in one group."""
    return page.get_by_role("group", name=name).locator("[role=option] b").all_text_contents()


def test_nothing_is_loaded_before_use(visit: Visit) -> None:
    """Before somebody opens the search only its button's script is there; names come first, the text of pages after."""
    page = visit("papers/toy-plain/")
    page.wait_for_load_state("networkidle")
    used = ("pagefind", "names.json", "/js/search/", "search.css")
    assert [url for url in visit.requests if any(part in url for part in used)] == [
        f"{visit.address}assets/js/search/main.js"
    ]
    page.get_by_role("button", name="Search").click()
    told(page, "Type a name, an author, an id or an address; or choose a family, a year or code.")
    assert [url for url in visit.requests if url.endswith("data/names.json")]
    assert not [url for url in visit.requests if "pagefind" in url]
    page.get_by_role("combobox", name="Search").fill("invented")
    expect(page.locator(RESULT).first).to_be_visible()
    told(page, "5 by name for “invented”.")
    assert [url for url in visit.requests if url.endswith("/kb/pagefind/pagefind.js")]
    assert not [url for url in visit.requests if "pagefind-worker" in url or ".pf_filter" in url]


def test_parts_of_the_names_are_fetched_for_those_who_need_them(visit: Visit) -> None:
    """Names and words are fetched by letters, titles to be shown, identities for an id or an address, each once."""
    page = visit()
    search(page, "")
    for text, name in (
        ("muster", "ToyPlain"),
        ("toy/many", "ToyMany"),
        ("ada muster", "ToyPlain"),
        ("2201.00009", "ToyMany"),
    ):
        page.get_by_role("combobox", name="Search").fill(text)
        expect(page.locator(f"{RESULT} b").first).to_have_text(name)
    parts = [url.partition("/data/names/")[2] for url in visit.requests if "/data/names/" in url]
    assert parts == ["mu.json", "titles-0.json", "identities.json", "to.json", "ma.json", "ad.json"]


@pytest.mark.parametrize(
    "path", ["", "papers/toy-plain/", "taxonomy/dynamic/dynamic-resolution/dynamic-token-pruning/"]
)
def test_word_of_an_annotation_finds_the_paper(visit: Visit, path: str) -> None:
    """From any depth a word of an annotation finds its paper, shows it as text with the word marked, and opens it."""
    page = visit(path)
    search(page, HOSTILE_WORD)
    told(page, f"1 by text for “{HOSTILE_WORD}”.")
    assert group(page, "In the text") == results(page) == [HOSTILE_NAME]
    option = page.locator(RESULT)
    expect(option).to_contain_text("<script>alert(3)</script>")
    expect(option.locator("mark")).to_have_text(HOSTILE_WORD)
    expect(option.locator("small")).to_contain_text("2019")
    option.click()
    expect(page).to_have_url(f"{visit.address}papers/toy-harm/")


@pytest.mark.parametrize(
    ("text", "name", "facts", "line"),
    [
        ("toyplain", "ToyPlain", "2022 · ICLR 2023", "ToyPlain: An Invented Network for Tests"),
        ("tp net", "ToyPlain", "2022 · ICLR 2023", "also TP-Net · ToyPlain: An Invented Network for Tests"),
        (
            "toy plain small",
            "ToyPlain",
            "2022 · ICLR 2023",
            "model ToyPlain-S · ToyPlain: An Invented Network for Tests",
        ),
        ("toyplain_small", "ToyPlain", "2022 · ICLR 2023", "timm toyplain_small.in1k · ToyPlain: An Invented Network"),
        ("Example Muster", "ToyPlain", "2022 · ICLR 2023", "by Ada Example, Ben Muster · ToyPlain: An Invented"),
        ("arxiv.org/pdf/2203.00001v3", "ToyPlain", "2022 · ICLR 2023", "2203.00001 · ToyPlain: An Invented Network"),
        ("github.com/toy/plain.git", "ToyPlain", "2022 · ICLR 2023", "toy/plain · ToyPlain: An Invented Network"),
        ("2022 toymany", "ToyMany", "ICCV 2022", "ToyMany: An Invented Family with Many Members"),
        ("tyoplain", "ToyPlain", "2022 · ICLR 2023", "ToyPlain: An Invented Network for Tests"),
        ("token pruning", "Dynamic Token Pruning", "Topic", ""),
        ("flops", "Method", "Page", "FLOPs"),
    ],
)
def test_result_says_what_fits(visit: Visit, text: str, name: str, facts: str, line: str) -> None:
    """A result has its name, year and venue or kind, and what of it fits where that is not its name."""
    page = visit()
    search(page, text)
    first = page.locator(RESULT).first
    expect(first.locator("b")).to_have_text(name)
    expect(first.locator("small")).to_have_text(facts)
    if line:
        expect(first.locator("span")).to_contain_text(line)


def test_a_model_leads_to_its_paper_and_to_all_models(visit: Visit) -> None:
    """A result for a model opens its paper; below it stands the way to that model among all models."""
    page = visit()
    search(page, "ToyPlain-S")
    first, second = page.locator(RESULT).nth(0), page.locator(RESULT).nth(1)
    expect(first).to_have_attribute("href", f"{visit.address}papers/toy-plain/")
    expect(second).to_have_text("ToyPlain-S among all models")
    expect(second).to_have_attribute("href", f"{visit.address}models/?q=ToyPlain-S")


def test_text_stands_below_names_without_repeating_them(visit: Visit) -> None:
    """What is found by name comes first; the text adds other pages only, and the count says how many."""
    page = visit()
    search(page, SHARED_WORD)
    told(page, f"1 by name, 1 more by text for “{SHARED_WORD}”.")
    assert group(page, "By name") == ["ToyMany"]
    assert group(page, "In the text") == [HOSTILE_NAME]


def test_names_that_are_near_are_said_to_be(visit: Visit) -> None:
    """A misspelt name leads to the nearest ones, under a heading that says so."""
    page = visit()
    search(page, "toydinamic")
    told(page, "1 near name for “toydinamic”.")
    assert group(page, "Nearest names") == ["ToyDynamic"]


def test_choices_narrow_and_count(visit: Visit) -> None:
    """A chosen year leaves that year's papers, among names and in the text; choices tell how many papers they have."""
    page = visit()
    search(page, "invented")
    told(page, "5 by name for “invented”.")
    year = page.get_by_role("combobox", name="Year")
    assert year.locator("option").all_text_contents() == [
        "Any year",
        *("2024 (1)", "2023 (2)", "2022 (2)", "2021 (1)", "2020 (1)", "2019 (1)"),
    ]
    before = results(page)
    year.select_option("2023")
    told(page, "2 by name for “invented”.")
    assert sorted(results(page)) == ["Sources", "ToyDynamic"]
    year.select_option("")
    expect(page.locator(RESULT)).to_have_count(len(before))
    page.get_by_role("combobox", name="Search").fill(HOSTILE_WORD)
    told(page, f"1 by text for “{HOSTILE_WORD}”.")
    year.select_option("2023")
    told(page, f"Nothing found for “{HOSTILE_WORD}”.")


def test_choices_work_without_a_word(visit: Visit) -> None:
    """A choice alone lists its papers, the newest first: those with official code are the ones whose record says so."""
    page = visit()
    search(page, "")
    page.get_by_role("combobox", name="Code").select_option("yes")
    told(page, "2 papers")
    assert results(page) == ["ToyPlain", "ToyMany"]


def test_tables_and_lists_are_not_found(visit: Visit) -> None:
    """Pages that repeat all records, like the comparison table, are no results, and numbers of tables no text."""
    page = visit()
    search(page, "toymany")
    expect(page.locator(RESULT).first).to_be_visible()
    assert not page.locator("#lv-search-list a[href$='/models/'], #lv-search-list a[href$='/papers/']").count()
    expect(page.locator(".lv-search__status")).not_to_contain_text("searching")
    assert not page.locator("#lv-search-list a[href$='/compare/']").count()
    page.get_by_role("combobox", name="Search").fill("82.47")
    told(page, "Nothing found for “82.47”.")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keyboard_searches_from_open_to_paper(visit: Visit, key: str) -> None:
    """A key opens the search, arrows choose across groups and around the ends, Enter opens the chosen page."""
    page = visit()
    page.keyboard.press(key)
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    page.keyboard.type(SHARED_WORD)
    told(page, f"1 by name, 1 more by text for “{SHARED_WORD}”.")
    expect(page.locator(RESULT).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{RESULT}[aria-selected=true]")
    expect(chosen).to_have_id("lv-result-1")
    expect(box).to_have_attribute("aria-activedescendant", "lv-result-1")
    target = chosen.get_attribute("href") or ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULT).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(target) + "$"))


def test_the_choice_stays_when_the_text_arrives(visit: Visit) -> None:
    """Whoever has moved to a name is still there when the results from the text come in."""
    page = visit()
    search(page, "")
    page.route("**/pagefind.js", lambda route: route.continue_())
    page.get_by_role("combobox", name="Search").fill("invented")
    expect(page.locator(RESULT)).to_have_count(5)
    page.keyboard.press("ArrowDown")
    second = page.locator(RESULT).nth(1).get_attribute("href")
    told(page, "5 by name for “invented”.")
    expect(page.locator(f"{RESULT}[aria-selected=true]")).to_have_attribute("href", second or "")


def test_pointer_chooses_and_opens(visit: Visit) -> None:
    """The option under the pointer is the active one; a click opens it."""
    page = visit()
    search(page, "invented")
    told(page, "5 by name for “invented”.")
    last = page.locator(RESULT).last
    last.hover()
    expect(last).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"{RESULT}[aria-selected=true]")).to_have_count(1)
    target = last.get_attribute("href") or ""
    last.click()
    expect(page).to_have_url(target)


def test_escape_closes_and_focus_returns(visit: Visit) -> None:
    """Esc closes the search and gives the focus back to where it was; what was typed is there again, selected."""
    page = visit()
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_be_focused()
    box.fill("toyplain")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("toymany")
    expect(box).to_have_value("toymany")


def test_letters_are_kept_while_the_search_is_fetched(visit: Visit) -> None:
    """Whoever presses / and types on finds all of it in the field, and the caret behind it."""
    page = visit()
    dialog = Held(page, "/js/search/dialog.js")
    page.keyboard.press("/")
    page.keyboard.type("toy/pl")
    dialog.let_go()
    box = page.get_by_role("combobox", name="Search")
    expect(box).to_have_value("toy/pl")
    page.keyboard.type("ain")
    expect(box).to_have_value("toy/plain")


def test_enter_opens_what_was_typed_last(visit: Visit) -> None:
    """Enter opens the first result for what stands in the field, although names for it are still on their way."""
    page = visit()
    search(page, "toymany")
    expect(page.locator(f"{RESULT} b").first).to_have_text("ToyMany")
    authors = Held(page, "/names/mu.json")
    page.get_by_role("combobox", name="Search").fill("muster")
    page.keyboard.press("Enter")
    authors.let_go()
    expect(page).to_have_url(f"{visit.address}papers/toy-plain/")


def test_keys_are_left_alone_while_typing(visit: Visit) -> None:
    """A slash typed into a filter is a slash."""
    page = visit("models/")
    field = page.get_by_label("Text", exact=True)
    field.press_sequentially("a/b")
    expect(field).to_have_value("a/b")
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("text", "said", "advice"),
    [
        ("98765", "98765", "Try fewer words, or the beginning of a name."),
        ("https://arxiv.org/abs/2401.99999v2", "2401.99999", "No record holds this id."),
    ],
)
def test_nothing_found_says_what_to_do(visit: Visit, text: str, said: str, advice: str) -> None:
    """What is nowhere gives no list but ways on: other words, all papers, adding the paper."""
    page = visit()
    search(page, text)
    told(page, f"Nothing found for “{said}”.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Search")).to_have_attribute("aria-expanded", "false")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(advice)
    expect(dialog.get_by_role("link", name="all papers")).to_have_attribute("href", f"{visit.address}papers/")
    dialog.get_by_role("link", name="Add the paper").click()
    expect(page).to_have_url(f"{visit.address}contribute/")


def test_hostile_names_are_text(visit: Visit) -> None:
    """Names, titles, models and authors that hold code are shown as they are written, and nothing of them runs."""
    page = visit()
    for text, shown in (
        ("script alert 1", HOSTILE_NAME),
        ("onload alert", HOSTILE_TITLE),
        ("mallory", "<b>Mallory</b>"),
        ("script alert 5", "<script>alert(5)</script>"),
    ):
        if not page.get_by_role("dialog").count():
            search(page, text)
        page.get_by_role("combobox", name="Search").fill(text)
        expect(page.locator(RESULT).first).to_contain_text(shown)
    assert page.locator("#lv-search-list :is(script, svg, img, i)").count() == 0
    page.get_by_role("combobox", name="Search").fill("<b>zzz</b>")
    told(page, "Nothing found for “<b>zzz</b>”.")


def test_site_without_index_says_so(visit: Visit, address_without_search: str) -> None:
    """On a site built without search, names are found all the same, and the search says what it lacks."""
    page = visit(address=address_without_search)
    search(page, "toyplain")
    told(page, "1 by name for “toyplain”. This copy of the site has no search index: only names are searched.")
    assert results(page) == ["ToyPlain"]
    assert all("pagefind" in problem or "404" in problem for problem in visit.problems)
    visit.problems.clear()


def test_names_that_do_not_load_leave_the_text(visit: Visit) -> None:
    """When the name index cannot be fetched, the text of pages is searched all the same."""
    page = visit()
    page.route("**/data/names.json", lambda route: route.abort())
    search(page, "toyplain")
    expect(page.locator(RESULT).first).to_be_visible()
    assert "ToyPlain" in group(page, "In the text")
    visit.problems.clear()


@pytest.mark.parametrize("size", [(320, 600), (PHONE[0], 600)], ids=["320", "390"])
def test_search_fits_a_phone(visit: Visit, size: tuple[int, int]) -> None:
    """On a phone the open search lies inside the screen with its list, and does not widen the page."""
    page = visit(size=size)
    before = page.evaluate("document.documentElement.scrollWidth")
    search(page, "invented")
    told(page, "5 by name for “invented”.")
    box = page.get_by_role("dialog").bounding_box()
    listed = page.get_by_role("listbox").bounding_box()
    assert box
    assert listed
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert listed["height"] > 150
    assert page.evaluate("document.documentElement.scrollWidth") == before


def test_search_at_400_percent(visit: Visit) -> None:
    """At 400 % zoom the field stays in sight while arrows lead through all results, each of which comes into sight."""
    page = visit(size=(320, 256))
    search(page, "invented")
    told(page, "5 by name for “invented”.")
    box = page.get_by_role("combobox", name="Search")
    chosen = page.locator(f"{RESULT}[aria-selected=true]")
    for number in range(4):
        expect(chosen).to_have_id(f"lv-result-{number}")
        expect(chosen).to_be_in_viewport(ratio=0.5)
        expect(box).to_be_in_viewport(ratio=1)
        field, option = box.bounding_box(), chosen.bounding_box()
        assert field
        assert option
        assert option["y"] >= field["y"] + field["height"]
        page.keyboard.press("ArrowDown")
