"""The notebooks of docs/: they run as they are, and are kept without what running them leaves behind."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = sorted((REPOSITORY / "docs/notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.real


def code_cells(notebook: Any) -> list[Any]:
    """Gives the cells that hold Python."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: str(file.name))
def test_notebooks_are_kept_without_outputs(file: Path) -> None:
    """What is stored is text that people wrote: no outputs, no counters, so that a difference is one they made."""
    notebook = json.loads(file.read_text(encoding="utf-8"))
    assert [(cell["outputs"], cell["execution_count"]) for cell in code_cells(notebook)] == [
        ([], None) for _ in code_cells(notebook)
    ]


def test_the_front_is_drawn_in_ten_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook of the front runs in any folder, draws one picture, and lists models that grow better and dearer."""
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("matplotlib")
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    notebook = nbformat.read(REPOSITORY / "docs/notebooks/front.ipynb", as_version=4)
    nbformat.validate(notebook)
    drawing, listing = code_cells(notebook)
    lines = [line for line in drawing["source"].splitlines() if line and not line.startswith("import")]
    assert len(lines) <= 10
    listing["source"] = 'front[["gmacs", "top1"]].to_csv(index=False)'
    nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert [output["output_type"] for output in drawing["outputs"]] == ["display_data"]
    assert "image/png" in drawing["outputs"][0]["data"]
    (output,) = listing["outputs"]
    shown = output["data"]["text/plain"].strip("'").split(r"\n")[1:-1]
    front = [tuple(map(float, line.split(","))) for line in shown]
    assert len(front) > 5
    assert all(one < two for one, two in itertools.pairwise(front))
    assert [top1 for _, top1 in front] == sorted({top1 for _, top1 in front})
