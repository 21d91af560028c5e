"""The ways in which a paper fits what is typed, the surest first.

The search of the site goes the same ways (`site/assets/js/search/ranking.js` and `near.js`) over the index that a
browser loads; one set of queries tests that both give the same paper first (decision 0039).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from lvkb.views.model_lookup import Found
from lvkb.views.search import name_fits as fits
from lvkb.views.search.name_forms import Form, form
from lvkb.views.search.named_papers import Asked, Named


class Hit(NamedTuple):
    """A paper or a model that fits.

    Attributes:
        found: The paper or model.
        by: `name`, `beginning` or `part` of a name, `title`, `author`, or `near` for a name that was probably meant;
            of other searches `id`, `topic` for a whole node of the taxonomy, or `text`.
        text: What fits: the name, title, author or node, or the sentence that holds most of the words.
    """

    found: Found
    by: str
    text: str


class Fit(NamedTuple):
    """What of a paper fits.

    Attributes:
        hit: What fits.
        apart: What parts papers that fit in the same way: less goes first.
    """

    hit: Hit
    apart: tuple[float, ...] = ()


Way = Callable[[Asked, Named], Fit | None]
"""One way to fit; None for a paper that does not fit so."""

Test = Callable[[Form, Form], bool]
"""Tells whether a name, the second, fits what is typed."""


def _by_one(by: str, kind: str, test: Test, *, shortest: bool = False, newest: bool = False) -> Way:
    """Gives the way by which one name of a kind fits all that is typed; names with fewer further letters go first."""

    def way(asked: Asked, item: Named) -> Fit | None:
        for name, found in item.of[kind]:
            if test(asked.form, name):
                rest = len(name.compact) - len(asked.form.compact) if shortest else 0
                return Fit(Hit(found, by, name.text), (rest, -item.paper.published.year if newest else 0))
        return None

    return way


def _by_names(asked: Asked, item: Named) -> Fit | None:
    """A name has some of the words, and one of the models or the venue the others."""
    held = (*item.names, item.venue)
    others = [word for word in asked.telling if not fits.has_word(word, held)]
    if len(others) == len(asked.telling):
        return None
    if not others:
        return Fit(Hit(Found(item.paper), "name", item.paper.name))
    return _with_model(item, lambda name: all(fits.has_size(word, name) for word in others))


def _with_model(item: Named, is_meant: Callable[[Form], bool]) -> Fit | None:
    return next((Fit(Hit(found, "name", name.text)) for name, found in item.models if is_meant(name)), None)


def _by_title(asked: Asked, item: Named) -> Fit | None:
    """The title has every word."""
    has_all = all(fits.has_word(word, (item.title,)) for word in asked.telling)
    return Fit(Hit(Found(item.paper), "title", item.paper.title)) if has_all else None


def _by_authors(asked: Asked, item: Named) -> Fit | None:
    """Every word is an author's: one author for all of them goes first, then family names in the paper's order."""
    one = next((at for at, author in enumerate(item.authors) if set(asked.telling) <= set(author.words)), None)
    found = [one if one is not None else _author_with(word, item.authors) for word in asked.telling]
    places = [place for place in found if place is not None]
    if len(places) < len(found):
        return None
    writers = [item.authors[place] for place in places]
    is_one = len(places) > 1 and len(set(places)) == 1
    given = sum(word != writer.words[-1] for word, writer in zip(asked.telling, writers, strict=True))
    others = 0 if is_one else len(places) - 1 + given
    text = ", ".join(dict.fromkeys(writer.text for writer in writers))
    return Fit(Hit(Found(item.paper), "author", text), (others, places != sorted(places), places[0] != 0))


def _author_with(word: str, authors: Sequence[Form]) -> int | None:
    """Gives the place of the first author who has a word as a name, else of one whose name begins so."""
    whole = (at for at, author in enumerate(authors) if word in author.words)
    begun = (at for at, author in enumerate(authors) if fits.begins_word(word, author))
    return next(whole, next(begun, None))


def _by_known_model(asked: Asked, item: Named) -> Fit | None:
    """What is typed begins with a model: `DeiT tiny distilled`."""
    for start in asked.starts[:-1]:
        for name, found in item.of["model"]:
            if fits.is_same_by_size(start, name):
                return Fit(Hit(found, "name", name.text), (len(asked.form.words) - len(start.words),))
    return None


def _by_anything(asked: Asked, item: Named) -> Fit | None:
    """Every word stands somewhere: in names, title, venue, authors, or one of the models."""
    others = [word for word in asked.telling if not fits.has_word(word, (*item.names, item.title, item.venue))]
    model = _with_model(item, lambda name: any(fits.has_size(word, name) for word in others))
    missing = [word for word in others if not model or not fits.has_size(word, form(model.hit.text))]
    writers = [at for word in missing if (at := _author_with(word, item.authors)) is not None]
    if len(writers) < len(missing):
        return None
    if writers:
        text = ", ".join(dict.fromkeys(item.authors[at].text for at in writers))
        return Fit(Hit(Found(item.paper), "author", text))
    return model or Fit(Hit(Found(item.paper), "title", item.paper.title))


def _by_near(*kinds: str) -> Way:
    """Gives the way by which a name of some kinds differs in few letters."""

    def way(asked: Asked, item: Named) -> Fit | None:
        known = ((fits.letters_apart(asked.form, name), name, found) for kind in kinds for name, found in item.of[kind])
        near = [Fit(Hit(found, "near", name.text), (away,)) for away, name, found in known if away is not None]
        return min(near, key=lambda fit: fit.apart, default=None)

    return way


def _by_known_name(asked: Asked, item: Named) -> Fit | None:
    """What is typed begins with the name of a paper, and goes on with what is not known of it."""
    for start in asked.starts:
        for name in item.names:
            if fits.is_same(start, name):
                return Fit(Hit(Found(item.paper), "near", name.text), (len(asked.form.words) - len(start.words),))
    return None


def _by_near_words(asked: Asked, item: Named) -> Fit | None:
    """Every word stands in names, title or authors, misspelt or not."""
    found = []
    for word in asked.telling:
        known = ((name, part) for name in (*item.names, item.title, *item.authors) for part in name.words)
        near = ((away, name.text) for name, part in known if (away := fits.word_apart(word, part)) is not None)
        nearest = min(near, key=lambda one: one[0], default=None)
        if nearest is None:
            return None
        found.append(nearest)
    text = ", ".join(dict.fromkeys(text for _, text in found))
    return Fit(Hit(Found(item.paper), "near", text), (sum(away for away, _ in found),))


WAYS: tuple[Way, ...] = (
    _by_one("name", "timm", fits.is_written_with_underscore),
    _by_one("name", "built", fits.is_written_with_underscore),
    _by_one("name", "name", fits.is_written),  # as it is written first: SP-ViT is not SPViT
    _by_one("name", "alias", fits.is_written),
    _by_one("name", "name", fits.is_same),
    _by_one("name", "id", fits.is_same),
    _by_one("name", "alias", fits.is_same),
    _by_one("name", "model", fits.is_same),
    _by_one("name", "model", fits.is_same_by_size),
    _by_one("name", "built", fits.is_same_by_size),
    _by_one("name", "model", fits.begins_in_words),
    _by_one("beginning", "name", fits.begins, shortest=True, newest=True),
    _by_one("beginning", "alias", fits.begins, shortest=True),
    _by_one("beginning", "model", fits.begins_by_size),
    _by_one("beginning", "timm", fits.begins_by_size),
    _by_one("name", "other", fits.is_same_by_size),
    _by_one("beginning", "other", fits.begins_by_size),
    _by_one("part", "name", fits.stands_in, shortest=True),
    _by_one("part", "alias", fits.stands_in, shortest=True),
    _by_one("title", "title", fits.begins_title),
    _by_one("title", "title", fits.is_phrase),
    _by_names,
    _by_title,
    _by_authors,
    _by_known_model,
    _by_anything,
)
"""How a paper fits what is typed, the surest way first."""

NEAR_WAYS: tuple[Way, ...] = (_by_near("name", "alias"), _by_near("model"))
"""How a name fits what is misspelt."""

GUESSES: tuple[Way, ...] = (_by_known_name, _by_near_words)
"""How a paper fits where something is typed that no name has."""
