"""Links of Markdown, each under the title that the place says."""

from __future__ import annotations

from lvkb.documents.markdown_marks import Kind, Mark
from lvkb.documents.markdown_reader import read
from lvkb.documents.stated_titles import ItemTitles, is_title, register, tidy
from lvkb.documents.text_links import DocumentLink, has_host


def links(text: str) -> list[DocumentLink]:
    """Gives inline links, images, autolinks, reference definitions, links of raw HTML, and bare addresses.

    A link that a reference stands for is given where it is defined, under the title of the first link that uses it.
    """
    markdown = read(text)
    reader = _Reader()
    for mark in markdown.marks:
        reader.take(mark)
    defined = (
        DocumentLink(item.start, item.url, reader.titles.get(item.label, ""))
        for item in markdown.definitions
        if has_host(item.url)
    )
    return sorted([*reader.found, *defined])


class _Reader:
    """Walks through the marks of a text and holds each link against the titles that stand out beside it."""

    def __init__(self) -> None:
        self.found: list[DocumentLink] = []
        self.titles: dict[str, str] = {}
        self._items: list[ItemTitles] = []

    def take(self, mark: Mark) -> None:
        """Reads one mark."""
        if mark.kind is Kind.OPENED:
            self._items.append(ItemTitles())
        elif mark.kind is Kind.CLOSED:
            for index, title in self._items.pop().late():
                self.found[index] = self.found[index]._replace(title=title)
        elif mark.kind is Kind.REFERENCE:
            if mark.text and is_title(mark.text):
                self.titles.setdefault(mark.label, tidy(mark.text))
        elif mark.kind in (Kind.BOLD, Kind.QUOTED):
            self._say(tidy(mark.own if mark.kind is Kind.BOLD else mark.text))
        elif has_host(mark.url):
            self.found.append(DocumentLink(mark.start, mark.url, self._title(mark)))

    def _say(self, title: str) -> None:
        if self._items and is_title(title):
            self._items[-1].says(title)

    def _title(self, link: Mark) -> str:
        kind = register(link.url)
        own = tidy(link.text) if kind and link.text and is_title(link.text) else ""
        return self._items[-1].title_for(kind, own, len(self.found)) if self._items and kind else own
