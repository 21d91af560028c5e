from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.links.checkers.page_status import judge
from lvkb.links.http.client import Answer, Hop
from lvkb.links.link_status import Outcome, Reason

AT = "https://a.example/papers/x"
LONG = "<p>" + "About link rot and its cures. " * 200


def page(
    html: str, url: str = AT, *, hops: tuple[Hop, ...] = (), kind: str = "text/html", whole: bool = True
) -> Answer:
    """Gives a good answer with a page."""
    return Answer(200, url, {"content-type": kind}, html.encode(), whole, hops)


def link_status(outcome: Outcome) -> tuple[str, str]:
    """Gives status and reason."""
    return outcome.status.value, str(outcome.cause)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, ("ok", "answered")),
        (204, ("ok", "answered")),
        (300, ("unknown", "300")),
        (401, ("unknown", "401")),
        (403, ("unknown", "403")),
        (404, ("dead", "404")),
        (410, ("dead", "410")),
        (418, ("unknown", "418")),
        (429, ("unknown", "429")),
        (451, ("unknown", "451")),
        (500, ("unknown", "500")),
        (999, ("unknown", "999")),
    ],
)
def test_only_404_and_410_are_dead(status: int, expected: tuple[str, str]) -> None:
    """A link is dead when its server says so; every refusal leaves it unknown."""
    assert link_status(judge(AT, "", Answer(status, AT, {}, b"", True))) == expected


def test_facts_tell_what_was_seen() -> None:
    """Status, type, final address and length are kept as plain text on one line."""
    found = judge(AT, "", page("<title>x</title>", kind="text/html;\tcharset=utf-8"))
    assert found == Outcome(
        found.status,
        Reason.ANSWERED,
        "Answered 200.",
        facts={"status": "200", "type": "text/html; charset=utf-8", "final": AT, "length_read": "16"},
    )


@pytest.mark.parametrize(
    ("steps", "fragment", "new"),
    [
        ([(301, "https://b.example/x")], "", "https://b.example/x"),
        ([(308, "https://b.example/x")], "part", "https://b.example/x#part"),
        ([(301, "https://b.example/x#new")], "part", "https://b.example/x#new"),
        ([(301, "https://b.example/x"), (302, "https://b.example/y")], "", "https://b.example/x"),
        ([(301, "https://b.example/x"), (301, "https://b.example/y")], "", "https://b.example/y"),
        ([(302, "https://b.example/x"), (301, "https://b.example/y")], "", ""),
        ([(303, "https://b.example/x")], "", ""),
        ([(307, "https://b.example/x")], "", ""),
        ([(301, AT), (302, "https://b.example/x")], "", ""),
    ],
)
def test_a_link_moved_as_far_as_redirects_are_permanent(steps: list[tuple[int, str]], fragment: str, new: str) -> None:
    """The new address is the last one before a temporary redirect, with the link's fragment unless it has its own."""
    hops = tuple(Hop(*step) for step in steps)
    answer = page('<a name="part">', hops[-1].location, hops=hops)
    found = judge(AT, fragment, answer)
    assert (*link_status(found), found.url) == (("moved", "permanent-redirect", new) if new else ("ok", "answered", ""))


def test_an_endless_address_is_no_new_one() -> None:
    """A redirect to an address that nobody can write into a list leaves the link as it is."""
    hops = (Hop(301, f"https://a.example/{'x' * 60_000}"),)
    found = judge(AT, "", page("<title>x</title>", hops[0].location, hops=hops))
    assert (link_status(found), found.evidence, found.url) == (("ok", "answered"), "Answered 200.", "")


def test_https_is_a_move() -> None:
    """A page that is only asked to be read over TLS has a new address all the same."""
    old, new = "http://a.example/x", "https://a.example/x"
    found = judge(old, "", page("<title>x</title>", new, hops=(Hop(301, new),)))
    assert (found.status.value, found.url, found.evidence) == ("moved", new, f"It redirects for good (301) to {new}")


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found</title><h1>404 Not Found</h1>",
        "<title>Page not found | Example University</title><h1>Page not found</h1><p>Try the search.",
        "<title>Page not found - Example</title><h1>Example</h1><p>Sorry.",
        "<title>Example: error 404</title>",
        "<title>Example</title><h1>Oops! The page you're looking for doesn\N{RIGHT SINGLE QUOTATION MARK}t exist.</h1>",
        "<title>Example</title><h1>This page could not be found</h1>",
        "<title>Example</title><h1>404</h1><p>We lost it.",
        "<title>Example</title><p>The page you requested has been removed.</p>",
        "<title>页面不存在</title>",
        "<TITLE>Seite nicht gefunden</TITLE><H1>Seite nicht gefunden</H1>",
        "<title>404</title><script>var text = 'much to do';</script><style>h1 {}</style>",
    ],
)
def test_error_pages_with_a_good_status_are_soft_404s(html: str) -> None:
    """Pages that say in title, heading or a single sentence that they are missing are no good pages."""
    assert link_status(judge(AT, "", page(html))) == ("warn", "soft-404")


@pytest.mark.parametrize(
    "html",
    [
        "<title>404 Not Found: A Study of Link Rot</title><h1>404 Not Found: A Study of Link Rot</h1><p>Abstract.",
        "<title>404 Not Found - A Study of Link Rot in Science</title><h1>A Study of Link Rot in Science</h1>",
        "<title>A Study of Pages Not Found | Journal</title><h1>A Study of Pages Not Found</h1><p>No page was found.",
        f"<title>Page not found</title><h1>Page not found</h1>{LONG}",
        "<title>Example</title><h1>Weights</h1><p>If the file is not found, ask us.",
        "<title>Peugeot 404</title><h1>Peugeot 404</h1><p>A car.",
        "<title>Objects Not Detected</title><h1>Objects Not Detected</h1>",
        "<title>Missing Data</title><h1>Missing Data</h1>",
        "<title></title>",
        "",
    ],
)
def test_pages_about_errors_are_pages(html: str) -> None:
    """A paper about missing pages is there, and so is a long page with an unlucky title."""
    assert link_status(judge(AT, "", page(html))) == ("ok", "answered")


def test_an_address_that_names_the_error_means_it() -> None:
    """Whoever links to a page about 404 wants that page; an arXiv-like number is no such name."""
    html = "<title>404 Not Found</title><h1>404 Not Found</h1>"
    about, number = "https://a.example/status/404", "https://a.example/abs/2404.12345"
    assert link_status(judge(about, "", page(html, about))) == ("ok", "answered")
    assert link_status(judge(number, "", page(html, number))) == ("warn", "soft-404")


@pytest.mark.parametrize("path", ["/404", "/404.html", "/errors/404", "/page-not-found", "/en/notfound.aspx", "/error"])
def test_a_redirect_to_an_error_page_is_a_soft_404(path: str) -> None:
    """Some servers send everything missing to one page."""
    to = f"https://a.example{path}"
    found = judge(AT, "", page("<title>Hello</title>", to, hops=(Hop(302, to),)))
    assert (*link_status(found), found.evidence) == ("warn", "soft-404", f"It is redirected to the error page {to}.")


def test_a_plain_text_note_is_a_soft_404() -> None:
    """A short text that says nothing else is an error page without HTML; a text file is not."""
    assert link_status(judge(AT, "", page("File not found", kind="text/plain"))) == ("warn", "soft-404")
    assert link_status(judge(AT, "", page("name,top1\nx,80.1", kind="text/plain"))) == ("ok", "answered")


@pytest.mark.parametrize("title", ["Just a moment...", "Attention Required! | Cloudflare", "Are you human?"])
def test_walls_against_robots_leave_a_link_unknown(title: str) -> None:
    """What asks for a human says nothing about the page behind it."""
    assert link_status(judge(AT, "", page(f"<title>{title}</title>"))) == ("unknown", "captcha")


@pytest.mark.parametrize(
    ("url", "kind", "expected"),
    [
        ("https://a.example/x.pdf", "text/html", ("warn", "content-type")),
        ("https://a.example/x.PDF?download=1", "text/html; charset=utf-8", ("warn", "content-type")),
        ("https://a.example/pdf/2103.15808", "application/xhtml+xml", ("warn", "content-type")),
        ("https://a.example/x.pdf", "application/pdf", ("ok", "answered")),
        ("https://a.example/x.pdf", "application/octet-stream", ("ok", "answered")),
        ("https://a.example/x", "text/html", ("ok", "answered")),
        ("https://a.example/pdf/", "text/html", ("ok", "answered")),
        ("https://a.example/group/project/-/blob/main/x.pdf", "text/html", ("ok", "answered")),
        ("https://a.example/wiki/File:x.pdf", "text/html", ("ok", "answered")),
    ],
)
def test_a_pdf_that_is_a_web_page_is_told(url: str, kind: str, expected: tuple[str, str]) -> None:
    """A link to a PDF that gives HTML is a log-in page, unless the address is that of a viewer."""
    assert link_status(judge(url, "", page("<title>Log in</title><h1>Log in</h1>", url, kind=kind))) == expected


@pytest.mark.parametrize(
    ("asked", "final", "expected"),
    [
        ("https://a.example/papers/x", "https://a.example/", "to-root"),
        ("http://www.a.example/x.html", "https://a.example/en/", "to-root"),
        ("https://a.example/papers/x", "https://new.example/index.html", "to-root"),
        ("https://a.example/project", "https://project.example/", "permanent-redirect"),
        ("https://a.example/", "https://b.example/", "permanent-redirect"),
        ("https://a.example/index.html", "https://a.example/", "permanent-redirect"),
        ("https://a.example/papers/x", "https://a.example/?p=12", "permanent-redirect"),
        ("https://a.example/papers/x", "https://a.example/y", "permanent-redirect"),
    ],
)
def test_a_link_into_a_site_that_ends_at_its_front_page_is_told(asked: str, final: str, expected: str) -> None:
    """That page is gone, even when the redirect is permanent; a project that got a domain of its own just moved."""
    assert judge(asked, "", page("<title>Hi</title>", final, hops=(Hop(301, final),))).reason == expected


@pytest.mark.parametrize(
    ("asked", "final", "wanted"),
    [
        ("https://a.example/papers/x", "https://a.example/login?next=x", "to-login"),
        ("https://a.example/papers/x", "https://id.example/saml2/start", "to-login"),
        ("https://a.example/papers/x", "https://a.example/users/sign_in", "to-login"),
        ("https://a.example/papers/x", "https://a.example/wp-login.php", "to-login"),
        ("https://a.example/papers/x", "https://a.example/login-guide", "answered"),
        ("https://a.example/login", "https://a.example/login/", "answered"),
    ],
)
def test_a_redirect_to_a_log_in_is_told(asked: str, final: str, wanted: str) -> None:
    """Who has to log in does not see what is linked; whoever links to a log-in page wants that page."""
    assert judge(asked, "", page("<title>Hi</title>", final, hops=(Hop(302, final),))).reason == wanted


FORM = "<form><input name=user><input type='password'></form>"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (f"<title>Sign in | Example</title>{FORM}", "to-login"),
        (f"<title>Example</title><h1>Please log in</h1>{FORM}", "to-login"),
        (f"<title>Anmelden</title>{FORM}", "to-login"),
        ("<title>Sign in | Example</title>", "answered"),
        (f"<title>Example</title><h1>A page</h1>{FORM}", "answered"),
        (f"<title>Log in</title>{FORM}<p>{'a' * (1_499 - len('log in '))}", "to-login"),
        (f"<title>Log in</title>{FORM}<p>{'a' * (1_500 - len('log in '))}", "answered"),
    ],
)
def test_a_log_in_page_in_the_place_of_a_page_is_told(html: str, wanted: str) -> None:
    """A page with little more than a form for a password, which says that one has to log in, is no page."""
    assert judge(AT, "", page(html)).reason == wanted


@pytest.mark.parametrize(("end", "wanted"), [("it is here", "soft-404"), ("it is there", "answered")])
def test_a_notice_is_short(end: str, wanted: str) -> None:
    """A heading of more than 200 characters says something of its own, whatever its words."""
    assert judge(AT, "", page(f"<h1>{'not found ' * 19}{end}</h1>")).reason == wanted


@pytest.mark.parametrize(
    ("length", "status", "wanted"), [(400, 404, "soft-404"), (401, 404, "answered"), (401, 403, "soft-404")]
)
def test_a_server_that_tells_missing_pages_apart_is_believed(length: int, status: int, wanted: str) -> None:
    """Where a made-up address gives 404, a page of more than a note is a page, even with an unlucky heading."""
    html = f"<h1>Not found</h1><p>{'a' * (length - len('not found '))}"
    assert judge(AT, "", page(html), Answer(status, AT, {}, b"", True)).reason == wanted


@pytest.mark.parametrize(
    "heading", ["Seite nicht gefunden", "Página não encontrada", "Страница не найдена", "찾을 수 없음"]
)
def test_regret_in_other_languages(heading: str) -> None:
    """Error pages of other languages are known by their headings."""
    assert judge(AT, "", page(f"<title>Example</title><h1>{heading}</h1>")).reason == "soft-404"


ANCHORS = (
    """<h1 id="one">x</h1><a name='two'>y</a><p id=three>z<h2 id="user-content-four">
<h2 id="a&amp;b"><h2 id="größe"><h2 data-id="five"> """
    + "words " * 50
)


@pytest.mark.parametrize("fragment", ["one", "two", "three", "four", "a&b", "gr%C3%B6%C3%9Fe", "größe"])
def test_fragments_are_found(fragment: str) -> None:
    """Ids and names count, in any quotes and escapes."""
    assert link_status(judge(AT, fragment, page(ANCHORS))) == ("ok", "answered")


@pytest.mark.parametrize("fragment", ["five", "One", "words"])
def test_missing_fragments_are_told(fragment: str) -> None:
    """A page without that place is not what the link means."""
    found = judge(AT, fragment, page(ANCHORS))
    assert (*link_status(found), found.evidence) == (
        "warn",
        "fragment",
        f"The page has no place that is named #{fragment}.",
    )


@pytest.mark.parametrize(
    ("answer", "fragment"),
    [
        (page(ANCHORS, whole=False), "nine"),
        (page(ANCHORS, "https://github.com/a/b"), "L10"),
        (page(ANCHORS, "https://docs.google.com/a"), "slide"),
        (page(ANCHORS, kind="application/pdf"), "page"),
        (page(ANCHORS), ":~:text=words"),
        (page(ANCHORS), "!/route"),
        (page(ANCHORS), "/route"),
        (page(ANCHORS), "page=3"),
        (page(ANCHORS), "top"),
        (page('<div id="root"></div><script src="a.js"></script>'), "nine"),
    ],
)
def test_fragments_that_cannot_be_judged_are_left_alone(answer: Answer, fragment: str) -> None:
    """Pages that were cut, are made by script, or are no HTML, and fragments that name no place, give no warning."""
    assert link_status(judge(AT, fragment, answer)) == ("ok", "answered")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_page_makes_it_fail(body: bytes, fragment: str) -> None:
    """Whatever a server sends gets one of the statuses, in plain text."""
    found = judge(AT, fragment, Answer(200, AT, {"content-type": "text/html"}, body, True))
    assert found.status.value in {"ok", "warn", "unknown"}
    assert "\n" not in found.evidence


@pytest.mark.parametrize(
    "piece",
    ["<", "<script", "<script>", "<!--", "<title", "<h1 ", " id=", ' id="', "&#x", "<a name='", "not found ", "page "],
)
def test_hostile_pages_take_no_time(piece: str) -> None:
    """A page of a million bytes that is made to hold up a parser is judged at once."""
    body = (piece * (1_000_000 // len(piece))).encode()
    start = time.process_time()
    judge(AT, "x", Answer(200, AT, {"content-type": "text/html"}, body, True))
    assert time.process_time() - start < 5
