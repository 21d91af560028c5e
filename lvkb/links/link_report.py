"""What a run says of the links of files: lines for people, JSON for programs, and Markdown for one issue.

Addresses and evidence are the words of strangers. In text and JSON, characters that would not show are spelt out; in
Markdown, every sign that could be markup, a mention or a reference is written as an entity inside `<code>`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urlsplit

from lvkb import __version__
from lvkb.findings import Location, visible
from lvkb.links.engine import CheckedLink, Run
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LONG_UNKNOWN_S, LookupState
from lvkb.links.targets import Target, Use
from lvkb.wording import amount

Form = Literal["text", "json", "markdown"]
FORMS: tuple[Form, ...] = ("text", "json", "markdown")

_MOST_PLACES = 5
_MOST_CHARACTERS = 60_000  # an issue holds 65,536
_LONGEST_TEXT = 500  # of one address or evidence in there
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


class Row(NamedTuple):
    """One status on one link, with all the places it holds for.

    Attributes:
        url: The link as it is written in the first place.
        target: What it leads to.
        outcome: The status.
        uses: The places, at least one.
        seen: What is known of the target.
    """

    url: str
    target: Target
    outcome: Outcome
    uses: tuple[Use, ...]
    seen: LookupState

    @property
    def is_new(self) -> bool:
        """Whether it was found dead, and has to be found so again a day later to count."""
        return self.outcome.status is LinkStatus.DEAD and not self.seen.confirmed_dead

    def is_long_unknown(self, now: float) -> bool:
        """Tells whether nobody could verify the link for thirty days."""
        since = self.seen.failing_since
        return self.outcome.status is LinkStatus.UNKNOWN and since is not None and now - since >= LONG_UNKNOWN_S


def rows(judged: Iterable[CheckedLink]) -> tuple[Row, ...]:
    """Gives one row for all places of a target with the same status, in the order of the first places."""
    groups: dict[tuple[str, LinkStatus, int | Reason, str], list[CheckedLink]] = {}
    for item in judged:
        outcome = item.outcome
        groups.setdefault((item.target.key, outcome.status, outcome.cause, outcome.evidence), []).append(item)
    return tuple(_row(group) for group in groups.values())


def _row(group: Sequence[CheckedLink]) -> Row:
    first = group[0]
    return Row(first.use.url, first.target, first.outcome, tuple(item.use for item in group), first.seen)


def write(run: Run, files: int, form: Form, *, now: float, base: str = "") -> str:
    """Writes a report.

    Args:
        run: The run.
        files: Number of files that were read.
        form: Output format.
        now: The time, in seconds since 1970; tells which links are unknown for long.
        base: Web address of the folder that paths are relative to, so that places in Markdown are links; no links
            when empty.
    """
    if form == "json":
        return _json(run, files)
    return _text(run, files) if form == "text" else _markdown(run, files, now, base)


def counts_line(run: Run, files: int) -> str:
    """Gives the closing line: how many links, what became of them, and how many targets were asked."""
    parts = [f"{number} {link_status}" for link_status, number in run.counts.items()]
    links = f"{amount(len(run.links), 'link')} in {amount(files, 'file')}"
    asked = f"{amount(sum(run.asked.values()), 'target')} asked, {run.remembered} from memory"
    return f"{links}: {', '.join(parts) or 'nothing to verify'}; {asked}"


def _text(run: Run, files: int) -> str:
    return "".join(f"{line}\n" for line in (*map(_text_line, rows(run.links)), counts_line(run, files)))


def _text_line(row: Row) -> str:
    outcome = row.outcome
    said = str(outcome.cause)
    said += f" -> {outcome.url}" if outcome.url else ""
    said += f": {outcome.evidence}" if outcome.evidence else ""
    said += " Seen once; asked again after a day." if row.is_new else ""
    line = visible(f"{outcome.status:<8} {row.url} {said}")
    return (
        line if outcome.status is LinkStatus.OK else f"{line} ({', '.join(_places(row, lambda at: visible(str(at))))})"
    )


def _places(row: Row, shown: Callable[[Location], str]) -> Iterator[str]:
    yield from (shown(use.location) for use in row.uses[:_MOST_PLACES])
    if len(row.uses) > _MOST_PLACES:
        yield f"and {len(row.uses) - _MOST_PLACES} more"


def _json(run: Run, files: int) -> str:
    return json.dumps(as_data(run, files), ensure_ascii=False, indent=2) + "\n"


def as_data(run: Run, files: int) -> dict[str, Any]:
    """Gives a run as plain data, as the JSON report shows it."""
    return {
        "schema_version": 1,
        "lvkb": __version__,
        "files": files,
        "counts": {link_status.value: run.counts.get(link_status, 0) for link_status in LinkStatus},
        "asked": sum(run.asked.values()),
        "remembered": run.remembered,
        "links": [_as_dict(row) for row in rows(run.links)],
    }


def _as_dict(row: Row) -> dict[str, Any]:
    outcome, target = row.outcome, row.target
    return {
        "verdict": outcome.status.value,
        "reason": str(outcome.cause),
        "evidence": visible(outcome.evidence),
        "confirmed": not row.is_new,
        "checked_at": _moment(row.seen.checked_at),
        "bad_since": _moment(row.seen.first_bad_at or row.seen.failing_since),
        "url": visible(row.url),
        "new": visible(outcome.url),
        "route": target.register.key,
        "id": visible(target.id),
        "path": visible(target.path),
        "ref": visible(target.ref),
        "fragment": visible(target.fragment),
        "facts": {name: visible(value) for name, value in sorted(outcome.facts.items())},
        "places": [
            {
                "path": visible(use.location.path),
                "line": use.location.line,
                "column": use.location.column,
                "url": visible(use.url),
                "title": visible(use.title),
            }
            for use in row.uses
        ],
    }


def _moment(seconds: float | None) -> str:
    """Gives a time as ISO 8601 in UTC; empty for none, and for what was never asked."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if seconds else ""


def _markdown(run: Run, files: int, now: float, base: str) -> str:
    """Text of one issue that is opened, rewritten by each run, and closed when nothing is left."""
    found = [row for row in rows(run.links) if row.outcome.status in _SEVERITY]
    found = [row for row in found if row.outcome.status is not LinkStatus.UNKNOWN or row.is_long_unknown(now)]
    found.sort(key=lambda row: _SEVERITY.index(row.outcome.status))
    counts = f"{counts_line(run, files)}.\n"
    if not found:
        return f"# All links are fine\n\n{counts}\nAll links are fine: this issue can be closed.\n"
    title = f"# {amount(len(found), 'link')} {'needs' if len(found) == 1 else 'need'} a look\n\n"
    head = "| Verdict | Link | Places | What was seen, and what to do |\n| --- | --- | --- | --- |\n"
    lines: list[str] = []
    left = _MOST_CHARACTERS - len(title) - len(counts) - len(head)
    for row in found:
        line = _table_row(row, base)
        if len(line) <= left:  # one that does not fit pushes none of the others out
            left -= len(line)
            lines.append(line)
    cut = len(found) - len(lines)
    more = f"\nAnd {cut} more; `lvkb links` shows them all.\n" if cut else ""
    return f"{title}{counts}\n{head}{''.join(lines)}{more}"


def _table_row(row: Row, base: str) -> str:
    outcome = row.outcome
    evidence = outcome.evidence.rstrip(". ")
    cause = code(str(outcome.cause))
    seen = f"{cause} {code(evidence)}" if evidence else cause
    new = f" New: {link(outcome.url)}." if outcome.url else ""
    advice = "It is asked again after a day, and counts from then on." if row.is_new else _ADVICE[outcome.status]
    places = "<br>".join(_places(row, lambda at: _place(at, base)))
    return f"| {outcome.status} | {link(row.url)} | {places} | {seen}.{new} {advice} |\n"


def _place(at: Location, base: str) -> str:
    shown = code(f"{at.path}:{at.line}")
    if not base:
        return shown
    return f"[{shown}](<{_target(f'{base}/{quote(at.path)}?plain=1#L{at.line}')}>)"


def code(text: str) -> str:
    """Gives a text as code for a Markdown cell: shown as it is, whatever signs it holds, and no mention of anybody.

    What is too long for a cell is cut.
    """
    shown = visible(" ".join(text.split()))
    shown = shown if len(shown) <= _LONGEST_TEXT else f"{shown[:_LONGEST_TEXT]} ..."
    return f"<code>{re.sub(r'[^A-Za-z0-9 /.,;=-]', _entity, shown)}</code>"


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


def link(url: str) -> str:
    """Gives an address as a link for a Markdown cell.

    Addresses of GitHub are shown but not linked: a link to an issue would appear there as a mention. Nor are very long
    ones, which are shown cut.
    """
    if len(url) > _LONGEST_TEXT:
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
