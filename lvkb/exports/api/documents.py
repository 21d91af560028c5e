"""The documents of the API: the one table that its files, their schemas and its description are made from."""

from __future__ import annotations

from typing import NamedTuple


class Document(NamedTuple):
    """A document, which holds rows under its own name.

    Attributes:
        name: Its name.
        row: Name of the schema of its rows.
        summary: What it holds.
    """

    name: str
    row: str
    summary: str

    @property
    def path(self) -> str:
        """Its file, relative to the index."""
        return f"{self.name}.json"


INDEX = Document("documents", "IndexRow", "All documents of the API with their sizes and hashes.")
PAPERS = Document("papers", "PaperRow", "All papers, each with the file that tells all of it.")
RESULTS = Document("results", "ResultRow", "One row a result: all readings of one model under one protocol, merged.")
READINGS = Document("readings", "ReadingRow", "One row a reading: what one place in one source says.")
TIMINGS = Document("timings", "TimingRow", "One row a time on a device that Qualcomm AI Hub Models publishes.")
DEVICES = Document("devices", "DeviceRow", "The devices that speeds were measured on.")
FRONTS = Document("fronts", "FrontRow", "The fronts of accuracy against parameters and multiply-adds, by setup.")
TAXONOMY = Document("taxonomy", "TaxonomyRow", "The tree of topics with its papers.")
NAMES = Document("names", "NameRow", "Every name, id and timm name, with the paper or model that it stands for.")
GONE = Document("gone", "GoneRow", "Ids of papers in earlier releases that are there no more, and what became of them.")

DOCUMENTS = (PAPERS, RESULTS, READINGS, TIMINGS, DEVICES, FRONTS, TAXONOMY, NAMES, GONE)
"""All documents but the index, in its order."""
