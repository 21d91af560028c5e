"""`lvkb init`: another survey in one command."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from lvkb.cli.common import app
from lvkb.errors import WrongUse

ASSUMED = """\
Taken for granted: backbones that classify images, accuracy on ImageNet, parameters, multiply-adds, and speed.
A survey of another task can file its papers here, but not its numbers."""

NEXT = "Put your words into catalog/about.yml and catalog/taxonomy.yml, write a record, and delete the two examples."

_MOST_SHORT = 16


@app.command()
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that is empty or not there yet.", show_default=False)
    ],
    name: Annotated[str, typer.Option(help="Name of the survey; that of the folder without it.")] = "",
    short_name: Annotated[str, typer.Option(help="Its name where there is little room.")] = "",
    field: Annotated[str, typer.Option(help="What its papers are on.")] = "vision backbones",
    repo: Annotated[str, typer.Option(help="owner/name on GitHub, or the address of its repository.")] = "",
    requirement: Annotated[str, typer.Option("--lvkb", help="What pip installs for it, if not this version.")] = "",
) -> None:
    """Make another survey: own name and taxonomy, two examples, workflows and Makefile; checked and built at once."""
    from lvkb.build.new_survey import Survey, start_survey
    from lvkb.build.own_requirement import own_requirement

    title = name or Path(os.path.realpath(folder)).name
    survey = Survey(
        title, short_name or _initials(title), field, _address(repo), _one_line(requirement) or own_requirement()
    )
    files = start_survey(folder, survey)
    typer.echo("\n".join(f"wrote {folder / path}" for path in files))
    typer.echo(ASSUMED)
    typer.echo(f"Next: cd {folder}, where lvkb check and lvkb build pass as it is. {NEXT}")


def _initials(name: str) -> str:
    """Gives a short name for a long one: the first letters of its words; nothing for one that is short itself."""
    if len(name) <= _MOST_SHORT:
        return ""
    letters = "".join(word[0] for word in name.split() if word[0].isupper())
    return letters if 1 < len(letters) <= _MOST_SHORT else ""


def _address(repo: str) -> str:
    """Gives the address of a repository.

    Raises:
        WrongUse: It is neither `owner/name` nor an address.
    """
    from lvkb.registers.github_names import parse_github

    if not repo or repo.startswith("https://"):
        return repo.rstrip("/")
    if parse_github(repo) is None:
        raise WrongUse(f'--repo takes owner/name of GitHub or an https address; "{repo}" is neither.')
    return f"https://github.com/{repo}"


def _one_line(requirement: str) -> str:
    if not requirement.isprintable():
        raise WrongUse("--lvkb takes one line as pip reads it.")
    return requirement.strip()
