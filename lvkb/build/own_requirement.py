"""How pip installs the very lvkb that is running, for the requirements of another survey."""

from __future__ import annotations

import json
from importlib import metadata

from lvkb import __version__

WHAT = "lvkb[site,links]"


def own_requirement() -> str:
    """Gives a requirement of pip: the commit or archive that this lvkb was installed from, else its version.

    An installation says where it came from in `direct_url.json`: https://packaging.python.org/en/latest/specifications/direct-url/
    """
    try:
        told = metadata.distribution("lvkb").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        told = None
    return requirement_of(told)


def requirement_of(told: str | None) -> str:
    """Gives the requirement that a `direct_url.json` comes to; a folder or file of this machine is of no use elsewhere.

    Args:
        told: Its text; None where there is none.
    """
    try:
        data = json.loads(told or "{}")
        address, vcs = data.get("url", ""), data.get("vcs_info", {})
        pinned = f"{vcs['vcs']}+{address}@{vcs['commit_id']}" if vcs else address
    except (ValueError, KeyError, TypeError, AttributeError):
        pinned = ""
    is_public = isinstance(pinned, str) and pinned.startswith(("https://", "git+https://")) and pinned.isprintable()
    return f"{WHAT} @ {pinned}" if is_public and " " not in pinned else f"{WHAT}=={__version__}"
