"""timm's models, built without weights and without a network, and what timm says of their weights.

Names come from records, which strangers write: a name that could lead timm to a repository or a folder is refused here.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lvkb.errors import LvkbError
from lvkb.measured import Missing
from lvkb.models.preflight import libraries
from lvkb.near_words import did_you_mean, near_words

CLASSES = 1000
"""Size of the head that every count means."""

_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)?", re.ASCII)
_LONGEST_NAME = 120
_MERGES = ("fuse", "reparameterize", "switch_to_deploy")  # what timm.utils.reparameterize_model looks for
_VERSION = re.compile(r"v\d+$")


class UnknownModel(LvkbError):
    """timm knows no model of a name; `missing` tells what was asked for, why, and what may have been meant."""

    def __init__(self, missing: Missing) -> None:
        super().__init__(f"{missing.model}: {missing.reason}. {did_you_mean(missing.near)}".rstrip())
        self.missing = missing


class WrongSize(LvkbError):
    """A model cannot take images of a size; the text says why in one line."""


class Config(NamedTuple):
    """What timm says of a set of weights.

    Attributes:
        size: Side in pixels of the image that timm prepares for the model by default.
        test_size: Side in pixels that timm's own evaluation uses; equal to `size` where timm names no other.
        mean: Mean of the normalisation, by channel.
        std: Standard deviation of the normalisation, by channel.
        crop_pct: Share of the resized image that the centre crop keeps at `size`.
        interpolation: How images are resized.
        license: Licence of the weights, empty when timm gives none.
        papers: arXiv ids that timm names, without version.
        weights: Whether there are weights to download.
        resizes: Whether another size has to be told when the model is built.
    """

    size: int
    test_size: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    crop_pct: float
    interpolation: str
    license: str
    papers: tuple[str, ...]
    weights: bool
    resizes: bool


def is_name(name: str) -> bool:
    """Tells whether a text can be the name of a timm model at all: architecture, or architecture and tag."""
    return len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None


def architectures() -> tuple[str, ...]:
    """Gives every architecture of the installed timm, sorted.

    Raises:
        Unavailable: torch or timm cannot be used.
    """
    return tuple(sorted(libraries().timm.list_models()))


def config(name: str) -> Config:
    """Gives what timm says of a model, without building it.

    Args:
        name: Architecture with tag; without one, timm's first tag is meant.

    Raises:
        UnknownModel: timm has no such architecture or tag.
        WrongSize: The model takes no square images.
        Unavailable: torch or timm cannot be used.
    """
    timm = libraries().timm
    known = _known(name)
    size, test_size = _side(name, known.input_size), _side(name, known.test_input_size or known.input_size)
    data = timm.data.resolve_data_config({}, pretrained_cfg=known.to_dict())
    return Config(
        size,
        test_size,
        _channels(data["mean"]),
        _channels(data["std"]),
        float(data["crop_pct"]),
        str(data["interpolation"]),
        known.license or "",
        _papers(known.paper_ids),
        bool(known.has_weights),
        bool(known.fixed_input_size),
    )


def build(name: str, size: int | None = None, device: str = "meta", **options: Any) -> Any:
    """Builds a model for inference: 1,000 classes, no weights, no gradients, in evaluation mode.

    Args:
        name: Architecture with tag.
        size: Side of its images in pixels; None for the model's own.
        device: Where it is built; on `meta` it has shapes but no values, and takes no memory.
        **options: More for `timm.create_model`, such as `pretrained` and `pretrained_cfg_overlay`.

    Returns:
        The model, a `torch.nn.Module`.

    Raises:
        UnknownModel: timm has no such architecture or tag.
        WrongSize: The model cannot be built for images of that size; some refuse it only when they get one.
        Unavailable: torch or timm cannot be used.
    """
    torch, timm, _ = libraries()
    known = config(name)
    if size not in (None, known.size) and known.resizes:
        options["img_size"] = size
    settings = {"pretrained": False, "num_classes": CLASSES, **options}
    with torch.device(device):
        try:
            model = timm.create_model(name, **settings)
        except (TypeError, ValueError, ArithmeticError, AssertionError, RuntimeError) as error:
            if "img_size" not in options:
                raise
            raise WrongSize(f"{name} cannot be built for {size} pixels: {first_line(error)}") from error
    return model.eval().requires_grad_(False)


def fused(model: Any) -> Any:
    """Gives a model in its form for deployment: branches and normalisation merged where it knows how.

    The model itself is not changed. Where nothing can be merged, the result is a copy.
    """
    torch, timm, _ = libraries()
    device = next(model.parameters()).device
    with torch.device(device), torch.no_grad():  # merged layers are made anew, and must lie where the others do
        return timm.utils.reparameterize_model(model).eval().requires_grad_(False)


def is_fusable(model: Any) -> bool:
    """Tells whether a model has parts that know how to merge; those that only might gain nothing by it count too."""
    return any(hasattr(module, way) for module in model.modules() for way in _MERGES)


def parameters(model: Any) -> int:
    """Gives the number of parameters of a model; buffers such as running means are none."""
    return sum(parameter.numel() for parameter in model.parameters())


def first_line(error: BaseException) -> str:
    """Gives the first line of an error's text, or its kind when it has none; at most 200 characters."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:200].rstrip()


def _known(name: str) -> Any:
    """Gives timm's entry of a name."""
    timm = libraries().timm
    if not is_name(name):
        raise UnknownModel(Missing(model=name[:_LONGEST_NAME] or "(empty)", reason="this is no name of a timm model"))
    architecture, _, tag = name.partition(".")
    if architecture not in timm.list_models():
        raise UnknownModel(_missing(name, f"timm has no architecture {architecture}"))
    try:
        known = timm.models.get_pretrained_cfg(name, allow_unregistered=False)
    except RuntimeError:
        known = None
    if known is None and tag:
        raise UnknownModel(_missing(name, f"timm has {architecture}, but not with the tag {tag}"))
    if known is None:
        raise UnknownModel(_missing(name, f"timm says nothing of the weights of {architecture}"))
    return known


def _missing(name: str, reason: str) -> Missing:
    """Gives the nearest names that timm has: tags of the same architecture first."""
    timm = libraries().timm
    architecture = name.partition(".")[0]
    own = timm.list_models(f"{architecture}.*", pretrained=True)
    names = own or [*timm.list_models(pretrained=True), *timm.list_models()]
    return Missing(model=name, reason=reason, near=near_words(name, names, most=5, likeness=0.0 if own else 0.6))


def _side(name: str, size: tuple[int, int, int]) -> int:
    _, height, width = size
    if height != width:
        raise WrongSize(f"{name} takes images of {width} x {height} pixels; only square ones are supported")
    return int(height)


def _channels(values: Any) -> tuple[float, float, float]:
    red, green, blue = values
    return float(red), float(green), float(blue)


def _papers(ids: Any) -> tuple[str, ...]:
    """Gives ids without version, from one text, several, or nothing."""
    several = (ids,) if isinstance(ids, str) else tuple(ids or ())
    return tuple(_VERSION.sub("", text.strip().removeprefix("arXiv:")) for text in several)
