"""What was counted before, under the versions and the code that counted it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from lvkb import measured
from lvkb.cache import Store, digest
from lvkb.measured import Missing, ModelCount
from lvkb.models import construction, count_worker, counting
from lvkb.models.count_worker import CountOutcome, CountTask, TimmListing


class CountStore:
    """Outcomes and architectures of earlier runs; entries that cannot be read are as good as none."""

    def __init__(self, versions: Mapping[str, str], *, kept: bool) -> None:
        """Takes what counts, and whether anything is kept at all."""
        self._made_by = json.dumps(dict(versions), sort_keys=True).encode()
        self._store = Store("models") if kept else None

    def listing(self) -> TimmListing | None:
        """Gives the architectures of timm; None when they are not known."""
        key = self._key("architectures")
        with suppress(ValueError, TypeError):
            return TimmListing(tuple(json.loads(self._texts([key]).get(key, ""))))
        return None

    def keep_listing(self, listing: TimmListing) -> None:
        """Keeps the architectures of timm."""
        self._put(self._key("architectures"), json.dumps(listing.architectures))

    def outcomes(self, tasks: Iterable[CountTask]) -> dict[CountTask, CountOutcome]:
        """Gives the outcomes that are known, by their tasks."""
        keys = {task: self._key(*_words(task)) for task in tasks}
        texts = self._texts(keys.values())
        found = ((task, _read(task, texts.get(key))) for task, key in keys.items())
        return {task: outcome for task, outcome in found if outcome}

    def keep(self, task: CountTask, outcome: CountOutcome) -> None:
        """Keeps an outcome, unless the model failed: it may do better next time."""
        if not outcome.error:
            self._put(self._key(*_words(task)), _written(outcome))

    def _key(self, *words: str) -> str:
        return digest(_code(), self._made_by, *(word.encode() for word in words))

    def _texts(self, keys: Iterable[str]) -> dict[str, str]:
        return self._store.get(keys) if self._store else {}

    def _put(self, key: str, value: str) -> None:
        if self._store:
            self._store.put({key: value})


@cache
def _code() -> bytes:
    """Gives the key of the code that counts."""
    files = (construction.__file__, counting.__file__, count_worker.__file__, measured.__file__)
    return digest(*(Path(file).read_bytes() for file in files)).encode()


def _words(task: CountTask) -> tuple[str, ...]:
    return ("model", task.model, *map(str, task.sizes))


def _written(outcome: CountOutcome) -> str:
    found = outcome.counted or outcome.missing
    data = found.model_dump(mode="json") if found else None
    return json.dumps({"missing": outcome.counted is None, "data": data, "seconds": outcome.seconds})


def _read(task: CountTask, text: str | None) -> CountOutcome | None:
    """Gives a stored outcome; None when there is none that can be used."""
    if text is None:
        return None
    try:
        entry = json.loads(text)
        data = json.dumps(entry["data"])
        if entry["missing"]:
            return CountOutcome(task.model, missing=Missing.model_validate_json(data))
        return CountOutcome(task.model, ModelCount.model_validate_json(data), seconds=float(entry["seconds"]))
    except (ValueError, KeyError, TypeError):
        return None
