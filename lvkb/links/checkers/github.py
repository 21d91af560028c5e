"""GitHub repositories and paths in them: in batches with a token, page by page and slowly without one.

Fragments such as `#L10` exist only in the browser, and are never looked at.

Reasons given here: `answered` (ok), `renamed` (moved), `404`, `path-gone` (dead); `401` for a token that cannot be one,
`bad-answer`, and those of the service (unknown). With a token, those of `github_graphql`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from lvkb.links.answers import plain
from lvkb.links.checkers import github_graphql
from lvkb.links.checkers.checker import Checker
from lvkb.links.checkers.service import PASSING, Service
from lvkb.links.context import Batch, Context
from lvkb.links.http.client import Answer
from lvkb.links.limits import Limits
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import GITHUB, parse_github

_TOKEN_NAMES = ("GITHUB_TOKEN", "GH_TOKEN")
_TOKEN = re.compile(r"[!-~]+")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 4


class _Token(NamedTuple):
    """A token and the variable that it came from."""

    value: str
    source: str


def check(targets: Sequence[Target], context: Context) -> Iterator[Batch]:
    """Looks repositories and paths up.

    The token goes to the API's address alone, and only over HTTPS; an API over plain HTTP is used on this machine only.
    """
    token = _token(context.environment)
    if token is None or not _is_safe(context.endpoints.github_api):
        yield from _Pages(context).about(targets)
    elif not _TOKEN.fullmatch(token.value):
        what = f"{token.source} holds no token: there are characters in it that no token has."
        yield [(target, http_outcome(LinkStatus.UNKNOWN, 401, what)) for target in targets]
    else:
        yield from github_graphql.check(targets, context, token.value, token.source)


def calls(targets: Sequence[Target], limits: Limits, environment: Mapping[str, str] = os.environ) -> int:
    """Gives the number of requests of a clean run, which depends on whether there is a token."""
    if _token(environment) is None:
        return len(targets)
    return sum(1 for _ in github_graphql.batches(targets, limits.github_batch))


def _token(environment: Mapping[str, str]) -> _Token | None:
    values = ((environment.get(name, "").strip(), name) for name in _TOKEN_NAMES)
    return next((_Token(value, name) for value, name in values if value), None)


def _is_safe(api: str) -> bool:
    parts = urlsplit(api)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


class _Pages:
    """The pages of github.com, one request at a time."""

    def __init__(self, context: Context) -> None:
        self._base = context.endpoints.github
        self._service = Service(context, self._base, context.limits.github_gap_s, PASSING - {429})
        self._repositories: dict[str, Outcome] = {}

    def about(self, targets: Sequence[Target]) -> Iterator[Batch]:
        """Gives an outcome for each target, repositories before paths: a path may need its repository."""
        for target in sorted(targets, key=lambda target: bool(target.path)):
            yield [(target, self._path(target) if target.path else self._repository(target.id))]

    def _repository(self, name: str) -> Outcome:
        known = self._repositories.get(name.casefold())
        if known is None:
            known = self._looked_up(name, f"{self._base}/{quote(name)}", is_path=False)
            self._repositories[name.casefold()] = known
        return known

    def _path(self, target: Target) -> Outcome:
        """Judges a path; when its page is missing, the repository tells whether it is the path or all of it."""
        steps = target.path.strip("/").split("/")
        if {".", ".."}.isdisjoint(steps):  # no tree has such names, and the address would lead elsewhere
            outcome = self._looked_up(target.id, self._address(target), is_path=True)
            if outcome.status is not LinkStatus.DEAD:
                return outcome
        repository = self._repository(target.id)
        if repository.status in {LinkStatus.OK, LinkStatus.MOVED}:
            return github_graphql.path_gone(target, repository.url or target.id, repository.facts)
        return repository

    def _address(self, target: Target) -> str:
        form = "blob" if _COMMIT.fullmatch(target.ref) else "tree"
        ref, path = quote(target.ref or "HEAD"), quote(target.path.strip("/"))
        return f"{self._base}/{quote(target.id)}/{form}/{ref}/{path}"

    def _looked_up(self, name: str, address: str, *, is_path: bool) -> Outcome:
        """Follows redirects inside GitHub; a repository that is renamed need not be followed."""
        present = name
        for _ in range(_MOST_HOPS):
            answer = self._service.ask_page(address)
            if isinstance(answer, Outcome):
                return answer
            if answer.status not in _REDIRECTS:
                return self._judged(name, present, answer)
            address = _joined(address, answer.headers.get("location", ""))
            present = self._owner_and_name(address)
            is_renamed = present.casefold() != name.casefold()
            if not present or (is_renamed and answer.status not in _FOR_GOOD):
                said = f"{self._service.name} leads from {name} to {plain(address, 200) or 'nowhere'}."
                return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, said)
            if is_renamed and not is_path:
                return _renamed(name, present)
        return Outcome(
            LinkStatus.UNKNOWN, Reason.BAD_ANSWER, f"{name} leads from one page to the next, {_MOST_HOPS} times."
        )

    def _judged(self, name: str, present: str, answer: Answer) -> Outcome:
        if answer.status in {404, 410}:
            return http_outcome(LinkStatus.DEAD, 404, f"GitHub has no public repository {name}.")
        if not 200 <= answer.status <= 299:
            return self._service.refusal(answer)
        if present.casefold() != name.casefold():
            return _renamed(name, present)
        return Outcome(LinkStatus.OK, Reason.ANSWERED, f"{self._service.name} answered {answer.status} for {name}.")

    def _owner_and_name(self, address: str) -> str:
        """Gives the repository that a page of GitHub belongs to, empty when it is no such page."""
        if not address.startswith(f"{self._base}/"):
            return ""
        path = re.split("[?#]", address.removeprefix(f"{self._base}/"), maxsplit=1)[0]
        ref = parse_github("/".join(unquote(path).split("/")[:2]))
        return ref.id if ref else ""


def _joined(base: str, location: str) -> str:
    try:
        return urljoin(base, location)
    except ValueError:  # brackets around what is no address
        return ""


def _renamed(name: str, present: str) -> Outcome:
    return Outcome(LinkStatus.MOVED, Reason.RENAMED, f"{name} is {present} now.", present, {"name": present})


CHECKER = Checker(GITHUB, check, calls, lambda limits: limits.github_gap_s)
