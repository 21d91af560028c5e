"""The subject: image classification with small backbones. All that speaks of ImageNet, ViTs, top-1 or GMACs."""

from __future__ import annotations

DEFAULT_DATASET = "imagenet-1k"
"""Where accuracy was measured unless a reading says otherwise."""
