"""Made-up counts."""

from __future__ import annotations

from lvkb.measured import ModelCount, SizeCount


def count(name: str, *sizes: int) -> ModelCount:
    """Gives the count of a model with 5 M parameters and 1 GMAC at 224 pixels; compute grows with the image's area."""
    macs = {size: 10**9 * size**2 // 224**2 for size in sizes or (224,)}
    return ModelCount(
        model=name,
        params=5_000_000,
        params_fused=4_000_000,
        sizes=tuple(SizeCount(size=size, macs=cost, macs_fused=cost, norms=2) for size, cost in macs.items()),
        mean=(0.5, 0.5, 0.5),
        std=(0.5, 0.5, 0.5),
        crop_pct=0.9,
        interpolation="bicubic",
    )
