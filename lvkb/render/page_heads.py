"""Front matter of pages: titles, descriptions, and what the theme is to do with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lvkb.records import Paper

HEADS: Mapping[str, Mapping[str, Any]] = {
    "home": {
        "title": "Lightweight ViT Knowledge Base",
        "description": "Results of lightweight vision transformers: every number sourced, comparable setup by setup.",
        "contents": False,
    },
    "papers": {
        "title": "Papers",
        "description": "All papers of the knowledge base, by name.",
        "search": False,
        "contents": False,
    },
    "taxonomy": {
        "title": "Topics",
        "description": "Families, categories and branches of lightweight vision transformers, as a tree with papers.",
        "contents": False,
    },
    "models": {
        "title": "Models",
        "description": "Small vision backbones to rank, chart and compare: by accuracy, cost, speed, setup and licence.",
        "search": False,
        "workspace": True,
        "contents": False,
    },
    "compare": {"title": "Compare", "description": "Models are compared on the page of models.", "search": False},
    "coverage": {
        "title": "Coverage",
        "description": "What the catalogue lacks, where its sources disagree, and what was left out of listings.",
        "search": False,
    },
    "audit": {
        "title": "Audit of counted figures",
        "description": "Reported parameters and compute beside those counted on the code that timm runs.",
        "search": False,
    },
    "about": {
        "title": "About",
        "description": "How numbers come in and compare, what is missing, how to take part, and the words used here.",
        "contents": False,
    },
    "glossary": {
        "title": "Glossary",
        "description": "What each word means here.",
        "contents": False,
        "layout": "words",
    },
    "data": {"title": "Data", "description": "The knowledge base as CSV, JSON and BibTeX, under CC-BY-4.0."},
}
"""Heads of the pages that are there once, by the name of their template."""


def paper_head(paper: Paper) -> dict[str, Any]:
    """Gives the head of a paper's page, with what it tells machines about the paper."""
    told = {
        "title": paper.title,
        "authors": list(paper.authors),
        "year": paper.published.year,
        "venue": paper.published.venue,
        "arxiv": paper.arxiv,
        "doi": paper.doi,
    }
    known = {key: value for key, value in told.items() if value}
    return {"title": paper.name, "description": paper.title, "contents": False, "paper": known}
