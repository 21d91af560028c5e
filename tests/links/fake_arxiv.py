"""A stand-in for arXiv's query API, its OAI-PMH and DataCite on loopback, as they are known to behave.

Ten results unless told otherwise, any order, ids with `http://`, titles broken over lines, papers that do not exist
left out, one malformed id spoiling the whole request, 414 for long addresses, 429 without `Retry-After`.
"""

from __future__ import annotations

import json
import random
import re
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit
from xml.sax.saxutils import escape

from lvkb.links.endpoints import Endpoints
from lvkb.registers import parse_arxiv

LONGEST_ADDRESS = 7000  # 642 ids were too many, 400 were not
RATE_EXCEEDED = b"Rate exceeded."
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"'
    ' xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    "<id>https://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>\n"
    "<title>arXiv Query: search_query=&amp;id_list={ids}&amp;start=0&amp;max_results={most}</title>\n"
    "<updated>2026-11-20T00:00:00Z</updated>\n"
    '<link href="https://arxiv.org/api/query?id_list={ids}" type="application/atom+xml"/>\n'
    "<opensearch:itemsPerPage>{most}</opensearch:itemsPerPage>\n"
    "<opensearch:totalResults>{total}</opensearch:totalResults>\n"
    "<opensearch:startIndex>0</opensearch:startIndex>\n"
)


@dataclass(frozen=True)
class FakePaper:
    """A paper of the stand-in.

    Attributes:
        id: Canonical id.
        titles: Title of each version, the newest last.
        authors: Names, given name first.
        comment: Comment on the newest version.
        doi: The publisher's DOI.
        journal_ref: The authors' words on where it appeared.
        size: Size of the newest version as OAI-PMH tells it.
    """

    id: str
    titles: tuple[str, ...]
    authors: tuple[str, ...] = ("Ada Lovelace", "Charles Babbage")
    comment: str = ""
    doi: str = ""
    journal_ref: str = ""
    size: str = "812kb"

    def entry(self, version: int) -> str:
        """Gives the Atom entry of a version, counted from 1."""
        is_newest = version == len(self.titles)
        comment = _tag("arxiv:comment", self.comment) if is_newest else ""
        authors = "".join(f"<author><name>{escape(name)}</name></author>" for name in self.authors)
        link = f"https://arxiv.org/abs/{self.id}v{version}"
        return (
            f"<entry>\n<id>http://arxiv.org/abs/{self.id}v{version}</id>\n"
            f"<title>{escape(wrapped(self.titles[version - 1]))}</title>\n"
            f"<updated>2022-0{version}-02T17:58:22Z</updated>\n"
            f'<link href="{link}" rel="alternate" type="text/html"/>'
            f'<link href="{link.replace("/abs/", "/pdf/")}" rel="related" type="application/pdf" title="pdf"/>\n'
            f"<summary>{'What this paper does, told at some length. ' * 25}</summary>\n"
            '<category term="cs.CV" scheme="http://arxiv.org/schemas/atom"/>\n'
            f"<published>2022-01-02T17:58:22Z</published>\n{comment}"
            '<arxiv:primary_category term="cs.CV"/>'
            f"{_tag('arxiv:journal_ref', self.journal_ref)}{authors}{_tag('arxiv:doi', self.doi)}</entry>\n"
        )

    def record(self) -> str:
        """Gives the OAI-PMH answer in format arXivRaw."""
        count = len(self.titles)
        kind = "I" if self.size == "0kb" else "D"
        versions = "".join(
            f'<version version="v{number}"><date>Sun, 02 Jan 2022 17:58:2{number} GMT</date>'
            f"<size>{self.size if number == count else '700kb'}</size><source_type>{kind}</source_type></version>"
            for number in range(1, count + 1)
        )
        authors = ", ".join(self.authors[:-1]) + (" and " if len(self.authors) > 1 else "") + self.authors[-1]
        return (
            '<arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">'
            f"<id>{self.id}</id><submitter>A. L.</submitter>{versions}<title>{escape(wrapped(self.titles[-1]))}</title>"
            f"<authors>{escape(authors)} (University of Somewhere)</authors><categories>cs.CV cs.LG</categories>"
            f"{_tag('comments', self.comment)}{_tag('journal-ref', self.journal_ref)}{_tag('doi', self.doi)}"
            "<license>http://creativecommons.org/licenses/by/4.0/</license><abstract>Text.</abstract></arXivRaw>"
        )

    def datacite(self) -> dict[str, Any]:
        """Gives the entry of a DataCite answer."""
        creators = [{"name": f"{name.split()[-1]}, {' '.join(name.split()[:-1])}"} for name in self.authors]
        doi = f"10.48550/arxiv.{self.id}"
        attributes = {"doi": doi, "titles": [{"title": self.titles[-1]}], "creators": creators}
        return {"id": doi, "type": "dois", "attributes": attributes}


def wrapped(title: str) -> str:
    """Gives a title broken over lines, as arXiv prints it."""
    return "\n  ".join(textwrap.wrap(title, 68, break_long_words=False, break_on_hyphens=False))


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def feed(entries: Iterable[str], *, total: int | None = None, ids: str = "", most: int = 10) -> bytes:
    """Gives a whole Atom answer; `total` is the number of entries unless told."""
    parts = list(entries)
    head = _HEAD.format(ids=escape(ids), most=most, total=len(parts) if total is None else total)
    return (head + "".join(parts) + "</feed>").encode()


def error_entry(message: str) -> str:
    """Gives the entry by which arXiv says that a request is wrong."""
    address = f"http://arxiv.org/api/errors#{message.replace(' ', '_')}"
    return (
        f"<entry><id>{escape(address)}</id><title>Error</title><summary>{escape(message)}</summary>"
        f"<updated>2026-11-20T00:00:00Z</updated><author><name>arXiv api core</name></author></entry>"
    )


class Reply(NamedTuple):
    """What goes over the wire; None as a reply drops the connection."""

    status: int
    body: bytes
    kind: str = "application/atom+xml; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


Fault = Reply | None | Callable[[list[str]], Reply]
THROTTLED = Reply(429, RATE_EXCEEDED, "text/plain")
OUT_OF_ORDER = Reply(503, b"<html><body>Service Unavailable</body></html>", "text/html")
DROPPED = None


@dataclass
class FakeArxiv:
    """The three services.

    Attributes:
        papers: What they know, by id.
        faults: What the query API answers instead, one for each request, in order.
        always: What it answers when no fault is left; None means that it works.
        oai_fault: What OAI-PMH answers instead, always.
        datacite_fault: What DataCite answers instead, always.
        datacite_lacks: Ids that DataCite does not know.
        asked: The ids of each request to the query API.
        oai_asked: The ids asked of OAI-PMH.
        datacite_asked: The ids of each request to DataCite.
        agents: The User-Agent of every request.
        base: Address of the server, set when it runs.
    """

    papers: dict[str, FakePaper]
    faults: list[Fault] = field(default_factory=list)
    always: Reply | None = None
    oai_fault: Reply | None = None
    datacite_fault: Reply | None = None
    datacite_lacks: frozenset[str] = frozenset()
    asked: list[list[str]] = field(default_factory=list)
    oai_asked: list[str] = field(default_factory=list)
    datacite_asked: list[list[str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    base: str = ""

    def __post_init__(self) -> None:
        self._rng = random.Random(1)  # noqa: S311 - the same order in every run
        self._entries: dict[str, str] = {}

    @property
    def host(self) -> str:
        """`host:port` of the server."""
        return self.base.removeprefix("http://")

    @property
    def endpoints(self) -> Endpoints:
        """Services with the addresses of this server."""
        return Endpoints(arxiv_api=f"{self.base}/api/query", arxiv_oai=f"{self.base}/oai", datacite=self.base)

    @contextmanager
    def running(self) -> Iterator[FakeArxiv]:
        """Serves on a free port until the block ends."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        server.daemon_threads = True
        self.base = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def reply(self, address: str) -> Reply | None:
        """Gives the answer to a request line's address; None drops the connection."""
        path = urlsplit(address).path
        query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        if path == "/api/query":
            return self._api(address, query)
        if path == "/oai":
            return self._oai(query)
        return self._datacite(query) if path == "/dois" else Reply(404, b"", "text/plain")

    def _api(self, address: str, query: dict[str, str]) -> Reply | None:
        ids = list(filter(None, query.get("id_list", "").split(",")))
        self.asked.append(ids)
        if self.faults:
            fault = self.faults.pop(0)
            return fault(ids) if callable(fault) else fault
        return self.always or self.good(ids, query.get("max_results", "10"), len(address))

    def good(self, ids: list[str], most: str = "10", length: int = 0) -> Reply:
        """Gives what the query API answers on a good day."""
        if length > LONGEST_ADDRESS:
            return Reply(414, b"<html>URI Too Long</html>", "text/html")
        bad = next((arxiv for arxiv in ids if not _is_well_formed(arxiv)), None)
        if bad is not None:
            return Reply(400, feed([error_entry(f"incorrect id format for {bad}")]))
        if not most.isdecimal() or int(most) > 2000:
            return Reply(400, feed([error_entry("max_results must be an integer")]))
        found = [entry for arxiv in ids if (entry := self._entry(arxiv))][: int(most)]
        self._rng.shuffle(found)
        total = sum(1 for arxiv in ids if self._entry(arxiv))
        return Reply(200, feed(found, total=total, ids=",".join(ids), most=int(most)))

    def _entry(self, arxiv: str) -> str:
        if arxiv not in self._entries:
            ref = parse_arxiv(arxiv)
            paper = self.papers.get(ref.id) if ref else None
            version = int(ref.version[1:]) if ref and ref.version else len(paper.titles) if paper else 0
            self._entries[arxiv] = paper.entry(version) if paper and version <= len(paper.titles) else ""
        return self._entries[arxiv]

    def _oai(self, query: dict[str, str]) -> Reply:
        arxiv = query.get("identifier", "").removeprefix("oai:arXiv.org:")
        self.oai_asked.append(arxiv)
        if self.oai_fault:
            return self.oai_fault
        paper = self.papers.get(arxiv)
        inner = (
            f"<GetRecord><record><header><identifier>oai:arXiv.org:{arxiv}</identifier></header>"
            f"<metadata>{paper.record()}</metadata></record></GetRecord>"
            if paper
            else '<error code="idDoesNotExist">Identifier has no record</error>'
        )
        head = '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        return Reply(200, f"{head}{inner}</OAI-PMH>".encode(), "text/xml; charset=utf-8")

    def _datacite(self, query: dict[str, str]) -> Reply:
        ids = re.findall(r'"10\.48550/arxiv\.([^"]+)"', query.get("query", ""))
        self.datacite_asked.append(ids)
        if self.datacite_fault:
            return self.datacite_fault
        known = [self.papers[arxiv] for arxiv in ids if arxiv in self.papers and arxiv not in self.datacite_lacks]
        data = [paper.datacite() for paper in known][: int(query.get("page[size]", "25"))]
        return Reply(200, json.dumps({"data": data, "meta": {"total": len(known)}}).encode(), "application/json")


def _is_well_formed(arxiv: str) -> bool:
    # arXiv takes ids that cannot exist, as 0808.05394 or 0000.0000, and answers that there are none
    return re.fullmatch(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?", arxiv) is not None


def _handler(fake: FakeArxiv) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else every answer waits 40 ms for the client's receipt of its head

        def do_GET(self) -> None:
            fake.agents.append(self.headers.get("User-Agent", ""))
            reply = fake.reply(self.path)
            if reply is None:
                self.close_connection = True
                return
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            self.send_header("Content-Length", str(len(reply.body)))
            for name, value in reply.headers:
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    return Handler


def fake_paper(arxiv: str, *titles: str, **more: Any) -> FakePaper:
    """Gives a paper with the title of each version."""
    return FakePaper(arxiv, titles or (f"A Paper With the Number {quote(arxiv)} in Its Title",), **more)


def fake_arxiv(*papers: FakePaper, **more: Any) -> FakeArxiv:
    """Gives the services with these papers; they do not run yet."""
    return FakeArxiv({paper.id: paper for paper in papers}, **more)
