"""Which values that services tell may go into a record: canonical ids and plain web addresses, and nothing else."""

from __future__ import annotations

from lvkb.registers import BY_FIELD, WEB

_LONGEST_VALUE = 500  # what a record takes for one line
_REGISTERS = {**BY_FIELD, "via": WEB}


class Refusal(Exception):
    """A change cannot be made; the text says why."""


def canonical(key: str | int, value: str) -> str:
    """Gives a value as a record writes it.

    Args:
        key: Key in the record that is to hold it.
        value: What a service told.

    Raises:
        Refusal: It is not what that key holds.
    """
    register = _REGISTERS.get(str(key))
    if register is None:
        raise Refusal("Values of this kind are not corrected by a program.")
    ref = register.parse(value)
    if ref is None or not ref.id.isprintable() or len(ref.id) > _LONGEST_VALUE:
        what = "plain web address" if register is WEB else f"{key} id"
        raise Refusal(f"The new value is no {what}.")
    return ref.id + ref.version
