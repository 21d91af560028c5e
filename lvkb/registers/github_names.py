"""GitHub: repositories, and the pages of github.com that are none."""

from __future__ import annotations

import re
from urllib.parse import quote

from lvkb.registers.register import AddressParts, Ref, Register

_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")
_INSIDE = re.compile(r"(?:tree|blob)/[^/]+/(.+)")
_OWN_PAGE = re.compile(
    r"about|access|account|admin|advisories|anonymous|api|apps|auth|billing|blog|business|case-studies|changelog|"
    r"codespaces|collections|contact|contributing|copilot|customer-stories|customers|dashboard|dashboards|"
    r"developer|discussions|docs|downloads|edu|enterprise|events|explore|features|gist|gists|git-guides|github-copilot|guides|"
    r"help|images|individual|integrations|investors|issues|join|languages|legal|login|logos|logout|maintenance|"
    r"marketplace|mcp|mention|mentions|mobile|network|new|news|newsletter|newsroom|nonprofit|nonprofits|notices|"
    r"notifications|oauth|open-source|organizations|orgs|pages|partners|payments|plans|popular|premium-support|"
    r"press|pricing|projects|pulls|raw|readme|redeem|releases|repositories|resources|search|security|services|"
    r"sessions?|settings|shop|showcases|signin|signup|site|site-map|sitemap|solutions|sponsors|stafftools|starred|"
    r"stars|static|status|stories|subscriptions|support|suspended|team|teams|terms|topic|topics|tos|tour|training|"
    r"trending|trust-center|user-attachments|users|watching|why-github|wiki|works-with",
    re.IGNORECASE,
)
"""First parts of the addresses of GitHub's own pages; it lets nobody have these names."""


def parse_github(text: str) -> Ref | None:
    """Reads `owner/name` of a GitHub repository; None when it is no such thing, or a page of GitHub's own."""
    owner, _, name = text.partition("/")
    is_name = _NAME.fullmatch(name) and name not in {".", ".."} and not name.endswith(".git")
    return Ref(GITHUB, text) if _OWNER.fullmatch(owner) and is_name and not is_github_page(text) else None


def is_github_page(text: str) -> bool:
    """Tells whether a path on github.com, such as `topics/vision-transformer`, is a page of GitHub's own."""
    return _OWN_PAGE.fullmatch(text.partition("/")[0]) is not None


def _from_address(parts: AddressParts) -> Ref | None:
    owner, _, rest = parts.path.partition("/")
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
    hosts=frozenset({"github.com"}),
    from_address=_from_address,
    is_paper=False,
    ignores_case=True,
)
