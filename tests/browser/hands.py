"""The ways in which people use a page: with a mouse, with the keyboard alone, or with a finger on a phone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit

FARTHEST = 200
"""Keys after which a control counts as out of reach."""

_WAY = """(control) => {
  const [here, kinds] = [document.activeElement, ".lv-w-pin, .lv-w-value"];
  const isNear = here.matches(kinds) && control.matches(kinds) && control.closest("table").contains(here);
  if (control === here || !isNear) return control === here ? "" : "Tab";
  const rows = control.closest("tr").rowIndex - here.closest("tr").rowIndex;
  if (rows) return rows > 0 ? "ArrowDown" : "ArrowUp";
  return here.compareDocumentPosition(control) & Node.DOCUMENT_POSITION_FOLLOWING ? "ArrowRight" : "ArrowLeft";
}"""
"""The key that leads from where the focus is to a control: arrows among rows of models, elsewhere Tab; none there."""


class Mouse:
    """Points and clicks, and types where there is a field."""

    size = DESKTOP
    touch = False

    def open(self, visit: Visit, path: str = "") -> Page:
        """Opens a page in a window, or on a phone, that may read and write the clipboard."""
        page = visit(path, size=self.size, touch=self.touch)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        return page

    def press(self, control: Locator) -> None:
        """Presses a button, follows a link, or ticks a box."""
        control.click()

    def write(self, field: Locator, text: str) -> None:
        """Writes into a field, in place of what is there."""
        self.press(field)
        field.press("Control+a")
        field.press_sequentially(text)

    def choose(self, list_: Locator, option: str) -> None:
        """Chooses an option by the beginning of its text."""
        self.press(list_)
        list_.select_option(label=_whole(list_, option))

    def turn(self, tab: Locator) -> None:
        """Turns to a tab."""
        self.press(tab)

    def take(self, result: Locator) -> None:
        """Opens the first result of the search."""
        self.press(result)

    def pass_rows(self, page: Page) -> None:
        """Goes to what stands behind the rows of models, which is in sight."""

    def search(self, page: Page) -> Locator:
        """Opens the search, and gives its field."""
        self.press(page.get_by_role("button", name="Search"))
        return page.get_by_role("combobox", name="Search")


class Keyboard(Mouse):
    """Reaches every control by the Tab key, and by arrows among rows of models, and works it by keys."""

    def press(self, control: Locator) -> None:
        """Reaches a control, then presses Space on a box and Enter on all others."""
        self._reach(control)
        control.page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else "Enter")

    def write(self, field: Locator, text: str) -> None:
        """Reaches a field, and types."""
        self._reach(field)
        field.page.keyboard.press("Control+a")
        field.page.keyboard.type(text)

    def choose(self, list_: Locator, option: str) -> None:
        """Reaches a list, and goes down or up to an option."""
        self._reach(list_)
        wanted = _whole(list_, option)
        texts = list_.locator("option").all_text_contents()
        way = texts.index(wanted) - list_.evaluate("(list) => list.selectedIndex")
        for _ in range(abs(way)):
            list_.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")

    def turn(self, tab: Locator) -> None:
        """Reaches the chosen tab, and goes on by arrow keys."""
        tabs = tab.locator("xpath=..").get_by_role("tab")
        self._reach(tabs.and_(tab.page.locator("[aria-selected=true]")))
        for _ in range(tabs.count()):
            if tab.get_attribute("aria-selected") == "true":
                return
            tab.page.keyboard.press("ArrowRight")

    def take(self, result: Locator) -> None:
        """Opens the first result, which is chosen already."""
        result.page.keyboard.press("Enter")

    def pass_rows(self, page: Page) -> None:
        """Skips the rows, unless they lie behind already."""
        if not page.evaluate("document.activeElement.closest('.lv-w-exports') !== null"):
            self.press(page.get_by_role("button", name="Skip to exports"))

    def search(self, page: Page) -> Locator:
        """Opens the search by its key."""
        page.keyboard.press("/")
        field = page.get_by_role("combobox", name="Search")
        expect(field).to_be_focused()
        return field

    def _reach(self, control: Locator) -> None:
        """Goes to a control from where the focus is."""
        expect(control).to_be_visible()
        for _ in range(FARTHEST):
            key = control.evaluate(_WAY)
            if not key:
                return
            control.page.keyboard.press(key)
        raise AssertionError(f"out of reach of the keyboard: {control}")


class Finger(Mouse):
    """Taps on a phone."""

    size = PHONE
    touch = True

    def press(self, control: Locator) -> None:
        """Taps."""
        control.tap()


def _whole(list_: Locator, option: str) -> str:
    texts: list[str] = list_.locator("option").all_text_contents()
    found = [text for text in texts if text.strip().startswith(option)]
    assert found, texts
    return found[0]
