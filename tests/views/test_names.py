"""What readers search by: papers in the order in which ties are settled, topics with their other names, pages."""

from __future__ import annotations

from lvkb.views.names import SITE_PAGES, PageNames, names
from tests.invented import catalog, paper, reading, taxonomy, variant


def test_papers_that_others_refer_to_go_first() -> None:
    """What most papers build on, apply themselves to or learn from goes first; then the older, then by id."""
    applied = reading(base="known/K-S")
    taught = reading(teacher=["known/K-S", "taught"])
    found = names(
        catalog(
            paper("young", published={"year": 2023}),
            paper("old", published={"year": 2020}),
            paper("known", published={"year": 2024}, relations={"builds-on": ["known"]}),
            paper("taught", variant("T", taught, applied)),
            paper("applied", variant("A", applied, applied), relations={"supersedes": ["taught", "A work elsewhere"]}),
        )
    )
    assert [item.paper.id for item in found.papers] == ["known", "taught", "old", "applied", "young"]


def test_what_choices_know_of_a_paper() -> None:
    """A paper stands in the families of all its categories, each once, and has official code or not."""
    official = [{"github": "a/b", "official": True}]
    places = ["dynamic/exit", "components/embedding", "dynamic/pruning"]
    tree = taxonomy("components/embedding", "dynamic/exit", "dynamic/pruning")
    (found,) = names(catalog(paper(categories=places, code=official), taxonomy=tree)).papers
    assert (found.families, found.official) == (("dynamic", "components"), True)
    (plain,) = names(catalog(paper(code=[{"github": "c/d", "official": False}]))).papers
    assert not plain.official


def test_topics_then_pages_of_the_site() -> None:
    """Every node of the tree is a page with its other names; the site's own pages follow."""
    tree = taxonomy("components/embedding")
    renamed = tree.families[0].model_copy(update={"aliases": ("parts",)})
    found = names(catalog(taxonomy=tree.model_copy(update={"families": (renamed,)})))
    topics = (
        PageNames("taxonomy/components/", "COMPONENTS", ("parts",)),
        PageNames("taxonomy/components/embedding/", "EMBEDDING"),
    )
    assert found.pages == (*topics, *SITE_PAGES)
    assert found.families == {"components": "COMPONENTS"}
