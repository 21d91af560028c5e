"""A web address to what has to be looked up, and which service answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from lvkb.links.targets import Target, Use, merged
from lvkb.registers import Ref, parse_github, parse_url

_PORTS = {"http": 80, "https": 443}
_GITHUB = frozenset({"github.com", "www.github.com"})
_RAW = "raw.githubusercontent.com"
_NO_OWNERS = frozenset(
    re.findall(
        r"\S+",
        "about account apps blog collections contact customer-stories enterprise events explore features gist issues "
        "join login logout marketplace mobile new notifications orgs pricing pulls readme search security sessions "
        "settings site sponsors stars team topics trending users",
    )
)
"""First parts of GitHub's own pages; no owner can have these names."""
_IN_TREE = frozenset({"blob", "tree", "raw", "blame", "edit", "commits"})
_OPENREVIEW_PAGES = frozenset({"forum", "pdf", "attachment", "revisions", "references/pdf"})
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
        return Target("web", url)
    if not parts.hostname:
        return Target("web", url)
    ref = _ref(url, parts) if plain and parts.scheme in _PORTS else None
    if isinstance(ref, Target):
        return ref
    return Target(ref.kind, ref.id) if ref else _page(parts)


def targets(uses: Iterable[Use]) -> tuple[Target, ...]:
    """Gives each distinct target with all its uses; targets and uses keep the order in which they come."""
    return merged((target_of(use.url), use) for use in uses)


def _ref(url: str, parts: SplitResult) -> Ref | Target | None:
    host = parts.hostname or ""
    if host in _GITHUB:
        return _repository(unquote(parts.path))
    if host == _RAW:
        owner, name, rest = [*unquote(parts.path).strip("/").split("/", 2), "", "", ""][:3]
        return _inside(f"{owner}/{name}", rest)
    ref = parse_url(url.replace("://www.doi.org", "://doi.org", 1))
    if ref and ref.kind == "openreview" and parts.path.strip("/") not in _OPENREVIEW_PAGES:
        return None
    return ref


def _repository(path: str) -> Target | None:
    owner, name, rest = [*path.strip("/").split("/", 2), "", "", ""][:3]
    if owner.lower() in _NO_OWNERS:
        return None
    form, _, inside = rest.partition("/")
    return _inside(f"{owner}/{name.removesuffix('.git')}", inside if form in _IN_TREE else "")


def _inside(repository: str, inside: str) -> Target | None:
    """Gives the target for `REF/path` in a repository, or for the repository when there is no path."""
    ref = parse_github(repository)
    if ref is None:
        return None
    named = re.fullmatch(r"(?:refs/(?:heads|tags)/)?([^/]+)/+(.+?)/*", inside)
    return Target("github", ref.id, named[2], named[1]) if named else Target("github", ref.id)


def _page(parts: SplitResult) -> Target:
    """Gives the target of a plain page, its address normalised."""
    scheme = parts.scheme.lower()
    user, at, _ = parts.netloc.rpartition("@")
    host = parts.netloc.rpartition("@")[2].lower()
    host = host.removesuffix(f":{_PORTS[scheme]}") if scheme in _PORTS else host
    path = _ESCAPE.sub(_decoded, parts.path) or ("/" if host else "")
    address = urlunsplit((scheme, f"{user}{at}{host.removesuffix(':')}", path, _ESCAPE.sub(_decoded, parts.query), ""))
    return Target("web", address, fragment=parts.fragment.partition(":~:")[0])


def _decoded(escape: re.Match[str]) -> str:
    char = chr(int(escape[1], 16))
    return char if _UNRESERVED.fullmatch(char) else escape[0].upper()
