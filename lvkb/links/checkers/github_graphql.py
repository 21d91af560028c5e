"""GitHub repositories and paths in batches of a hundred: GraphQL, which needs a token.

Owner, name and path go as variables: a record is written by strangers and must not write the query.

Reasons given here: `answered` (ok), `renamed` (moved), `404`, `path-gone` (dead); `401`, `403`, `rate-limit`,
`bad-answer` and those of the service (unknown).
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from lvkb.links.answers import facts, inside, objects, plain
from lvkb.links.checkers.service import Service
from lvkb.links.context import Batch, Context
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.targets import Target
from lvkb.registers import parse_github

_FACTS = (
    "fragment Facts on Repository { nameWithOwner isArchived isFork stargazerCount pushedAt"
    " licenseInfo { spdxId } defaultBranchRef { name } }"
)
_LIMIT = "rateLimit { cost remaining resetAt }"
_MAX_BYTES = 10_000_000
_THROTTLED = frozenset({429})  # any other failure is met with a smaller question
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class _Place(NamedTuple):
    """Where the answer about a target stands: alias of its repository, and of its path in there."""

    target: Target
    repository: str
    path: str


class _Error(NamedTuple):
    """An error that an answer tells: the aliases it belongs to, and its kind."""

    path: tuple[str, ...]
    kind: str


def batches(targets: Iterable[Target], size: int) -> Iterator[list[Target]]:
    """Divides targets into questions, those of one repository side by side.

    Each repository counts one, and each path in it one more, so that no question has more than `size` aliases.
    """
    batch: list[Target] = []
    repositories: set[str] = set()
    used = 0
    for target in sorted(targets, key=lambda target: target.id.casefold()):
        repository = target.id.casefold()
        path_cost = 1 if target.path else 0
        if batch and used + path_cost + (repository not in repositories) > size:
            yield batch
            batch, repositories, used = [], set(), 0
        used += path_cost + (repository not in repositories)
        repositories.add(repository)
        batch.append(target)
    if batch:
        yield batch


def check(targets: Sequence[Target], context: Context, token: str, source: str) -> Iterator[Batch]:
    """Looks repositories and paths up.

    Args:
        targets: What to look up.
        context: Client, endpoints, limits.
        token: Sent to the address of the API alone.
        source: Name of the variable that it came from.
    """
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    options: dict[str, Any] = {"method": "POST", "headers": headers, "max_bytes": _MAX_BYTES}
    service = Service(context, context.endpoints.github_api, context.limits.host_gap_s, _THROTTLED, **options)
    conversation = _Conversation(service, context.endpoints.github_api, source)
    for batch in batches(targets, context.limits.github_batch):
        yield [(target, _without(token, outcome)) for target, outcome in conversation.about(batch)]


def _without(token: str, outcome: Outcome) -> Outcome:
    """Gives an outcome in which the token does not occur, whatever the other side sent back."""
    shown = {name: value.replace(token, "***") for name, value in outcome.facts.items()}
    evidence, url = outcome.evidence.replace(token, "***"), outcome.url.replace(token, "***")
    return replace(outcome, evidence=evidence, url=url, facts=shown)


class _Conversation:
    """Questions to GitHub and what they gave."""

    def __init__(self, service: Service, url: str, source: str) -> None:
        self._service = service
        self._url = url
        self._source = source

    def about(self, batch: Sequence[Target]) -> Batch:
        """Gives an outcome for each target; what stays open is asked once more, in halves when that is the most."""
        first = self._ask(batch)
        again = [target for target, outcome in first if outcome.status is LinkStatus.UNKNOWN]
        if not again or self._service.closed:
            return first
        middle = (len(again) + 1) // 2 if len(again) * 2 > len(batch) else len(again)
        answers = [*self._ask(again[:middle]), *self._ask(again[middle:])]
        second = {target.key: outcome for target, outcome in answers}
        return [(target, second.get(target.key, outcome)) for target, outcome in first]

    def _ask(self, batch: Sequence[Target]) -> Batch:
        if not batch:
            return []
        question, places = _question(batch)
        told = self._service.ask_json(self._url, body=json.dumps(question).encode())
        if isinstance(told, Outcome):
            outcome = self._refused(told)
            return [(target, outcome) for target in batch]
        data, errors = inside(told.tree, "data"), _errors(told.tree)
        outcomes = [(place.target, _outcome(place, data, errors)) for place in places]
        self._mind_limit(data, errors)
        return outcomes

    def _refused(self, outcome: Outcome) -> Outcome:
        if outcome.code != 401:
            return outcome
        refused = http_outcome(LinkStatus.UNKNOWN, 401, f"{self._source} was refused")
        self._service.close(refused)
        return refused

    def _mind_limit(self, data: object, errors: Sequence[_Error]) -> None:
        """Asks no more when the hour's budget is spent."""
        remaining = inside(data, "rateLimit", "remaining")
        spent = isinstance(remaining, int) and not isinstance(remaining, bool) and remaining <= 0
        if spent or any(error.kind == "RATE_LIMITED" for error in errors):
            reset = plain(inside(data, "rateLimit", "resetAt"), 40)
            until = f" until {reset}" if reset else ""
            self._service.close(
                Outcome(LinkStatus.UNKNOWN, Reason.RATE_LIMIT, f"Not asked: GitHub's budget is spent{until}.")
            )


def _question(batch: Sequence[Target]) -> tuple[dict[str, Any], list[_Place]]:
    """Gives the query with its variables, and the places where the answers will stand."""
    groups: defaultdict[str, list[Target]] = defaultdict(list)
    for target in batch:
        groups[target.id.casefold()].append(target)
    variables: dict[str, str] = {}
    fields, places = [], []
    for number, group in enumerate(groups.values()):
        alias = f"r{number}"
        owner, _, name = group[0].id.partition("/")
        variables |= {f"{alias}owner": owner, f"{alias}name": name}
        inner = ["...Facts"]
        for index, target in enumerate(group):
            path = f"p{index}" if target.path else ""
            places.append(_Place(target, alias, path))
            if path:
                variables[alias + path] = f"{target.ref or 'HEAD'}:{target.path.strip('/')}"
                inner.append(f"{path}: object(expression: ${alias}{path}) {{ __typename }}")
        fields.append(f"{alias}: repository(owner: ${alias}owner, name: ${alias}name) {{ {' '.join(inner)} }}")
    declared = ", ".join(f"${name}: String!" for name in variables)
    query = "\n".join((f"query({declared}) {{", *fields, _LIMIT, "}", _FACTS))
    return {"query": query, "variables": variables}, places


def _errors(tree: Mapping[str, Any]) -> list[_Error]:
    return [_Error(_path(error.get("path")), plain(error.get("type"), 60)) for error in objects(tree.get("errors"))]


def _path(value: object) -> tuple[str, ...]:
    return tuple(str(step) for step in value[:3] if isinstance(step, str | int)) if isinstance(value, list) else ()


def _outcome(place: _Place, data: object, errors: Sequence[_Error]) -> Outcome:
    """Judges what an answer says of one target."""
    node = inside(data, place.repository)
    if isinstance(node, dict):
        return _found(place, node, errors)
    kinds = [error.kind for error in errors if error.path[:1] == (place.repository,)]
    if node is None and isinstance(data, dict) and kinds and set(kinds) == {"NOT_FOUND"}:
        return http_outcome(LinkStatus.DEAD, 404, f"GitHub has no public repository {place.target.id}.")
    return _silence(kinds or [error.kind for error in errors if not error.path])


def _silence(kinds: Sequence[str]) -> Outcome:
    """Gives what follows when GitHub says nothing definite, given the kinds of errors it tells."""
    told = ", ".join(sorted({kind or "an error without a type" for kind in kinds})) or "no reason"
    said = f"GitHub gave no answer for it: {told}."
    if "FORBIDDEN" in kinds and "RATE_LIMITED" not in kinds:
        return http_outcome(LinkStatus.UNKNOWN, 403, said)
    reason = Reason.RATE_LIMIT if "RATE_LIMITED" in kinds else Reason.BAD_ANSWER
    return Outcome(LinkStatus.UNKNOWN, reason, said)


def _found(place: _Place, node: Mapping[str, Any], errors: Sequence[_Error]) -> Outcome:
    target = place.target
    present = parse_github(plain(node.get("nameWithOwner")))
    if present is None:
        return Outcome(LinkStatus.UNKNOWN, Reason.BAD_ANSWER, "GitHub's answer does not name the repository.")
    if place.path and not isinstance(node.get(place.path), dict):
        return _path_missing(place, present.id, node, errors)
    known = _facts(present.id, node)
    if present.id.casefold() != target.id.casefold():
        return Outcome(LinkStatus.MOVED, Reason.RENAMED, f"{target.id} is {present.id} now.", present.id, known)
    what = f"{present.id} has {plain(target.path)} at {plain(target.ref)}." if place.path else f"{present.id} is there."
    return Outcome(LinkStatus.OK, Reason.ANSWERED, what, facts=known)


def _path_missing(place: _Place, present: str, node: Mapping[str, Any], errors: Sequence[_Error]) -> Outcome:
    """Judges an absent path: it is gone only when nothing went wrong that might have hidden it."""
    near = {(), (place.repository,), (place.repository, place.path)}
    kinds = [error.kind for error in errors if error.path[:2] in near]
    if kinds or place.path not in node or node[place.path] is not None:
        return _silence(kinds)
    return path_gone(place.target, present, _facts(present, node))


def path_gone(target: Target, present: str, known: Mapping[str, str]) -> Outcome:
    """Gives the outcome for a path that is not in its repository.

    Args:
        target: The path that was looked up.
        present: Name of the repository as it answered.
        known: What was told about the repository.
    """
    name = target.id if present.casefold() == target.id.casefold() else f"{present}, once {target.id},"
    said = f"{name} is there, but has no {plain(target.path)} at {plain(target.ref) or 'HEAD'}."
    return Outcome(LinkStatus.DEAD, Reason.PATH_GONE, said, facts=known)


def _facts(name: str, node: Mapping[str, Any]) -> dict[str, str]:
    day = _DAY.match(plain(node.get("pushedAt")))
    return facts(
        name=name,
        archived="true" if node.get("isArchived") is True else "",
        fork="true" if node.get("isFork") is True else "",
        licence=plain(inside(node, "licenseInfo", "spdxId"), 60),
        stars=plain(node.get("stargazerCount"), 20) if isinstance(node.get("stargazerCount"), int) else "",
        pushed=day[0] if day else "",
        branch=plain(inside(node, "defaultBranchRef", "name")),
    )
