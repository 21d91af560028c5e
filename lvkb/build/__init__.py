"""README and site on disk: files written or compared, the site tool, the search index, the built HTML followed.

Everything is rendered first, then compared or replaced; never is half of it left.
"""

from __future__ import annotations

from lvkb.build import committed, html_check
from lvkb.build.build_errors import BuildError
from lvkb.build.committed import check_committed, difference
from lvkb.build.site import build, build_site
from lvkb.build.staging import write_files

__all__ = ["RULES", "BuildError", "build", "build_site", "check_committed", "difference", "write_files"]

RULES = (*committed.RULES, *html_check.RULES)
"""The rules of generated files and of the built site."""
