"""The one table of registers: whatever asks for a register by its name, field or address asks here."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lvkb.registers.arxiv_ids import ARXIV
from lvkb.registers.cvf_pages import CVF
from lvkb.registers.dois import DOI
from lvkb.registers.github_names import GITHUB
from lvkb.registers.openreview_ids import OPENREVIEW
from lvkb.registers.register import AddressParts, Ref, Register
from lvkb.registers.web_addresses import WEB

PAPER_REGISTERS: tuple[Register, ...] = (ARXIV, DOI, OPENREVIEW, CVF)
"""Registers of papers, in the order in which records write their ids."""

REGISTERS: tuple[Register, ...] = (*PAPER_REGISTERS, GITHUB, WEB)
"""All that a link of a record can lead to."""

OPEN_FIRST: tuple[Register, ...] = tuple(sorted(PAPER_REGISTERS, key=lambda register: not register.is_open))
"""Registers of papers in the order in which readers should try them: those first whose papers everybody can read."""

BY_FIELD = {register.field: register for register in REGISTERS}
"""Registers by the key under which records write their ids."""

_BY_HOST = {host: register for register in REGISTERS for host in register.hosts}


_SSH = re.compile(r"^(?:ssh://)?git@([\w.-]+)[:/]")
"""What the addresses begin with by which git fetches over SSH."""


def parse_url(url: str) -> Ref | None:
    """Recognises the identity behind a web address, or behind one that git fetches from; the scheme may be left out.

    Accepts the abstract, PDF, HTML and source forms of arXiv, its mirrors, and links with versions, text fragments and
    bare `#`; GitHub addresses with `.git` or a folder, but none of GitHub's own pages; OpenReview forum and PDF pages;
    CVF pages and PDFs of all years; DOI links.

    Returns:
        The canonical reference, or None when the address belongs to none of these.
    """
    address = _SSH.sub(r"https://\1/", url.strip())
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        register = _of_host((parts.hostname or "").lower())
    except ValueError:
        return None
    return register.from_address(AddressParts(unquote(parts.path).strip("/"), parts.query)) if register else None


def _of_host(host: str) -> Register | None:
    plain = host.removeprefix("www.")
    return _BY_HOST.get(plain) or _BY_HOST.get(f"*.{plain.partition('.')[2]}")
