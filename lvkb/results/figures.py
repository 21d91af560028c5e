"""The numbers of a result: which of several readings is shown, and what stands in where nobody reports one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from lvkb.records import Source
from lvkb.registers import parse_arxiv
from lvkb.results.judged import JudgedReading
from lvkb.results.protocol import Protocol
from lvkb.results.result import Figure
from lvkb.subject.metrics import COMPUTE, PARAMS, Metric

Tell = Callable[[JudgedReading], Decimal | None]

_KINDS = ("reported", "quoted", "measured", "timm")
_EXACTNESS = ("exact", "rounded", "plot")


def figure(readings: Iterable[JudgedReading], tell: Tell) -> Figure | None:
    """Gives the number that some readings of one result come to, None when none of them tells it.

    The authors' own goes before a quoted one, an undisputed before a disputed one, an exact before a rounded one or one
    read off a plot, and the newest version of a document before older ones.
    """
    told = sorted((item for item in readings if tell(item) is not None), key=_rank)
    if not told:
        return None
    best = told[0]
    equals = [value for item in told if _standing(item) == _standing(best) and (value := tell(item)) is not None]
    value = tell(best)
    assert value is not None
    return Figure(value, best.reading.kind, tuple(told), min(equals), max(equals))


def cost(
    metric: Metric, protocol: Protocol, group: Sequence[JudgedReading], others: Sequence[JudgedReading]
) -> Figure | None:
    """Gives parameters or compute of a result.

    What its own readings tell goes first; then what other readings of the variant tell of the same model (at the same
    image size): a cost does not depend on the recipe. Where nobody reports one, the counted figure stands in.

    Args:
        metric: `PARAMS` or `COMPUTE`.
        protocol: Protocol of the result.
        group: Its readings.
        others: All readings of the variant.
    """
    tell = _TELL[metric.key]
    alike = (item for item in others if item.protocol.shares(protocol, metric.depends_on))
    return figure(group, tell) or figure(alike, tell) or _counted(metric, group)


_TELL: dict[str, Tell] = {
    PARAMS.key: lambda item: item.reading.params_m,
    COMPUTE.key: lambda item: item.gmacs,
}
_COUNTED: dict[str, Tell] = {
    PARAMS.key: lambda item: item.counted_params_m,
    COMPUTE.key: lambda item: item.counted_gmacs,
}


def _counted(metric: Metric, group: Sequence[JudgedReading]) -> Figure | None:
    counts = (value for item in group if (value := _COUNTED[metric.key](item)) is not None)
    value = next(counts, None)
    return None if value is None else Figure(value, "counted", (), value, value)


def _standing(item: JudgedReading) -> tuple[int, bool, bool]:
    """Gives what must be equal for two numbers to be compared: kind, dispute, and whether it was read off a plot."""
    reading = item.reading
    return _KINDS.index(reading.kind), reading.status is not None, reading.exactness == "plot"


def _rank(item: JudgedReading) -> tuple[int, bool, int, int, int]:
    reading = item.reading
    kind, is_disputed, _ = _standing(item)
    document, version = _document(item)
    return kind, is_disputed, _EXACTNESS.index(reading.exactness), document, -version


def _document(item: JudgedReading) -> tuple[int, int]:
    """Gives the place of a reading's document among the sources of the record, and its arXiv version."""
    sources = item.paper.sources
    names = [_name(key, source) for key, source in sources.items()]
    own = sources.get(item.reading.source)
    if own is None:
        return len(names), 0
    ref = parse_arxiv(own.arxiv or "")
    version = int(ref.version[1:]) if ref and ref.version else 0
    return names.index(_name(item.reading.source, own)), version


def _name(key: str, source: Source) -> str:
    """Gives one name for all versions of a document."""
    ref = parse_arxiv(source.arxiv or "")
    return ref.id if ref else key
