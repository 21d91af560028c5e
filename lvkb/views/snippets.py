"""The Python that runs a model: one function makes it, for pages and commands alike."""

from __future__ import annotations

import json

from lvkb.findings import visible
from lvkb.measured import ModelCount

IMAGE = "image.jpg"
"""The file that a snippet reads."""


def snippet(count: ModelCount, size: int | None = None, *, deploy: bool = False) -> str:
    """Gives the Python that runs a model on one image: exact weights, their own preprocessing.

    Args:
        count: What is known of the model.
        size: Side of the image in pixels; the model's own size by default. Not all weights of models with a fixed
            size can be loaded at another one.
        deploy: Also fuse the model into the form that is deployed, which gives the same answers faster.
    """
    size = size or count.size
    lines = [
        *_comments(count, size),
        "import timm",
        "import torch",
        "from PIL import Image",
        "from timm.data import create_transform, resolve_model_data_config",
        *(["from timm.utils import reparameterize_model"] if deploy else []),
        "",
        *_model(count, size),
        *(["model = reparameterize_model(model)"] if deploy else []),
        "transform = create_transform(**config)",
        "",
        f'image = transform(Image.open("{IMAGE}").convert("RGB")).unsqueeze(0)',
        "with torch.inference_mode():",
        "    output = model(image)  # a score for each class, or features where the weights have no classifier",
    ]
    return "\n".join(lines) + "\n"


def is_fusable(count: ModelCount) -> bool:
    """Tells whether re-parameterisation changes the model."""
    return count.params != count.params_fused or any(cost.macs != cost.macs_fused for cost in count.sizes)


def normalisation(count: ModelCount) -> str:
    """Gives in words how images are resized and normalised: `bicubic, mean ..., deviation ...`."""
    mean, std = (" ".join(f"{value:g}" for value in values) for values in (count.mean, count.std))
    return f"{count.interpolation}, mean {mean}, deviation {std}"


def _comments(count: ModelCount, size: int) -> list[str]:
    licence = f"Licence of the weights: {count.license}" if count.license else "timm names no licence of the weights"
    weights = f"{licence}." if count.weights else "timm has no weights of this model: its answers mean nothing."
    return [f"# {visible(text)}" for text in (f"{size} x {size} pixels, {normalisation(count)}", weights)]


def _model(count: ModelCount, size: int) -> list[str]:
    """Gives the lines that make the model and its preprocessing.

    Another size goes into the configuration, from where timm hands it on to the models that must know it.
    """
    arguments = f"{json.dumps(count.model, ensure_ascii=False)}, pretrained={count.weights}"
    overlay = f', pretrained_cfg_overlay={{"input_size": (3, {size}, {size})}}' if size != count.size else ""
    return [
        f"model = timm.create_model({arguments}{overlay}).eval()",
        "config = resolve_model_data_config(model)",
    ]
