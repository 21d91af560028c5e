"""Registers of papers and code: parse any common spelling of an id, keep one canonical form, make links from it."""

from __future__ import annotations

from lvkb.registers.arxiv_ids import ARXIV, arxiv_month, is_arxiv_doi, parse_arxiv
from lvkb.registers.cvf_pages import CVF, cvf_title_words, cvf_venue, cvf_year, parse_cvf
from lvkb.registers.dois import DOI, parse_doi
from lvkb.registers.github_names import GITHUB, is_github_page, parse_github
from lvkb.registers.openreview_ids import OPENREVIEW, parse_openreview
from lvkb.registers.register import Ref, Register
from lvkb.registers.register_table import BY_FIELD, OPEN_FIRST, PAPER_REGISTERS, REGISTERS, parse_url
from lvkb.registers.title_keys import slug, title_key
from lvkb.registers.web_addresses import WEB

__all__ = [
    "ARXIV",
    "BY_FIELD",
    "CVF",
    "DOI",
    "GITHUB",
    "OPENREVIEW",
    "OPEN_FIRST",
    "PAPER_REGISTERS",
    "REGISTERS",
    "WEB",
    "Ref",
    "Register",
    "arxiv_month",
    "cvf_title_words",
    "cvf_venue",
    "cvf_year",
    "is_arxiv_doi",
    "is_github_page",
    "parse_arxiv",
    "parse_cvf",
    "parse_doi",
    "parse_github",
    "parse_openreview",
    "parse_url",
    "slug",
    "title_key",
]
