"""Costs of small modules, worked out by hand, and those of real models beside torch's own counter."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

from lvkb.models.construction import build, config, fused, is_fusable, parameters
from lvkb.models.counting import Cost, Uncounted, count, count_call
from lvkb.models.preflight import Libraries


@pytest.fixture
def nn(loaded: Libraries) -> Any:
    """The layers of torch."""
    return loaded.torch.nn


def cost(module: Any, *shape: int) -> Cost:
    """Counts a module on an input of a shape, on the meta device."""
    torch = importlib.import_module("torch")
    return count_call(module.eval().to("meta"), torch.empty(*shape, device="meta"))


@pytest.mark.parametrize("bias", [True, False])
def test_a_linear_layer(nn: Any, bias: bool) -> None:
    """Every token costs inputs times outputs; the bias costs nothing."""
    assert cost(nn.Linear(8, 5, bias=bias), 2, 7, 8) == Cost(macs=2 * 7 * 8 * 5, norms=0)


@pytest.mark.parametrize(
    ("options", "sides", "macs"),
    [
        ({"kernel_size": 3}, 14, 14 * 14 * 12 * 6 * 9),
        ({"kernel_size": 3, "padding": 1, "bias": False}, 16, 16 * 16 * 12 * 6 * 9),
        ({"kernel_size": 3, "padding": "same", "groups": 6}, 16, 16 * 16 * 12 * 1 * 9),
        ({"kernel_size": 3, "dilation": 3}, 10, 10 * 10 * 12 * 6 * 9),
        ({"kernel_size": 4, "stride": 4, "groups": 2}, 4, 4 * 4 * 12 * 3 * 16),
        ({"kernel_size": (1, 5)}, None, 16 * 12 * 12 * 6 * 5),
    ],
    ids=["plain", "padded", "depthwise", "dilated", "strided groups", "oblong"],
)
def test_a_convolution(nn: Any, options: dict[str, Any], sides: int | None, macs: int) -> None:
    """Every pixel of the output costs the weights of its filters: groups and dilation do not add to them."""
    layer = nn.Conv2d(6, 12, **options).eval().to("meta")

    assert cost(layer, 1, 6, 16, 16) == Cost(macs, norms=0)
    assert (
        sides is None or layer(importlib.import_module("torch").empty(1, 6, 16, 16, device="meta")).shape[-1] == sides
    )


def test_a_transposed_convolution(nn: Any) -> None:
    """Every pixel of the input costs the weights of its filters."""
    assert cost(nn.ConvTranspose2d(6, 12, 2, stride=2), 1, 6, 16, 16).macs == 16 * 16 * 6 * 12 * 4


@pytest.mark.parametrize("device", ["meta", "cpu"])
@pytest.mark.parametrize("is_fused", [True, False])
def test_attention(loaded: Libraries, device: str, is_fused: bool) -> None:
    """Attention costs two products, of queries with keys and of weights with values, however torch computes them."""
    torch = loaded.torch
    query, key, value = (torch.rand(1, 2, tokens, width, device=device) for tokens, width in ((5, 8), (9, 8), (9, 8)))

    class Attention(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self) -> Any:
            if is_fused:
                return torch.nn.functional.scaled_dot_product_attention(query, key, value)
            return (query @ key.transpose(-2, -1)).softmax(dim=-1) @ value

    assert count_call(Attention()) == Cost(macs=2 * 5 * 9 * (8 + 8), norms=0)


def test_einsum_and_products_of_elements(loaded: Libraries) -> None:
    """A contraction by einsum is a matrix product; a product of elements is not."""
    torch = loaded.torch
    left, right = torch.empty(2, 3, 4, device="meta"), torch.empty(2, 4, 5, device="meta")

    class Products(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self) -> Any:
            return torch.einsum("bij,bjk->bik", left, right) * torch.empty(2, 3, 5, device="meta")

    assert count_call(Products()).macs == 2 * 3 * 4 * 5


@pytest.mark.parametrize(
    ("options", "shape", "macs"),
    [
        ({}, (7, 1, 6), 7 * 4 * 10 * (6 + 10)),
        ({"batch_first": True}, (3, 7, 6), 3 * 7 * 4 * 10 * (6 + 10)),
        ({"bidirectional": True, "num_layers": 2}, (7, 1, 6), 7 * 2 * 4 * 10 * (16 + 30)),
        ({"proj_size": 4}, (7, 1, 6), 7 * (4 * 10 * (6 + 4) + 10 * 4)),
    ],
    ids=["one direction", "batch first", "two directions, two layers", "projected"],
)
def test_an_lstm(loaded: Libraries, options: dict[str, Any], shape: tuple[int, ...], macs: int) -> None:
    """A step costs four gates of inputs and outputs; torch, which runs every step, counts the same."""
    torch = loaded.torch
    lstm = torch.nn.LSTM(6, 10, **options).eval().to("meta")
    steps = torch.empty(*shape, device="meta")

    assert count_call(lstm, steps).macs == macs
    assert torch_flops(lambda: lstm(steps)) == 2 * macs


@pytest.mark.parametrize("shape", [(7, 6), (7, 2, 6)], ids=["no batch", "batch of two"])
def test_an_lstm_gives_what_torch_would(loaded: Libraries, shape: tuple[int, ...]) -> None:
    """The layers after an LSTM get tensors of the right shapes, and the LSTM is itself again afterwards."""
    torch = loaded.torch
    lstm = torch.nn.LSTM(6, 10, num_layers=2, bidirectional=True).eval()
    seen: list[Any] = []

    class Watch(torch.nn.Module):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__()
            self.lstm = lstm

        def forward(self, steps: Any) -> Any:
            result = self.lstm(steps)
            seen.append(result)
            return result[0]

    watch, steps = Watch(), torch.rand(*shape)
    count_call(watch, steps)
    watch(steps)
    counted, real = seen

    assert [counted[0].shape, *(state.shape for state in counted[1])] == [real[0].shape, *(s.shape for s in real[1])]
    assert real[0].abs().sum() > 0


@pytest.mark.parametrize(
    ("layer", "norms"),
    [
        (lambda nn: nn.BatchNorm2d(6), 2 * 6 * 16 * 16),
        (lambda nn: nn.BatchNorm2d(6, affine=False), 1 * 6 * 16 * 16),
        (lambda nn: nn.LayerNorm([6, 16, 16]), 5 * 6 * 16 * 16),
        (lambda nn: nn.LayerNorm([6, 16, 16], elementwise_affine=False), 4 * 6 * 16 * 16),
        (lambda nn: nn.GroupNorm(2, 6), 5 * 6 * 16 * 16),
        (lambda nn: nn.GroupNorm(2, 6, affine=False), 4 * 6 * 16 * 16),
        (lambda nn: nn.Upsample(scale_factor=2, mode="bilinear"), 4 * 6 * 32 * 32),
        (lambda nn: nn.Upsample(scale_factor=2, mode="nearest"), 6 * 32 * 32),
        (lambda nn: nn.AdaptiveAvgPool2d(4), 6 * 16 * 16),
        (lambda nn: nn.GELU(), 0),
    ],
    ids=["batch", "batch bare", "layer", "layer bare", "group", "group bare", "bilinear", "nearest", "pool", "gelu"],
)
def test_norms_are_listed_apart(nn: Any, layer: Any, norms: int) -> None:
    """Norms, pooling and resampling cost no MACs; their operations have the weights that fvcore gives them."""
    assert cost(layer(nn), 1, 6, 16, 16) == Cost(macs=0, norms=norms)


def test_a_product_without_a_formula_is_not_passed_over(loaded: Libraries) -> None:
    """An operation that torch leaves whole, with products inside, ends the count instead of being taken for nothing."""
    torch = loaded.torch
    attention = torch.nn.MultiheadAttention(8, 2, batch_first=True).eval().requires_grad_(False)
    tokens = torch.rand(1, 5, 8)

    class Own(torch.nn.Module):  # type: ignore[misc, name-defined]
        def forward(self) -> Any:
            return attention(tokens, tokens, tokens)

    with pytest.raises(Uncounted, match=r"^there is no formula for aten\._native_multi_head_attention$"):
        count_call(Own())


@pytest.mark.parametrize(
    "name", ["mobilevit_xxs.cvnets_in1k", "deit_tiny_patch16_224.fb_in1k", "repvit_m0_9.dist_450e_in1k"]
)
def test_models_cost_what_torch_counts(loaded: Libraries, name: str) -> None:
    """MACs of a model are half the FLOPs of torch's own counter, to the last one."""
    model, size = build(name), config(name).size

    assert (
        torch_flops(lambda: model(loaded.torch.empty(1, 3, size, size, device="meta"))) == 2 * count(model, size).macs
    )


def test_a_fused_model(loaded: Libraries) -> None:
    """MobileOne-S0 has 2.08 M parameters and 0.275 GMACs deployed, and several times that as built."""
    model = build("mobileone_s0.apple_in1k")
    deployed = fused(model)

    assert is_fusable(model)
    assert (parameters(model), count(model, 224)) == (5_293_272, Cost(1_051_935_232, 36_477_952))
    assert (parameters(deployed), count(deployed, 224)) == (2_078_504, Cost(275_110_400, 0))
    assert parameters(model) == 5_293_272


def torch_flops(run: Any) -> int:
    """Counts the FLOPs of a call with torch's own counter."""
    torch = importlib.import_module("torch")
    counter_class: Any = importlib.import_module("torch.utils.flop_counter").FlopCounterMode
    with torch.no_grad(), counter_class(display=False) as counter:
        run()
    return int(counter.get_total_flops())
