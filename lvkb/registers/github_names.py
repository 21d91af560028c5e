"""GitHub: repositories, and the pages of github.com that are none."""

from __future__ import annotations

import re
from urllib.parse import quote

from lvkb.registers.register import AddressParts, Ref, Register

_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_INSIDE = re.compile(r"(?:tree|blob)/[^/]+/(.+)")
_NO_OWNER = re.compile(
    r"about|account|apps|blog|collections|contact|customer-stories|enterprise|events|explore|features|gist|issues|join|"
    r"login|logout|marketplace|mobile|new|notifications|orgs|pricing|pulls|readme|search|security|sessions|settings|"
    r"site|sponsors|stars|team|topics|trending|users",
    re.IGNORECASE,
)
"""First parts of GitHub's own pages; no owner can have these names."""


def parse_github(text: str) -> Ref | None:
    """Reads `owner/name` of a GitHub repository; None when it is no such thing."""
    owner, _, name = text.partition("/")
    is_name = _NAME.fullmatch(name) and name not in {".", ".."} and not name.endswith(".git")
    return Ref(GITHUB, text) if _OWNER.fullmatch(owner) and is_name else None


def _from_address(parts: AddressParts) -> Ref | None:
    owner, _, rest = parts.path.partition("/")
    if _NO_OWNER.fullmatch(owner):
        return None
    name, _, tail = rest.partition("/")
    ref = parse_github(f"{owner}/{name.removesuffix('.git')}")
    inside = _INSIDE.fullmatch(tail)
    return ref._replace(path=inside[1]) if ref and inside else ref


GITHUB = Register(
    key="github",
    label="GitHub",
    field="github",
    id_name="GitHub repository",
    parse=parse_github,
    page=lambda ref: f"https://github.com/{ref.id}" + (f"/tree/HEAD/{quote(ref.path)}" if ref.path else ""),
    hosts=frozenset({"github.com", "www.github.com"}),
    from_address=_from_address,
    is_paper=False,
    ignores_case=True,
)
