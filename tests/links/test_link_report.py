"""Reports on the links of files: whole texts in each form, and words of strangers that must stay words."""

from __future__ import annotations

import html
import json
import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from lvkb import __version__
from lvkb.code_spans import code
from lvkb.findings import Location
from lvkb.links.engine import CheckedLink, Run
from lvkb.links.link_issue import link
from lvkb.links.link_report import FORMS, write
from lvkb.links.link_rules import BROKEN_ENTRY
from lvkb.links.link_status import LinkStatus, Outcome, Reason, http_outcome
from lvkb.links.lookup_cache import DAY_S, LookupState
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV, WEB

NOW = 100 * DAY_S


def judged(
    url: str, outcome: Outcome, *lines: int, first_bad: float | None = None, failing_since: float | None = None
) -> list[CheckedLink]:
    """Gives the status on a link in some lines of a list."""
    uses = tuple(Use(Location("docs/a list.md", line, 3), url) for line in lines)
    seen = LookupState(outcome, NOW, NOW + DAY_S, first_bad, None, failing_since)
    return [CheckedLink(Target(WEB, url, uses=uses), use, outcome, seen) for use in uses]


def run(*groups: list[CheckedLink]) -> Run:
    """Gives a run."""
    return Run(tuple(item for group in groups for item in group), {WEB: 3, ARXIV: 1}, 2)


MIXED = run(
    judged("https://a.org/ok", Outcome(LinkStatus.OK, Reason.ANSWERED, facts={"title": "A\nT"}), 1),
    judged("https://a.org/warn", Outcome(LinkStatus.WARN, Reason.SOFT_404, "The page says it is gone."), 2),
    judged(
        "https://a.org/old", Outcome(LinkStatus.MOVED, Reason.PERMANENT_REDIRECT, "", "https://a.org/new?a=1&b=2"), 3, 4
    ),
    judged("https://a.org/gone", http_outcome(LinkStatus.DEAD, 404, "Not Found"), 5, first_bad=NOW - 3 * DAY_S),
    judged("https://a.org/first", http_outcome(LinkStatus.DEAD, 410), 6, first_bad=NOW),
    judged("https://a.org/slow", Outcome(LinkStatus.UNKNOWN, Reason.TIMEOUT), 7, failing_since=NOW - 2 * DAY_S),
    judged("https://a.org/never", http_outcome(LinkStatus.UNKNOWN, 403), 8, failing_since=NOW - 31 * DAY_S),
    judged("http://10.0.0.1/", Outcome(LinkStatus.BLOCKED, Reason.PRIVATE_ADDRESS), *range(9, 16)),
    judged(
        "https://github.com/a/b/issues/1", Outcome(LinkStatus.MISMATCH, Reason.OTHER_PAPER, "It is \x1b[31m@bob's."), 20
    ),
)

TEXT = """\
ok       https://a.org/ok answered
warn     https://a.org/warn soft-404: The page says it is gone. (docs/a list.md:2:3)
moved    https://a.org/old permanent-redirect -> https://a.org/new?a=1&b=2 (docs/a list.md:3:3, docs/a list.md:4:3)
dead     https://a.org/gone 404: Not Found (docs/a list.md:5:3)
dead     https://a.org/first 410 Seen once; asked again after a day. (docs/a list.md:6:3)
unknown  https://a.org/slow timeout (docs/a list.md:7:3)
unknown  https://a.org/never 403 (docs/a list.md:8:3)
blocked  http://10.0.0.1/ private-address (docs/a list.md:9:3, docs/a list.md:10:3, docs/a list.md:11:3, \
docs/a list.md:12:3, docs/a list.md:13:3, and 2 more)
mismatch https://github.com/a/b/issues/1 other-paper: It is \\x1b[31m@bob's. (docs/a list.md:20:3)
16 links in 1 file: 1 ok, 2 moved, 1 warn, 1 mismatch, 2 dead, 2 unknown, 7 blocked; 4 targets asked, 2 from memory
"""


def test_text() -> None:
    """Every link has a line with status, reason and evidence; all but good ones their places; counts close it."""
    assert write(MIXED, 1, "text", now=NOW) == TEXT


MARKDOWN = """\
# 7 links need a look

16 links in 1 file: 1 ok, 2 moved, 1 warn, 1 mismatch, 2 dead, 2 unknown, 7 blocked; 4 targets asked, 2 from memory.

| Verdict | Link | Places | What was seen, and what to do |
| --- | --- | --- | --- |
| dead | [https://a.org/gone](<https://a.org/gone>) | [docs/a list.md:5](<https://h.org/docs/a%20list.md?plain=1#L5>) \
| 404 Not Found. Find its new address, or take the link out. |
| dead | [https://a.org/first](<https://a.org/first>) | \
[docs/a list.md:6](<https://h.org/docs/a%20list.md?plain=1#L6>) \
| 410. It is asked again after a day, and counts from then on. |
| mismatch | https://github.com/a/b/issues/1 | [docs/a list.md:20](<https://h.org/docs/a%20list.md?plain=1#L20>) \
| other-paper It is \\x1b[31m@bob's. Open it, and put the id of the paper that is meant. |
| blocked | [http://10.0.0.1/](<http://10.0.0.1/>) | [docs/a list.md:9](<https://h.org/docs/a%20list.md?plain=1#L9>)\
<br>[docs/a list.md:10](<https://h.org/docs/a%20list.md?plain=1#L10>)\
<br>[docs/a list.md:11](<https://h.org/docs/a%20list.md?plain=1#L11>)\
<br>[docs/a list.md:12](<https://h.org/docs/a%20list.md?plain=1#L12>)\
<br>[docs/a list.md:13](<https://h.org/docs/a%20list.md?plain=1#L13>)<br>and 2 more \
| private-address. It was not opened; name a public http or https address. |
| moved | [https://a.org/old](<https://a.org/old>) | [docs/a list.md:3](<https://h.org/docs/a%20list.md?plain=1#L3>)\
<br>[docs/a list.md:4](<https://h.org/docs/a%20list.md?plain=1#L4>) \
| permanent-redirect. New: [https://a.org/new?a=1&b=2](<https://a.org/new?a=1&amp;b=2>). Write the new address. |
| warn | [https://a.org/warn](<https://a.org/warn>) | [docs/a list.md:2](<https://h.org/docs/a%20list.md?plain=1#L2>) \
| soft-404 The page says it is gone. Open it, and correct the link if it does not show what is meant. |
| unknown | [https://a.org/never](<https://a.org/never>) | \
[docs/a list.md:8](<https://h.org/docs/a%20list.md?plain=1#L8>) \
| 403. It could not be verified for thirty days; open it by hand. |
"""


def seen_by_readers(text: str) -> str:
    """Gives a report with its pieces of code as readers see them."""
    return re.sub(r"<code>(.*?)</code>", lambda match: html.unescape(match[1]), text)


def test_markdown() -> None:
    """The issue lists problems by weight with their places and what to do; good and newly unknown links are counted."""
    text = write(MIXED, 1, "markdown", now=NOW, base="https://h.org")
    assert seen_by_readers(text) == MARKDOWN


FINE = """\
# All links are fine

2 links in 3 files: 1 ok, 1 unknown; 4 targets asked, 2 from memory.

All links are fine: this issue can be closed.
"""


def test_markdown_without_problems() -> None:
    """When nothing is left to do, the issue says that it can be closed."""
    fine = run(
        judged("https://a.org/ok", Outcome(LinkStatus.OK, Reason.ANSWERED), 1),
        judged("https://a.org/slow", Outcome(LinkStatus.UNKNOWN, Reason.TIMEOUT), 2, failing_since=NOW),
    )
    assert write(fine, 3, "markdown", now=NOW) == FINE


def test_markdown_fits_an_issue() -> None:
    """A report of thousands of problems is cut to what an issue holds, and says how many are left out."""
    many = [judged(f"https://a.org/{n}", http_outcome(LinkStatus.DEAD, 404), n, first_bad=0.0) for n in range(1, 3000)]
    text = write(run(*many), 1, "markdown", now=NOW)
    assert len(text) < 65_536
    shown = text.count("\n| dead |")
    assert text.endswith(f"\nAnd {2999 - shown} more; `lvkb links` shows them all.\n")


def test_no_row_pushes_the_others_out() -> None:
    """Of an endless address the start is shown, and a row that is longer than an issue is left out alone."""
    endless = f"https://a.org/{'x' * 70_000}"
    long = judged(endless, Outcome(LinkStatus.DEAD, Reason.REDIRECT_LOOP, f"It goes to {endless}"), 1, first_bad=0.0)
    place = Use(Location("\U0001f600" * 70_000, 1, 1), "https://c.org/")
    outcome = http_outcome(LinkStatus.DEAD, 404)
    huge = CheckedLink(Target(WEB, "c"), place, outcome, LookupState(outcome, 0, 0))
    text = write(
        run(long, [huge], judged("https://b.org/", outcome, 2, first_bad=0.0)), 1, "markdown", now=NOW, base="b"
    )
    dead = [line for line in text.splitlines() if line.startswith("| dead |")]
    assert len(dead) == 2
    assert dead[0].startswith("| dead | <code>https&#58;//a.org/xxxx")
    assert "<https://b.org/>" in dead[1]
    assert text.endswith("\nAnd 1 more; `lvkb links` shows them all.\n")
    assert len(text) < 10_000


def test_json() -> None:
    """The JSON report has the counts, and each status with target, facts and places."""
    document = json.loads(write(MIXED, 1, "json", now=NOW))
    links = document.pop("links")
    assert document == {
        "schema_version": 1,
        "lvkb": __version__,
        "files": 1,
        "counts": {
            "ok": 1,
            "moved": 2,
            "warn": 1,
            "mismatch": 1,
            "dead": 2,
            "unknown": 2,
            "blocked": 7,
            "skipped": 0,
        },
        "asked": 4,
        "remembered": 2,
        "findings": [],
    }
    assert len(links) == 9
    assert links[0] == {
        "verdict": "ok",
        "reason": "answered",
        "evidence": "",
        "confirmed": True,
        "checked_at": "1970-04-11T00:00:00Z",
        "bad_since": "",
        "url": "https://a.org/ok",
        "new": "",
        "route": "web",
        "id": "https://a.org/ok",
        "path": "",
        "ref": "",
        "fragment": "",
        "facts": {"title": "A\\nT"},
        "places": [{"path": "docs/a list.md", "line": 1, "column": 3, "url": "https://a.org/ok", "title": ""}],
    }
    dead = [(item["confirmed"], item["bad_since"]) for item in links if item["verdict"] == "dead"]
    assert dead == [(True, "1970-04-08T00:00:00Z"), (False, "1970-04-11T00:00:00Z")]


BROKEN = [BROKEN_ENTRY.at(Location("refs.bib", line, 1), "", "What begins here does not parse.") for line in (3, 9)]
SOUND = run(judged("https://a.org/ok", Outcome(LinkStatus.OK, Reason.ANSWERED), 1))


def test_what_does_not_parse() -> None:
    """Findings on files come with the report: first in text, under a key in JSON, as a list behind the table."""
    text, data, issue = (write(SOUND, 1, form, now=NOW, findings=BROKEN) for form in FORMS)
    assert text.splitlines() == [
        *(f"{finding} [warning]" for finding in BROKEN),
        "ok       https://a.org/ok answered",
        "1 link in 1 file: 1 ok; 4 targets asked, 2 from memory",
    ]
    assert json.loads(data)["findings"][0] == {
        "code": "LV517",
        "level": "warning",
        "path": "refs.bib",
        "line": 3,
        "column": 1,
        "what": "What begins here does not parse.",
        "fix": BROKEN_ENTRY.fix,
    }
    assert "can be closed" not in issue
    assert issue.endswith(
        "\nThese places do not parse; their links were asked all the same.\n\n"
        "- <code>refs.bib&#58;3</code>: <code>What begins here does not parse.</code>\n"
        "- <code>refs.bib&#58;9</code>: <code>What begins here does not parse.</code>\n"
    )
    assert write(SOUND, 1, "markdown", now=NOW, findings=BROKEN * 15).endswith("- and 10 more\n")


HOSTILE = "@everyone | `x` <b>\n# y</code> [z](https://e.org) #12 https://github.com/a/b/issues/1 *_~\\ -->\u202e&amp;"


def cells(text: str) -> list[int]:
    """Gives the number of cells of each table row of a report, as a Markdown parser sees it."""
    tokens = MarkdownIt("js-default", {"html": True}).parse(text)
    rows: list[int] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append(0)
        elif token.type in ("td_open", "th_open"):
            rows[-1] += 1
    return rows


def test_words_of_strangers_stay_words() -> None:
    """An address, evidence or file name full of markup neither breaks the table nor mentions anybody."""
    outcome = Outcome(LinkStatus.MOVED, Reason.RENAMED, HOSTILE, HOSTILE)
    item = CheckedLink(
        Target(WEB, HOSTILE),
        Use(Location(HOSTILE), f"https://e.org/{HOSTILE}"),
        outcome,
        LookupState(outcome, 0, 0),
    )
    text = write(Run((item,), {}, 0), 1, "markdown", now=NOW, base="https://h.org")
    assert cells(text) == [4, 4]
    assert text.count("\n") == 7
    outside = re.sub(r"<code>[^<>]*</code>|\]\(<[^<>\s|`]*>\)", "", text)
    assert not re.search(r"@|#\d|`|https?:", outside)
    inside = "".join(re.findall(r"<code>(.*?)</code>", text))
    assert not re.search(r"[@|`<>*_\[\]\\~:]", inside)


@given(st.text(max_size=80))
def test_code_shows_any_text_as_it_is(text: str) -> None:
    """Any text on one line is shown as it is, in a cell of its own, without markup."""
    (table, *_) = [
        t for t in MarkdownIt("js-default", {"html": True}).parse(f"| a |\n|---|\n| {code(text)} |\n") if t.children
    ]
    assert table.content == "a"
    tokens = MarkdownIt("js-default", {"html": True}).parse(f"| a |\n|---|\n| {code(text)} |\n")
    children = [child for token in tokens if token.type == "inline" for child in token.children or ()][1:]
    assert {child.type for child in children} <= {"html_inline", "text"}
    assert [child.content for child in children if child.type == "html_inline"] == ["<code>", "</code>"]


@given(st.text(max_size=60).map(lambda tail: f"https://a.org/{tail}") | st.text(max_size=30))
def test_any_address_stays_in_its_cell(url: str) -> None:
    """Any address gives one cell with at most one link, which is a web address."""
    tokens = MarkdownIt("js-default", {"html": True}).parse(f"| a |\n|---|\n| {link(url)} |\n")
    assert cells(f"| a |\n|---|\n| {link(url)} |\n") == [1, 1]
    children = [child for token in tokens if token.type == "inline" for child in token.children or ()]
    hrefs = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
    assert len(hrefs) <= 1
    assert all(re.match(r"https?://", href, re.IGNORECASE) for href in hrefs)
    assert {child.content for child in children if child.type == "html_inline"} == {"<code>", "</code>"}


def test_links_to_github_are_not_live() -> None:
    """An address of GitHub is shown as code only, since a link would appear there as a mention."""
    for host in ("github.com", "GitHub.com", "www.github.com", "github.com."):
        assert link(f"https://{host}/a/b/issues/1").startswith("<code>")
    assert link("https://notgithub.com/a").startswith("[<code>")
