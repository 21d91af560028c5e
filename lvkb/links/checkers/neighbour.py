"""A made-up neighbour of a page: who gives the same for an address that nobody ever made says nothing with a page.

Source: Z. Bar-Yossef and others, "Sic transit gloria telae: towards an understanding of the web's decay", WWW 2004,
section 3: a server is asked for a page that cannot be there, and what it gives is compared.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote, urlsplit, urlunsplit

from lvkb.links.answers import plain
from lvkb.links.checkers.htmlpage import Page, page_of
from lvkb.links.checkers.soft_404 import is_shell
from lvkb.links.http.client import Answer

LONGEST_TEXT = 8_000
"""Characters of a page that may be an error page with all its menus; a longer one has something to say."""

_MOST_OWN_WORDS = 1
_LEAST_COMMON_WORDS = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_SUFFIX = re.compile(r"\.[A-Za-z]{2,5}")


def neighbour_of(url: str) -> str:
    """Gives an address in the folder of a page that nobody made, empty when the page is the front page of its site."""
    parts = urlsplit(url)
    folder, _, name = parts.path.rstrip("/").rpartition("/")
    if not name:
        return ""
    suffix = _SUFFIX.search(name[-6:])
    made_up = f"no-such-page-{hashlib.sha256(folder.encode()).hexdigest()[:12]}{suffix[0] if suffix else ''}"
    return urlunsplit((parts.scheme, parts.netloc, f"{folder}/{made_up}", "", ""))


def is_worth_asking(url: str, answer: Answer, page: Page | None) -> bool:
    """Tells whether a neighbour can say anything of a page: it is one of HTML, inside a site, and not too long."""
    is_there = page is not None and 200 <= answer.status <= 299 and len(page.text) < LONGEST_TEXT
    return is_there and bool(neighbour_of(url))


def same_as_neighbour(url: str, answer: Answer, page: Page | None, neighbour: Answer | None) -> str:
    """Gives what shows that a page is the one that its server gives for any address, empty when nothing does.

    They are the same when both were redirected to one address, or when they have words in common and hardly one that
    the other lacks, but for numbers and for what stands in their addresses. Of a page that is made by script, nothing
    is said.

    Args:
        url: The address as it is written, without fragment.
        answer: The answer at the end of all redirects.
        page: The page, None when it is no HTML.
        neighbour: What the made-up address gave; None when it was not asked or gave nothing.
    """
    if neighbour is None or not 200 <= neighbour.status <= 299:
        return ""
    if answer.hops and neighbour.hops and answer.url == neighbour.url:
        return f"It is redirected to {plain(answer.url, 300)}, as a made-up address is."
    other = page_of(neighbour)
    if page is None or other is None or is_shell(page) or is_shell(other):
        return ""
    ignored = _words(unquote(f"{url} {answer.url} {neighbour.url} {neighbour_of(url)}"))
    mine, theirs = _words(page.text) - ignored, _words(other.text) - ignored
    differs = len(mine - theirs) > _MOST_OWN_WORDS or len(theirs - mine) > _MOST_OWN_WORDS
    if differs or len(mine & theirs) < _LEAST_COMMON_WORDS:
        return ""
    return "A made-up address beside it gives the same page."


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))
