"""Readers of documents, Markdown, HTML, BibTeX and plain text: titles, links and ids, each with its place."""
