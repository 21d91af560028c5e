"""Models without weights: names that are refused, sizes, and what timm says of a model."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.models import construction
from lvkb.models.construction import UnknownModel, WrongSize, build, config, first_line, fused, is_fusable, is_name
from lvkb.models.preflight import Libraries


@pytest.mark.parametrize(
    "name",
    [
        "hf-hub:someone/repository",
        "hf_hub:someone/repository",
        "local-dir:/etc",
        "../../etc/passwd",
        "/tmp/model",
        "mobilevit_s.cvnets_in1k/x",
        "mobilevit_s.cvnets_in1k.more",
        "mobilevit_s.",
        ".cvnets_in1k",
        "MobileViT_s",
        "mobilevit_s\n",
        "mobilevit_\u017f",
        "a" * 121,
        "",
    ],
)
def test_what_is_no_name_never_reaches_timm(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A text that timm could take for a repository or a folder is refused before timm is asked anything."""
    monkeypatch.setattr(construction, "libraries", _Trap)

    assert not is_name(name)
    with pytest.raises(UnknownModel) as caught:
        build(name)
    assert caught.value.missing.reason == "this is no name of a timm model"


class _Trap:
    """Stands for torch and timm, and lets nothing be done with them."""

    timm: Any = None
    torch: Any = None

    def __iter__(self) -> Any:
        return iter((None, None, ""))


@given(st.text())
def test_names_hold_nothing_but_letters_digits_and_a_dot(text: str) -> None:
    """Whatever passes for a name has no character that could lead elsewhere."""
    if is_name(text):
        assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.")
        assert text.count(".") <= 1


def test_every_name_of_timm_is_a_name(loaded: Libraries) -> None:
    """No model of timm is refused for its name."""
    names = [*loaded.timm.list_models(), *loaded.timm.list_models(pretrained=True)]

    assert [name for name in names if not is_name(name)] == []


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("name", "reason", "near"),
    [
        (
            "mobilvit_xxs.cvnets_in1k",
            "timm has no architecture mobilvit_xxs",
            ("mobilevit_xxs.cvnets_in1k", "mobilevit_xs.cvnets_in1k", "mobilevit_s.cvnets_in1k"),
        ),
        (
            "repvit_m1_0.dist_500e_in1k",
            "timm has repvit_m1_0, but not with the tag dist_500e_in1k",
            ("repvit_m1_0.dist_450e_in1k", "repvit_m1_0.dist_300e_in1k"),
        ),
        ("zzzzzzzz", "timm has no architecture zzzzzzzz", ()),
    ],
    ids=["architecture", "tag", "nothing near"],
)
def test_unknown_names_are_told_with_near_ones(name: str, reason: str, near: tuple[str, ...]) -> None:
    """A name that timm does not know is told apart by architecture and tag, with what may have been meant."""
    with pytest.raises(UnknownModel) as caught:
        build(name)

    missing = caught.value.missing
    assert (missing.model, missing.reason, missing.near[:3]) == (name, reason, near)
    hint = f" Did you mean {', '.join(missing.near)}?" if near else ""
    assert str(caught.value) == f"{name}: {reason}.{hint}"


@pytest.mark.usefixtures("loaded")
def test_a_model_is_built_for_inference_without_weights() -> None:
    """A model has a thousand classes, no values, no gradients, and does what it does in use."""
    model = build("tiny_vit_5m_224.dist_in22k")  # its own weights are of 21,841 classes

    assert model.num_classes == 1000
    assert not model.training
    assert {parameter.device.type for parameter in model.parameters()} == {"meta"}
    assert not any(parameter.requires_grad for parameter in model.parameters())


@pytest.mark.parametrize(
    "name", ["deit_tiny_patch16_224.fb_in1k", "mobilevit_xxs.cvnets_in1k"], ids=["of fixed size", "of any size"]
)
def test_a_model_is_built_for_another_size(loaded: Libraries, name: str) -> None:
    """A model takes images of the size that it was built for."""
    image = loaded.torch.empty(1, 3, 320, 320, device="meta")

    assert build(name, 320)(image).shape == (1, 1000)


@pytest.mark.usefixtures("loaded")
def test_a_size_that_a_model_cannot_be_built_for_is_told() -> None:
    """What a model says about a size becomes one line."""
    wanted = r"^nest_tiny_jx\.goog_in1k cannot be built for 250 pixels: `patch_size` must divide `img_size` evenly$"
    with pytest.raises(WrongSize, match=wanted):
        build("nest_tiny_jx.goog_in1k", 250)


@pytest.mark.parametrize("device", ["meta", "cpu"])
def test_a_model_is_fused_where_it_lies(loaded: Libraries, device: str) -> None:
    """Merging branches gives a smaller model on the same device that answers the same; the first stays as it was."""
    model = build("repvit_m0_9.dist_450e_in1k", device=device)
    before = construction.parameters(model)

    deployed = fused(model)

    assert is_fusable(model)
    assert construction.parameters(deployed) < before == construction.parameters(model)
    assert {parameter.device.type for parameter in deployed.parameters()} == {device}
    assert not deployed.training
    if device == "cpu":
        image = loaded.torch.rand(1, 3, 224, 224)
        loaded.torch.testing.assert_close(deployed(image), model(image), rtol=1e-3, atol=1e-4)


@pytest.mark.usefixtures("loaded")
def test_a_model_without_branches_is_not_fusable() -> None:
    """A plain vision transformer has nothing to merge."""
    assert not is_fusable(build("deit_tiny_patch16_224.fb_in1k"))


@pytest.mark.usefixtures("loaded")
def test_what_timm_says_of_weights() -> None:
    """Sizes, normalisation, crop and licence are timm's; a test size is told where it is another one."""
    edgenext, starnet = config("edgenext_small.usi_in1k"), config("starnet_s1.in1k")

    assert edgenext == (
        256,
        320,
        (0.485, 0.456, 0.406),
        (0.229, 0.224, 0.225),
        0.95,
        "bicubic",
        "mit",
        (),
        True,
        False,
    )
    assert (starnet.papers, starnet.test_size, starnet.weights) == (("2403.19967",), 224, True)
    assert not config("coatnet_0_224").weights


@pytest.mark.parametrize(
    ("given", "ids"),
    [
        (None, ()),
        ("2403.19967", ("2403.19967",)),
        (("arXiv:2104.10972v4", "2110.00476"), ("2104.10972", "2110.00476")),
    ],
)
def test_ids_of_papers_lose_their_version(given: Any, ids: tuple[str, ...]) -> None:
    """What timm writes is one id, several or none, some with a version or a prefix."""
    assert construction._papers(given) == ids


def test_only_square_images_have_a_side() -> None:
    """A model of oblong images is told, not counted as something else."""
    with pytest.raises(WrongSize, match=r"^oblong takes images of 128 x 64 pixels; only square ones are supported$"):
        construction._side("oblong", (3, 64, 128))


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("first\nsecond"), "first"),
        (AssertionError(), "AssertionError"),
        (ValueError("x" * 300), "x" * 200),
    ],
)
def test_errors_are_told_in_one_line(error: Exception, line: str) -> None:
    """Of an error the first line is told, or its kind when it says nothing."""
    assert first_line(error) == line
