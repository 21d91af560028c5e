"""Links by which readers report a wrong number or a missing one, or edit a record; what the page knows is filled in."""

from __future__ import annotations

from lvkb.layout import PAPERS
from lvkb.records import Reading
from lvkb.render.figure_texts import latency_text, number, throughput_text
from lvkb.render.repository import Repository
from lvkb.results import JudgedReading
from lvkb.subject.metrics import PARAMS, TOP1, TOP5

WRONG, MISSING, NEW_PAPER = "wrong-number.yml", "missing-number.yml", "missing-paper.yml"
CONFIRM = "confirm-numbers.yml"
"""The issue forms of the repository."""


class Reports:
    """Makes the links of pages that lie at some depth.

    Attributes:
        repository: Where the records are kept.
        up: The way from the page to the home page: `../../`.
    """

    def __init__(self, repository: Repository, up: str) -> None:
        self.repository = repository
        self.up = up

    def edit(self, paper: str) -> str:
        """Gives the address at which the record of a paper is edited."""
        return self.repository.edit(record(paper), self.up)

    def paper(self, paper: str) -> str:
        """Gives the form for an error somewhere in a paper's record."""
        return self.repository.form(WRONG, self.up, where=record(paper))

    def reading(self, item: JudgedReading) -> str:
        """Gives the form for an error in one reading, with what lvkb says and where it was read."""
        return self.repository.form(
            WRONG,
            self.up,
            title=f"Wrong: {item.variant.name}",
            where=f"{record(item.paper.id)}, {item.variant.name}",
            said=told(item.reading),
            source=f"{item.reading.source}: {item.reading.at}",
        )

    def confirm(self, paper: str) -> str:
        """Gives the form by which an author confirms the figures of a paper."""
        return self.repository.form(CONFIRM, self.up, title=f"Confirm: {paper}", where=record(paper))

    def missing(self, paper: str, what: str) -> str:
        """Gives the form for something that a record lacks."""
        return self.repository.form(MISSING, self.up, where=record(paper), what=what)

    def new_paper(self) -> str:
        """Gives the form for a paper without a record."""
        return self.repository.form(NEW_PAPER, self.up)


def record(paper: str) -> str:
    """Gives the path of a paper's record in the repository."""
    return f"{PAPERS}/{paper}.yml"


def told(reading: Reading) -> str:
    """Gives what a reading tells, with the keys of its record: `top1: 78.4, params_m: 5.6`."""
    figures = {metric.key: number(metric.of(reading)) for metric in (TOP1, TOP5, PARAMS)}
    texts = {
        **figures,
        "compute_g": number(reading.compute_g),
        "throughput": throughput_text(reading.throughput),
        "latency": latency_text(reading.latency),
    }
    return ", ".join(f"{key}: {text}" for key, text in texts.items() if text)
