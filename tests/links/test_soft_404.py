"""Error pages that come with a good status, in words that no list holds, and honest pages that look like them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lvkb.links.checkers import web
from lvkb.links.checkers.neighbour import LONGEST_TEXT, neighbour_of
from lvkb.links.checkers.soft_404 import SHORT_PAGE
from lvkb.links.context import Context
from lvkb.links.http.client import Client
from lvkb.links.limits import Limits
from lvkb.links.link_status import Outcome
from lvkb.links.rate_limit import RateLimit
from lvkb.links.targets import Target
from lvkb.registers import WEB

MENU = "<nav>Home Research People Teaching Publications Contact Imprint Privacy</nav>"
PROSE = "<p>" + "The tokens of each window attend to a few summaries of all others, which keeps the cost linear. " * 20

Answer = tuple[int, dict[str, str], str]
Site = Callable[[str], Answer]
"""A server: the path that is asked for, and what it answers."""


def html(body: str, status: int = 200) -> Answer:
    """Gives a page."""
    return status, {"Content-Type": "text/html; charset=utf-8"}, f"<!doctype html>{body}"


def to(address: str, status: int = 302) -> Answer:
    """Gives a redirect."""
    return status, {"Location": address}, ""


@contextmanager
def served(site: Site) -> Iterator[tuple[str, list[str]]]:
    """Runs a server on this machine, and gives its address and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answers."""
            asked.append(self.path)
            status, headers, body = site(self.path)
            content = body.encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def checked(site: Site, *paths: str) -> tuple[list[Outcome], list[str]]:
    """Gives what is said of some pages of a site, and the paths that it was asked for."""
    with served(site) as (base, asked):
        client = Client(Limits(host_gap_s=0), allowed=[base.removeprefix("http://")])
        context = Context(client, RateLimit(), limits=Limits(host_gap_s=0))
        targets = [Target(WEB, base + path) for path in paths]
        found = {target.id: outcome for batch in web.check(targets, context) for target, outcome in batch}
        client.close()
    return [found[target.id] for target in targets], asked


def said(site: Site, path: str = "/projects/pebblevit") -> str:
    """Gives status and reason of one page."""
    (outcome,), _ = checked(site, path)
    return f"{outcome.status} {outcome.cause}"


def always(page: Answer) -> Site:
    """Gives a server that answers everything alike."""
    return lambda path: page


SOFT: dict[str, Site] = {
    "a poem": always(html(f"<title>Stone Lab</title>{MENU}<h1>Roses are red</h1><p>This corner of the web is empty.")),
    "the path in words": lambda path: html(f"<title>Stone Lab</title><h1>Hm</h1><p>We know of no {path}, friend."),
    "a search form": always(html(f"<title>Search</title>{MENU}<p>Try one of these terms: vision, stones, gravel.")),
    "a list of new things": always(html(f"<title>Stone Lab</title>{MENU}{PROSE}")),
    "a number for the support": lambda path: html(
        f"<title>Stone Lab</title><p>Tell the support this code: {abs(hash(path))}-{len(path)}. It helps us."
    ),
    "another language": always(html("<title>Steinlabor</title><h1>Diese Seite haben wir verlegt</h1>")),
    "a known phrase of another language": lambda path: html(
        "<title>Labo</title><h1>Page introuvable</h1>" if "pebble" in path else "<title>x</title>", 200
    ),
    "Japanese": lambda path: html("<title>ページが見つかりません</title>" if "pebble" in path else f"<h1>{path}</h1>"),
    "a redirect of everything to one page": lambda path: (
        html("<title>Welcome back</title><p>Choose a project.") if path == "/start/here" else to("/start/here")
    ),
    "a redirect to a log-in": lambda path: (
        html("<title>Stone Lab</title><form><input type=password></form>") if "login" in path else to("/login?next=x")
    ),
    "a log-in in its place": lambda path: html(
        f"<title>Sign in - Stone Lab</title><form><input name=u><input type='password' name=p></form>{path}"
    ),
    "a redirect to the front page": lambda path: html("<title>Stone Lab</title>") if path == "/" else to("/", 301),
    "not for search engines": lambda path: html(
        f"<title>Stone Lab</title><meta name='robots' content='noindex'><p>Sorry, wrong turn at {path}."
    ),
    "no longer online": lambda path: html(
        "<title>Stone Lab</title><h1>This link is broken or the page has been retired</h1>" if "p" in path else path
    ),
}


@pytest.mark.parametrize("name", SOFT)
def test_error_pages_in_other_words(name: str) -> None:
    """A page that its server gives for any address, or that asks for a password, is not what the link promises."""
    assert said(SOFT[name]).startswith("warn ")


def honest(page: str, missing: Answer | None = None) -> Site:
    """Gives a server with one page, which says of all others that they are missing."""
    nothing = missing or html("<title>404 Not Found</title><h1>Not Found</h1>", 404)
    return lambda path: html(page) if path == "/projects/pebblevit" else nothing


CITED = '<meta name="citation_title" content="Not Found"><meta name="citation_author" content="Ada Flint">'
HONEST: dict[str, Site] = {
    "a paper with the title Not Found": honest(f"<title>Not Found</title>{CITED}<h1>Not Found</h1><p>Abstract."),
    "a paper of some length with that title": honest(f"<title>Not Found</title><h1>Not Found</h1>{PROSE[:1500]}"),
    "a page about the status": honest("<title>HTTP 404</title><h1>What a 404 tells a crawler</h1><p>It is an answer."),
    "a page about lost pages": honest("<title>Lost pages</title><h1>Where lost pages go</h1><p>An archive."),
    "a page about soft ones": honest("<title>Soft 404s</title><h1>Finding soft 404s</h1><p>Ask a made-up address."),
    "a page whose site regrets softly": honest(
        f"<title>PebbleViT</title>{MENU}<h1>PebbleViT</h1><p>Weights and tables of our small stones.",
        html(f"<title>Stone Lab</title>{MENU}<h1>Nothing under this stone</h1>"),
    ),
    "a short page beside soft ones": honest("<title>PebbleViT</title>", html("<title>Nothing here at all</title>")),
    "a page made by script": always(html("<title>App</title><div id=root></div><script src=/a.js></script>")),
    "a page of one word": honest("PebbleViT"),
    "a page not for search engines": honest("<title>Draft</title><meta name=robots content=noindex><p>Early tables."),
    "a page with a log-in beside it": honest(
        f"<title>PebbleViT</title><h1>PebbleViT</h1>{PROSE}<form><input type=password></form>"
    ),
    "a page that moved": lambda path: (
        to("/new/pebblevit", 301)
        if path == "/projects/pebblevit"
        else honest("")(path)
        if path != "/new/pebblevit"
        else html("<title>PebbleViT</title><h1>PebbleViT</h1>")
    ),
    "a site that refuses made-up addresses": honest("<title>PebbleViT</title><h1>PebbleViT</h1>", html("No.", 403)),
    "a table as text": lambda path: (200, {"Content-Type": "text/plain"}, "model,top1\nPebbleViT,78.3\n"),
    "a page with a form to search": honest(f"<title>PebbleViT</title>{MENU}<h1>Find stones</h1><p>Size, colour."),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_pages(name: str) -> None:
    """A page that tells of errors, is short, is made by script or stands beside error pages is a page."""
    assert said(HONEST[name]) in ("ok answered", "moved permanent-redirect")


def test_a_host_is_asked_for_one_made_up_page() -> None:
    """However many pages of a host call for it, one address that nobody made is asked, after the first of them."""
    site = always(html("<title>Stone Lab</title><h1>Roses are red</h1>"))
    outcomes, asked = checked(site, "/a/one", "/a/two", "/b/three", "/")
    assert [outcome.status.value for outcome in outcomes] == ["warn", "warn", "warn", "ok"]
    assert asked == ["/a/one", neighbour_of("http://x/a/one").removeprefix("http://x"), "/a/two", "/b/three", "/"]
    assert outcomes[0].evidence == "A made-up address beside it gives the same page."


def test_long_pages_and_files_call_for_none() -> None:
    """A page with much to say, a front page and a file are taken as they are; just below the limit, a page is not."""
    long, short = ("<title>x</title>" + "word " * (size // 5) for size in (LONGEST_TEXT + 50, LONGEST_TEXT - 50))
    for path, page, count in (("/a/b", long, 1), ("/a/b", short, 2), ("/", short, 1)):
        assert len(checked(always(html(page)), path)[1]) == count
    assert len(checked(lambda path: (200, {"Content-Type": "application/zip"}, "PK"), "/a.zip")[1]) == 1


def test_a_made_up_page_that_fails_says_nothing() -> None:
    """When the made-up address gives no answer, the page is judged by itself."""
    page = html("<title>PebbleViT</title><h1>PebbleViT</h1>")
    broken = (200, {"Content-Type": "text/html", "Transfer-Encoding": "nonsense"}, "")
    assert said(lambda path: broken if "no-such" in path else page) == "ok answered"


@pytest.mark.parametrize(
    ("own", "wanted"), [("", "warn"), ("gravel", "warn"), ("gravel basalt", "ok"), ("a 12 pebblevit gravel", "warn")]
)
def test_words_of_its_own(own: str, wanted: str) -> None:
    """Two words that its neighbour lacks make a page; numbers, single letters and words of its address do not count."""
    site = honest(f"<title>Stone Lab</title>{MENU}<p>{own}", html(f"<title>Stone Lab</title>{MENU}<p>"))
    assert said(site).partition(" ")[0] == wanted


@pytest.mark.parametrize(("common", "wanted"), [("Home People", "ok"), ("Home People Teaching", "warn")])
def test_words_in_common(common: str, wanted: str) -> None:
    """Two pages that show next to nothing are not the same for that."""
    assert said(always(html(f"<p>{common}"))).partition(" ")[0] == wanted


@pytest.mark.parametrize(("more", "wanted"), [(0, "warn soft-404"), (1, "ok answered")])
def test_a_page_of_regret_is_short(more: int, wanted: str) -> None:
    """From a length on, what a page says in its heading is its subject."""
    head = "<title>Page not found</title><h1>Page not found</h1>"
    text = "a" * (SHORT_PAGE - len("page not found page not found ") - 1 + more)
    assert said(honest(f"{head}<p>{text}", html("<title>Another page</title>"))) == wanted


@pytest.mark.parametrize(
    ("url", "folder", "suffix"),
    [
        ("https://a.example/b/c", "https://a.example/b/", ""),
        ("https://a.example/b/c/", "https://a.example/b/", ""),
        ("https://a.example/b/c.html?x=1", "https://a.example/b/", ".html"),
        ("https://a.example/c.php", "https://a.example/", ".php"),
    ],
)
def test_neighbours_stand_beside_their_page(url: str, folder: str, suffix: str) -> None:
    """A neighbour has the folder and the ending of its page, without the query, and is the same in each run."""
    made_up = neighbour_of(url)
    assert made_up.startswith(f"{folder}no-such-page-")
    assert made_up.endswith(suffix or made_up[-12:])
    assert made_up == neighbour_of(url)


@pytest.mark.parametrize("url", ["https://a.example/", "https://a.example", "https://a.example/?id=3"])
def test_a_front_page_has_no_neighbour(url: str) -> None:
    """Beside a front page there is no address to make up: it is the page of the site itself."""
    assert neighbour_of(url) == ""
