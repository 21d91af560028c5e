"""Modules of one script joined into one file, so that a page needs one request for it and no chain of requests.

In the sources scripts are plain modules, which browsers load as they are. The built site keeps every module; but where
a page or another module starts a script (`main.js`, or what `import("./part.js")` fetches later), the file has all that
it imports in itself. Each module becomes a function that gives what it exports, so that names of modules do not meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lvkb.build.build_errors import BuildError

SCRIPTS = "assets/js"
_ENTRY = "main.js"
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n?', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./([\w-]+\.js)"\)')
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) ([\w$]+))", re.MULTILINE)
_LIST = re.compile(r"^export \{ ?([\w$]+(?:, [\w$]+)*) ?\};\n?", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b[^(.].*", re.MULTILINE)


def join_scripts(site: Path) -> None:
    """Joins every script of a built site in place.

    Raises:
        BuildError: A module imports or exports in another form than `import { a, b } from "./other.js";` and
            `export function a`, `class`, `const` or `export { a, b };`.
    """
    for main in sorted((site / SCRIPTS).rglob(_ENTRY)):
        sources = {file.name: file.read_text(encoding="utf-8") for file in main.parent.glob("*.js")}
        for name in sorted(_entries(sources)):
            (main.parent / name).write_text(joined(sources, name), encoding="utf-8")


def joined(sources: dict[str, str], entry: str) -> str:
    """Gives a module with all that it imports, as one text.

    Args:
        sources: Texts of the modules of a folder, by file name.
        entry: The module that is asked for.
    """
    *parts, own = _in_order(sources, entry, [])
    return "".join(_wrapped(sources[name], name) for name in parts) + _inside(sources[own], own, exports=True)


def _entries(sources: dict[str, str]) -> set[str]:
    return {_ENTRY} | {match[1] for text in sources.values() for match in _LATER.finditer(text)}


def _in_order(sources: dict[str, str], name: str, found: list[str]) -> list[str]:
    """Adds a module and all that it imports to those found, each behind what it imports itself."""
    for match in _IMPORT.finditer(sources[name]):
        if match[2] not in found:
            _in_order(sources, match[2], found)
    if name not in found:
        found.append(name)
    return found


def _wrapped(text: str, name: str) -> str:
    lists = (match[1] for match in _LIST.finditer(text))
    exports = ", ".join((*(match[2] for match in _EXPORT.finditer(text)), *lists))
    return f"const {_variable(name)} = (() => {{\n{_inside(text, name, exports=False)}return {{ {exports} }};\n}})();\n"


def _inside(text: str, name: str, *, exports: bool) -> str:
    """Gives the text of a module that takes what it imports from the functions before it."""
    text = _IMPORT.sub(lambda match: f"const {{{_renamed(match[1])}}} = {_variable(match[2])};\n", text)
    code = _LIST.sub("", _EXPORT.sub(r"\1", text))
    for line in _strange(code):
        raise BuildError(f"{SCRIPTS}: {name} cannot be joined: {line}")
    return text if exports else code


def _strange(code: str) -> Iterator[str]:
    return (match[0] for match in _OTHER.finditer(code))


def _renamed(names: str) -> str:
    return names.replace(" as ", ": ").replace("\n", " ")


def _variable(name: str) -> str:
    return f"_{name.removesuffix('.js').replace('-', '_')}"
