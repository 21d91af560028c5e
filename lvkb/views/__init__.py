"""Derived tables and values: what records say, worked out for readers; frozen rows, no Markdown."""
