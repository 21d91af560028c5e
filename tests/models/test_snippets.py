"""Snippets do what they say: each form is executed, with random weights in place of downloaded ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lvkb.views.snippets import IMAGE, snippet
from tests.counted import model_count

pytestmark = pytest.mark.usefixtures("loaded")

FREE, FIXED, FUSED = "test_convnext.r160_in1k", "test_vit.r160_in1k", "efficientvit_m0.r224_in1k"


def execute(code: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Runs a snippet beside a small image, and gives its variables."""
    from PIL import Image

    Image.effect_noise((20, 12), 40).save(folder / IMAGE)
    monkeypatch.chdir(folder)
    assert "pretrained=True" in code
    names: dict[str, Any] = {}
    exec(code.replace("pretrained=True", "pretrained=False"), names)  # noqa: S102  (a text of our own)
    return names


@pytest.mark.parametrize(
    ("model", "own", "size", "deploy"),
    [
        (FREE, 160, None, False),
        (FIXED, 160, None, False),
        (FREE, 160, 192, False),
        (FIXED, 160, 192, False),
        (FUSED, 224, None, True),
        (FUSED, 224, 256, True),
    ],
)
def test_snippet_runs(
    model: str, own: int, size: int | None, deploy: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The snippet turns an image into the size it names, and gives a score for each of a thousand classes."""
    count = model_count(model, sizes=((own, 1),))
    names = execute(snippet(count, size, deploy=deploy), tmp_path, monkeypatch)
    side = size or own
    assert tuple(names["image"].shape) == (1, 3, side, side)
    assert tuple(names["output"].shape) == (1, 1000)
    assert names["config"]["input_size"] == (3, side, side)
    assert not names["model"].training


def test_deploy_form_has_fewer_parameters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The deploy form really is fused, and gives nearly the same scores as the model as built."""
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    code = snippet(model_count(FUSED), deploy=True)
    fused = execute(code.replace("model = rep", "built = model\nmodel = rep"), tmp_path, monkeypatch)
    sizes = [sum(item.numel() for item in fused[name].parameters()) for name in ("model", "built")]
    assert sizes[0] < sizes[1]
    with torch.inference_mode():
        assert torch.allclose(fused["model"](fused["image"]), fused["built"](fused["image"]), atol=1e-3)
