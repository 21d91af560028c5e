"""Pages that say, or show, that there is nothing, in spite of the status they come with.

Everything here works on the text of strangers in linear time: patterns have bounded gaps.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lvkb.links.answers import plain
from lvkb.links.checkers.htmlpage import Page, kind, words
from lvkb.links.http.client import Answer

SHORT_PAGE = 4_000
"""Characters of a page that tells of nothing but an error, its menus included."""

_SHORT_NOTE = 400
_LONGEST_NOTICE = 200
_KEY = (
    r"(?:\b404\b|\bnot (?:be )?found|\bn(?:o|')t (?:be )?(?:found|exist)|n't (?:be )?(?:find|found|exist)|\bnot exist"
    r"|\bcannot (?:be )?(?:find|found)|\bno longer (?:exists?|available|here|online)|\bbeen (?:removed|deleted|retired)"
    r"|\b(?:page|file|link|content) (?:is |was )?(?:missing|gone|unavailable|broken|expired)"
    r"|(?:not|n't) be (?:located|reached|displayed|shown)|\bunable to (?:find|locate)"
    r"|\bcould(?: not|n't) (?:find|locate)|\bno such (?:page|file|link|address)"
    r"|\bnothing (?:is )?(?:here|found|to see|to show)|\b(?:is|are|'s) gone\b"
    r"|\b(?:broken|dead|invalid|wrong) (?:link|url|address)|\b(?:you|you're|we|we're) (?:\w+ ){0,3}lost\b"
    r"|\bnot (?:available|here)|\b(?:isn|wasn|aren)'t (?:available|here|there))"
)
_FOREIGN = re.compile(
    r"nicht (?:gefunden|vorhanden|verfügbar)|existiert nicht|introuvable|non trouvée?|n'existe (?:pas|plus)"
    r"|no (?:se )?(?:ha )?(?:sido )?encontr(?:ó|ad[ao])|no existe|não (?:foi )?(?:encontrad[ao]|existe)"
    r"|non (?:è stat[ao] )?trovat[ao]|non esiste|niet gevonden|bestaat niet|nie znaleziono|nie istnieje|не найден"
    r"|не существует|hittades inte|kunde inte hittas|ikke (?:fundet|funnet)|ei löy|nenalezen|neexistuje"
    r"|nem található|bulunamad|mevcut değil|页面不存在|页面未找到|找不到|未找到|不存在|已(?:被)?删除|見つかりません"
    r"|存在しません|찾을 수 없|존재하지 않|לא נמצא|غير موجود|không tìm thấy|tidak ditemukan"
)
_SAYS_SO = re.compile(_KEY)
_NOTE = re.compile(
    rf"\b(?:page|file|document|resource|url|paper|site|content)\b.{{0,60}}{_KEY}|\b404\b.{{0,20}}\bnot found"
)
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_NOTICE_WORDS = frozenset(
    re.findall(
        r"\S+",
        "404 410 a address address's an and any anymore anything appears are aren't at available be been broken "
        "but by can can't cannot code content could couldn't dead dear deleted displayed document does doesn't "
        "don't error exist exists expired file find for found from get go gone got has hasn't have here http i "
        "i'm in invalid is isn't it it's its link links locate located longer look looking looks lost may might "
        "missing more moved no not nothing of oh on online oops or our page pages perhaps please reached removed "
        "requested resource retired see seem seems server show shown site sorry status such that that's the there "
        "there's this to trying uh unable unavailable unfortunately url us was wasn't we we're website were what "
        "when where whoops with wrong you you're you've your",
    )
)
"""All that error pages say in their titles and headings; one more word, and it is a page about something."""
_ERROR_PATH = re.compile(
    r"/(?:(?:errors?/)?404|(?:page-?)?not-?_?found|error-?_?(?:page)?)(?:\.\w{1,5})?/?", re.IGNORECASE
)
_ABOUT_ERRORS = re.compile(r"(?<!\d)404(?!\d)|not-?_?found", re.IGNORECASE)
_SEPARATOR = re.compile(r" [|·•«»:–—-] |: ")  # noqa: RUF001 - dashes that titles of pages really have
_A_WORK = re.compile(
    r"""<meta[^<>]{0,200}["'](?:citation_title|citation_author|dc\.title|dc\.creator)["']""", re.IGNORECASE
)
_NOT_LISTED = re.compile(r"""<meta[^<>]{0,100}robots[^<>]{0,100}noindex""", re.IGNORECASE)
_REGRET = re.compile(rf"\b(?:sorry|oops|whoops|error|unfortunately|lost|missing|gone|moved|removed)\b|{_KEY}")


def soft_404(url: str, answer: Answer, page: Page | None, neighbour: Answer | None) -> str:
    """Gives what shows that a page is an error page in spite of its status, empty when nothing does.

    A page is only taken for one when it is short and says so in the places where error pages say so; what merely
    tells of such errors stays as it is, and so does a link whose own address names the error, and a page that declares
    a work with title and authors. A server that tells a made-up neighbour apart is believed when the page has more to
    show than a note.

    Args:
        url: The address as it is written, without fragment.
        answer: The answer at the end of all redirects.
        page: The page, None when it is no HTML.
        neighbour: What a made-up address beside it gave; None when it was not asked or gave nothing.
    """
    path = urlsplit(url).path
    final = urlsplit(answer.url)
    if answer.hops and _ERROR_PATH.search(final.path) and not _ERROR_PATH.search(path):
        return f"It is redirected to the error page {plain(answer.url, 300)}."
    if _ABOUT_ERRORS.search(path):
        return ""
    if page is None:
        return _short_note(answer)
    told_apart = neighbour is not None and neighbour.status in (404, 410) and len(page.text) > _SHORT_NOTE
    if len(page.text) >= SHORT_PAGE or told_apart or _A_WORK.search(page.source):
        return ""
    return _says_so(page)


def _says_so(page: Page) -> str:
    said = f'The page is an error page: "{(page.title or page.heading)[:100]}".'
    if _is_notice(page.heading) or (_notice_title(page) and _heading_agrees(page)):
        return said
    text = page.text.removeprefix(page.title).strip()
    if len(page.text) > _SHORT_NOTE:
        return ""
    if _NOTE.search(text) and not page.heading:
        return f'The page only says: "{text[:100]}".'
    return said if _NOT_LISTED.search(page.source) and not is_shell(page) and _REGRET.search(page.text) else ""


def _short_note(answer: Answer) -> str:
    if not kind(answer).startswith("text/plain") or len(answer.body) > _SHORT_NOTE:
        return ""
    text = words(answer.text())
    return f'The page only says: "{text[:100]}".' if _is_notice(text) or _NOTE.search(text) else ""


def _is_notice(text: str) -> bool:
    if len(text) > _LONGEST_NOTICE:
        return False
    return bool(_FOREIGN.search(text)) or (
        bool(_SAYS_SO.search(text)) and _NOTICE_WORDS.issuperset(_WORD.findall(text))
    )


def _notice_title(page: Page) -> bool:
    """Tells whether a title says that the page is missing, beside the name of its site."""
    parts = _SEPARATOR.split(page.title[:300])
    others = [part for part in parts if not _is_notice(part)]
    return len(others) < len(parts) and sum(len(part.split()) for part in others) <= 4


def _heading_agrees(page: Page) -> bool:
    """Tells whether a heading says no more than the title: error pages have none, or repeat their site's name."""
    return not page.heading or page.heading in _SEPARATOR.split(page.title)


def is_shell(page: Page) -> bool:
    """Tells whether a page is made by script in the browser, so that nothing of it is seen here."""
    return len(page.text) < 200 and "<script" in page.source.lower()
