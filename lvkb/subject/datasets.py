"""Data sets: the one that accuracy is measured on unless a record says otherwise, and how names are spelt."""

from __future__ import annotations

DEFAULT_DATASET = "imagenet-1k"
"""Where accuracy was measured unless a reading says otherwise."""

SPELLINGS = {
    **dict.fromkeys(("imagenet", "imagenet1k", "in1k", "in1", "ilsvrc2012", "ilsvrc12"), DEFAULT_DATASET),
    **dict.fromkeys(("imagenet21k", "imagenet22k", "in21k", "in22k"), "imagenet-21k"),
    **dict.fromkeys(("imagenetreal", "real"), "imagenet-real"),
    **dict.fromkeys(("imagenetv2", "inv2"), "imagenet-v2"),
    **dict.fromkeys(("imagenet100", "in100"), "imagenet-100"),
    **dict.fromkeys(("jft", "jft300m"), "jft-300m"),
}
"""The spelling of the catalogue by the letters and digits of others."""
