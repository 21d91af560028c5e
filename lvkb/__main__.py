"""Runs the command line with `python -m lvkb`."""

from lvkb.cli import app

app(prog_name="lvkb")
