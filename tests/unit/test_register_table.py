"""The table of registers is the only one: all that has to know every register is held against it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from lvkb.checks import duplicates, identifiers
from lvkb.links.plan import CHECKERS
from lvkb.records import Paper, Source
from lvkb.registers import (
    ARXIV,
    BY_FIELD,
    CVF,
    DOI,
    GITHUB,
    OPEN_FIRST,
    OPENREVIEW,
    PAPER_REGISTERS,
    REGISTERS,
    WEB,
    Register,
)

PACKAGE = Path(__file__).parents[2] / "lvkb"
MOST_NAMED = 2
"""Names of registers that one expression may hold: a DOI that arXiv tells is no table."""


def test_every_register_has_a_checker() -> None:
    """Whatever a record can link to, somebody looks it up."""
    assert set(CHECKERS) == set(REGISTERS)
    assert all(checker.register is register for register, checker in CHECKERS.items())


def test_every_register_of_papers_has_its_rules() -> None:
    """The form of ids and ids in two records are checked for each register of papers, each under a code of its own."""
    for rules in (identifiers.FORMS, duplicates.SHARED):
        assert tuple(rules) == PAPER_REGISTERS
        assert len({rule.code for rule in rules.values()}) == len(PAPER_REGISTERS)


def test_records_have_a_field_for_each_register() -> None:
    """A source can name any register, a paper any that has papers, and both under the key of the table."""
    assert set(BY_FIELD) <= set(Source.model_fields)
    assert {register.field for register in PAPER_REGISTERS} <= set(Paper.model_fields)


def test_the_table() -> None:
    """Who has papers, who is open to all, whose ids have no case, and what readers call them."""
    rows = [(item.key, item.label, item.is_paper, item.is_open, item.ignores_case) for item in REGISTERS]
    assert rows == [
        ("arxiv", "arXiv", True, True, False),
        ("doi", "DOI", True, False, True),
        ("openreview", "OpenReview", True, True, False),
        ("cvf", "CVF", True, True, False),
        ("github", "GitHub", False, True, True),
        ("web", "web", False, True, False),
    ]
    assert OPEN_FIRST == (ARXIV, OPENREVIEW, CVF, DOI)
    assert GITHUB.hosts == {"github.com"}


@pytest.mark.parametrize(
    ("register", "one", "other", "same"),
    [
        (ARXIV, "2110.02178v1", "2110.02178", True),
        (ARXIV, "2110.02178", "2110.02179", False),
        (DOI, "10.1109/ICCV48922.2021.00009", "10.1109/iccv48922.2021.00009", True),
        (OPENREVIEW, "vh-0sUt8HlG", "vh-0sUt8Hlg", False),
        (GITHUB, "Apple/ML-CVNets", "apple/ml-cvnets", True),
        (CVF, "no id", "no id", True),
    ],
)
def test_how_ids_are_compared(register: Register, one: str, other: str, same: bool) -> None:
    """Versions do not count, and case only where the register tells it apart; what is no id is compared as it is."""
    assert (register.compared(one) == register.compared(other)) is same


@pytest.mark.parametrize(
    ("register", "text", "versioned", "wanted"),
    [
        (ARXIV, "2110.02178", False, True),
        (ARXIV, "2110.02178v2", False, False),
        (ARXIV, "2110.02178v2", True, True),
        (ARXIV, "arXiv:2110.02178", True, False),
        (DOI, "10.1109/ICCV.1", False, True),
        (DOI, "https://doi.org/10.1109/iccv.1", False, False),
        (WEB, "https://a.example/x", False, True),
        (WEB, "ftp://a.example/x", False, False),
        (WEB, "https://user@a.example/x", False, False),
        (WEB, "https://a.example/" + "x" * 482, False, True),
        (WEB, "https://a.example/" + "x" * 483, False, False),
    ],
)
def test_canonical_ids(register: Register, text: str, versioned: bool, wanted: bool) -> None:
    """An id is canonical when it is written as records write it, with a version only where that is allowed."""
    assert register.is_canonical(text, versioned=versioned) is wanted


def named(node: ast.AST) -> set[str]:
    """Gives the registers that the parts of a list, a mapping or a chain of `or` name."""
    parts: list[ast.expr | None] = []
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        parts += [part for item in node.elts for part in (item.elts if isinstance(item, ast.Tuple) else [item])]
    elif isinstance(node, ast.Dict):
        parts += node.keys
    elif isinstance(node, ast.BoolOp):
        parts += node.values
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    texts += [part.attr for part in parts if isinstance(part, ast.Attribute)]
    names = [part.id for part in parts if isinstance(part, ast.Name)]
    texts += [name.removeprefix("parse_") for name in names if name.startswith("parse_")]
    return {str(text) for text in texts} & {register.key for register in REGISTERS}


def test_nothing_lists_registers_by_hand() -> None:
    """Outside the table no list, mapping or chain of `or` in the code names more than two registers."""
    found = [
        f"{file.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}: {sorted(names)}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.parent.name != "registers"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if len(names := named(node)) > MOST_NAMED
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('KINDS = ("arxiv", "doi", "cvf")', 3),
        ('LABELS = {"arxiv": 1, "openreview": 2, "github": 3}', 3),
        ('RULES = [("arxiv", 1), ("doi", 2), ("cvf", 3)]', 3),
        ("found = paper.arxiv or paper.doi or paper.cvf", 3),
        ("PARSERS = {parse_arxiv, parse_doi, parse_cvf}", 3),
        ('PAIR = ("arxiv", "doi")', 2),
        ('FORMS = ("text", "json", "github")', 1),
    ],
)
def test_a_list_by_hand_is_seen(code: str, count: int) -> None:
    """Whichever way a list of registers is written, it is counted."""
    assert max(len(named(node)) for node in ast.walk(ast.parse(code))) == count
