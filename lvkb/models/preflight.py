"""The way to torch and timm. Nothing else imports them before `libraries` has said that they work.

A CPU build of torch beside the torchvision of PyPI cannot import torchvision: its compiled part needs CUDA, is left
out without a word, and the Python part then registers kernels for operators that nobody has defined. Those operators
are needed for boxes alone. So they are defined, without an implementation, and the real torchvision is loaded.
"""

from __future__ import annotations

import importlib
import re
import sys
from functools import cache
from importlib import metadata
from typing import Any, NamedTuple

from lvkb.errors import LvkbError

_UNDEFINED = re.compile(r"operator torchvision::(\w+) does not exist")
_SCHEMAS = {
    "nms": "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms": "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
}
_LIBRARIES: list[Any] = []  # an operator lives as long as the object that defined it

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
INSTALL = 'Install what the models commands need: pip install "lvkb[models]"'
WITHOUT_GPU = f'On Linux without a GPU: pip install "lvkb[models]" --extra-index-url {CPU_INDEX}'
NOTE = (
    "torchvision's compiled part needs CUDA and torch has none: the box operators {names} were left empty. "
    "Nothing here uses them."
)


class Unavailable(LvkbError):
    """torch, torchvision or timm cannot be used; the text says why and how to mend it."""


class Libraries(NamedTuple):
    """What the models commands work with.

    Attributes:
        torch: The module torch.
        timm: The module timm, with `timm.data` and `timm.models`.
        note: What was done to make them work together, or empty.
    """

    torch: Any
    timm: Any
    note: str


@cache
def libraries() -> Libraries:
    """Imports torch, torchvision and timm, once.

    Raises:
        Unavailable: One of them is missing, too old or broken.
    """
    torch = _module("torch")
    note = _load_torchvision(torch)
    timm = _module("timm")
    for part in ("timm.data", "timm.models", "timm.utils"):
        _module(part)
    return Libraries(torch, timm, note)


def installed_versions() -> dict[str, str]:
    """Gives the versions of timm and torch without importing them; torch's without its build, which changes no count.

    Raises:
        Unavailable: One of them is not installed.
    """
    versions: dict[str, str] = {}
    for name in ("timm", "torch"):
        try:
            versions[name] = metadata.version(name).partition("+")[0]
        except metadata.PackageNotFoundError:
            raise Unavailable(f"{name} is not installed. {INSTALL}. {WITHOUT_GPU}") from None
    return versions


def _load_torchvision(torch: Any) -> str:
    """Imports torchvision, and gives the note on what had to be done for it."""
    defined: list[str] = []
    while True:
        try:
            importlib.import_module("torchvision")
        except RuntimeError as error:
            name = _undefined_operator(torch, error)
            if name is None or name in defined:
                raise _broken("torchvision", error) from error
            _define(torch, name)
            defined.append(name)
        except Exception as error:
            raise _broken("torchvision", error) from error
        else:
            return NOTE.format(names=", ".join(defined)) if defined else ""


def _undefined_operator(torch: Any, error: RuntimeError) -> str | None:
    """Gives the operator whose absence broke torchvision, where that is the known mismatch of builds."""
    found = _UNDEFINED.search(str(error))
    if found is None or torch.version.cuda is not None or found[1] not in _SCHEMAS:
        return None
    return found[1]


def _define(torch: Any, name: str) -> None:
    for module in [known for known in sys.modules if known == "torchvision" or known.startswith("torchvision.")]:
        del sys.modules[module]
    library = torch.library.Library("torchvision", "FRAGMENT")
    library.define(_SCHEMAS[name])
    _LIBRARIES.append(library)


def _module(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except Exception as error:
        raise _broken(name.partition(".")[0], error) from error


def _broken(name: str, error: Exception) -> Unavailable:
    """Says in one line that a module cannot be used, and the cure."""
    missing = isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] == name
    if missing:
        return Unavailable(f"{name} is not installed. {INSTALL}. {WITHOUT_GPU}")
    reason = (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
    return Unavailable(
        f"{name} is installed but cannot be imported: {reason}. Install torch, torchvision and timm anew, "
        f"in one command, so that they fit each other. {WITHOUT_GPU}"
    )
