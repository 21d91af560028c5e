"""Modules are joined into one file that does the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from lvkb.build.build_errors import BuildError
from lvkb.build.scripts import join_scripts, joined

SOURCES = {
    "main.js": 'import { twice } from "./twice.js";\nimport { one as first, two } from "./numbers.js";\n'
    'twice(first + two);\nconst later = () => import("./later.js");\n',
    "twice.js": 'import { two } from "./numbers.js";\nconst own = 1;\n'
    "export function twice(a) {\nreturn two * a * own;\n}\n",
    "numbers.js": "const own = 2;\nexport const one = 1;\nconst two = own;\nexport { two };\n",
    "later.js": 'import { two } from "./numbers.js";\nexport async function three() {\nreturn two + 1;\n}\n',
    "alone.js": "export class Alone {}\n",
}
NUMBERS = "const _numbers = (() => {\nconst own = 2;\nconst one = 1;\nconst two = own;\nreturn { one, two };\n})();\n"


def test_module_stands_behind_what_it_imports() -> None:
    """Each module is there once, as a function of its own names, before the first that imports it."""
    assert joined(SOURCES, "main.js") == (
        NUMBERS + "const _twice = (() => {\nconst { two } = _numbers;\nconst own = 1;\n"
        "function twice(a) {\nreturn two * a * own;\n}\nreturn { twice };\n})();\n"
        "const { twice } = _twice;\nconst { one: first, two } = _numbers;\ntwice(first + two);\n"
        'const later = () => import("./later.js");\n'
    )


def test_later_part_keeps_its_exports() -> None:
    """What is fetched later has in itself what it imports, and exports as before."""
    assert joined(SOURCES, "later.js") == (
        NUMBERS + "const { two } = _numbers;\nexport async function three() {\nreturn two + 1;\n}\n"
    )


def test_entries_are_joined_and_other_modules_stay(tmp_path: Path) -> None:
    """In a built site only the modules that start something change."""
    folder = tmp_path / "assets/js/part"
    folder.mkdir(parents=True)
    for name, text in SOURCES.items():
        (folder / name).write_text(text)
    join_scripts(tmp_path)
    changed = {name for name, text in SOURCES.items() if (folder / name).read_text() != text}
    assert changed == {"main.js", "later.js"}
    assert {file.name for file in folder.iterdir()} == SOURCES.keys()


@pytest.mark.parametrize(
    "line", ["export default 1;", 'import a from "./a.js";', "export { a as b };", 'import "./a.js";']
)
def test_other_forms_are_refused(line: str) -> None:
    """A form that the join does not know stops the build, instead of a page without its script."""
    with pytest.raises(BuildError, match=r"^assets/js: main\.js cannot be joined: "):
        joined({"main.js": f"{line}\n"}, "main.js")
