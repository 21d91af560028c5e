"""What a forward pass costs, counted operation by operation; on the meta device, where nothing is computed.

One multiplication with its addition is one MAC. Counted are the products of matrices, convolutions and attention;
what else a layer does (bias, activation, softmax, products of elements) is not. These are the rules of torch's own
`torch.utils.flop_counter`, which gives two FLOPs where one MAC is given here:

| operation | MACs |
|---|---|
| `mm`, `addmm`: (n, k) by (k, m) | n k m |
| `bmm`, `baddbmm`: (b, n, k) by (b, k, m) | b n k m |
| convolution: weight w, output with the sides s | batch * number of weights in w * product of s |
| transposed convolution | the same with the sides of the input |
| fused attention: q (b, h, n, d), k (b, h, m, d), v (b, h, m, e) | b h n m (d + e) |
| LSTM: i inputs, h hidden, r outputs (r = h unless projected) | a step and direction: 4 h (i + r), projecting + h r |

An LSTM is not run step by step, which takes minutes; its formula is the sum over the matrices of `torch.nn.LSTM`.

Normalisation, pooling and resampling are listed apart, with the weights of fvcore 0.1.5 (`fvcore/nn/flop_count.py`
and `jit_handles.py`), which timm's published GMACs include: they make the two comparable.

| operation | weight |
|---|---|
| batch norm in evaluation | 2 an element, 1 without scale and shift |
| layer norm, group norm | 5 an element, 4 without scale and shift |
| bilinear upsampling, grid sampling | 4 an element of the output |
| nearest upsampling | 1 an element of the output |
| adaptive average pooling | 1 an element of the input |

Adaptive pooling to a single pixel is a mean to torch and is not counted: some ten thousand operations a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from math import prod
from typing import Any, NamedTuple

from lvkb.errors import LvkbError
from lvkb.models.preflight import libraries

COUNTER = "1"
"""Version of the rules above; another one when a formula changes."""


class Uncounted(LvkbError):
    """A model uses an operation that hides matrix products, and there is no formula for it."""


class Cost(NamedTuple):
    """Cost of one image.

    Attributes:
        macs: Multiply-accumulates of matrix products, convolutions and attention products.
        norms: Operations of normalisation, pooling and resampling.
    """

    macs: int
    norms: int


Formula = Callable[[tuple[Any, ...], Any], int]
"""Gives a count from the arguments of an operation and its result."""


def count(model: Any, size: int) -> Cost:
    """Counts one forward pass of a model for one image of three channels.

    Args:
        model: A model in evaluation mode, on the meta device unless it is small.
        size: Side of the image in pixels.

    Returns:
        The cost. Equal models have equal costs on every machine.

    Raises:
        Uncounted: The model uses an operation that hides matrix products.
        Exception: Whatever the model raises for an image of that size.
    """
    torch = libraries().torch
    parameter = next(model.parameters())
    image = torch.empty(1, 3, size, size, device=parameter.device, dtype=parameter.dtype)
    return count_call(model, image)


def count_call(model: Any, *inputs: Any) -> Cost:
    """Counts one call of a module with any inputs; see `count`."""
    torch = libraries().torch
    counter = _counter_class()()
    with torch.no_grad(), _lstm_by_formula(model, counter), counter:
        model(*inputs)
    return Cost(counter.macs, counter.norms)


@cache
def _counter_class() -> type[Any]:
    """Makes the class of counters, whose base comes from torch."""
    torch = libraries().torch
    products, norms, hidden = _products(torch.ops.aten), _norms(torch.ops.aten), _hidden(torch.ops.aten)
    base: Any = torch.utils._python_dispatch.TorchDispatchMode  # noqa: SLF001  (torch has no other name for it)

    class Counter(base):  # type: ignore[misc]
        """Sees every operation that reaches a device, after compound ones were taken apart."""

        def __init__(self) -> None:
            super().__init__()
            self.macs = 0
            self.norms = 0

        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            result = func(*args, **(kwargs or {}))
            operation = func.overloadpacket
            if (formula := products.get(operation)) is not None:
                self.macs += formula(args, result)
            elif (formula := norms.get(operation)) is not None:
                self.norms += formula(args, result)
            elif operation in hidden:
                raise Uncounted(f"there is no formula for {operation}")
            return result

    return Counter


def _products(aten: Any) -> dict[Any, Formula]:
    table: dict[Any, Formula] = {
        aten.mm: lambda args, _: _matrix(args[0], args[1]),
        aten.addmm: lambda args, _: _matrix(args[1], args[2]),
        aten.bmm: lambda args, _: _matrix(args[0], args[1]),
        aten.baddbmm: lambda args, _: _matrix(args[1], args[2]),
        aten.convolution: _convolution,
        aten._convolution: _convolution,  # noqa: SLF001  (its name in torch)
    }
    attention = ("flash_attention", "flash_attention_for_cpu", "efficient_attention", "cudnn_attention")
    for name in (*attention, "fused_attention_overrideable"):
        if (operation := getattr(aten, f"_scaled_dot_product_{name}", None)) is not None:
            table[operation] = _attention
    return table


def _norms(aten: Any) -> dict[Any, Formula]:
    return {
        aten.native_batch_norm: _norm(1, 2, 1),
        aten.cudnn_batch_norm: _norm(1, 2, 1),
        aten._native_batch_norm_legit_no_training: _norm(1, 2, 1),  # noqa: SLF001  (its name in torch)
        aten.native_layer_norm: _norm(2, 5, 4),
        aten.native_group_norm: _norm(1, 5, 4),
        aten.upsample_bilinear2d: lambda _, result: 4 * result.numel(),
        aten.grid_sampler_2d: lambda _, result: 4 * result.numel(),
        aten.upsample_nearest2d: lambda _, result: int(result.numel()),
        aten._adaptive_avg_pool2d: lambda args, _: int(args[0].numel()),  # noqa: SLF001  (its name in torch)
    }


def _hidden(aten: Any) -> frozenset[Any]:
    """Gives operations with products inside that torch may leave whole."""
    names = ("linear", "matmul", "einsum", "lstm", "gru", "rnn_tanh", "mv", "addmv", "dot", "vdot", "addbmm", "addr")
    whole = ("_native_multi_head_attention", "_transformer_encoder_layer_fwd", "_addmm_activation", "_cdist_forward")
    return frozenset(getattr(aten, name) for name in (*names, *whole) if hasattr(aten, name))


def _matrix(left: Any, right: Any) -> int:
    return int(left.numel() * right.shape[-1])


def _convolution(args: tuple[Any, ...], result: Any) -> int:
    image, weight, transposed = args[0], args[1], args[6]
    sides = (image if transposed else result).shape[2:]
    return int(image.shape[0] * weight.numel() * prod(sides))


def _attention(args: tuple[Any, ...], _: Any) -> int:
    query, key, value = args[:3]
    batch, heads, length, width = query.shape
    return int(batch * heads * length * key.shape[2] * (width + value.shape[3]))


def _norm(scale: int, with_scale: int, without: int) -> Formula:
    """Gives the formula of a normalisation whose scale is the argument of that number."""
    return lambda args, _: int(args[0].numel() * (without if args[scale] is None else with_scale))


@contextmanager
def _lstm_by_formula(model: Any, counter: Any) -> Iterator[None]:
    """Lets every LSTM of a model count itself and give zeros of the right shape."""
    torch = libraries().torch
    found = [module for module in model.modules() if isinstance(module, torch.nn.LSTM)]
    for module in found:
        module.forward = _lstm_forward(module, counter)
    try:
        yield
    finally:
        for module in found:
            del module.forward


def _lstm_forward(lstm: Any, counter: Any) -> Callable[..., Any]:
    hidden, out = lstm.hidden_size, lstm.proj_size or lstm.hidden_size
    directions = 2 if lstm.bidirectional else 1

    def forward(steps: Any, _state: Any = None) -> Any:
        *lead, width = steps.shape
        for layer in range(lstm.num_layers):
            inputs = width if layer == 0 else out * directions
            step = 4 * hidden * (inputs + out) + (hidden * out if lstm.proj_size else 0)
            counter.macs += prod(lead) * directions * step
        batch = lead[1 - lstm.batch_first :][:1] if len(lead) == 2 else []
        state = (lstm.num_layers * directions, *batch)
        return steps.new_zeros(*lead, out * directions), (
            steps.new_zeros(*state, out),
            steps.new_zeros(*state, hidden),
        )

    return forward
