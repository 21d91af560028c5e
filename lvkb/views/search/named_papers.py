"""The two sides of a search by names: what is typed, and papers with all their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lvkb.records import Paper
from lvkb.results.evaluations import weights
from lvkb.views.model_lookup import Found, shared_name
from lvkb.views.search.name_forms import Form, form

_YEAR = re.compile(r"(?<![^\s(,])(?:19|20)\d\d(?![^\s),])")
"""A year that stands alone, or in brackets."""

COMMON = frozenset(
    (
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "via",
        "using",
    )
)
"""Words that tell nothing."""

Name = tuple[Form, Found]
"""A name, and what it stands for."""


class Asked:
    """What is typed, taken apart once.

    Attributes:
        form: Its words without the year.
        telling: Those that tell something; all when none does.
        starts: What it begins with, from all but the last word to the first alone.
        year: Year that a paper or its venue must bear; empty for any.
    """

    def __init__(self, text: str) -> None:
        """Takes what is typed."""
        year = _YEAR.search(text)
        rest = form(text.replace(year[0], " ", 1) if year else text)
        self.form = rest if rest.words else form(text)
        self.year = year[0] if year and rest.words else ""
        words = self.form.words
        self.telling = tuple(word for word in words if word not in COMMON) or words
        self.starts = tuple(form(" ".join(words[:count])) for count in range(len(words) - 1, 0, -1))

    def is_of_year(self, paper: Paper) -> bool:
        """Tells whether a paper bears the year that is typed, if one is."""
        return self.year in (paper.published.venue or "") or str(paper.published.year) == self.year


class Named(NamedTuple):
    """A paper with all its names.

    Attributes:
        paper: The paper.
        of: Names with what they stand for, by kind: `name`, `id`, `alias` and `title` of the paper; `model` where that
            bears the paper's name and else `other`; `timm`, and `built` for the same without the tag of its weights.
        names: Its name, and the other ones.
        title: Its title.
        venue: Where it was published.
        authors: Its authors.
        models: Its models, those that bear its name first.
    """

    paper: Paper
    of: Mapping[str, tuple[Name, ...]]
    names: tuple[Form, ...]
    title: Form
    venue: Form
    authors: tuple[Form, ...]
    models: tuple[Name, ...]


def named_paper(paper: Paper) -> Named:
    """Gives a paper with all its names; the one that other papers share is among them: `EViT` of `EViT (eagle)`."""
    whole, (name, title) = Found(paper), map(form, (paper.name, paper.title))
    shared = shared_name(paper.name)
    aliases = tuple(form(text) for text in dict.fromkeys((shared, *paper.aliases)) if text != paper.name)
    families = tuple(one.compact for one in (name, *aliases) if one.compact)
    models = tuple((form(variant.name), Found(paper, variant)) for variant in paper.variants)
    own = tuple(model for model in models if model[0].compact.startswith(families))
    other = tuple(model for model in models if model not in own)
    timm = tuple((text, Found(paper, variant)) for variant in paper.variants for text in weights(variant))
    of = {
        "name": ((name, whole),),
        "id": ((form(paper.id), whole),),
        "alias": tuple((alias, whole) for alias in aliases),
        "title": ((title, whole),),
        "model": own,
        "other": other,
        "timm": tuple((form(text), found) for text, found in timm),
        "built": tuple((form(text.partition(".")[0]), found) for text, found in timm),
    }
    authors = tuple(map(form, paper.authors))
    return Named(paper, of, (name, *aliases), title, form(paper.published.venue or ""), authors, (*own, *other))
