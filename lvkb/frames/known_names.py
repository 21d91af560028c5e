"""The names that a knowledge base knows: a column of them holds no other, though lvkb itself has no list of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from lvkb.catalog import Catalog
from lvkb.subject.datasets import DEFAULT_DATASET, SPELLINGS
from lvkb.subject.licences import LICENCES
from lvkb.subject.setups import PLAIN_224

_DATASETS = (DEFAULT_DATASET, *SPELLINGS.values())


def _leaves(catalog: Catalog) -> Iterable[str]:
    return (node.path for node in catalog.nodes.values() if not node.children)


_OTHERS: Mapping[str, Callable[[Catalog], Iterable[str]]] = MappingProxyType(
    {
        "paper": lambda catalog: catalog.papers,
        "category": _leaves,
        "setup": lambda _: (str(PLAIN_224),),
        "dataset": lambda _: _DATASETS,
        "pretrain": lambda _: ("none", *_DATASETS),
        **dict.fromkeys(("weights_license", "code_license"), lambda _: LICENCES),
        **dict.fromkeys(
            ("throughput_device", "latency_device", "device", "runtime", "precision", "model"), lambda _: ()
        ),
    }
)
"""The columns of such names, and what they may hold though no row does: it is known, and nothing was found for it."""


def known_names(column: str, told: Iterable[str], catalog: Catalog) -> tuple[str, ...]:
    """Gives the names that a column may hold, those of most rows first; none for a column of any text.

    Args:
        column: Name of the column.
        told: What it holds in each row that tells it.
        catalog: The catalogue that the rows are from.
    """
    if column not in _OTHERS:
        return ()
    times = Counter(told)
    return tuple(sorted({*times, *_OTHERS[column](catalog)}, key=lambda name: (-times[name], name)))
