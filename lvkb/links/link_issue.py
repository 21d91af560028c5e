"""What a run says of the links, as Markdown for one issue.

Addresses and evidence are the words of strangers: every sign of theirs that could be markup, a mention or a reference
is written as an entity inside `<code>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from lvkb.code_spans import LONGEST_TEXT, code
from lvkb.findings import Finding, Location
from lvkb.links.engine import Run
from lvkb.links.link_rows import Row, counts_line, places, rows
from lvkb.links.link_status import LinkStatus
from lvkb.wording import amount

_MOST_CHARACTERS = 60_000  # an issue holds 65,536
_MOST_UNREAD = 20
_URL_SIGNS = "-._~:/?#[]@!$&'()*+,;=%"
_SEVERITY = (
    LinkStatus.DEAD,
    LinkStatus.MISMATCH,
    LinkStatus.BLOCKED,
    LinkStatus.MOVED,
    LinkStatus.WARN,
    LinkStatus.UNKNOWN,
)
_ADVICE = {
    LinkStatus.DEAD: "Find its new address, or take the link out.",
    LinkStatus.MISMATCH: "Open it, and put the id of the paper that is meant.",
    LinkStatus.BLOCKED: "It was not opened; name a public http or https address.",
    LinkStatus.MOVED: "Write the new address.",
    LinkStatus.WARN: "Open it, and correct the link if it does not show what is meant.",
    LinkStatus.UNKNOWN: "It could not be verified for thirty days; open it by hand.",
}


def issue(run: Run, files: int, now: float, base: str, findings: Sequence[Finding] = ()) -> str:
    """Gives the text of one issue that is opened, rewritten by each run, and closed when nothing is left.

    Args:
        run: The run.
        files: Number of files that were read.
        now: The time, in seconds since 1970; tells which links are unknown for long.
        base: Web address of the folder that paths are relative to; places are no links when it is empty.
        findings: What in the files does not parse.
    """
    found = [row for row in rows(run.links) if row.outcome.status in _SEVERITY]
    found = [row for row in found if row.outcome.status is not LinkStatus.UNKNOWN or row.is_long_unknown(now)]
    found.sort(key=lambda row: _SEVERITY.index(row.outcome.status))
    counts = f"{counts_line(run, files)}.\n"
    unread = _unread(findings, base)
    if not found:
        closing = "" if findings else "\nAll links are fine: this issue can be closed.\n"
        return f"# All links are fine\n\n{counts}{closing}{unread}"
    title = f"# {amount(len(found), 'link')} {'needs' if len(found) == 1 else 'need'} a look\n\n"
    head = "| Verdict | Link | Places | What was seen, and what to do |\n| --- | --- | --- | --- |\n"
    lines: list[str] = []
    left = _MOST_CHARACTERS - len(title) - len(counts) - len(head) - len(unread)
    for row in found:
        line = _table_row(row, base)
        if len(line) <= left:  # one that does not fit pushes none of the others out
            left -= len(line)
            lines.append(line)
    cut = len(found) - len(lines)
    more = f"\nAnd {cut} more; `lvkb links` shows them all.\n" if cut else ""
    return f"{title}{counts}\n{head}{''.join(lines)}{more}{unread}"


def _unread(findings: Sequence[Finding], base: str) -> str:
    """Gives the places that do not parse, the first ones."""
    if not findings:
        return ""
    shown = (f"- {_place(item.location, base)}: {code(item.what)}\n" for item in findings[:_MOST_UNREAD])
    cut = len(findings) - _MOST_UNREAD
    more = f"- and {cut} more\n" if cut > 0 else ""
    return f"\nThese places do not parse; their links were asked all the same.\n\n{''.join(shown)}{more}"


def _table_row(row: Row, base: str) -> str:
    outcome = row.outcome
    evidence = outcome.evidence.rstrip(". ")
    cause = code(str(outcome.cause))
    seen = f"{cause} {code(evidence)}" if evidence else cause
    new = f" New: {link(outcome.url)}." if outcome.url else ""
    advice = "It is asked again after a day, and counts from then on." if row.is_new else _ADVICE[outcome.status]
    shown = "<br>".join(places(row, lambda at: _place(at, base)))
    return f"| {outcome.status} | {link(row.url)} | {shown} | {seen}.{new} {advice} |\n"


def _place(at: Location, base: str) -> str:
    shown = code(f"{at.path}:{at.line}")
    if not base:
        return shown
    return f"[{shown}](<{_target(f'{base}/{quote(at.path)}?plain=1#L{at.line}')}>)"


def link(url: str) -> str:
    """Gives an address as a link for a Markdown cell.

    Addresses of GitHub are shown but not linked: a link to an issue would appear there as a mention. Nor are very long
    ones, which are shown cut.
    """
    if len(url) > LONGEST_TEXT:
        return code(url)
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return code(url)
    if parts.scheme not in ("http", "https") or host == "github.com" or host.endswith(".github.com"):
        return code(url)
    return f"[{code(url)}](<{_target(url)}>)"


def _target(url: str) -> str:
    return quote(url, safe=_URL_SIGNS, errors="replace").replace("&", "&amp;")
