"""What the answer of a plain page says of the link that led to it.

Everything here works on the text of strangers in linear time: patterns have bounded gaps.

Reasons given here: `answered` (ok), `permanent-redirect` (moved), `soft-404`, `content-type`, `to-root`, `fragment`
(warn), `404`, `410` (dead), `captcha` and any other status as its number (unknown).
"""

from __future__ import annotations

import re
from html import unescape
from itertools import takewhile
from urllib.parse import unquote, urldefrag, urlsplit

from lvkb.links.answers import facts, plain
from lvkb.links.checkers.htmlpage import Page, kind, page_of, words
from lvkb.links.http.client import Answer
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome

_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
_SHORT_PAGE = 4_000  # characters of a page that tells of nothing but an error, its menus included
_SHORT_NOTE = 400
_LONGEST_ADDRESS = 2_000

_KEY = (
    r"(?:\b404\b|\bnot (?:be )?found|\bn(?:o|')t (?:be )?(?:found|exist)|n't (?:be )?(?:find|found|exist)|\bnot exist"
    r"|\bcannot (?:be )?(?:find|found)|\bno longer (?:exists?|available|here)|\bbeen (?:removed|deleted)"
    r"|\b(?:page|file) (?:is )?missing|seite nicht gefunden|页面不存在|页面未找到|找不到页面)"
)
_SAYS_SO = re.compile(_KEY)
_NOTE = re.compile(
    rf"\b(?:page|file|document|resource|url|paper|site|content)\b.{{0,60}}{_KEY}|\b404\b.{{0,20}}\bnot found"
)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_NOTICE_WORDS = frozenset(
    re.findall(
        r"\S+",
        "404 410 a an and any are at available be been but can can't cannot content could couldn't deleted document "
        "does doesn't error exist exists file find for found gefunden has have here http in is it it's longer looking "
        "may missing moved nicht no not oh on oops or page removed requested resource seite server site sorry status "
        "that the this to uh url was we were whoops you you're your 页面不存在 页面未找到 找不到页面",
    )
)
"""All that error pages say in their titles and headings; one more word, and it is a page about something."""
_WALL = re.compile(
    r"just a moment\b|attention required\b|checking your browser|access denied|security check|robot check"
    r"|(?:please )?(?:verify|confirm|prove) (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|captcha\b"
)
_ERROR_PATH = re.compile(
    r"/(?:(?:errors?/)?404|(?:page-?)?not-?_?found|error-?_?(?:page)?)(?:\.\w{1,5})?/?", re.IGNORECASE
)
_ABOUT_ERRORS = re.compile(r"(?<!\d)404(?!\d)|not-?_?found", re.IGNORECASE)
_ROOT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{1,5})?)?", re.IGNORECASE)
_PDF_VIEWER = re.compile(r"/(?:blob|src|tree|view|viewer|preview)/|/(?:file|datei|image):", re.IGNORECASE)
_SEPARATOR = re.compile(r" [|·•«»:–—-] |: ")  # noqa: RUF001 - dashes that titles of pages really have
_ANCHOR = re.compile(r"\s(?:id|name)\s{0,5}=\s{0,5}(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>=]+))", re.IGNORECASE)

_BY_SCRIPT = re.compile(
    r"(?:.+\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|google\.com|kaggle\.com|notion\.(?:so|site)"
    r"|readthedocs\.com|medium\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|openreview\.net|wandb\.ai)"
)
"""Hosts whose pages make their anchors by script."""


def judge(url: str, fragment: str, answer: Answer) -> Outcome:
    """Gives what becomes of a link from what its address answered.

    Args:
        url: The address as it is written, without fragment.
        fragment: Fragment of the link, empty for none.
        answer: The answer at the end of all redirects.
    """
    known = _facts(answer)
    if answer.status in _GONE:
        return http_outcome(LinkStatus.DEAD, answer.status, f"{_at(answer)} answered {answer.status}.", facts=known)
    if not 200 <= answer.status <= 299:
        return http_outcome(LinkStatus.UNKNOWN, answer.status, f"{_at(answer)} answered {answer.status}.", facts=known)
    link_status, reason, evidence = _look(url, fragment, answer)
    if link_status is LinkStatus.OK and (new := new_address(url, fragment, answer)):
        first = answer.hops[0].status
        return Outcome(
            LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, f"It redirects for good ({first}) to {new}", new, known
        )
    return Outcome(link_status, reason, evidence, facts=known)


def _look(url: str, fragment: str, answer: Answer) -> tuple[LinkStatus, Reason, str]:
    page = page_of(answer)
    if page and is_wall(page):
        return LinkStatus.UNKNOWN, Reason.CAPTCHA, f'{_at(answer)} shows a wall against robots: "{page.title[:100]}".'
    if cause := soft_404(url, answer, page):
        return LinkStatus.WARN, Reason.SOFT_404, cause
    if is_pdf(url) and page:
        return LinkStatus.WARN, Reason.CONTENT_TYPE, f"A PDF is linked, but {_at(answer)} gives a page of HTML."
    if leads_to_root(url, answer):
        return LinkStatus.WARN, Reason.TO_ROOT, f"The page is redirected to the front page {_at(answer)}."
    if page and answer.whole and lacks_anchor(fragment, answer.url, page):
        return LinkStatus.WARN, Reason.FRAGMENT, f"The page has no place that is named #{plain(fragment, 200)}."
    return LinkStatus.OK, Reason.ANSWERED, f"Answered {answer.status}."


def _facts(answer: Answer) -> dict[str, str]:
    kind = plain(answer.headers.get("content-type", ""))
    return facts(status=str(answer.status), type=kind, final=plain(answer.url), length_read=str(len(answer.body)))


def _at(answer: Answer) -> str:
    return plain(answer.url, 300)


def is_wall(page: Page) -> bool:
    """Tells whether a page only asks whether a human is there."""
    return len(page.text) < _SHORT_PAGE and bool(_WALL.match(page.title) or _WALL.match(page.heading))


def soft_404(url: str, answer: Answer, page: Page | None) -> str:
    """Gives what shows that a page is an error page in spite of its status, empty when nothing does.

    A page is only taken for one when it is short and says so in the places where error pages say so; what merely
    tells of such errors stays as it is, and so does a link whose own address names the error.
    """
    path = urlsplit(url).path
    final = urlsplit(answer.url)
    if answer.hops and _ERROR_PATH.search(final.path) and not _ERROR_PATH.search(path):
        return f"It is redirected to the error page {_at(answer)}."
    if _ABOUT_ERRORS.search(path):
        return ""
    if page is None:
        return _short_note(answer)
    if len(page.text) >= _SHORT_PAGE:
        return ""
    if _is_notice(page.heading) or (_notice_title(page) and _heading_agrees(page)):
        return f'The page is an error page: "{(page.title or page.heading)[:100]}".'
    text = page.text.removeprefix(page.title).strip()
    if len(page.text) <= _SHORT_NOTE and _NOTE.search(text) and not page.heading:
        return f'The page only says: "{text[:100]}".'
    return ""


def _short_note(answer: Answer) -> str:
    if not kind(answer).startswith("text/plain") or len(answer.body) > _SHORT_NOTE:
        return ""
    text = words(answer.text())
    return f'The page only says: "{text[:100]}".' if _is_notice(text) or _NOTE.search(text) else ""


def _is_notice(text: str) -> bool:
    return len(text) <= 200 and bool(_SAYS_SO.search(text)) and _NOTICE_WORDS.issuperset(_WORD.findall(text))


def _notice_title(page: Page) -> bool:
    """Tells whether a title says that the page is missing, beside the name of its site."""
    parts = _SEPARATOR.split(page.title[:300])
    others = [part for part in parts if not _is_notice(part)]
    return len(others) < len(parts) and sum(len(part.split()) for part in others) <= 4


def _heading_agrees(page: Page) -> bool:
    """Tells whether a heading says no more than the title: error pages have none, or repeat their site's name."""
    return not page.heading or page.heading in _SEPARATOR.split(page.title)


def is_pdf(url: str) -> bool:
    """Tells whether an address promises a PDF, and not a page that shows one."""
    path = unquote(urlsplit(url).path)
    promised = path.lower().endswith(".pdf") or "/pdf/" in path.lower().rstrip("/")
    return promised and not _PDF_VIEWER.search(path)


def leads_to_root(url: str, answer: Answer) -> bool:
    """Tells whether a link into a site ends at its front page.

    A whole site that moved to a domain of its own (`user.example.org/project` to `project.org/`) does not count.
    """
    asked, final = urlsplit(url), urlsplit(answer.url)
    if not answer.hops or final.query or not _ROOT.fullmatch(final.path) or _ROOT.fullmatch(asked.path):
        return False
    return _site(asked.hostname) == _site(final.hostname) or len(asked.path.strip("/").split("/")) > 1


def _site(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.")


def lacks_anchor(fragment: str, url: str, page: Page) -> bool:
    """Tells whether a whole page has no place of that name; a page that is made by script is never said to lack one."""
    name = unquote(fragment).partition(":~:")[0]
    if not name or name[0] in "!/?" or "=" in name or name.lower() == "top":
        return False
    if _BY_SCRIPT.fullmatch((urlsplit(url).hostname or "").lower()):
        return False
    if len(page.text) < 200 and "<script" in page.source.lower():
        return False
    names = {unescape(next(filter(None, hit), "")) for hit in _ANCHOR.findall(page.source)}
    return names.isdisjoint({name, fragment, f"user-content-{name}"})


def new_address(url: str, fragment: str, answer: Answer) -> str:
    """Gives the address that a link moved to for good, empty when it did not.

    It is the last one that is reached by permanent redirects alone: a temporary one may lead elsewhere tomorrow. One
    that is too long for a link is none.
    """
    permanent = list(takewhile(lambda hop: hop.status in _PERMANENT, answer.hops))
    if not permanent:
        return ""
    new, own = urldefrag(permanent[-1].location)
    if new == url or len(new) > _LONGEST_ADDRESS:
        return ""
    return f"{new}#{own or fragment}" if own or fragment else new
