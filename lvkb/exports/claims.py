"""What other catalogues of results take over: one claim for each reading, and what they cannot take, with the reason.

A claim says who reports it, where, and under which protocol, and leads back to its reading. Nothing is made to fit:
what a format has no place for is left out, and the list of it travels with the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lvkb.exports.cells import cell, setting_cell
from lvkb.exports.json_text import Json, json_list, json_value
from lvkb.layout import PAPERS
from lvkb.permalinks import source_kind, source_url
from lvkb.records import Confirmation, Paper, Reading, Source, Variant
from lvkb.registers import BY_FIELD, WEB
from lvkb.results import Results
from lvkb.results.evaluations import evaluation_source
from lvkb.results.protocol import PROTOCOL_FIELDS, protocol_of
from lvkb.wording import amount
from lvkb.yamlfile import field_name

LIST = "left-out.json"
"""File of what a format has no place for, beside the files of the format."""

_BY = {"reported": "the authors", "quoted": "another paper", "timm": "timm"}
_PROTOCOL = ("dataset", "evaluation", *PROTOCOL_FIELDS, "base")
_ROW = ("params_m", "compute_g", "compute_unit")


class Claim(NamedTuple):
    """What one place in one source tells of one model.

    Attributes:
        paper: Its paper.
        variant: Its variant.
        reading: The reading, with what its protocol says.
        key: Key of the source in the record; `timm` for timm's own evaluations.
        source: The document.
        url: Address of the document, at its commit or version.
        record: Place of the reading in its record: `catalog/papers/a.yml: variants[0].readings[1]`.
        page: Address of the result on the site; empty where the site has no address.
        confirmed: Where an author confirms the figures, if one does.
        basis: What the protocol rests on, for fields that the row does not print.
        weights_license: Licence of the weights, as far as anybody says.
    """

    paper: Paper
    variant: Variant
    reading: Reading
    key: str
    source: Source
    url: str
    record: str
    page: str
    confirmed: Confirmation | None = None
    basis: str | None = None
    weights_license: str | None = None

    @property
    def document(self) -> str:
        """The document for readers: `arXiv 2110.02178v2`, `GitHub apple/ml-cvnets`."""
        kind = source_kind(self.source)
        named = str(getattr(self.source, kind)) if kind else ""
        return f"{BY_FIELD[kind].label} {named}" if kind in BY_FIELD and BY_FIELD[kind] is not WEB else named

    def reporter(self, own: str) -> str:
        """Gives who reports the figures: the authors, another paper, timm, or the knowledge base of this name."""
        return _BY.get(self.reading.kind, own)

    def told(self) -> dict[str, str]:
        """Gives all that the reading says beside its accuracy, as texts with the digits of the source, by key."""
        reading = self.reading
        texts = {
            "kind": reading.kind,
            "exactness": reading.exactness,
            "source": self.document,
            "source_url": self.url,
            "source_at": reading.at,
            "source_read": cell(str(self.source.read) if self.source.read else None),
            "setup": str(protocol_of(reading).setup),
            **{name: cell(getattr(reading, name)) for name in _PROTOCOL if name != "teacher"},
            "teacher": "; ".join(reading.teacher),
            "setting": setting_cell(reading.setting),
            "protocol_basis": self.basis or "",
            **{name: cell(getattr(reading, name)) for name in _ROW},
            "timm": reading.timm or "",
            "weights_license": self.weights_license or "",
            "note": reading.note or "",
            "confirmed_by_an_author": self.confirmed.by if self.confirmed else "",
            "reading": self.record,
            "reading_url": self.page,
        }
        return {key: text for key, text in texts.items() if text}


class LeftOut(NamedTuple):
    """A claim that a format has no place for, and why."""

    claim: Claim
    reason: str


class Exported(NamedTuple):
    """The files of a format.

    Attributes:
        files: Their texts by path.
        claims: How many claims they hold.
        left_out: The others.
        no_place: Figures for which the format has no place at all.
    """

    files: Mapping[str, str]
    claims: int
    left_out: Sequence[LeftOut]
    no_place: Sequence[str]

    def all_files(self) -> dict[str, str]:
        """Gives the files, and with them the list of what was left out."""
        rows: list[Json] = [
            {
                "paper": item.claim.paper.id,
                "variant": item.claim.variant.name,
                "reading": item.claim.record,
                "source_url": item.claim.url,
                "source_at": item.claim.reading.at,
                "reason": item.reason,
            }
            for item in self.left_out
        ]
        head = f'"exported":{self.claims},"no_place_for":{json_value(self.no_place)}'
        return {LIST: f'{{{head},"left_out":{"".join(json_list(map(json_value, rows)))}}}\n', **self.files}

    def summary(self) -> str:
        """Gives in one line what was exported, and how much was left out for which reason, the commonest first."""
        reasons = Counter(item.reason.partition(":")[0] for item in self.left_out)
        why = ", ".join(
            f"{number:,} {reason}" for reason, number in sorted(reasons.items(), key=lambda item: (-item[1], item))
        )
        written = f"{amount(self.claims, 'reading')} in {amount(len(self.files), 'file')}"
        return (
            f"{written}; {len(self.left_out)} left out ({why}), listed in {LIST}"
            if why
            else f"{written}; none left out"
        )


def claims(results: Results, address: str) -> Iterator[Claim]:
    """Gives every reading as a claim, by paper and as in the record, timm's evaluations behind those of their paper.

    A line of timm's stands once, at the first paper that links to the weights.

    Args:
        results: Results of the catalogue.
        address: Address of the site, with a slash at the end; empty where nobody says.
    """
    timm = evaluation_source(results.catalog.timm) if results.catalog.timm else Source()
    told: set[str] = set()
    for paper in results.catalog.papers.values():
        page = f"{address}papers/{paper.id}/" if address else ""
        numbers = {id(item): nr for nr, result in enumerate(results.merged[paper.id]) for item in result.readings}
        record = f"{PAPERS}/{paper.id}.yml"
        for item in results.by_paper[paper.id]:
            source = paper.sources.get(item.reading.source, Source())
            yield Claim(
                paper,
                item.variant,
                item.reading,
                item.reading.source,
                source,
                source_url(source),
                f"{record}: {field_name(item.keys)}",
                f"{page}#result-{numbers[id(item)]}" if page else "",
                source.confirmed or paper.confirmed,
                item.basis,
                item.weights_license,
            )
        for evaluation in results.evaluations[paper.id]:
            if evaluation.url in told:
                continue
            told.add(evaluation.url)
            of = f"{record}: timm {evaluation.result.model}"
            reading = evaluation.reading
            yield Claim(paper, evaluation.variant, reading, reading.source, timm, evaluation.url, of, page)


def doubtful(claim: Claim) -> str:
    """Gives why no other catalogue should take a claim over, whatever its format; empty for one that it may."""
    if claim.reading.top1 is None:
        return "without a top-1 accuracy"
    return f"disputed: {claim.reading.reason}" if claim.reading.status == "disputed" else ""
