"""What a run says of each link, with all the places that it holds for, and the run as a whole in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lvkb.findings import Location
from lvkb.links.engine import CheckedLink, Run
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import LONG_UNKNOWN_S, LookupState
from lvkb.links.targets import Target, Use
from lvkb.wording import amount

_MOST_PLACES = 5


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


def counts_line(run: Run, files: int) -> str:
    """Gives the closing line: how many links, what became of them, and how many targets were asked."""
    parts = [f"{number} {link_status}" for link_status, number in run.counts.items()]
    links = f"{amount(len(run.links), 'link')} in {amount(files, 'file')}"
    asked = f"{amount(sum(run.asked.values()), 'target')} asked, {run.remembered} from memory"
    return f"{links}: {', '.join(parts) or 'nothing to verify'}; {asked}"


def places(row: Row, shown: Callable[[Location], str]) -> Iterator[str]:
    """Gives the first places of a row, and how many more there are."""
    yield from (shown(use.location) for use in row.uses[:_MOST_PLACES])
    if len(row.uses) > _MOST_PLACES:
        yield f"and {len(row.uses) - _MOST_PLACES} more"
