"""Web addresses to targets: which service answers for each, and which spellings are one target."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.findings import Location
from lvkb.links.routing import target_of, targets
from lvkb.links.targets import Target, Use
from lvkb.registers import ARXIV, CVF, DOI, GITHUB, OPENREVIEW, WEB

ROUTES = {
    "https://arxiv.org/abs/2103.15808": Target(ARXIV, "2103.15808"),
    "http://www.arxiv.org/pdf/2103.15808v2.pdf#page=3": Target(ARXIV, "2103.15808"),
    "https://doi.org/10.48550/arXiv.2103.15808": Target(ARXIV, "2103.15808"),
    "https://arxiv.org/abs/2103.158": Target(WEB, "https://arxiv.org/abs/2103.158"),
    "https://arxiv.org/list/cs.CV/new": Target(WEB, "https://arxiv.org/list/cs.CV/new"),
    "https://doi.org/10.1109/CVPR.2022.1": Target(DOI, "10.1109/cvpr.2022.1"),
    "http://www.doi.org/10.1109/CVPR.2022.1": Target(DOI, "10.1109/cvpr.2022.1"),
    "https://openreview.net/pdf?id=vh-0sUt8HlG": Target(OPENREVIEW, "vh-0sUt8HlG"),
    "https://openreview.net/group?id=ICLRBlog": Target(WEB, "https://openreview.net/group?id=ICLRBlog"),
    "https://openaccess.thecvf.com/content/CVPR2024/papers/Do_A_B_CVPR_2024_paper.pdf": Target(
        CVF, "CVPR2024/Do_A_B_CVPR_2024_paper"
    ),
    "https://openaccess.thecvf.com/CVPR2024": Target(WEB, "https://openaccess.thecvf.com/CVPR2024"),
    "https://github.com/Apple/ml-cvnets.git": Target(GITHUB, "Apple/ml-cvnets"),
    "https://www.github.com/apple/ml-cvnets/?tab=readme#top": Target(GITHUB, "apple/ml-cvnets"),
    "https://github.com/a/b/blob/v1.0/docs/a%20b.md#L3": Target(GITHUB, "a/b", "docs/a b.md", "v1.0"),
    "https://github.com/a/b/tree/main/src/": Target(GITHUB, "a/b", "src", "main"),
    "https://github.com/a/b/tree/main": Target(GITHUB, "a/b"),
    "https://github.com/a/b/raw/refs/heads/main/x.py": Target(GITHUB, "a/b", "x.py", "main"),
    "https://raw.githubusercontent.com/a/b/refs/tags/v1/x.py": Target(GITHUB, "a/b", "x.py", "v1"),
    "https://raw.githubusercontent.com/a/b/4f2e/x/y.py": Target(GITHUB, "a/b", "x/y.py", "4f2e"),
    "https://github.com/a/b/issues/3": Target(GITHUB, "a/b"),
    "https://github.com/a/b/releases/download/v1/w.pth": Target(GITHUB, "a/b"),
    "https://github.com/a": Target(WEB, "https://github.com/a"),
    "https://github.com/topics/vision-transformer": Target(WEB, "https://github.com/topics/vision-transformer"),
    "https://gist.github.com/a/4f2e": Target(WEB, "https://gist.github.com/a/4f2e"),
    "https://me:pw@github.com/a/b": Target(WEB, "https://***@github.com/a/b"),
    " https://me:pw@a.org/": Target(WEB, "https://***@a.org/"),
    "https://github.com:8443/a/b": Target(WEB, "https://github.com:8443/a/b"),
    "ftp://arxiv.org/abs/2103.15808": Target(WEB, "ftp://arxiv.org/abs/2103.15808"),
    "//A.org": Target(WEB, "https://a.org/"),
    "HTTP://Me@A.ORG:80?q=%7ea%2fb#": Target(WEB, "http://***@a.org/?q=~a%2Fb"),
    "https://a.org:443/%41/x%20y/./#part:~:text=z": Target(WEB, "https://a.org/A/x%20y/./", fragment="part"),
    "https://[::1": Target(WEB, "https://[::1"),
    "https://a.org:port/": Target(WEB, "https://a.org:port/"),
}


@pytest.mark.parametrize("url", ROUTES)
def test_route(url: str) -> None:
    """An address is routed to the service that answers for it, under its canonical id."""
    assert target_of(url) == ROUTES[url]


def use(url: str, line: int = 1) -> Use:
    """Gives the use of an address in a line of a list."""
    return Use(Location("a.md", line), url)


def test_uses_of_one_target_come_together() -> None:
    """Spellings of one target are one, in the order of their first use; a fragment makes a target of its own."""
    uses = [
        use("https://a.org/x", 1),
        use("https://github.com/Apple/ml-cvnets", 2),
        use("https://A.org:443/x", 3),
        use("https://github.com/apple/ML-cvnets/wiki", 4),
        use("https://a.org/x#y", 5),
        use("https://github.com/apple/ml-cvnets/blob/main/README.md", 6),
        use("https://github.com/apple/ml-cvnets/blob/main/readme.md", 7),
    ]
    assert targets(uses) == (
        Target(WEB, "https://a.org/x", uses=(uses[0], uses[2])),
        Target(GITHUB, "Apple/ml-cvnets", uses=(uses[1], uses[3])),
        Target(WEB, "https://a.org/x", fragment="y", uses=(uses[4],)),
        Target(GITHUB, "apple/ml-cvnets", "README.md", "main", uses=(uses[5],)),
        Target(GITHUB, "apple/ml-cvnets", "readme.md", "main", uses=(uses[6],)),
    )


addresses = st.text(max_size=40) | st.lists(
    st.sampled_from(
        [
            "https://",
            "http:",
            "//",
            "github.com",
            "/",
            "a",
            "%",
            "%7E",
            "%zz",
            "[",
            "]",
            ":",
            "@",
            "?",
            "#",
            "id=",
            "é",
            "\n",
        ]
    ),
    max_size=12,
).map("".join)


@given(addresses)
def test_any_text_has_a_target(url: str) -> None:
    """Any text is routed somewhere, and a normalised address stays as it is."""
    target = target_of(url)
    if target.register is WEB:
        assert replace(target_of(target.id), fragment=target.fragment) == target


@given(st.lists(st.sampled_from(sorted(ROUTES)), max_size=20))
def test_no_use_is_lost(urls: list[str]) -> None:
    """Every use is in exactly one target, and every target has a key of its own."""
    uses = [use(url, line) for line, url in enumerate(urls, start=1)]
    found = targets(uses)
    assert sorted(one for target in found for one in target.uses) == sorted(uses)
    assert len({target.key for target in found}) == len(found)
