"""MkDocs, run in strict mode over the assembled documents, with the same output at every hour and place."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lvkb import __version__
from lvkb.build.build_errors import BuildError
from lvkb.build.docs_dir import DOCS
from lvkb.build.site_identity import identity_of
from lvkb.build.staging import write_files
from lvkb.catalog import Catalog
from lvkb.exports import FILES, MEDIA_TYPES
from lvkb.exports.feed_paths import feed_links
from lvkb.layout import packed, share
from lvkb.render.repository import repository_of
from lvkb.subject.metrics import METRICS

CONFIG = "build/mkdocs.yml"
SHELL = "mkdocs.yml"
"""What a knowledge base, or lvkb for it, says of the site's shell."""

_FIRST_DAY = 719_163  # 1 January 1970 as Python counts days


def run_mkdocs(catalog: Catalog, site: Path) -> None:
    """Makes HTML of build/docs.

    The build date that MkDocs writes into its files is the day of the newest record, so that equal trees give equal
    sites.

    Args:
        catalog: The catalogue.
        site: Folder that the HTML goes to.

    Raises:
        BuildError: MkDocs reports a warning or an error.
    """
    write_files(catalog.root, {CONFIG: configuration(catalog, catalog.root / DOCS, site)})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(catalog.root / CONFIG)]
    env = {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(_newest_day(catalog)),
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    done = subprocess.run(command, cwd=catalog.root, env=env, capture_output=True, check=False)  # noqa: S603 - no shell
    if done.returncode != 0:
        said = (done.stderr + done.stdout).decode(errors="replace")
        raise BuildError(f"mkdocs failed:\n{said.strip()}")


def configuration(catalog: Catalog, docs: Path, site: Path) -> str:
    """Gives the configuration of a build: the knowledge base's or lvkb's own, with the folders of this root.

    What every page may tell of the catalogue stands below `extra`, where templates of the theme find it.

    Args:
        catalog: The catalogue.
        docs: Folder of the documents.
        site: Folder that the HTML goes to.
    """
    root, identity = catalog.root, identity_of(catalog.about)
    folders = {
        "INHERIT": str(share(root, SHELL)),
        **_outside_navigation(root),
        "site_name": identity.name,
        "site_description": catalog.about.description,
        "site_url": identity.address,
        "repo_url": repository_of(catalog.about).url,
        "docs_dir": str(docs),
        "site_dir": str(site),
        "theme": {"custom_dir": str(share(root, "site/overrides"))},
        "extra": {
            "short_name": identity.short_name,
            "catalog_updated": catalog.updated.isoformat() if catalog.updated else "",
            "catalog_version": __version__,
            "feeds": [feed._asdict() for feed in feed_links(catalog)],
            "dataset": {
                "version": catalog.release.version if catalog.release else "",
                "released": catalog.release.date.isoformat() if catalog.release else "",
                "files": [{"path": path, "type": MEDIA_TYPES[Path(path).suffix]} for path in FILES],
                "metrics": [metric.meaning for metric in METRICS],
            },
        },
    }
    return json.dumps(folders, ensure_ascii=False, indent=2) + "\n"  # JSON is YAML too


def _outside_navigation(root: Path) -> dict[str, str]:
    """Gives which pages need no place in the navigation, where a knowledge base brings a shell of its own.

    They are lvkb's and its own: a page that a new version of lvkb makes would else break each of these sites.

    Raises:
        BuildError: The shell is no YAML, or no mapping.
    """
    own, ours = share(root, SHELL), packed(SHELL)
    if own == ours:
        return {}
    lines = (line for shell in (ours, own) for line in str(_said(shell).get("not_in_nav") or "").splitlines())
    return {"not_in_nav": "\n".join(dict.fromkeys(lines))}


def _said(shell: Path) -> Mapping[str, Any]:
    """Gives what a configuration of MkDocs says, as MkDocs itself reads it."""
    from mkdocs.exceptions import ConfigurationError  # noqa: PLC0415 - of the extra `site`
    from mkdocs.utils.yaml import yaml_load  # noqa: PLC0415 - as above

    try:
        with shell.open("rb") as file:
            said: object = yaml_load(file)
    except (OSError, ConfigurationError) as error:
        raise BuildError(f"{shell.name} cannot be read: {error}") from error
    if not isinstance(said, Mapping):
        raise BuildError(f"{shell.name} holds no settings. Copy lvkb's, and change what shall differ.")
    return said


def _newest_day(catalog: Catalog) -> int:
    """Gives the newest record's day as seconds from 1970, in UTC."""
    newest = catalog.updated.toordinal() if catalog.updated else _FIRST_DAY
    return (newest - _FIRST_DAY) * 86_400
