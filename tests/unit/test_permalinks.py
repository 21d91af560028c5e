"""Addresses of papers, code and sources."""

from __future__ import annotations

import pytest

from lvkb.permalinks import code_url, paper_links, paper_url, source_kind, source_url
from lvkb.records import Code, Paper, Source

CVF = "ICCV2023/Xu_FDViT_Improve_the_Hierarchical_Architecture_of_Vision_Transformer_ICCV_2023_paper"


@pytest.mark.parametrize(
    ("source", "kind", "url"),
    [
        ({"arxiv": "2110.02178v2"}, "arxiv", "https://arxiv.org/abs/2110.02178v2"),
        ({"arxiv": "2110.02178"}, "arxiv", "https://arxiv.org/abs/2110.02178"),
        (
            {"github": "apple/ml-cvnets", "path": "docs/model zoo#1.md", "commit": "84d992f"},
            "github",
            "https://github.com/apple/ml-cvnets/blob/84d992f/docs/model%20zoo%231.md",
        ),
        ({"github": "a/b", "path": "README.md"}, "github", "https://github.com/a/b/blob/HEAD/README.md"),
        ({"github": "a/b", "commit": "84d992f"}, "github", "https://github.com/a/b/tree/84d992f"),
        ({"openreview": "vh-0sUt8HlG"}, "openreview", "https://openreview.net/forum?id=vh-0sUt8HlG"),
        ({"cvf": CVF}, "cvf", f"https://openaccess.thecvf.com/content/{CVF.replace('/', '/html/')}.html"),
        ({"doi": "10.1109/iccv48922.2021.00041"}, "doi", "https://doi.org/10.1109/iccv48922.2021.00041"),
        ({"url": "https://example.org/t.html"}, "url", "https://example.org/t.html"),
        ({}, "", ""),
    ],
)
def test_source(source: dict[str, str], kind: str, url: str) -> None:
    """A source leads to the very document: version, commit and path included, with special characters escaped."""
    model = Source.model_validate(source)
    assert (source_kind(model), source_url(model)) == (kind, url)


def test_via_is_not_the_source() -> None:
    """The copy that was read does not stand in for the document itself."""
    source = Source.model_validate({"arxiv": "2110.02178v2", "via": "https://example.org/copy"})
    assert source_url(source) == "https://arxiv.org/abs/2110.02178v2"


@pytest.mark.parametrize(
    ("code", "url"),
    [
        ({"github": "a/b"}, "https://github.com/a/b"),
        ({"github": "a/b", "path": "models/my vit"}, "https://github.com/a/b/tree/HEAD/models/my%20vit"),
        ({"url": "https://gitlab.example.org/a/b"}, "https://gitlab.example.org/a/b"),
        ({}, ""),
    ],
)
def test_code(code: dict[str, str], url: str) -> None:
    """Code leads to its repository or the folder in it."""
    assert code_url(Code.model_validate({**code, "official": "true"})) == url


def paper(**identities: str) -> Paper:
    """Gives a paper with these identities."""
    return Paper.model_validate(
        {
            "id": "a",
            "name": "A",
            "title": "A",
            "authors": ["B C"],
            "published": {"year": "2021"},
            "categories": ["x/y"],
            "annotation": {"idea": "i", "cheaper": "c", "limits": "l"},
            "added": "2026-01-02",
            **identities,
        }
    )


def test_paper_links() -> None:
    """A paper's links come in the order readers should try them, and its address is the first."""
    known = paper(doi="10.1/x", cvf=CVF, openreview="vh-0sUt8HlG", arxiv="2110.02178")
    assert list(paper_links(known)) == ["arxiv", "openreview", "cvf", "doi"]
    assert paper_url(known) == "https://arxiv.org/abs/2110.02178"
    assert paper_url(paper(doi="10.1/x")) == "https://doi.org/10.1/x"
    assert paper_url(paper()) == ""
