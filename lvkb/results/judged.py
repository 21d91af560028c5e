"""A reading with all that is derived from it alone."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lvkb.records import Paper, Reading, Variant
from lvkb.records.reading import Basis
from lvkb.results.protocol import Protocol
from lvkb.results.standing import is_comparable, is_sound
from lvkb.results.verdicts import Judgement, Quantity
from lvkb.subject.agreement import RANKS, Verdict
from lvkb.subject.light import is_light
from lvkb.subject.setups import Setup
from lvkb.yamlfile import KeyPath


@dataclass(frozen=True, slots=True, eq=False)
class JudgedReading:
    """One reading of the catalogue.

    Attributes:
        paper: Its paper.
        variant: Its variant.
        keys: Where it stands in the record: `("variants", 0, "readings", 2)`.
        recorded: What the record says in its row.
        reading: The same with what its protocol says.
        protocol: Its protocol.
        setup: Its setup.
        gmacs: Multiply-adds for one image in 10^9, with the digits of the source; None when it tells no compute.
        judgements: Its parameters and compute held against the counted ones, as far as they are.
        weights_license: Licence of the weights as the record says, else as timm does; None when nobody says.
        basis: What its protocol rests on, for the fields that its own row does not print; None without one.
        counted_params_m: Parameters counted on its very model, in millions; None when nothing was counted on it.
        counted_gmacs: Multiply-adds counted on it at its image size, in 10^9; None likewise.
    """

    paper: Paper
    variant: Variant
    keys: KeyPath
    recorded: Reading
    reading: Reading
    protocol: Protocol
    setup: Setup
    gmacs: Decimal | None
    judgements: tuple[Judgement, ...]
    weights_license: str | None
    basis: Basis | None
    counted_params_m: Decimal | None
    counted_gmacs: Decimal | None

    @property
    def is_sound(self) -> bool:
        """Whether it is the authors' own, undisputed, and no reading off a plot."""
        return is_sound(self.reading)

    @property
    def is_comparable(self) -> bool:
        """Whether it is a sound accuracy on the default data set."""
        return is_comparable(self.reading)

    @property
    def is_light(self) -> bool:
        """Whether its model is lightweight, by what it tells, else by what was counted."""
        params = self.counted_params_m if self.reading.params_m is None else self.reading.params_m
        compute = self.counted_gmacs if self.gmacs is None else self.gmacs
        return is_light(params, compute, self.reading.resolution)

    def judged(self, quantity: Quantity) -> Judgement | None:
        """Gives the judgement of one of its figures, None when there is none."""
        return next((item for item in self.judgements if item.quantity == quantity), None)

    @property
    def verdict(self) -> Verdict | None:
        """The worse verdict on its figures; None when none was judged."""
        return max((item.verdict for item in self.judgements), key=RANKS.__getitem__, default=None)
