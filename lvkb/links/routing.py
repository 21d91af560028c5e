"""A web address to what has to be looked up, and which service answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from lvkb.links.targets import Target, Use, merged
from lvkb.registers import GITHUB, WEB, Ref, parse_github, parse_url

_PORTS = {"http": 80, "https": 443}
_RAW = "raw.githubusercontent.com"
_IN_TREE = frozenset({"blob", "tree", "raw", "blame", "edit", "commits"})
_USER = re.compile(r"^(\s*[A-Za-z][A-Za-z0-9+.-]*://|//)[^/?#]*@")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def without_secret(url: str) -> str:
    """Gives an address with any user name and password struck out: it is told, logged and remembered like this."""
    return _USER.sub(r"\1***@", url)


def target_of(url: str) -> Target:
    """Gives what a web address leads to, without its uses.

    A paper or repository is looked up in its register. Of a GitHub address that names a file or folder, the path and
    its branch, tag or commit are kept (a branch whose name holds a slash cannot be told from a folder: its first part
    is taken). Issues, releases, wikis and the like stand for their repository, which can be asked with a hundred others
    at once; GitHub's own pages, gists and people are plain pages. So is any address with a user name, a port of its own
    or another scheme than http and https, so that the rules for safe addresses see it as it is.

    Args:
        url: Absolute address; `//host/...` is taken for https.
    """
    url = without_secret(f"https:{url}" if url.startswith("//") else url)
    try:
        parts = urlsplit(url.strip())
        plain = "@" not in parts.netloc and parts.port in (None, _PORTS.get(parts.scheme))
    except ValueError:  # such as a bracket that is never closed
        return Target(WEB, url)
    if not parts.hostname:
        return Target(WEB, url)
    known = _target(url, parts) if plain and parts.scheme in _PORTS else None
    return known or _page(parts)


def targets(uses: Iterable[Use]) -> tuple[Target, ...]:
    """Gives each distinct target with all its uses; targets and uses keep the order in which they come."""
    return merged((target_of(use.url), use) for use in uses)


def _target(url: str, parts: SplitResult) -> Target | None:
    """Gives the target of an address that belongs to a register."""
    path = unquote(parts.path).strip("/")
    if parts.hostname == _RAW:
        owner, name, inside = _thirds(path)
        ref = parse_github(f"{owner}/{name}")
        return _inside(ref, inside) if ref else None
    ref = parse_url(url)
    if ref is None or ref.register is not GITHUB:
        return Target(ref.register, ref.id) if ref else None
    form, _, inside = _thirds(path)[2].partition("/")
    return _inside(ref, inside if form in _IN_TREE else "")


def _thirds(path: str) -> list[str]:
    return [*path.split("/", 2), "", ""][:3]


def _inside(ref: Ref, inside: str) -> Target:
    """Gives the target for `REF/path` in a repository, or for the repository when there is no path."""
    branch, _, path = inside.removeprefix("refs/heads/").removeprefix("refs/tags/").partition("/")
    path = path.strip("/")
    return Target(GITHUB, ref.id, path, branch) if branch and path else Target(GITHUB, ref.id)


def _page(parts: SplitResult) -> Target:
    """Gives the target of a plain page, its address normalised."""
    scheme = parts.scheme.lower()
    user, at, _ = parts.netloc.rpartition("@")
    host = parts.netloc.rpartition("@")[2].lower()
    host = host.removesuffix(f":{_PORTS[scheme]}") if scheme in _PORTS else host
    path = _ESCAPE.sub(_decoded, parts.path) or ("/" if host else "")
    address = urlunsplit((scheme, f"{user}{at}{host.removesuffix(':')}", path, _ESCAPE.sub(_decoded, parts.query), ""))
    return Target(WEB, address, fragment=parts.fragment.partition(":~:")[0])


def _decoded(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if _UNRESERVED.fullmatch(char) else escape[0].upper()
