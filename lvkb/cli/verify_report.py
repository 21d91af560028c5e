"""What `lvkb models verify` says of each model: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from lvkb.findings import visible

if TYPE_CHECKING:
    from lvkb.models.count_worker import CountOutcome
    from lvkb.subject.agreement import Verdict


class CountedModel(NamedTuple):
    """One model as it is shown: parameters, multiply-adds at the model's own image size, and the verdict on records."""

    model: str
    input_size: int | None = None
    params: int | None = None
    params_fused: int | None = None
    macs: int | None = None
    macs_fused: int | None = None
    macs_with_norms: int | None = None
    seconds: float = 0.0
    verdict: str = ""


def failure(outcome: CountOutcome) -> str:
    """Says why a model was not counted; empty when it was."""
    if outcome.missing is None:
        return outcome.error
    near = f" (near: {', '.join(outcome.missing.near)})" if outcome.missing.near else ""
    return outcome.missing.reason + near


def as_json(outcomes: Sequence[CountOutcome], verdicts: Sequence[Verdict]) -> str:
    """Gives a list with an object a model: figures as numbers, null where nothing was counted."""
    rows = map(_row, outcomes, verdicts)
    return "[\n" + ",\n".join(json.dumps(row._asdict(), ensure_ascii=False) for row in rows) + "\n]"


def as_lines(outcomes: Sequence[CountOutcome], verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Gives a line for each model, and how many there are of each verdict."""
    width = max(len(outcome.model) for outcome in outcomes)
    for outcome, verdict in zip(outcomes, verdicts, strict=True):
        why = failure(outcome)
        told = f"{verdict}: {why}" if why else _figures(_row(outcome, verdict))
        yield visible(f"{outcome.model:{width}}  {told}")  # names are strangers' texts
    tally = Counter(verdicts)
    yield f"{len(outcomes)} models: " + ", ".join(f"{number} {verdict}" for verdict, number in tally.most_common())


def _row(outcome: CountOutcome, verdict: Verdict) -> CountedModel:
    if outcome.counted is None:
        return CountedModel(outcome.model, verdict=verdict.value)
    count, cost = outcome.counted, outcome.counted.sizes[0]
    figures = (cost.size, count.params, count.params_fused, cost.macs, cost.macs_fused, cost.macs + cost.norms)
    return CountedModel(outcome.model, *figures, outcome.seconds, verdict.value)


def _figures(row: CountedModel) -> str:
    params, macs = _pair(row.params, row.params_fused, 10**6), _pair(row.macs, row.macs_fused, 10**9)
    return f"{row.input_size} px  {params} M  {macs} GMACs  {row.verdict}"


def _pair(built: int | None, fused: int | None, unit: int) -> str:
    """Gives a figure, and the one fused for inference where that shows as another."""
    first, second = (f"{(figure or 0) / unit:.3f}" for figure in (built, fused))
    return first if first == second else f"{first} (deployed {second})"
