"""Images through a model with its own preparation, and the classes it thinks likeliest."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lvkb.errors import LvkbError
from lvkb.models.choices import Device
from lvkb.models.construction import first_line
from lvkb.models.preflight import libraries

MAX_PIXELS = 178_956_970
"""Images of more pixels are refused, as Pillow does by default: a small file can unpack to gigabytes."""

LONGEST = 100
"""Images that are longer than wide by more than this, or the reverse, are refused.

Preparation scales by the short side: a strip of one pixel would grow to gigabytes.
"""

_DEEP = ("I", "F")  # and I;16 with its kin


class NotClassified(LvkbError):
    """An image cannot be read, or a model tells no classes; the message says why."""


@dataclass(frozen=True)
class Guess:
    """A class that a model thinks likely.

    Attributes:
        index: Number of the class in the model's head, from 0.
        label: What the class is.
        probability: Share given by the softmax, from 0 to 1.
    """

    index: int
    label: str
    probability: float


@dataclass(frozen=True)
class Classifier:
    """A model that is ready for images.

    Attributes:
        model: The model with its weights, on its device.
        prepare: Makes the model's input of an RGB image.
        labels: Gives the label of a class.
        device: Where it computes.
        size: Side of the input in pixels.
    """

    model: Any
    prepare: Callable[[Any], Any]
    labels: Callable[[int], str]
    device: Device
    size: int

    def guesses(self, path: Path, count: int = 5) -> tuple[Guess, ...]:
        """Gives the likeliest classes of an image, the likeliest first.

        Raises:
            NotClassified: The file is no image, broken, or too large.
        """
        torch = libraries().torch
        image = self.prepare(read_image(path)).unsqueeze(0).to(self.device)
        with torch.inference_mode():
            output = self.model(image)
        found = output.float().softmax(-1)[0].topk(min(count, output.shape[-1]))
        pairs = zip(found.indices.tolist(), found.values.tolist(), strict=True)
        return tuple(Guess(index, self.labels(index), round(share, 6)) for index, share in pairs)


def classifier(model: Any, device: Device) -> Classifier:
    """Makes a model ready for images: preparation as timm states it for these weights, and labels.

    Raises:
        NotClassified: The model has no head that tells classes of ImageNet.
    """
    data = libraries().timm.data
    labels = _labels(model)
    settings = data.resolve_data_config({}, model=model)
    prepare = data.create_transform(**settings, is_training=False)
    return Classifier(model.to(device).eval(), prepare, labels, device, int(settings["input_size"][-1]))


def _labels(model: Any) -> Callable[[int], str]:
    """Gives the labels that belong to a model's head.

    timm itself takes an extra background class off where weights have one, so that its class 0 is ImageNet's.
    """
    data = libraries().timm.data
    cfg = model.pretrained_cfg
    classes = int(getattr(model, "num_classes", 0) or 0)
    own = cfg.get("label_descriptions") or cfg.get("label_names")
    if own and not isinstance(own, dict) and len(own) == classes:
        return lambda index: str(own[index])
    subset = data.infer_imagenet_subset({"num_classes": classes})
    if subset is None:
        what = f"{classes} outputs, which are no classes of ImageNet" if classes else "no head"
        raise NotClassified(f"{cfg.get('architecture', 'the model')} has {what}: it gives features, not labels.")
    return data.ImageNetInfo(subset).index_to_description  # type: ignore[no-any-return]


def read_image(path: Path) -> Any:
    """Reads an image as RGB, upright as its camera held it.

    Raises:
        NotClassified: The file is no image, broken, or too large; the message names it.
    """
    pil, ops = importlib.import_module("PIL.Image"), importlib.import_module("PIL.ImageOps")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on odd metadata, and on sizes below the limit
            with pil.open(path) as image:
                _accept(image, path)
                return ops.exif_transpose(image).convert("RGB")
    except pil.DecompressionBombError:
        raise NotClassified(f"{path}: the image has more than {MAX_PIXELS:,} pixels, and is not unpacked.") from None
    except FileNotFoundError:
        raise NotClassified(f"{path}: there is no such file.") from None
    except pil.UnidentifiedImageError:
        raise NotClassified(f"{path}: this is no image that Pillow can read.") from None
    except NotClassified:
        raise
    except Exception as error:  # broken files make Pillow's readers raise almost anything
        raise NotClassified(f"{path}: the image cannot be read: {first_line(error)}") from error


def _accept(image: Any, path: Path) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise NotClassified(f"{path}: the image has more than {MAX_PIXELS:,} pixels, and is not unpacked.")
    if max(image.size) > LONGEST * min(image.size):
        raise NotClassified(f"{path}: {image.width} x {image.height} pixels are a strip, and no image to classify.")
    if image.mode.startswith(_DEEP):
        raise NotClassified(f"{path}: its pixels have more than 8 bits (mode {image.mode}); save it with 8 bits first.")
