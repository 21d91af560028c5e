"""Images through a model: what is read, what is refused, and which labels come out."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from lvkb.models import classification, construction
from lvkb.models.choices import Device
from lvkb.models.classification import Guess, NotClassified, classifier, read_image
from lvkb.models.preflight import libraries

pytestmark = pytest.mark.usefixtures("loaded")

TINY = "test_vit.r160_in1k"
RED, BLUE = (255, 0, 0), (0, 0, 255)


def save(file: Path, mode: str = "RGB", size: tuple[int, int] = (8, 4), colour: Any = RED, **options: Any) -> Path:
    """Writes an image of one colour."""
    pil = import_module("PIL.Image")
    pil.new(mode, size, colour).save(file, **options)
    return file


@pytest.mark.parametrize(
    ("mode", "colour", "name"),
    [("RGB", RED, "a.png"), ("RGBA", (*RED, 9), "a.png"), ("P", 1, "a.gif"), ("L", 7, "a.jpg"), ("1", 1, "a.png")],
)
def test_images_of_every_mode_become_rgb(tmp_path: Path, mode: str, colour: Any, name: str) -> None:
    """Grey, palette and transparent images are turned into RGB."""
    image = read_image(save(tmp_path / name, mode, colour=colour))
    assert (image.mode, image.size) == ("RGB", (8, 4))


def test_images_stand_upright(tmp_path: Path) -> None:
    """A photograph taken with the camera on its side is turned as its metadata says."""
    pil = import_module("PIL.Image")
    exif = pil.Exif()
    exif[0x0112] = 6
    assert read_image(save(tmp_path / "a.jpg", exif=exif)).size == (4, 8)


def test_an_image_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A missing file is named."""
    with pytest.raises(NotClassified) as error:
        read_image(tmp_path / "no.png")
    assert str(error.value) == f"{tmp_path}/no.png: there is no such file."


@pytest.mark.parametrize("content", [b"", b"no image", b"<svg/>"])
def test_a_file_that_is_no_image_is_told(tmp_path: Path, content: bytes) -> None:
    """A file of another kind is named."""
    file = tmp_path / "a.png"
    file.write_bytes(content)
    with pytest.raises(NotClassified) as error:
        read_image(file)
    assert str(error.value) == f"{file}: this is no image that Pillow can read."


def outcome(file: Path) -> str:
    """Gives what came of reading an image of 64 pixels: that it is whole, or the message."""
    try:
        return "whole" if read_image(file).size == (64, 64) else "cut"
    except NotClassified as error:
        return str(error)


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp", "a.tiff"])
def test_a_truncated_image_is_told(tmp_path: Path, name: str) -> None:
    """A file that breaks off is named, whatever its kind and wherever it breaks."""
    whole = save(tmp_path / name, size=(64, 64)).read_bytes()
    for length in range(8, len(whole) - 1, max(1, len(whole) // 12)):
        file = tmp_path / f"cut-{name}"
        file.write_bytes(whole[:length])
        assert outcome(file) == "whole" or outcome(file).startswith(f"{file}: ")
        assert "\n" not in outcome(file)


def test_a_folder_is_told(tmp_path: Path) -> None:
    """A folder in place of an image is named."""
    with pytest.raises(NotClassified, match=rf"^{tmp_path}: the image cannot be read: "):
        read_image(tmp_path)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file with more pixels than allowed is refused before its pixels are unpacked."""
    monkeypatch.setattr(classification, "MAX_PIXELS", 31)
    file = save(tmp_path / "a.png")
    with pytest.raises(NotClassified) as error:
        read_image(file)
    assert str(error.value) == f"{file}: the image has more than 31 pixels, and is not unpacked."


def test_a_bomb_by_pillows_own_limit_is_not_unpacked(tmp_path: Path) -> None:
    """An image that Pillow itself takes for a bomb ends with the same message."""
    file = tmp_path / "a.png"
    save(file, "1", (20_000, 10_000), 0)
    with pytest.raises(NotClassified) as error:
        read_image(file)
    assert str(error.value) == f"{file}: the image has more than 178,956,970 pixels, and is not unpacked."


@pytest.mark.parametrize("size", [(101, 1), (1, 101), (100_000, 3)])
def test_a_strip_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    """A strip would grow to gigabytes when its short side is scaled to the model's; it is refused before."""
    file = save(tmp_path / "a.png", "1", size, 0)
    with pytest.raises(NotClassified) as error:
        read_image(file)
    assert str(error.value) == f"{file}: {size[0]} x {size[1]} pixels are a strip, and no image to classify."
    assert read_image(save(tmp_path / "b.png", "1", (100, 1), 0)).size == (100, 1)


def test_deep_pixels_are_refused_rather_than_cut_off(tmp_path: Path) -> None:
    """16-bit grey would turn into plain white, so it is refused with the cure."""
    file = save(tmp_path / "a.png", "I;16", colour=3000)
    with pytest.raises(NotClassified) as error:
        read_image(file)
    assert str(error.value) == f"{file}: its pixels have more than 8 bits (mode I;16); save it with 8 bits first."


@pytest.fixture
def chosen() -> Any:
    """A tiny model whose scores are the class numbers 207 and 3, whatever it sees."""
    torch = libraries().torch
    model = construction.build(TINY, device="cpu")
    with torch.no_grad():
        model.head.weight.zero_()
        model.head.bias.zero_()
        model.head.bias[207], model.head.bias[3] = 20.0, 19.0
    return model


def test_the_likeliest_classes_come_first_with_their_labels(chosen: Any, tmp_path: Path) -> None:
    """The classes come with ImageNet's labels and the share of the softmax, the likeliest first."""
    ready = classifier(chosen, Device.CPU)
    best, second, *rest = ready.guesses(save(tmp_path / "a.png"), 5)
    assert (best.index, best.label) == (207, "golden retriever")
    assert (second.index, second.label) == (3, "tiger shark, Galeocerdo cuvieri")
    assert best.probability == pytest.approx(0.731056, abs=2e-6)
    assert len(rest) == 3


def test_images_are_prepared_as_timm_states_for_the_weights(tmp_path: Path) -> None:
    """Size, crop, mean and standard deviation are those of the model: a red image becomes its red, normalised."""
    ready = classifier(construction.build(TINY, device="cpu"), Device.CPU)
    known = construction.config(TINY)
    prepared = ready.prepare(read_image(save(tmp_path / "a.png", size=(300, 200))))
    assert ready.size == known.size
    assert tuple(prepared.shape) == (3, known.size, known.size)
    wanted = [(value - mean) / std for value, mean, std in zip((1, 0, 0), known.mean, known.std, strict=True)]
    assert prepared.mean(dim=(1, 2)).tolist() == pytest.approx(wanted, abs=1e-4)


def test_a_large_head_gets_the_labels_of_its_own_classes(tmp_path: Path) -> None:
    """A head of 21,841 classes is labelled by ImageNet-22k, not by the thousand."""
    ready = classifier(construction.build(TINY, device="cpu", num_classes=21_841), Device.CPU)
    (guess,) = ready.guesses(save(tmp_path / "a.png"), 1)
    assert guess == Guess(guess.index, ready.labels(guess.index), guess.probability)
    info = libraries().timm.data.ImageNetInfo("imagenet-22k")
    assert ready.labels(21_840) == info.index_to_description(21_840)


@pytest.mark.parametrize(("classes", "what"), [(0, "no head"), (512, "512 outputs, which are no classes of ImageNet")])
def test_a_model_that_tells_no_classes_is_refused(classes: int, what: str) -> None:
    """Encoders and models of other data give features; they get no made-up labels."""
    model = construction.build(TINY, device="cpu", num_classes=classes)
    with pytest.raises(NotClassified) as error:
        classifier(model, Device.CPU)
    assert str(error.value) == f"test_vit has {what}: it gives features, not labels."


def test_labels_of_the_weights_themselves_come_first() -> None:
    """Weights that bring labels of their own are shown with those."""
    model = construction.build(TINY, device="cpu", num_classes=2)
    model.pretrained_cfg["label_names"] = ["cat", "dog"]
    assert [classifier(model, Device.CPU).labels(index) for index in (0, 1)] == ["cat", "dog"]


def test_fewer_classes_than_asked_for_are_all_shown(tmp_path: Path) -> None:
    """A head of two classes gives two guesses when five are asked for."""
    model = construction.build(TINY, device="cpu", num_classes=2)
    model.pretrained_cfg["label_names"] = ["cat", "dog"]
    assert len(classifier(model, Device.CPU).guesses(save(tmp_path / "a.png"), 5)) == 2
