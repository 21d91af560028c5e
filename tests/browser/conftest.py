"""The built site of a small knowledge base, a server for it, and a browser that reports whatever goes wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Response,
    Route,
    expect,
    sync_playwright,
)

from lvkb.build import build_site
from lvkb.catalog import load
from lvkb.results import Results
from tests.browser.knowledge_base import make_knowledge_base
from tests.browser.server import serve

FLAGS = (
    "--no-sandbox",  # Chromium refuses to start as root otherwise; it opens nothing but our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESKTOP = (1280, 900)
PHONE = (390, 844)

PATIENCE_MS = 30_000
"""How long a test waits for what a visitor would see: far longer than it takes on a busy machine."""

expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks every test that opens a browser."""
    for item in items:
        if "visit" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium with a fresh profile."""
    finder = Path(__file__).parent / "find-chromium"
    path = os.environ.get("LVKB_CHROMIUM")
    if not path:
        found = subprocess.run(["sh", str(finder), sys.executable], capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stderr
        path = found.stdout.strip()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=4 * PATIENCE_MS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site of the small knowledge base, with search index."""
    root = tmp_path_factory.mktemp("kb")
    make_knowledge_base(root)
    catalog = load(root)
    assert {"toy-many", "toy-harm"} <= catalog.papers.keys(), catalog.findings
    return build_site(Results(catalog), lambda _: None, search=True)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the home page."""
    with serve(site) as url:
        yield url


@pytest.fixture(scope="session")
def address_without_search(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same site, built without its search index."""
    copy = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("pagefind"))
    with serve(copy) as url:
        yield url


class Visit:
    """Opens pages, each in a browser profile of its own, and notes what a visitor must not meet.

    Attributes:
        problems: Script errors, console errors, failed requests, requests to other hosts, and pop-ups.
        requests: Addresses requested so far.
        address: The home page.
    """

    def __init__(self, browser: Browser, address: str, stack: ExitStack) -> None:
        self._browser = browser
        self.address = address
        self._stack = stack
        self.problems: list[str] = []
        self.requests: list[str] = []

    def __call__(
        self,
        path: str = "",
        *,
        address: str = "",
        scheme: str = "light",
        size: tuple[int, int] = DESKTOP,
        javascript: bool = True,
        touch: bool = False,
    ) -> Page:
        """Opens a page.

        Args:
            path: Path below the home page.
            address: Home page; that of the site with search by default.
            scheme: `light` or `dark`, what the visitor's system prefers.
            size: Width and height of the window in pixels.
            javascript: Whether scripts run.
            touch: Whether the device is a phone that is touched.
        """
        page = self.context(scheme=scheme, size=size, javascript=javascript, touch=touch).new_page()
        self._watch(page)
        page.goto((address or self.address) + path)
        return page

    def context(
        self,
        *,
        scheme: str = "light",
        size: tuple[int, int] = DESKTOP,
        javascript: bool = True,
        touch: bool = False,
    ) -> BrowserContext:
        """Gives a fresh profile that reaches this machine only."""
        context = self._browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            has_touch=touch,
            is_mobile=touch,
        )
        self._stack.callback(context.close)
        context.set_default_timeout(PATIENCE_MS)
        context.route("**/*", self._stay_here)
        return context

    def _stay_here(self, route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.problems.append(f"request to another host: {route.request.url}")
            route.abort()

    def _watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("response", self._note_response)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", self._note_message)
        page.on("dialog", self._note_dialog)

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text}")

    def _note_dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"pop-up: {dialog.message}")
        dialog.dismiss()


class Held:
    """Keeps a file back, as a slow network does, until it is let go.

    Args:
        page: The page that asks for it, now or later.
        file: How its address ends, from a slash on.
    """

    def __init__(self, page: Page, file: str) -> None:
        self._page = page
        self._file = file
        self._routes: list[Route] = []
        self._is_free = False
        page.route(f"**{file}", self._meet)

    def _meet(self, route: Route) -> None:
        if self._is_free:
            route.continue_()
        else:
            self._routes.append(route)

    def let_go(self) -> None:
        """Lets it come."""
        self._is_free = True
        for route in self._routes:
            route.continue_()

    def wait_for(self, last: str = "") -> None:
        """Lets it come, and waits until the page has dealt with it, or with a last file that it then asks for."""
        with self._page.expect_request_finished(lambda one: one.url.endswith(last or self._file)) as end:
            self.let_go()
        self._page.evaluate("(address) => fetch(address).then((answer) => answer.text())", end.value.url)


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Visit]:
    """Opens pages; the test fails when a visitor would have met a problem that the test did not look at."""
    with ExitStack() as stack:
        visit = Visit(chromium, address, stack)
        yield visit
        assert visit.problems == []
