"""What the answer of a plain page says of the link that led to it.

Everything here works on the text of strangers in linear time: patterns have bounded gaps.

Reasons given here: `answered` (ok), `permanent-redirect` (moved), `soft-404`, `to-login`, `content-type`, `to-root`,
`fragment` (warn), `404`, `410` (dead), `captcha` and any other status as its number (unknown).
"""

from __future__ import annotations

import re
from html import unescape
from itertools import takewhile
from urllib.parse import unquote, urldefrag, urlsplit

from lvkb.links.answers import facts, plain
from lvkb.links.checkers.htmlpage import Page, page_of
from lvkb.links.checkers.neighbour import same_as_neighbour
from lvkb.links.checkers.soft_404 import SHORT_PAGE, is_shell, soft_404
from lvkb.links.http.client import Answer
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome

_GONE = frozenset({404, 410})
_PERMANENT = frozenset({301, 308})
_LONGEST_ADDRESS = 2_000

_WALL = re.compile(
    r"just a moment\b|attention required\b|checking your browser|access denied|security check|robot check"
    r"|(?:please )?(?:verify|confirm|prove) (?:that )?you are (?:a )?human|are you (?:a )?(?:human|robot)|captcha\b"
)
_ROOT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w{1,5})?)?", re.IGNORECASE)
_PDF_VIEWER = re.compile(r"/(?:blob|src|tree|view|viewer|preview)/|/(?:file|datei|image):", re.IGNORECASE)
_ANCHOR = re.compile(r"\s(?:id|name)\s{0,5}=\s{0,5}(?:\"([^\"<>]*)\"|'([^'<>]*)'|([^\s\"'<>=]+))", re.IGNORECASE)

_LOGIN_PATH = re.compile(
    r"/(?:log-?_?in|sign-?_?in|sign_in|logon|sso|saml2?|cas|idp|oauth2?|authenticate|authorize|wp-login)(?:[./]|$)",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:please )?(?:log|sign) ?-?in\b|login\b|authentication required|anmeld|einloggen|connexion|se connecter"
    r"|iniciar sesión|accedi\b|inloggen|zaloguj|войти|вход|登录|登入|ログイン|로그인"
)
_LOGIN_TEXT = 1_500
_PASSWORD = re.compile(r"""<input[^<>]{0,300}type\s{0,3}=\s{0,3}["']?password""", re.IGNORECASE)
_BY_SCRIPT = re.compile(
    r"(?:.+\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co|google\.com|kaggle\.com|notion\.(?:so|site)"
    r"|readthedocs\.com|medium\.com|twitter\.com|x\.com|linkedin\.com|youtube\.com|openreview\.net|wandb\.ai)"
)
"""Hosts whose pages make their anchors by script."""


def judge(url: str, fragment: str, answer: Answer, neighbour: Answer | None = None) -> Outcome:
    """Gives what becomes of a link from what its address answered.

    Args:
        url: The address as it is written, without fragment.
        fragment: Fragment of the link, empty for none.
        answer: The answer at the end of all redirects.
        neighbour: What a made-up address beside it gave; None when it was not asked or gave nothing.
    """
    known = _facts(answer)
    if answer.status in _GONE:
        return http_outcome(LinkStatus.DEAD, answer.status, f"{_at(answer)} answered {answer.status}.", facts=known)
    if not 200 <= answer.status <= 299:
        return http_outcome(LinkStatus.UNKNOWN, answer.status, f"{_at(answer)} answered {answer.status}.", facts=known)
    link_status, reason, evidence = _look(url, fragment, answer, neighbour)
    if link_status is LinkStatus.OK and (new := new_address(url, fragment, answer)):
        first = answer.hops[0].status
        return Outcome(
            LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, f"It redirects for good ({first}) to {new}", new, known
        )
    return Outcome(link_status, reason, evidence, facts=known)


def _look(url: str, fragment: str, answer: Answer, neighbour: Answer | None) -> tuple[LinkStatus, Reason, str]:
    page = page_of(answer)
    if page and is_wall(page):
        return LinkStatus.UNKNOWN, Reason.CAPTCHA, f'{_at(answer)} shows a wall against robots: "{page.title[:100]}".'
    if cause := soft_404(url, answer, page, neighbour):
        return LinkStatus.WARN, Reason.SOFT_404, cause
    if leads_to_login(url, answer, page):
        return LinkStatus.WARN, Reason.TO_LOGIN, f"A log-in page stands at {_at(answer)}."
    if is_pdf(url) and page:
        return LinkStatus.WARN, Reason.CONTENT_TYPE, f"A PDF is linked, but {_at(answer)} gives a page of HTML."
    if leads_to_root(url, answer):
        return LinkStatus.WARN, Reason.TO_ROOT, f"The page is redirected to the front page {_at(answer)}."
    if cause := same_as_neighbour(url, answer, page, neighbour):
        return LinkStatus.WARN, Reason.SOFT_404, cause
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
    return len(page.text) < SHORT_PAGE and bool(_WALL.match(page.title) or _WALL.match(page.heading))


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


def leads_to_login(url: str, answer: Answer, page: Page | None) -> bool:
    """Tells whether a link ends where one has to log in: by its redirects, or by a page with nothing but a form."""
    if _LOGIN_PATH.search(urlsplit(url).path):
        return False
    if answer.hops and _LOGIN_PATH.search(urlsplit(answer.url).path):
        return True
    is_form = page is not None and len(page.text) < _LOGIN_TEXT and _PASSWORD.search(page.source)
    return bool(page and is_form and (_LOGIN.match(page.title) or _LOGIN.match(page.heading)))


def lacks_anchor(fragment: str, url: str, page: Page) -> bool:
    """Tells whether a whole page has no place of that name; a page that is made by script is never said to lack one."""
    name = unquote(fragment).partition(":~:")[0]
    if not name or name[0] in "!/?" or "=" in name or name.lower() == "top":
        return False
    if _BY_SCRIPT.fullmatch((urlsplit(url).hostname or "").lower()):
        return False
    if is_shell(page):
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
