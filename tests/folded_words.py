"""Texts and their folded words: what both searches, that of the site and that of `lvkb mcp`, take for the same."""

from __future__ import annotations

FOLDED = (
    ("Swin-T", "swin t"),
    ("ViT-B/16", "vit b 16"),
    ("RepViT-M0.9", "repvit m0 9"),
    ("swin_tiny_patch4", "swin tiny patch4"),
    ("Hervé Jégou", "herve jegou"),
    ("CRATE-\N{GREEK SMALL LETTER ALPHA}", "crate alpha"),
    ("IA-RED²", "ia red2"),
    ("DAT++", "datplusplus"),
    ("DeiT-S+ATS", "deit s ats"),
    ("Quantization", "quantisation"),
    ("analyzing colour", "analysing color"),
    ("neighbourhood labelled centres", "neighborhood labeled centers"),
    ("four hours pour", "four hours pour"),
    ("licence", "license"),
    (" - / . ", ""),
    ("名 無し", "名 無し"),
)
