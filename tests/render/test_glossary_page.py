"""The glossary as a page."""

from __future__ import annotations

from lvkb.render.glossary import glossary_page

DOCUMENT = """\
# Glossary

Each word means one thing.

- **front**: the models that
  no other one beats, such as `A`.
- **k-NN**: the evaluation.
- **light**: what lies within these bounds.

<!-- facts: light -->
At most 30.
<!-- /facts -->

- **view**: [the rows](x.md) that a page shows.
"""


def test_each_word_is_a_heading() -> None:
    """Each word has a heading, whose anchor pages lead to, and its meaning as a sentence of its own."""
    assert (
        glossary_page(DOCUMENT)
        == """\
# Glossary

Each word means one thing.


## front

The models that
no other one beats, such as `A`.

## k-NN

The evaluation.

## light

What lies within these bounds.

<!-- facts: light -->
At most 30.
<!-- /facts -->

## view

[the rows](x.md) that a page shows.
"""
    )


def test_a_document_without_words() -> None:
    """A document without a list stays as it is."""
    assert glossary_page("# Glossary\n\nNothing yet.\n") == "# Glossary\n\nNothing yet.\n"
