"""Asks arXiv's query API for papers, by a search or by their ids.

Source: https://info.arxiv.org/help/api/user-manual.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from lvkb.errors import NetworkFailed
from lvkb.links.checkers.arxiv_fallbacks import ARXIV_HOST, MOST_BYTES, SECONDS
from lvkb.links.checkers.arxiv_feed import Entry, Unreadable, read_feed
from lvkb.links.context import Context
from lvkb.links.http.client import Answer, FetchError
from lvkb.links.link_status import LinkStatus

MOST_RESULTS = 100
"""Papers that one search gives, the newest first."""

_PASSING = frozenset({429, 500, 502, 503, 504})


class NoAnswer(NetworkFailed):
    """arXiv gave no usable answer; the text says what came instead."""


def search(text: str, context: Context) -> tuple[Entry, ...]:
    """Gives the newest papers that a search finds, by the day of their first version.

    Args:
        text: Query of the arXiv API, as in `abs:"token pruning" AND cat:cs.CV`.
        context: Client, endpoints, limits.

    Raises:
        NoAnswer: arXiv refuses, in spite of all waits, or sends no feed.
    """
    request = {"search_query": text, "sortBy": "submittedDate", "sortOrder": "descending", "start": "0"}
    return _ask({**request, "max_results": str(MOST_RESULTS)}, context)


def by_id(ids: Sequence[str], context: Context) -> dict[str, Entry]:
    """Gives papers by their canonical ids, as they are today; those that arXiv does not know are left out.

    Raises:
        NoAnswer: arXiv refuses, in spite of all waits, or sends no feed.
    """
    if not ids:
        return {}
    entries = _ask({"id_list": ",".join(ids), "start": "0", "max_results": str(len(ids))}, context)
    return {entry.ref.id: entry for entry in entries if entry.ref.id in ids}


def _ask(request: Mapping[str, str], context: Context) -> tuple[Entry, ...]:
    answer = _patiently(f"{context.endpoints.arxiv_api}?{urlencode(request)}", context)
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


def _patiently(url: str, context: Context) -> Answer:
    """Gives the answer; asks again after a wait as long as arXiv is overloaded."""
    why = ""
    for wait in (*context.limits.arxiv_waits_s, None):
        try:
            with context.rate_limit.slot(ARXIV_HOST, context.limits.arxiv_gap_s):
                answer = context.client.fetch(url, max_bytes=MOST_BYTES, seconds=SECONDS)
        except FetchError as failure:
            why = failure.outcome.evidence or str(failure.outcome.cause)
            if failure.outcome.status is not LinkStatus.UNKNOWN:  # no such host, or one that may not be asked
                break
        else:
            if answer.status not in _PASSING:
                return answer
            why = f"it answered {answer.status}"
        if wait is not None:
            context.sleep(wait)
    raise NoAnswer(why)
