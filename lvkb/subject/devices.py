"""Devices that speeds were measured on: each has one spelling, so that its speeds stand in one list.

What a source prints of the device itself (memory, form factor, the unit that ran) belongs to the spelling; makers'
names and clock rates do not. Batch, precision, runtime and threads have keys of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

UNSTATED = "unstated"
"""What stands for a device that the source does not name: its speeds are shown and never compared."""

_MAKERS = re.compile(
    r"(?:(?:NVIDIA|Tesla|GeForce|Intel|Samsung|Apple|Qualcomm)\s+)+(?!(?:CPU|GPU)\b)(?=\S)", re.IGNORECASE
)
_CLOCK = re.compile(r"\s*(?:@|\bat)\s*\d+(?:\.\d+)?\s*GHz\b(?:\s*CPU\b)?", re.IGNORECASE)
_CARD = re.compile(r" (?:SXM\d|\d+GB)\b")

_SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "A100": ("A100 GPU",),
    "A100 40GB": ("A100 (40GB)", "A100-40GB"),
    "Core i9": ("i9",),
    "Core i9-9900X": ("i9-9900X",),
    "Galaxy S23 CPU": ("S23 CPU",),
    "Galaxy S23 GPU": ("S23 GPU",),
    "Galaxy S23 Ultra": ("Galaxy S23 Ultra (Snapdragon 8 Gen 2)", "S23 Ultra"),
    "GTX 1080 Ti": ("1080Ti",),
    "Graviton2": ("ARM Graviton2",),
    "Pixel 1 CPU": ("Pixel 1 (mobile CPU)", "Pixel CPU"),
    "RTX 2080 Ti": ("2080Ti",),
    "RTX 3090": ("3090", "RTX 3090 GPU"),
    "RTX 4090": ("4090", "RTX 4090 GPU"),
    "Snapdragon 855": ("SD855",),
    "Titan RTX": ("TITAN-RTX",),
    "V100": ("V100 GPU",),
    "V100 16GB": ("V100 (16GB)", "V100-16GB"),
    "V100 SXM2": ("V100-SXM2",),
    "V100 SXM2 16GB": ("V100-SXM2-16GB",),
    "Xeon E5-2630 v4": (),
    "Xeon E5-2680": (),
    "Xeon E5-2680 v4": (),
    "Xeon Gold 5218R": (),
    "Xeon Gold 6138": ("Xeon 6138",),
    "Xeon Gold 6148": (),
    "iPhone 12": ("iPhone12",),
    "iPhone 12 Pro Max": (),
    "iPhone 13": ("iPhone13",),
    "iPhone 14": ("iPhone14",),
    "unnamed ARM phone": ("ARM-based mobile phone (unnamed)",),
    "2 x M40": ("two M40 GPUs", "2 M40"),
}
"""The spelling of the catalogue, and others of the same device that its letters and digits do not give away."""


def spelling(device: str) -> str:
    """Gives the spelling of the catalogue: `V100 16GB` for `Tesla V100 (16GB)`, `RTX 3090` for `Nvidia RTX3090`.

    Args:
        device: A device as a source or a record writes it.
    """
    bare = _CLOCK.sub("", _MAKERS.sub("", device, count=1)).strip() or device
    return _BY_KEY.get(_key(bare), bare)


def device_name(text: str) -> str:
    """Gives the name by which readers find a device: `V100` for `V100 SXM2 16GB`; empty for an unstated one.

    A memory size or form factor of a card makes no other card, while `iPhone 12` and `iPhone 12 Pro` stay apart.
    """
    return "" if text == UNSTATED else _CARD.sub("", spelling(text))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


_BY_KEY = {_key(form): name for name, others in _SPELLINGS.items() for form in (name, *others)}
