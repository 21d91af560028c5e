"""The marks of a text of Markdown: links, texts in bold and in quotes, items and rows."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a mark is."""

    LINK = auto()
    """A link with an address behind its text, or an address by itself."""
    REFERENCE = auto()
    """A link whose address is defined elsewhere."""
    IMAGE = auto()
    """An image, of Markdown or HTML."""
    BOLD = auto()
    """A text in bold."""
    QUOTED = auto()
    """A text in double quotes that can be a title."""
    OPENED = auto()
    """An item of a list or a row of a table begins."""
    CLOSED = auto()
    """It ends."""


class Mark(NamedTuple):
    """A mark.

    Attributes:
        kind: What it is.
        end: Offset behind it, which marks are in the order of.
        start: Offset of the address of a link, of the text otherwise.
        url: The address with escapes resolved, empty when there is none.
        text: The text as a reader sees it, empty for an address by itself.
        text_start: Offset of the text.
        label: Name of a reference.
        own: A text in bold without the labels of links in it, such as [pdf], that can be no title.
    """

    kind: Kind
    end: int
    start: int = 0
    url: str = ""
    text: str = ""
    text_start: int = 0
    label: str = ""
    own: str = ""


class Definition(NamedTuple):
    """A reference definition, `[label]: address`.

    Attributes:
        label: Its name in the form that references are compared in.
        start: Offset of the address.
        url: The address.
    """

    label: str
    start: int
    url: str


class Markdown(NamedTuple):
    """A text of Markdown.

    Attributes:
        marks: Its marks in order.
        definitions: Its reference definitions, those of a name that is taken included.
    """

    marks: tuple[Mark, ...]
    definitions: tuple[Definition, ...]
