"""What can go wrong without a bug: one root, and how a command ends for it.

A module that refuses something has its own error below this root, beside the code that raises it. Anything else that is
raised is a bug, and shows its traceback.
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How every command ends."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USE = 2
    NETWORK = 3


class LvkbError(Exception):
    """Something that a person can mend; the text says what is wrong, and how where that is not plain.

    Attributes:
        exit_code: How a command ends for it; wrong use unless the kind of error says otherwise.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.WRONG_USE


class WrongUse(LvkbError):
    """A command was asked for what makes no sense, or there is nothing for it to work on."""


class BrokenRecords(LvkbError):
    """Records have errors, so that what is made of them would lack something."""

    exit_code = ExitCode.FINDINGS


class NetworkFailed(LvkbError):
    """Services gave no answer, so that nothing can be said."""

    exit_code = ExitCode.NETWORK
