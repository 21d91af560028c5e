"""Commands that docs/terminal.md shows, on the catalogue that is here."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lvkb.cli import app

REPOSITORY = Path(__file__).parents[2]
COMMANDS = re.findall(r"^\$ lvkb (.+)$", (REPOSITORY / "docs/terminal.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_document_shows_commands() -> None:
    """Each of the three commands that answer questions is shown."""
    assert {command.split()[0] for command in COMMANDS} == {"pick", "table", "show"}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_shown_command_answers(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever copies a command gets an answer, and no complaint."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [*shlex.split(command), "--root", str(REPOSITORY)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout
