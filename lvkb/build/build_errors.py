"""What stops a build, told in words: where it is and how to mend it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2

from lvkb.errors import ExitCode, LvkbError

_TEMPLATE = ".j2"
_JINJA = str(Path(jinja2.__file__).parent)


class BuildError(LvkbError):
    """The build cannot go on; the text says what is wrong and how to mend it. Nothing was replaced."""

    exit_code = ExitCode.FINDINGS


@contextmanager
def template_errors() -> Iterator[None]:
    """Turns errors of templates into build errors that name file and line; faults of our own code stay as they are.

    Raises:
        BuildError: A template is missing, cannot be read, or asks for what there is not.
    """
    try:
        yield
    except jinja2.TemplateError as error:
        raise BuildError(_message(error)) from error
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        frames = traceback.extract_tb(error.__traceback__)
        if not frames[-1].filename.endswith(_TEMPLATE) and not frames[-1].filename.startswith(_JINJA):
            raise
        raise BuildError(f"{_place(error)}{type(error).__name__}: {error}") from error


def _message(error: jinja2.TemplateError) -> str:
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, jinja2.TemplateNotFound):
        return f"{_place(error)}The template {error.name} is missing."
    return f"{_place(error)}{error.message}"


def _place(error: Exception) -> str:
    """Gives file and line of the innermost template that an error came through; empty for none."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno}: " for frame in frames if frame.filename.endswith(_TEMPLATE)]
    return places[-1] if places else ""
