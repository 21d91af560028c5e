"""Corrections of records that need no judgement: single values, changed in the text."""
