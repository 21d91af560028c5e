"""Style sheets of the theme without what no page of the site uses: most of them is for parts that no page has.

A site uses the classes of its pages, and every word of its scripts, which may make elements of any class. A selector
that asks for another class matches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

_ATTRIBUTE = re.compile(r"""[\s"'](class|dir|data-md-color-\w+)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
"""Attributes that selectors of the theme ask for, with values that stand in pages: its script takes them from there."""

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_STEM = re.compile(r"[a-z]\w*-[\w-]*-")
"""A word to which a script adds another one: `md-source__fact--`."""

_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING = frozenset({"media", "supports", "layer", "container"})

Node = Any
"""A part of a sheet as tinycss2 reads it, which has no types."""


def page_names(html: str) -> frozenset[str]:
    """Gives what a page names: classes, other attributes as `dir=ltr`, variables, and the words of its scripts."""
    names = set(_VARIABLE.findall(html))
    for key, *values in _ATTRIBUTE.findall(html):
        words = " ".join(values).split()
        names.update(words if key == "class" else (f"{key}={word}" for word in words))
    return frozenset(names).union(*map(script_names, _INLINE.findall(html)))


def script_names(script: str) -> frozenset[str]:
    """Gives every word of a script: it may be a class or a variable, or the beginning of one."""
    return frozenset(_WORD.findall(script))


def without_unused(sheets: Sequence[str], others: Iterable[str], names: Collection[str]) -> list[str]:
    """Gives style sheets without rules that match no element, and without variables that nothing reads.

    Args:
        sheets: Texts of the sheets; one that breaks the grammar stays as it is.
        others: Texts of the other sheets of the site, which may read variables of these.
        names: What pages and scripts name.
    """
    used = _Used(names)
    ruled = [_changed(sheet, used.narrow) for sheet in sheets]
    read = _Used({*names, *(name for sheet in (*ruled, *others) for name in _VARIABLE.findall(sheet))})
    return [_changed(sheet, read.relieve) for sheet in ruled]


def _changed(sheet: str, change: Callable[[Node], bool]) -> str:
    """Gives a sheet with the rules that a change leaves."""
    import tinycss2  # noqa: PLC0415 - of the extra `site`: README.md is built without

    skipped = {"skip_comments": True, "skip_whitespace": True}

    def left(nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if node.type == "error":
                raise ValueError(node.message)
            if node.type == "at-rule" and node.lower_at_keyword in _NESTING and node.content:
                node.content = list(left(tinycss2.parse_rule_list(node.content, **skipped)))
                if node.content:
                    yield node
            elif node.type != "qualified-rule" or change(node):
                yield node

    try:
        return str(tinycss2.serialize(left(tinycss2.parse_stylesheet(sheet, **skipped))))
    except ValueError:
        return sheet


class _Used:
    """What of a style sheet is in use.

    Args:
        names: What pages and scripts name, and variables that sheets read.
    """

    def __init__(self, names: Collection[str]) -> None:
        self._names = frozenset(names)
        self._stems = tuple(name for name in self._names if _STEM.fullmatch(name))

    def narrow(self, rule: Node) -> bool:
        """Leaves a rule the selectors that may match an element, and tells whether there is one."""
        kept = [selector for selector in _parted(rule.prelude) if self._may_match(selector)]
        comma = [node for node in rule.prelude if node == ","][:1]
        rule.prelude = [node for selector in kept for node in (*comma, *selector)][len(comma) :]
        return bool(kept)

    def relieve(self, rule: Node) -> bool:
        """Takes the variables out of a rule that nothing reads, and tells whether something is left."""
        import tinycss2  # noqa: PLC0415 - as above

        told = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
        if any(node.type != "declaration" for node in told):
            return True
        kept = [node for node in told if not node.name.startswith("--") or self._is_named(node.name)]
        if kept != told:
            rule.content = kept
        return bool(kept)

    def _is_named(self, name: str) -> bool:
        return name in self._names or name.startswith(self._stems)

    def _may_match(self, selector: Sequence[Node]) -> bool:
        """Tells whether pages have all that a selector asks for; what stands in `:not(…)` is not judged."""
        asked = (node for before, node in pairwise(selector) if before == "." and node.type == "ident")
        conditions = (node.content for node in selector if node.type == "[] block")
        return all(self._is_named(node.value) for node in asked) and all(map(self._has, conditions))

    def _has(self, condition: Sequence[Node]) -> bool:
        """Tells whether a page may have an attribute; what is written otherwise than `name=value` is not judged."""
        match condition:
            case [key, equals, value] if equals == "=" and _ATTRIBUTE.match(f" {key.value}={value.value}"):
                return f"{key.value}={value.value}" in self._names
        return True


def _parted(prelude: Iterable[Node]) -> Iterator[list[Node]]:
    """Gives the selectors of a rule."""
    selector: list[Node] = []
    for node in prelude:
        if node == ",":
            yield selector
            selector = []
        else:
            selector.append(node)
    yield selector
