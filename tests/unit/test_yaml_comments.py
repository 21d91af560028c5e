"""Comments of a text, and what each of them speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from lvkb.yamlfile.comments import attach_comments
from lvkb.yamlfile.nodes import Node, NodeKind, read_nodes

TEXT = """\
# head
id: "a # b"  # beside id
# above code
code:  # beside code
  # above the first
  - {x: 'a#b', y: a#b}  # beside the first
  - {x: 1,  # beside x
     # above y
     y: 2
     # below y
    }
  # ends code
# above prose
prose: >-  # beside prose
  no # comment
  # no comment

  # nor this

    # deeper than any
last: [
]  # beside last
# tail"""

EXPECTED = [
    "id: beside id",
    "code: above code",
    "code: beside code",
    "code.0: above the first",
    "code.0: beside the first",
    "code.1.x: beside x",
    "code.1.y: above y",
    "code.1: below y",
    "code: ends code",
    "prose: above prose",
    "prose: beside prose",
    "last: beside last",
    ": tail",
]


def _told(node: Node, name: str) -> Iterator[str]:
    for index, entry in enumerate(node.entries):
        below = f"{name}.{entry.key or index}".lstrip(".")
        yield from (
            f"{below}: {comment.lstrip('# ')}" for comment in (*entry.comments_above, entry.comment_beside) if comment
        )
        yield from _told(entry.value, below)
    yield from (f"{name}: {comment.lstrip('# ')}" for comment in node.comments_below)


def test_each_comment_speaks_of_its_entry() -> None:
    """Those in lines of their own of the entry below, or of the block that they end; the others of their line."""
    root = read_nodes(TEXT)
    assert attach_comments(TEXT, root) == ["# head"]
    assert list(_told(root, "")) == EXPECTED


def test_places_of_values_are_exact() -> None:
    """Whatever the line breaks and the letters: a value's place in the text holds the value, and nothing else."""
    text = "é: \"ü\"\r\n😀: [a b , 'c']\r\nx:\r\n- plain text \r\n- {k: v}\r\n"
    root = read_nodes(text)
    places = [text[node.start : node.end] for node in _singles(root)]
    assert places == ['"ü"', "a b", "'c'", "plain text", "v"]
    assert text[root.entry("😀").value.start : root.entry("😀").value.end] == "[a b , 'c']"
    assert [text[entry.start : entry.key_end] for entry in root.entries] == ["é", "😀", "x"]


def _singles(node: Node) -> Iterator[Node]:
    if node.kind is NodeKind.SINGLE:
        yield node
    for entry in node.entries:
        yield from _singles(entry.value)
