"""What a command needs beyond the packages that every installation of lvkb has."""

from __future__ import annotations

import re

from lvkb.cli.common import fail

_REQUIREMENT = re.compile(r"""([\w.-]+).*;\s*extra\s*==\s*["']([\w-]+)["']""")


def need(extra: str, job: str) -> None:
    """Ends the command when a package of an extra is missing.

    Args:
        extra: `site` or `links`, as in `pip install "lvkb[site]"`.
        job: What is asked for, as the beginning of a sentence: "Checking links".
    """
    if missing := missing_packages(extra):
        brings = f'pip install "lvkb[{extra}]" (in a clone: pip install ".[{extra}]")'
        raise fail(f"{job} needs packages that are not installed: {', '.join(missing)}. Run {brings}.")


def missing_packages(extra: str) -> tuple[str, ...]:
    """Gives the packages that lvkb's own metadata names for an extra and that are not installed, by name."""
    from importlib import metadata

    def there(name: str) -> bool:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            return False
        return True

    # sources that were never installed have no metadata: an import then says what is missing
    wanted = metadata.requires("lvkb") if there("lvkb") else None
    named = (_REQUIREMENT.match(line) for line in wanted or ())
    return tuple(sorted(found[1] for found in named if found and found[2] == extra and not there(found[1])))
