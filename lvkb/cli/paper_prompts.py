"""The questions of `lvkb add` on a terminal: only what no service tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from lvkb.findings import visible
from lvkb.near_words import did_you_mean, near_words

if TYPE_CHECKING:
    from lvkb.catalog import Catalog
    from lvkb.intake.known_records import KnownRecords
    from lvkb.intake.paper_record import Choices, NewPaper
    from lvkb.registers import Ref

_HELP = {
    "idea": "Idea: what is computed from what",
    "cheaper": "Cheaper: what becomes cheaper, and why accuracy holds",
    "limits": "Limits: what it does not save, and what it needs",
}


def ask_about(paper: NewPaper, catalog: Catalog, known: KnownRecords) -> NewPaper:
    """Asks what is not known of a paper; an empty answer leaves a gap to be filled later.

    Args:
        paper: What is known.
        catalog: The catalogue.
        known: Its records, for their names.
    """
    from lvkb.documents.paper_facts import code_links
    from lvkb.intake.paper_record import ANNOTATION

    typer.echo(visible(f"{paper.facts.title or paper.shown}"))
    choices: Choices = paper.choices
    choices = replace(choices, name=_free_name(paper.name, known))
    if not choices.categories:
        choices = replace(choices, categories=_categories(paper, catalog))
    official: dict[Ref | str, bool | None] = dict(choices.official)
    for link, where in code_links(paper.facts).items():
        if link not in official:
            shown = link if isinstance(link, str) else link.id
            official[link] = _yes_or_no(f"{shown} (named in the {where}): the authors' own? y/n")
    annotation = dict(choices.annotation)
    for key in ANNOTATION:
        annotation[key] = annotation.get(key) or _line(_HELP[key])
    return replace(paper, choices=replace(choices, official=official, annotation=annotation))


def _free_name(name: str, known: KnownRecords) -> str:
    """Gives a name that no other record has, empty where nobody knows one."""
    while not name or known.named(name):
        if name:
            typer.echo(visible(f"  {name} is the name of {known.named(name)}: tell them apart, as in EViT (eagle)"))
        name = _line("Short name")
        if not name:
            break
    return name


def _line(words: str) -> str:
    return str(typer.prompt(f"{visible(words)} (Enter: later)", default="", show_default=False)).strip()


def _yes_or_no(words: str) -> bool | None:
    while (answer := _line(words).lower()) not in ("", "y", "yes", "n", "no"):
        typer.echo("  y, n, or nothing")
    return answer.startswith("y") if answer else None


def _categories(paper: NewPaper, catalog: Catalog) -> tuple[str, ...]:
    for number, guess in enumerate(paper.guesses, start=1):
        typer.echo(visible(f"  {number} {guess}"))
    numbers = {str(number): guess.category for number, guess in enumerate(paper.guesses, start=1)}
    while answer := _line("Category: number, or path in the taxonomy"):
        path = numbers.get(answer, answer)
        if path in catalog.nodes and not catalog.nodes[path].children:
            return (path,)
        typer.echo(visible(f'  "{path}" {_no_leaf(path, catalog)}'))
    return ()


def _no_leaf(path: str, catalog: Catalog) -> str:
    """Tells why papers cannot be filed there, and where instead."""
    if path in catalog.nodes:
        return f"has branches; take one of {', '.join(catalog.nodes[path].children)}"
    leaves = [name for name, node in catalog.nodes.items() if not node.children]
    return f"is no leaf of catalog/taxonomy.yml. {did_you_mean(near_words(path, leaves))}".rstrip()
