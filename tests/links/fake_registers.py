"""GitHub, the handle system, Crossref, OpenReview and the CVF site on this machine, as far as link checks ask them."""

from __future__ import annotations

import json
import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple, cast
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import strategies as st

from lvkb.findings import Location
from lvkb.links.context import Batch, Context
from lvkb.links.endpoints import Endpoints
from lvkb.links.http.client import Answer, Client
from lvkb.links.limits import Limits
from lvkb.links.link_status import Outcome
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target, Use
from lvkb.registers import Register

_REPOSITORY = re.compile(r"(r\d+): repository\(owner: \$(\w+), name: \$(\w+)\) \{ \.\.\.Facts(.*)\}")
_OBJECT = re.compile(r"(p\d+): object\(expression: \$(\w+)\)")


class Reply(NamedTuple):
    """What is sent back."""

    status: int = 200
    body: object = b""
    headers: Mapping[str, str] = {}

    @property
    def sent(self) -> bytes:
        """The body as bytes: JSON of anything that is no bytes."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Asked(NamedTuple):
    """One request that came in."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Registers:
    """What the services know, what they were asked, and what they are told to answer instead.

    Attributes:
        repositories: Repositories by name in lower case: their present name, and what GraphQL tells beside it.
        files: `REF:path` that are there, by repository in lower case.
        handles: Address by DOI in lower case; None for a DOI without one.
        works: Works of Crossref by DOI in lower case.
        notes: Notes of the present OpenReview API, and of the old one, by id.
        pages: Paths of the CVF site that are there.
        instead: Replies to give in place of the true ones, by first part of the path; used up one by one.
        always: The same, given every time.
        asked: All requests.
    """

    base: str = ""
    repositories: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    handles: dict[str, str | None] = field(default_factory=dict)
    works: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    old_notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    pages: set[str] = field(default_factory=set)
    instead: dict[str, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    always: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    @property
    def endpoints(self) -> Endpoints:
        """Where all of them are."""
        names = ("github_api", "github", "doi", "crossref", "openreview", "openreview_v1", "cvf")
        return Endpoints(**{name: f"{self.base}/{name}" for name in names})

    @property
    def told(self) -> list[str]:
        """Method and path of all requests, in order."""
        return [f"{asked.method} {asked.path}" for asked in self.asked]

    def answer(self, asked: Asked) -> Reply:
        """Gives the reply to a request."""
        self.asked.append(asked)
        service, _, path = asked.path.lstrip("/").partition("/")
        if self.instead[service]:
            return self.instead[service].pop(0)
        if service in self.always:
            return self.always[service]
        return getattr(self, f"_{service}")(path, asked)  # type: ignore[no-any-return]

    def _github_api(self, path: str, asked: Asked) -> Reply:
        question = json.loads(asked.body)
        variables = question["variables"]
        data: dict[str, Any] = {"rateLimit": {"cost": 1, "remaining": 4999, "resetAt": "2026-11-20T23:00:00Z"}}
        errors = []
        for alias, owner, name, inner in _REPOSITORY.findall(question["query"]):
            full = f"{variables[owner]}/{variables[name]}".lower()
            node = self.repositories.get(full)
            if node is None:
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": "Could not resolve to a Repository"})
            files = self.files[full]
            paths = {
                at: {"__typename": "Blob"} if variables[what] in files else None for at, what in _OBJECT.findall(inner)
            }
            data[alias] = node and {**node, **paths}
        return Reply(200, {"data": data, **({"errors": errors} if errors else {})})

    def _github(self, path: str, asked: Asked) -> Reply:
        steps = unquote(path).split("/")
        full, form = "/".join(steps[:2]), "/".join(steps[2:3])
        node = self.repositories.get(full.lower())
        if node is None:
            return Reply(404)
        if node["nameWithOwner"].lower() != full.lower():
            tail = "/".join(path.split("/")[2:])
            place = f"{self.base}/github/{node['nameWithOwner']}" + (f"/{tail}" if tail else "")
            return Reply(301, headers={"Location": place})
        there = not form or f"{steps[3]}:{'/'.join(steps[4:])}" in self.files[full.lower()]
        return Reply(200 if there else 404, b"<html></html>")

    def _doi(self, path: str, asked: Asked) -> Reply:
        doi = unquote(path.removeprefix("api/handles/"))
        if doi.lower() not in self.handles:
            return Reply(404, {"responseCode": 100, "handle": doi})
        address = self.handles[doi.lower()]
        if address is None:
            return Reply(404, {"responseCode": 200, "handle": doi})
        value = {"index": 1, "type": "URL", "data": {"format": "string", "value": address}, "ttl": 86400}
        return Reply(200, {"responseCode": 1, "handle": doi, "values": [value]})

    def _crossref(self, path: str, asked: Asked) -> Reply:
        if path == "works":
            wanted = [part.removeprefix("doi:") for part in asked.query["filter"].split(",")]
            items = [self.works[doi] for doi in wanted if doi in self.works]
            return Reply(200, {"status": "ok", "message-type": "work-list", "message": {"items": items}})
        work = self.works.get(unquote(path.removeprefix("works/")).lower())
        return Reply(200, {"status": "ok", "message": work}) if work else Reply(404, b"Resource not found.")

    def _openreview(self, path: str, asked: Asked) -> Reply:
        return _notes(self.notes, asked)

    def _openreview_v1(self, path: str, asked: Asked) -> Reply:
        return _notes(self.old_notes, asked)

    def _cvf(self, path: str, asked: Asked) -> Reply:
        return Reply(200 if path in self.pages else 404, b"<html></html>")


def _notes(notes: Mapping[str, Any], asked: Asked) -> Reply:
    wanted = (asked.query.get("ids") or asked.query["id"]).split(",")
    found = [notes[identity] for identity in wanted if identity in notes]
    return Reply(200, {"notes": found, "count": len(found)})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    registers: Registers

    def handle_any(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        reply = self.registers.answer(Asked(self.command, parts.path, query, headers, body))
        sent = reply.sent
        lines = [f"HTTP/1.1 {reply.status} Some Reason", f"Content-Length: {len(sent)}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        head = ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")
        self.wfile.write(head if self.command == "HEAD" else head + sent)

    do_GET = do_HEAD = do_POST = handle_any  # noqa: N815 - the names that the library asks for

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the library names it
        """Says nothing."""


@contextmanager
def serving(registers: Registers | None = None) -> Iterator[Registers]:
    """Runs the services until the block ends."""
    known = registers or Registers()
    handler = type("Handler", (_Handler,), {"registers": known})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    known.base = f"http://127.0.0.1:{server.server_port}"
    try:
        yield known
    finally:
        server.shutdown()
        server.server_close()


NO_GAPS = Limits(github_gap_s=0.0, host_gap_s=0.0, connect_s=30, read_s=30, link_s=60)


class Ran(NamedTuple):
    """What a checker gave in a test.

    Attributes:
        outcomes: Outcome by key of the target.
        batches: Sizes of the batches, in the order in which they came.
        waits: Seconds of each wait, those between tries and those of the rate limit.
    """

    outcomes: dict[str, Outcome]
    batches: list[int]
    waits: list[float]

    @property
    def said(self) -> list[tuple[str, str, str]]:
        """Status, reason and evidence of each outcome, in order."""
        return [(item.status.value, str(item.cause), item.evidence) for item in self.outcomes.values()]

    @property
    def only(self) -> Outcome:
        """The outcome, where there is one."""
        (outcome,) = self.outcomes.values()
        return outcome


def run(
    check: Callable[[Sequence[Target], Context], Iterator[Batch]],
    targets: Sequence[Target],
    registers: Registers,
    environment: Mapping[str, str] | None = None,
    limits: Limits = NO_GAPS,
) -> Ran:
    """Lets a checker ask the services of a test.

    Args:
        check: The checker.
        targets: What it is to look up.
        registers: The services.
        environment: Where tokens and contact are looked for.
        limits: How services are asked; without gaps unless told.
    """
    waits: list[float] = []
    with closing(Client(limits, allowed={urlsplit(registers.base).netloc})) as client:
        rate_limit = RateLimit(sleep=waits.append)
        context = Context(client, rate_limit, registers.endpoints, limits, waits.append, environment or {})
        batches = list(check(targets, context))
    outcomes = {target.key: outcome for batch in batches for target, outcome in batch}
    assert len(outcomes) == len(targets) == sum(map(len, batches)), "each target has one outcome"
    return Ran({target.key: outcomes[target.key] for target in targets}, [len(batch) for batch in batches], waits)


class Anything:
    """A client that gives one body to every question, whatever it is."""

    def __init__(self, body: bytes, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self._answer = Answer(status, "", headers or {}, body, whole=True)

    def fetch(self, url: str, **options: Any) -> Answer:
        """Gives the answer."""
        return replace(self._answer, url=url)


class NoRateLimit:
    """Lets every request start at once."""

    @contextmanager
    def slot(self, host: str, gap_s: float) -> Iterator[None]:
        """Waits for nothing."""
        yield


def given(
    check: Callable[[Sequence[Target], Context], Iterator[Batch]],
    targets: Sequence[Target],
    body: bytes,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Gives what a checker makes of services that answer every question with the same body."""
    client = cast("Client", Anything(body, status, headers))
    context = Context(client, cast("RateLimit", NoRateLimit()), sleep=lambda _: None, environment=environment or {})
    batches = list(check(targets, context))
    assert sorted(target.key for batch in batches for target, _ in batch) == sorted(target.key for target in targets)
    return [outcome for batch in batches for _, outcome in batch]


_ODD = st.text(st.characters(), max_size=12) | st.just("\ud800") | st.just("x" * 600) | st.just("\x1b[31m")


def answers(*names: str) -> st.SearchStrategy[Any]:
    """Gives arbitrary JSON in which the names that matter occur often, with values of any type.

    Args:
        *names: Names of fields, and values, that a checker looks for.
    """
    words = st.sampled_from(names)
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | words | _ODD | st.sampled_from([1, 100, 200, 2])
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text(max_size=3), inner, max_size=6),
        max_leaves=30,
    )


def is_sound(outcome: Outcome) -> bool:
    """Tells whether an outcome holds nothing but short plain text that can be written down."""
    texts = [str(outcome.cause), outcome.evidence, outcome.url, *outcome.facts, *outcome.facts.values()]
    return all(text.isprintable() and len(text) <= 1_200 for text in texts) and all(
        len(value) <= 500 and value for value in outcome.facts.values()
    )


def target(register: Register, identity: str, path: str = "", ref: str = "") -> Target:
    """Gives a target that one place names."""
    return Target(register, identity, path, ref, uses=(Use(Location("catalog/papers/x.yml"), "", (register.field,)),))


def repository(name: str, **told: Any) -> dict[str, Any]:
    """Gives what GraphQL tells of a repository."""
    known = {"isArchived": False, "isFork": False, "stargazerCount": 7, "pushedAt": "2024-05-06T07:08:09Z"}
    details = {"licenseInfo": {"spdxId": "MIT"}, "defaultBranchRef": {"name": "main"}}
    return {"nameWithOwner": name, **known, **details, **told}
