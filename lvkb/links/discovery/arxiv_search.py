"""Asks arXiv's query API for papers, by a search or by their ids.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from lvkb.errors import NetworkFailed
from lvkb.links.checkers.arxiv_fallbacks import ARXIV, MOST_BYTES, SECONDS
from lvkb.links.checkers.arxiv_feed import Entry, Unreadable, read_feed
from lvkb.links.context import Asking
from lvkb.links.http.client import Answer, Trouble
from lvkb.links.link_status import Verdict

MOST_RESULTS = 100
"""Papers that one search gives, the newest first."""

_PASSING = frozenset({429, 500, 502, 503, 504})


class NoAnswer(NetworkFailed):
    """arXiv gave no usable answer; the text says what came instead."""


def search(text: str, asking: Asking) -> tuple[Entry, ...]:
    """Gives the newest papers that a search finds, by the day of their first version.

    Args:
        text: Query of the arXiv API, as in `abs:"token pruning" AND cat:cs.CV`.
        asking: Client, addresses, manners.

    Raises:
        NoAnswer: arXiv refuses, in spite of all waits, or sends no feed.
    """
    request = {"search_query": text, "sortBy": "submittedDate", "sortOrder": "descending", "start": "0"}
    return _ask({**request, "max_results": str(MOST_RESULTS)}, asking)


def by_id(ids: Sequence[str], asking: Asking) -> dict[str, Entry]:
    """Gives papers by their canonical ids, as they are today; those that arXiv does not know are left out.

    Raises:
        NoAnswer: arXiv refuses, in spite of all waits, or sends no feed.
    """
    if not ids:
        return {}
    entries = _ask({"id_list": ",".join(ids), "start": "0", "max_results": str(len(ids))}, asking)
    return {entry.ref.id: entry for entry in entries if entry.ref.id in ids}


def _ask(request: Mapping[str, str], asking: Asking) -> tuple[Entry, ...]:
    answer = _patiently(f"{asking.services.arxiv_api}?{urlencode(request)}", asking)
    if not answer.whole:
        raise NoAnswer("its answer broke off")
    try:
        feed = read_feed(answer.body)
    except Unreadable as error:
        raise NoAnswer(str(error)) from None
    if feed.error:
        raise NoAnswer(f'it says "{feed.error}"')
    if answer.status != 200:
        raise NoAnswer(f"it answered {answer.status}")
    return feed.entries


def _patiently(url: str, asking: Asking) -> Answer:
    """Gives the answer; asks again after a wait as long as arXiv is overloaded."""
    why = ""
    for wait in (*asking.manners.arxiv_waits_s, None):
        try:
            with asking.pace.turn(ARXIV, asking.manners.arxiv_gap_s):
                answer = asking.client.fetch(url, max_bytes=MOST_BYTES, seconds=SECONDS)
        except Trouble as trouble:
            why = trouble.outcome.evidence or trouble.outcome.reason
            if trouble.outcome.verdict is not Verdict.UNKNOWN:  # no such host, or one that may not be asked
                break
        else:
            if answer.status not in _PASSING:
                return answer
            why = f"it answered {answer.status}"
        if wait is not None:
            asking.sleep(wait)
    raise NoAnswer(why)
