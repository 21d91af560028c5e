"""What Chromium's main thread does for a page, and what the page weighs."""

from __future__ import annotations

from typing import NamedTuple

from playwright.sync_api import Browser, CDPSession, Page

READY = "lv-workspace"
"""What the script marks when the first rows are there and filters answer."""

WHOLE = "lv-workspace-whole"
"""What it marks when histograms and long lists are there too."""

_QUIET_MS = 400  # nothing of ours waits longer: a text field waits 120 ms for the next letter


class Load(NamedTuple):
    """What it took to open a page.

    Attributes:
        ready_ms: Wall time until the page is ready; 0 for a page that marks nothing.
        tasks_ms: Time of the main thread until nothing is left to do.
        size: Bytes that travelled, with the heads of the answers.
        page: The open page.
    """

    ready_ms: float
    tasks_ms: float
    size: int
    page: Page


def load(browser: Browser, address: str, *, throttling: float = 1, mark: str = READY) -> Load:
    """Opens a page in a fresh profile.

    Args:
        browser: The browser.
        address: The page.
        throttling: How many times slower the processor is made.
        mark: The mark that tells that the page is ready; empty for a page that makes none.
    """
    page = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce").new_page()
    session = page.context.new_cdp_session(page)
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    session.send("Network.enable")
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttling})
    page.goto(address, wait_until="load")
    found = f"performance.getEntriesByName({mark!r})[0]"
    ready = float(page.wait_for_function(f"{found}?.startTime", timeout=60_000).json_value()) if mark else 0.0
    page.wait_for_timeout(_QUIET_MS * throttling)
    return Load(ready, _tasks_ms(session), sum(sizes), page)


def least_tasks_ms(browser: Browser, address: str, *, mark: str = READY, runs: int = 5) -> float:
    """Gives the least time of the main thread for a page in some runs: what other programs do only adds to it."""
    return min(_closed(load(browser, address, mark=mark)) for _ in range(runs))


def _closed(opened: Load) -> float:
    opened.page.context.close()
    return opened.tasks_ms


class Steps:
    """Measures what a page does when somebody acts on it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worst_ms(self, there: str, back: str, times: int = 3) -> float:
        """Gives the time of the main thread for a step or for the step back, whichever takes longer.

        Args:
            there: JavaScript that acts as a reader does.
            back: JavaScript that takes it back.
            times: How often both are done; of each the quickest counts, since other programs only add to it.
        """
        taken = [(self._ms(there), self._ms(back)) for _ in range(times)]
        return max(min(one for one, _ in taken), min(other for _, other in taken))

    def _ms(self, action: str) -> float:
        before = _tasks_ms(self._session)
        self._page.evaluate(action)
        self._page.wait_for_timeout(_QUIET_MS)
        return _tasks_ms(self._session) - before


def _tasks_ms(session: CDPSession) -> float:
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return float(1000 * metrics["TaskDuration"])
