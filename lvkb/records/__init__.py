"""The records people write, as pydantic models. No file access here."""

from __future__ import annotations

from lvkb.records.about import UNNAMED, About, SecondReading
from lvkb.records.catalog_files import Decision, Decisions, DeviceModel, DeviceModels, Queries, Query, Waiver, Waivers
from lvkb.records.json_schema import paper_schema
from lvkb.records.paper import (
    Annotation,
    Code,
    Confirmation,
    Paper,
    Published,
    Relations,
    Source,
    Variant,
)
from lvkb.records.reading import Latency, Protocol, Reading, Setting, Speed, Throughput
from lvkb.records.release import Release
from lvkb.records.taxonomy import Branch, Category, Family, Taxonomy
from lvkb.records.values import CODE, COMMIT, NOT_BLANK, ONE_LINE, SLUG, SOURCE_KEY, VERSION, WEB_ADDRESS, Record

__all__ = [
    "CODE",
    "COMMIT",
    "NOT_BLANK",
    "ONE_LINE",
    "SLUG",
    "SOURCE_KEY",
    "UNNAMED",
    "VERSION",
    "WEB_ADDRESS",
    "About",
    "Annotation",
    "Branch",
    "Category",
    "Code",
    "Confirmation",
    "Decision",
    "Decisions",
    "DeviceModel",
    "DeviceModels",
    "Family",
    "Latency",
    "Paper",
    "Protocol",
    "Published",
    "Queries",
    "Query",
    "Reading",
    "Record",
    "Relations",
    "Release",
    "SecondReading",
    "Setting",
    "Source",
    "Speed",
    "Taxonomy",
    "Throughput",
    "Variant",
    "Waiver",
    "Waivers",
    "paper_schema",
]
