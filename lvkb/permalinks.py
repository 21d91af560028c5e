"""Addresses made from identities: papers, code, and the very documents that numbers were read in."""

from __future__ import annotations

from urllib.parse import quote

from lvkb.records import Code, Paper, Source
from lvkb.registers import GITHUB, OPEN_FIRST, REGISTERS, Ref


def paper_links(paper: Paper) -> dict[str, str]:
    """Gives a paper's pages by register, in the order readers should try them: arXiv, OpenReview, CVF, DOI."""
    found = ((register, getattr(paper, register.field)) for register in OPEN_FIRST)
    return {register.key: Ref(register, value).url for register, value in found if value}


def paper_url(paper: Paper) -> str:
    """Gives the page of a paper that is open to all if there is one; empty for a paper without any identity."""
    return next(iter(paper_links(paper).values()), "")


def code_url(code: Code) -> str:
    """Gives the page of a repository, or of the folder inside it; empty when the record names none."""
    if code.github:
        return Ref(GITHUB, code.github, path=code.path or "").url
    return code.url or ""


def source_kind(source: Source) -> str:
    """Gives the key under which a source names its document: arxiv, github, ..., or url; empty for none."""
    return next((register.field for register in REGISTERS if getattr(source, register.field)), "")


def source_url(source: Source) -> str:
    """Gives the permanent address of a source: the file at its commit, the arXiv version that was read.

    Where the record does not know commit or version, it is the address of the newest one.
    """
    if source.github:
        return _github_file(source)
    given = ((register, getattr(source, register.field)) for register in REGISTERS)
    return next((Ref(register, value).url for register, value in given if value), "")


def source_urls(paper: Paper) -> dict[str, str]:
    """Gives the permanent addresses of a paper's sources, by their keys."""
    return {key: source_url(source) for key, source in paper.sources.items()}


def _github_file(source: Source) -> str:
    commit = source.commit or "HEAD"
    inside = f"blob/{commit}/{quote(source.path)}" if source.path else f"tree/{commit}"
    return f"https://github.com/{source.github}/{inside}"
