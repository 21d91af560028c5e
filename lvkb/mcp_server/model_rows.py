"""One model as answers show it: numbers with their sources, the protocol in words, weights, licence, addresses."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lvkb.mcp_server.asked_base import Answer
from lvkb.mcp_server.cited_numbers import CitedNumber, CitedSpeed, Document, cited, cited_speed, documents
from lvkb.permalinks import paper_url
from lvkb.render.figure_texts import applied_text
from lvkb.render.related_columns import protocol_parts
from lvkb.render.repository import site_address
from lvkb.results import Results
from lvkb.subject.licences import commercial_use
from lvkb.views.marks import marks
from lvkb.views.picker import Choice

MOST_SPEEDS = 4


class ModelRow(Answer):
    """A model under one protocol."""

    model: Annotated[str, Field(description="paper-id/Model: the name that every tool takes")]
    paper: Annotated[str, Field(description="Name of the paper")]
    year: int
    venue: str | None = None
    top1: CitedNumber | None = None
    params: CitedNumber | None = None
    gmacs: Annotated[CitedNumber | None, Field(description="Multiply-adds for one image in 10^9")] = None
    setup: Annotated[str, Field(description="Data / distillation / image size: accuracies compare within one setup")]
    protocol: str
    applied_to: Annotated[str | None, Field(description="Model that a method is applied to, and its setting")] = None
    comparable: Annotated[
        bool, Field(description="Whether the accuracy is the authors' own, undisputed and on ImageNet-1K")
    ]
    marks: Annotated[tuple[str, ...], Field(description="What is to be known of the accuracy: quoted, plot, ...")] = ()
    notes: tuple[str, ...] = ()
    speeds: tuple[CitedSpeed, ...] = ()
    more_speeds: Annotated[int, Field(description="Speeds that are left out; `show` has more")] = 0
    timm: Annotated[str | None, Field(description="Name of the weights in timm")] = None
    weights_license: str | None = None
    commercial_use: Annotated[str | None, Field(description="Of the weights: yes, no or unclear; no legal advice")] = (
        None
    )
    weights_of_another_setup: Annotated[bool, Field(description="Whether timm's weights are of another setup")] = False
    sources: Annotated[dict[str, Document], Field(description="What the numbers of this row were read in, by key")]
    page: Annotated[str, Field(description="Address of this result on the site, else of the paper")]


class ModelRows:
    """Makes the rows of a catalogue."""

    def __init__(self, results: Results) -> None:
        """Takes the results of the catalogue."""
        self._results = results
        self._site = site_address(results.catalog.about)

    def row(self, choice: Choice, most_speeds: int = MOST_SPEEDS) -> ModelRow:
        """Gives a result as a row.

        Args:
            choice: The result.
            most_speeds: Speeds that it shows at most.
        """
        result, protocol = choice.result, choice.result.protocol
        numbers = (
            cited(result.top1, "% top-1"),
            cited(result.params_m, "M parameters"),
            cited(result.gmacs, "GMACs"),
        )
        speeds = tuple(cited_speed(result, speed) for speed in choice.speeds[:most_speeds])
        told = [item.source for item in (*numbers, *speeds) if item]
        return ModelRow(
            model=choice.entry.model,
            paper=choice.paper.name,
            year=choice.paper.published.year,
            venue=choice.paper.published.venue,
            top1=numbers[0],
            params=numbers[1],
            gmacs=numbers[2],
            setup=str(result.setup),
            protocol=", ".join(filter(None, protocol_parts(choice))),
            applied_to=applied_text(protocol.base, protocol.setting) or None,
            comparable=result.is_comparable,
            marks=marks(result),
            notes=result.notes,
            speeds=speeds,
            more_speeds=max(len(choice.speeds) - most_speeds, 0),
            timm=choice.timm or None,
            weights_license=choice.license or None,
            commercial_use=commercial_use(choice.license),
            weights_of_another_setup=choice.has_other_weights,
            sources=documents(self._results, result, told),
            page=self.page(choice),
        )

    def page(self, choice: Choice) -> str:
        """Gives the address of a result on the site; of the paper itself where the site has none."""
        page = f"{self._site}papers/{choice.paper.id}/#result-{choice.place}"
        return page if self._site else paper_url(choice.paper)
