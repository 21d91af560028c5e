"""The page for developers: its examples run as they stand, against the built site on a server of this machine."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from lvkb.exports.api import API, PATHS
from tests.browser.server import serve
from tests.build.conftest import ADDRESS, Built
from tests.node_packages import node_package


@pytest.fixture(scope="module")
def home(built: Built) -> Iterator[str]:
    """The address of the built site on a server of this machine."""
    with serve(built.site) as address:
        yield address


READER = """
import type { paths, ResultRow, ResultsFile } from "./lvkb";
type Answer = paths["/papers/{id}.json"]["get"]["responses"]["200"]["content"]["application/json"];

async function best(): Promise<number | undefined> {
    const { results } = (await (await fetch("results.json")).json()) as ResultsFile;
    const small: ResultRow[] = results.filter((row) => row.light && row.scope === "core" && (row.params_m ?? 99) <= 6);
    const { paper } = (await (await fetch(`papers/${small[0].paper}.json`)).json()) as Answer;
    const link: string | undefined = paper.sources?.["arxiv"]?.link;
    console.log(paper.variants?.[0]?.readings[0].setup, link);
    return small[0].top1;
}

best();
"""
WRONG = """
import type { ResultRow } from "./lvkb";
declare const row: ResultRow;
console.log(row.parms_m, row.scope === "centre");
const sum: number = row.top1 + 1;
"""


def example(built: Built, number: int, home: str) -> str:
    """Gives an example of the page, as a reader copies it, with the address of this server."""
    page = (built.site / "api/index.html").read_text(encoding="utf-8")
    blocks = re.findall(r"<div class=highlight><pre>.*?<code>(.*?)</code>", page, re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", "", blocks[number]))
    assert ADDRESS in text
    return text.replace(ADDRESS, home)


def rows(built: Built, name: str) -> list[dict[str, Any]]:
    """Gives the rows of a document of the built site."""
    text = (built.site / API / f"{name}.json").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text, parse_float=Decimal)[name]
    return found


def run(*command: str) -> str:
    """Runs a command and gives what it prints."""
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=300).stdout


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="curl and jq are not installed")
def test_example_for_the_command_line(built: Built, home: str) -> None:
    """It prints the front of the setup with the most models, a line each."""
    lines = run("sh", "-c", example(built, 0, home)).splitlines()
    points = rows(built, "fronts")[0]["params_m"]
    assert len(lines) == len(points) > 0
    for line, point in zip(lines, points, strict=True):
        top1, params, *model = line.split("\t")
        assert (Decimal(top1), Decimal(params)) == (point["top1"], point["params_m"])
        assert model == [point["paper"], point["variant"]]


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_example_in_javascript(built: Built, home: str) -> None:
    """It prints the title of the paper that it asks for by name, and its number of results."""
    script = example(built, 1, home)
    (name,) = re.findall(r'folded\("([^"]+)"\)', script)
    (paper,) = (row for row in rows(built, "papers") if row["name"] == name)
    assert run("node", "--input-type=module", "--eval", script) == f"{paper['title']} {paper['results']}\n"


def test_every_document_is_on_the_page(built: Built) -> None:
    """The page leads to each file of the API that is no paper's and no schema, and to its types."""
    page = (built.site / "api/index.html").read_text(encoding="utf-8")
    linked = re.findall(r"href=([a-z0-9/._-]+\.(?:json|d\.ts))", page)
    assert set(PATHS) <= {urljoin("api/", address) for address in linked}


@pytest.mark.skipif(node_package("typescript") is None, reason="node does not find typescript")
@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_types(built: Built, home: str, tmp_path: Path) -> None:
    """The types that the page's command fetches pass under strict rules, let a reader pass and no mistake of one."""
    subprocess.run(["sh", "-c", example(built, 2, home).splitlines()[0]], cwd=tmp_path, timeout=300, check=True)
    for name, text in (("reader", READER), ("wrong", WRONG)):
        (tmp_path / f"{name}.ts").write_text(text, encoding="utf-8")
    rules = ["--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom"]
    told = [
        subprocess.run(
            ["node", f"{node_package('typescript')}/bin/tsc", *rules, f"{name}.ts"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        for name in ("reader", "wrong")
    ]
    assert told[0] == ""
    assert re.findall(r"^wrong\.ts\((\d+),\d+\): error (TS\d+)", told[1], re.MULTILINE) == [
        ("4", "TS2551"),  # no such key; params_m was meant
        ("4", "TS2367"),  # a word that is none of the choice
        ("5", "TS18048"),  # what may be left out
    ]
