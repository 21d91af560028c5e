"""What some of lvkb needs beyond the packages that every installation has: extras, which are asked for by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lvkb.errors import LvkbError

_OF_EXTRA = re.compile(r"""([\w.-]+).*;\s*extra\s*==\s*["']([\w-]+)["']""")
"""A line of the metadata: `requests>=2.31; extra == 'links'`."""


class ExtraMissing(LvkbError):
    """Packages of an extra are not installed; the text says which, and what brings them."""


def need(extra: str, job: str) -> None:
    """Lets something begin only where its packages are installed.

    Args:
        extra: `site` or `links`, as in `pip install "lvkb[site]"`.
        job: What is asked for, as the beginning of a sentence: "Checking links".

    Raises:
        ExtraMissing: One of them is not.
    """
    if missing := sorted(_missing(extra)):
        what = f"{job} needs packages that are not installed: {', '.join(missing)}."
        raise ExtraMissing(f'{what} Run pip install "lvkb[{extra}]", or in a clone pip install ".[{extra}]".')


def _missing(extra: str) -> Iterator[str]:
    """Gives the packages that lvkb's metadata names for an extra and that are not installed."""
    from importlib import metadata

    def there(name: str) -> bool:
        try:
            metadata.distribution(name)
        except metadata.PackageNotFoundError:
            return False
        return True

    # sources that were never installed have no metadata: there an import says what is missing
    wanted = metadata.requires("lvkb") if there("lvkb") else None
    named = (_OF_EXTRA.match(line) for line in wanted or ())
    yield from (found[1] for found in named if found and found[2] == extra and not there(found[1]))
