"""Results, readings and times as frames: rows under typed columns, for filters, pyarrow, pandas and polars."""

from __future__ import annotations

from lvkb.frames.conditions import WrongCondition
from lvkb.frames.data_frames import FRAMES, readings_frame, results_frame, timings_frame
from lvkb.frames.frame import Column, Frame

__all__ = ["FRAMES", "Column", "Frame", "WrongCondition", "readings_frame", "results_frame", "timings_frame"]
