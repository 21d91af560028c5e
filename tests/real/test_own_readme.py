"""The list that this knowledge base publishes of itself is one that it can import."""

from __future__ import annotations

from pathlib import Path

from lvkb.catalog import load
from lvkb.intake import plan, read_file, read_list

ROOT = Path(__file__).parents[2]


def test_own_readme_imports_into_itself() -> None:
    """Every paper of README.md is recognised: no draft, nothing passed over, and no question but on second mentions."""
    catalog = load(ROOT)
    result = plan(read_list(read_file(ROOT / "README.md"), "README.md"), catalog)
    assert {one.id for one in result.already} == set(catalog.papers)
    assert (result.drafts, result.left) == ((), ())
    assert {question.code for question in result.questions} == {"LV057"}
