"""Devices that speeds are measured on: one name for each, and which texts name none."""

from __future__ import annotations

UNSTATED = "unstated"
"""What records write where a source gives a speed without its device."""

_SPELLINGS = {
    "V100": ("V100 GPU", "V100 16GB", "V100-SXM2", "Tesla V100 (16GB)", "Tesla V100-SXM2-16GB"),
    "A100": ("NVIDIA A100", "A100 40GB"),
    "RTX 3090": ("Nvidia RTX3090",),
    "RTX 2080 Ti": ("2080Ti",),
    "GTX 1080 Ti": ("1080Ti",),
    "Xeon Gold 6138": ("Intel Xeon Gold 6138", "Intel Xeon 6138 at 2.0 GHz"),
    "Xeon Gold 6148": ("Intel Xeon Gold 6148",),
    "Xeon Gold 5218R": ("Intel Xeon Gold 5218R at 2.10 GHz",),
    "Xeon 8255C": ("Xeon 8255C @ 2.50GHz CPU",),
    "Xeon E5-2680": ("Intel Xeon E5-2680",),
    "Xeon E5-2680 v4": ("Intel Xeon E5-2680 v4 at 2.40 GHz",),
    "Xeon E5-2630 v4": ("Xeon E5-2630_v4",),
    "Core i9-9900X": ("Intel i9-9900X",),
}
"""Names by which readers find a device, with the other spellings of sources.

Only spellings of the same device are one: a memory size or a clock rate of a card is no other card, while `iPhone 12`
and `iPhone 12 Pro` stay apart, and so do names too vague to tell, such as `Jetson`.
"""


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


_NAMES = {_letters(spelt): name for name, others in _SPELLINGS.items() for spelt in (name, *others)}


def device_name(text: str) -> str:
    """Gives the name of a device in one spelling: `V100` for `Tesla V100 (16GB)`; empty for an unstated one."""
    return "" if text == UNSTATED else _NAMES.get(_letters(text), text)
