"""The ways in which people use a page: with a mouse, with the keyboard alone, or with a finger on a phone."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Visit

FARTHEST = 400
"""Stops of the Tab key after which a control counts as out of reach."""


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

    def search(self, page: Page) -> Locator:
        """Opens the search, and gives its field."""
        self.press(page.get_by_role("button", name="Search"))
        return page.get_by_role("combobox", name="Search")


class Keyboard(Mouse):
    """Reaches every control by the Tab key, and works it by keys."""

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

    def search(self, page: Page) -> Locator:
        """Opens the search by its key."""
        page.keyboard.press("/")
        field = page.get_by_role("combobox", name="Search")
        expect(field).to_be_focused()
        return field

    def _reach(self, control: Locator) -> None:
        """Goes to a control by Tab, from where the focus is."""
        expect(control).to_be_visible()
        for _ in range(FARTHEST):
            if control.evaluate("(control) => control === document.activeElement"):
                return
            control.page.keyboard.press("Tab")
        raise AssertionError(f"out of reach of the Tab key: {control}")


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
