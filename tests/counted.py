"""Made-up counts for tests."""

from __future__ import annotations

from typing import Any

from lvkb.measured import Counts, Missing, ModelCount, SizeCount, measured_text

MODEL = "pebblevit_s.flint_in1k"


def model_count(model: str = MODEL, params: int = 5_578_632, fused: int | None = None, **values: Any) -> ModelCount:
    """Gives the counts of a model.

    Args:
        model: timm name.
        params: Parameters as built.
        fused: Parameters after re-parameterisation; as built without.
        **values: Further fields; `sizes` as pairs or triples of size, MACs, and MACs after re-parameterisation.
    """
    sizes = values.pop("sizes", ((224, 1_102_000_000),))
    return ModelCount(
        **{
            "model": model,
            "params": params,
            "params_fused": params if fused is None else fused,
            "sizes": tuple(SizeCount(size=size, macs=macs[0], macs_fused=macs[-1], norms=0) for size, *macs in sizes),
            "license": "apache-2.0",
            "mean": (0.5, 0.5, 0.5),
            "std": (0.25, 0.25, 0.25),
            "crop_pct": 0.9,
            "interpolation": "bicubic",
            **values,
        }
    )


def counts(*models: ModelCount, missing: tuple[Missing, ...] = (), architectures: tuple[str, ...] = ()) -> Counts:
    """Gives a file of counts."""
    versions = {"counter": "1", "timm": "1.0.31", "torch": "2.13.0"}
    return Counts(versions=versions, architectures=architectures, models=models, missing=missing)


def counts_file(*models: ModelCount, **values: Any) -> dict[str, str]:
    """Gives the text of a file of counts by its path inside `catalog/`."""
    return {"measured/counts.json": measured_text(counts(*models, **values))}


PEBBLE_SNIPPET = """\
# 224 x 224 pixels, bicubic, mean 0.5 0.5 0.5, deviation 0.25 0.25 0.25
# Licence of the weights: apache-2.0.
import timm
import torch
from PIL import Image
from timm.data import create_transform, resolve_model_data_config

model = timm.create_model("pebblevit_s.flint_in1k", pretrained=True).eval()
config = resolve_model_data_config(model)
transform = create_transform(**config)

image = transform(Image.open("image.jpg").convert("RGB")).unsqueeze(0)
with torch.inference_mode():
    output = model(image)  # a score for each class, or features where the weights have no classifier
"""
"""The Python that runs the made-up model at the size and in the form of its weights."""
