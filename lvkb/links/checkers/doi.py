"""DOIs: whether they are registered, by the handle system, which never touches a publisher; and titles from Crossref.

Reasons given here: `answered` (ok), `not-in-register` (dead), `500` for an error of the handle system, and those of the
service (unknown). What Crossref says or fails to say changes no status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

from lvkb.links.answers import facts, inside, listed, objects, plain
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.service import PASSING, Service
from lvkb.links.context import Batch, Context
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import DOI, is_arxiv_doi

_BATCH = 40
_MOST_SINGLES = 20
_MAX_BYTES = 10_000_000
_FOUND, _SERVER_ERROR, _NOT_FOUND, _NO_VALUES = 1, 2, 100, 200

Facts = dict[str, str]


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks DOIs up: each in the handle system, then those that are there in Crossref, forty at once."""
    handles = Service(context, context.endpoints.doi, context.limits.host_gap_s)
    crossref = _Crossref(context)
    for start in range(0, len(targets), _BATCH):
        part = targets[start : start + _BATCH]
        outcomes = [(target, _look_up(target.id, handles, context.endpoints.doi)) for target in part]
        known = crossref.facts_of([target.id for target, outcome in outcomes if outcome.status is LinkStatus.OK])
        yield [(target, _with(outcome, known.get(target.id.lower(), {}))) for target, outcome in outcomes]


def calls(targets: Sequence[Target], limits: Limits) -> int:  # noqa: ARG001 - all checkers are asked alike
    """Gives the number of requests of a clean run."""
    parts = (targets[start : start + _BATCH] for start in range(0, len(targets), _BATCH))
    return len(targets) + sum(any(_may_be_crossref(target.id) for target in part) for part in parts)


def _with(outcome: Outcome, known: Mapping[str, str]) -> Outcome:
    return replace(outcome, facts={**outcome.facts, **known})


def _escaped(doi: str) -> str:
    """Gives a DOI as part of an address; one with `..` as a step must not lead to another address."""
    prefix, _, suffix = doi.partition("/")
    return f"{quote(prefix)}/{quote(suffix, safe='' if {'.', '..'} & set(suffix.split('/')) else '/')}"


def _look_up(doi: str, service: Service, base: str) -> Outcome:
    told = service.ask_json(f"{base}/api/handles/{_escaped(doi)}?type=URL", expected=(200, 404))
    if isinstance(told, Outcome):
        return told
    code, handle = told.tree.get("responseCode"), told.tree.get("handle")
    if isinstance(handle, str) and handle.casefold() != doi.casefold():
        return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, f"{service.name} answered for {plain(handle, 100)}.")
    if isinstance(code, bool):
        code = None
    if code == _FOUND:
        target = _target(told.tree)
        leads = f" and leads to {plain(target, 200)}" if target else ""
        return Outcome(
            LinkStatus.OK, Reason.ANSWERED, f"{doi} is registered{leads}.", facts=facts(target=target, **_arxiv(doi))
        )
    if code == _NO_VALUES:
        return Outcome(LinkStatus.OK, Reason.ANSWERED, f"{doi} is registered, without an address.", facts=_arxiv(doi))
    if code == _NOT_FOUND:
        return Outcome(LinkStatus.DEAD, Reason.NOT_IN_REGISTER, f"{doi} is not registered as a DOI.")
    if code == _SERVER_ERROR:
        return http_outcome(LinkStatus.UNKNOWN, 500, f"{service.name} reports an error of its own.")
    return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, f"{service.name} gave an answer that makes no sense.")


def _target(tree: Mapping[str, Any]) -> str:
    """Gives the address among the values of a handle."""
    addresses = (value for value in objects(tree.get("values")) if value.get("type") == "URL")
    return next((text for value in addresses if (text := plain(inside(value, "data", "value")))), "")


def _arxiv(doi: str) -> Facts:
    return {"register": "datacite"} if is_arxiv_doi(doi) else {}


def _may_be_crossref(doi: str) -> bool:
    return not is_arxiv_doi(doi)  # arXiv registers with DataCite


class _Crossref:
    """Titles by DOI, as long as Crossref gives them."""

    def __init__(self, context: Context) -> None:
        self._base = context.endpoints.crossref
        self._service = Service(context, self._base, context.limits.host_gap_s, PASSING - {429}, max_bytes=_MAX_BYTES)
        contact = context.environment.get("LVKB_CONTACT", "").strip()
        self._contact = {"mailto": contact} if contact else {}
        self._singles = _MOST_SINGLES

    def facts_of(self, dois: Sequence[str]) -> dict[str, Facts]:
        """Gives the facts that are known, by DOI in lower case; those that the list leaves out are asked singly."""
        wanted = [doi.lower() for doi in dois if _may_be_crossref(doi)]
        found = self._listed([doi for doi in wanted if "," not in doi])  # a comma separates filters
        for doi in wanted:
            if doi not in found and self._singles > 0:
                self._singles -= 1
                found |= self._single(doi)
        return found

    def _listed(self, dois: Sequence[str]) -> dict[str, Facts]:
        if not dois:
            return {}
        request = {
            "filter": ",".join(f"doi:{doi}" for doi in dois),
            "select": "DOI,title,author,issued",
            "rows": str(len(dois)),
            **self._contact,
        }
        told = self._service.ask_json(f"{self._base}/works?{urlencode(request)}")
        return {} if isinstance(told, Outcome) else _works(objects(inside(told.tree, "message", "items")))

    def _single(self, doi: str) -> dict[str, Facts]:
        tail = f"?{urlencode(self._contact)}" if self._contact else ""
        told = self._service.ask_json(f"{self._base}/works/{_escaped(doi)}{tail}")
        return {} if isinstance(told, Outcome) else _works(objects([told.tree.get("message")]))


def _works(works: Sequence[Mapping[str, Any]]) -> dict[str, Facts]:
    """Gives the facts of works by their own DOI, whichever were asked for."""
    return {plain(work.get("DOI")).lower(): _facts(work) for work in works}


def _facts(work: Mapping[str, Any]) -> Facts:
    year = inside(work, "issued", "date-parts", 0, 0)
    return facts(
        title=plain(inside(work, "title", 0)),
        authors=listed([_name(person) for person in objects(work.get("author"))]),
        year=plain(year, 4) if isinstance(year, int) else "",
        register="crossref",
    )


def _name(person: Mapping[str, Any]) -> str:
    parts = (plain(person.get("given")), plain(person.get("family")))
    return " ".join(part for part in parts if part) or plain(person.get("name"))


CHECKER = Checker(DOI, check, calls, lambda limits: limits.host_gap_s)
