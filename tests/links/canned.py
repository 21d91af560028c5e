"""Runs of look-ups without services: what they would have said is given, the clock stands still."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lvkb.catalog import Catalog
from lvkb.links.engine import CheckedLink, Run
from lvkb.links.identity import judge
from lvkb.links.link_status import LinkStatus, Outcome, Reason
from lvkb.links.lookup_cache import DAY_S, LookupState, state_after
from lvkb.links.record_links import catalog_targets

NOW = 1_763_640_000.0  # 2025-11-20, noon
FINE = Outcome(LinkStatus.OK, Reason.ANSWERED)


def ran(catalog: Catalog, outcomes: Mapping[str, Outcome], days: Sequence[float] = (0,)) -> Run:
    """Gives a run over the links of a catalogue.

    Args:
        catalog: The catalogue.
        outcomes: What the look-up of a target gave, by its key; the other targets are fine.
        days: When each target was looked up, in days before `NOW`, the longest ago first.
    """
    judged = []
    for target in catalog_targets(catalog):
        seen: LookupState | None = None
        for day in days:
            seen = state_after(seen, target.key, outcomes.get(target.key, FINE), NOW - day * DAY_S, 0)
        assert seen is not None
        judged += [CheckedLink(target, use, judge(use, seen.current), seen) for use in target.uses]
    return Run(tuple(judged), {}, 0)
