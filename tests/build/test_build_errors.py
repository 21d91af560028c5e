"""Errors of templates, told with file and line; faults of our own code are not hidden."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lvkb.build.build_errors import BuildError, template_errors
from lvkb.render.template_environment import environment

BROKEN = {
    "syntax": ("# A\n{% if %}\n", "{file}:2: Expected an expression, got 'end of statement block'"),
    "open block": ("# A\n\n{% if 1 %}\n", "{file}:3: Unexpected end of template."),
    "undefined": ("# A\n\n\n{{ nothing }}\n", "{file}:4: 'nothing' is undefined"),
    "no such attribute": ("{{ 'a'.nothing }}\n", "{file}:1: 'str object' has no attribute 'nothing'"),
    "no such filter": ("# A\n{{ 1 | nothing }}\n", "{file}:2: No filter named 'nothing'."),
    "wrong type": ("# A\n{{ 1 + 'a' }}\n", "{file}:2: TypeError: unsupported operand type(s) for +: 'int' and 'str'"),
    "division": ("# A\n{{ 1 / 0 }}\n", "{file}:2: ZeroDivisionError: division by zero"),
    "inside jinja": ("# A\n{{ 'a' | round }}\n", "{file}:2: TypeError: "),
    "missing include": ("# A\n{% include 'gone.j2' %}\n", "{file}:2: The template gone.j2 is missing."),
}


@pytest.mark.parametrize(("text", "expected"), BROKEN.values(), ids=BROKEN)
def test_template_error_names_file_and_line(text: str, expected: str, tmp_path: Path) -> None:
    """A broken template is told with its file, its line and what is wrong there."""
    file = tmp_path / "page.md.j2"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=f"^{re.escape(expected.format(file=file))}"), template_errors():
        environment(str(tmp_path)).get_template("page.md.j2").render()


def test_missing_template(tmp_path: Path) -> None:
    """A template that is not there is named."""
    with pytest.raises(BuildError, match=r"^The template page\.md\.j2 is missing\.$"), template_errors():
        environment(str(tmp_path)).get_template("page.md.j2")


def test_error_in_a_macro_names_the_macro(tmp_path: Path) -> None:
    """An error inside a macro of another file is told at the line of the macro, not of its call."""
    (tmp_path / "macros.j2").write_text("{% macro a() %}\n{{ nothing }}\n{% endmacro %}\n")
    (tmp_path / "page.j2").write_text("{% from 'macros.j2' import a %}\n\n\n{{ a() }}\n")
    place = re.escape(f"{tmp_path / 'macros.j2'}:2: 'nothing' is undefined")
    with pytest.raises(BuildError, match=f"^{place}$"), template_errors():
        environment(str(tmp_path)).get_template("page.j2").render()


def test_fault_of_our_own_code_is_no_build_error(tmp_path: Path) -> None:
    """An error that a function of ours raises stays what it is, though a template called the function."""
    (tmp_path / "page.j2").write_text("{{ ours() }}")

    def ours() -> str:
        return "".join(7)  # type: ignore[arg-type]

    with pytest.raises(TypeError), template_errors():
        environment(str(tmp_path)).get_template("page.j2").render(ours=ours)


def test_what_needs_no_template_passes() -> None:
    """Other errors go through as they are."""
    with pytest.raises(KeyError, match="x"), template_errors():
        raise KeyError("x")
