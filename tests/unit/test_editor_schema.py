"""The schema of a record in the editor: keys completed, slips flagged, by the real yaml-language-server, if any.

`npm install --global yaml-language-server` brings it; `LVKB_YAML_LANGUAGE_SERVER` names one that is not on the path.
"""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lvkb.records import paper_schema

EDITOR_LINE = "# yaml-language-server: $schema=paper.schema.json\n"
GOOD = (Path(__file__).parents[1] / "examples/good/pebblevit.yml").read_text()
READING = "variants:\n  - name: x\n    readings:\n"
SETTINGS = {"yaml": {"validate": True, "completion": True, "schemaStore": {"enable": False}}}
SECONDS = 120

PLACES = {
    "Paper": "",
    "Published": "published:\n  ",
    "Code": "code:\n  - ",
    "Annotation": "annotation:\n  ",
    "Relations": "relations:\n  ",
    "Source": "sources:\n  paper:\n    ",
    "Protocol": "protocols:\n  p:\n    ",
    "Variant": "variants:\n  - ",
    "Reading": f"{READING}      - ",
    "Throughput": f"{READING}      - throughput:\n          ",
    "Latency": f"{READING}      - latency:\n          ",
    "Setting": f"{READING}      - setting:\n          ",
}
"""Where in a record each kind of mapping stands."""


class Editor:
    """A language server, and a document that is open in it."""

    def __init__(self, command: str, folder: Path) -> None:
        self._process = subprocess.Popen(
            [command, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._uri = (folder / "x.yml").as_uri()
        self._sent = self._version = 0
        self._held = b""
        workspace = {"configuration": True}
        self._ask("initialize", processId=None, rootUri=folder.as_uri(), capabilities={"workspace": workspace})
        self._send({"method": "initialized", "params": {}})

    def close(self) -> None:
        """Ends the server."""
        self._process.kill()
        self._process.communicate()

    def complaints(self, text: str) -> list[str]:
        """Gives what the editor underlines in a text."""
        self._shows(text)
        shown = self._until(lambda message: message.get("method") == "textDocument/publishDiagnostics")
        return [item["message"] for item in shown["params"]["diagnostics"]]

    def completions(self, text: str) -> set[str]:
        """Gives the keys or values that the editor offers at the end of a text."""
        self._shows(text)
        at = {"line": text.count("\n"), "character": len(text.rpartition("\n")[2])}
        answer = self._ask("textDocument/completion", textDocument={"uri": self._uri}, position=at)
        return {item["label"] for item in answer["items"]}

    def _shows(self, text: str) -> None:
        self._version += 1
        document: dict[str, Any] = {"uri": self._uri, "version": self._version}
        if self._version == 1:
            document |= {"languageId": "yaml", "text": text}
            self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        else:
            changes = [{"text": text}]
            params = {"textDocument": document, "contentChanges": changes}
            self._send({"method": "textDocument/didChange", "params": params})

    def _ask(self, method: str, **params: Any) -> Any:
        self._sent += 1
        number = self._sent
        self._send({"method": method, "params": params, "id": number})
        return self._until(lambda message: message.get("id") == number and "method" not in message)["result"]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _until(self, is_meant: Any) -> dict[str, Any]:
        """Answers the server's own questions until the message comes that is waited for."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            message = self._message(end)
            if "method" in message and "id" in message:
                asked = message["params"].get("items", [])
                settings = [SETTINGS.get(item.get("section", ""), {}) for item in asked]
                self._send({"id": message["id"], "result": settings or None})
            elif is_meant(message):
                return message
        raise TimeoutError

    def _message(self, end: float) -> dict[str, Any]:
        while b"\r\n\r\n" not in self._held:
            self._more(end)
        head, _, rest = self._held.partition(b"\r\n\r\n")
        size = int(head.lower().partition(b"content-length:")[2].split()[0])
        self._held = rest
        while len(self._held) < size:
            self._more(end)
        body, self._held = self._held[:size], self._held[size:]
        message: dict[str, Any] = json.loads(body)
        return message

    def _more(self, end: float) -> None:
        assert self._process.stdout is not None
        if not select.select([self._process.stdout], [], [], max(end - time.monotonic(), 0))[0]:
            raise TimeoutError
        self._held += os.read(self._process.stdout.fileno(), 65_536)


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """The real server, with the schema beside the record."""
    command = os.environ.get("LVKB_YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not command:
        pytest.skip("yaml-language-server is not installed")
    folder = tmp_path_factory.mktemp("editor")
    (folder / "paper.schema.json").write_text(json.dumps(paper_schema()))
    server = Editor(command, folder)
    yield server
    server.close()


def _properties(kind: str) -> dict[str, Any]:
    schema = paper_schema()
    found: dict[str, Any] = (schema if kind == "Paper" else schema["$defs"][kind])["properties"]
    return found


def test_a_good_record_is_not_underlined(editor: Editor) -> None:
    """Nothing is wrong with the example of all keys."""
    assert editor.complaints(EDITOR_LINE + GOOD) == []


@pytest.mark.parametrize("kind", PLACES)
def test_every_key_is_completed(editor: Editor, kind: str) -> None:
    """Wherever keys are typed, all that may stand there are offered."""
    assert set(_properties(kind)) <= editor.completions(EDITOR_LINE + PLACES[kind])


def test_keys_inside_the_braces_of_a_reading_are_completed(editor: Editor) -> None:
    """A reading stands in one line."""
    rest = set(_properties("Reading")) - {"source", "top1"}
    assert rest <= editor.completions(f"{EDITOR_LINE}{READING}      - {{source: p, t") | {"top1"}


@pytest.mark.parametrize("kind", PLACES)
def test_every_field_is_flagged(editor: Editor, kind: str) -> None:
    """A value of another shape is underlined in each field, and so is a key that nobody knows."""
    for key in [*_properties(kind), "unknown_key"]:
        text = f"{EDITOR_LINE}{PLACES[kind]}{key}: {{odd: [{{}}]}}\n"
        told = " ".join(editor.complaints(text))
        assert "Incorrect type" in told or "not allowed" in told or "not accepted" in told, key


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("top1: 78.30", "top1: 0.783", "Value is below the minimum of 1."),
        ("params_m: 5.6", "params_m: 5600000", "Value is above the maximum of 10000."),
        ("top5: 94.1", "top5: null", 'Incorrect type. Expected "number".'),
        ("unit: macs", "unit: ops", 'Value is not accepted. Valid values: "macs", "flops", "unstated".'),
        ("year: 2023", "year: 23", "Value is below the minimum of 1900."),
        ("name: PebbleViT\n", "", 'Missing property "name".'),
    ],
)
def test_slips_are_flagged(editor: Editor, old: str, new: str, told: str) -> None:
    """Fractions, absolute counts, null and other words are underlined while they are typed."""
    assert old in GOOD
    assert told in editor.complaints(EDITOR_LINE + GOOD.replace(old, new, 1))


def test_values_of_a_closed_list_are_offered(editor: Editor) -> None:
    """All kinds of distillation, and nothing that the check refuses."""
    offered = editor.completions(f"{EDITOR_LINE}{READING}      - distilled: ")
    assert {"none", "hard", "soft", "feature", "unstated"} <= offered
    assert "null" not in offered


def test_no_value_may_be_null() -> None:
    """What is unknown is left out of a record, so that the schema offers no null anywhere."""
    assert '"null"' not in json.dumps(paper_schema())
    assert "null" not in json.dumps(paper_schema())


def test_metrics_have_their_bounds() -> None:
    """They are those of the checks."""
    top1 = paper_schema()["$defs"]["Reading"]["properties"]["top1"]
    assert (top1["type"], top1["minimum"], top1["maximum"]) == ("number", 1, 100)
    assert paper_schema()["$defs"]["Latency"]["properties"]["ms"]["minimum"] == 0
