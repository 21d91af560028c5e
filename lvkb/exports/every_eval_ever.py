"""Accuracies in the format of Every Eval Ever: one JSON file for what one source tells of one model.

Source: https://github.com/evaleval/every_eval_ever, `eval.schema.json` 0.3.0 and the notes on its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from hashlib import sha256
from uuid import UUID

from lvkb.exports.cells import cell
from lvkb.exports.claims import Claim, Exported, LeftOut, claims, doubtful
from lvkb.exports.json_text import Json, json_value
from lvkb.permalinks import paper_url
from lvkb.results import Results
from lvkb.subject.setups import SUPERVISED

SCHEMA_VERSION = "0.3.0"
NO_PLACE = ("throughput", "latency", "counted parameters and multiply-adds")

_Group = tuple[str, str, str, str]
_PARTIES = {"reported": "first_party", "quoted": "other"}
_DATA: dict[str, dict[str, Json]] = {
    "imagenet-1k": {"source_type": "hf_dataset", "hf_repo": "ILSVRC/imagenet-1k", "hf_split": "val"},
    "imagenet-real": {"source_type": "url", "url": ["https://github.com/google-research/reassessed-imagenet"]},
    "imagenet-v2": {"source_type": "url", "url": ["https://github.com/modestyachts/ImageNetV2"]},
}
_MOST_BYTES = 200  # file systems bear 255
_UNFIT = re.compile(r'[][<>:"/\\|?*\x00-\x1f]+')
_METRICS = {"top1": ("accuracy", "Top-1 accuracy", 1), "top5": ("top_5_accuracy", "Top-5 accuracy", 5)}


def every_eval_ever(results: Results, address: str) -> Exported:
    """Gives every accuracy that Every Eval Ever has a place for, and the list of what it has none for.

    Args:
        results: Results of the catalogue.
        address: Address of the site, with a slash at the end; empty where nobody says.
    """
    groups: dict[_Group, list[Claim]] = {}
    left_out = []
    for claim in claims(results, address):
        if why := doubtful(claim):
            left_out.append(LeftOut(claim, why))
        else:
            groups.setdefault(_group(claim), []).append(claim)
    base = results.catalog.about.short
    files = dict(_file(base, address, group) for group in groups.values())
    return Exported(dict(sorted(files.items())), sum(map(len, groups.values())), left_out, NO_PLACE)


def _group(claim: Claim) -> _Group:
    return claim.paper.id, _model_id(claim), claim.key, claim.reading.kind


def _model_id(claim: Claim) -> str:
    """Gives the repository of the very weights on the Hub, where timm has them; else our own name of the model."""
    return f"timm/{claim.reading.timm}" if claim.reading.timm else f"{claim.paper.id}/{claim.variant.name}"


def _file(base: str, address: str, group: Sequence[Claim]) -> tuple[str, str]:
    """Gives the path of a file and its text.

    The path ends in a UUID of version 4, as the datastore wants it, made of what the file is about instead of chance.
    """
    first = group[0]
    identity = "/".join((base, *_group(first)))
    developer, _, model = _model_id(first).partition("/")
    name = UUID(bytes=sha256(identity.encode()).digest()[:16], version=4)
    path = "/".join(("data", *map(_portable, (base, developer, model)), f"{name}.json"))
    document: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "evaluation_id": identity,
        "retrieved_timestamp": _moment(first),
        "source_metadata": _source(base, address, first),
        "eval_library": _library(first),
        "model_info": _model(first),
        "evaluation_results": [part for claim in group for part in _results_of(claim)],
    }
    return path, json_value(document) + "\n"


def _portable(name: str) -> str:
    """Gives a name as one of a folder that every system bears; the UUID tells apart what is cut off."""
    short = name.encode()[:_MOST_BYTES].decode(errors="ignore")
    return _UNFIT.sub("_", short).strip(". ") or "_"


def _moment(claim: Claim) -> str:
    """Gives when the figures came in, in seconds since 1970: the day the source was read, else that of the record."""
    day = claim.source.read or claim.paper.added
    return str(int(datetime.combine(day, time(), UTC).timestamp()))


def _source(base: str, address: str, claim: Claim) -> dict[str, Json]:
    return {
        "source_name": claim.document,
        "source_type": "documentation",
        "source_organization_name": base,
        **({"source_organization_url": address} if address else {}),
        "evaluator_relationship": _PARTIES.get(claim.reading.kind, "third_party"),
        "additional_details": {"reported_by": claim.reporter(base), "source_url": claim.url},
    }


def _library(claim: Claim) -> dict[str, Json]:
    is_timm = claim.reading.kind == "timm"
    return (
        {"name": "timm", "version": claim.source.commit or "unknown"}
        if is_timm
        else dict.fromkeys(("name", "version"), "unknown")
    )


def _model(claim: Claim) -> dict[str, Json]:
    details = {
        "deployment_type": "unknown",
        "model_availability": "open_weights" if claim.reading.timm else "unknown",
        "paper": claim.paper.title,
        "paper_url": paper_url(claim.paper),
        "variant": f"{claim.paper.id}/{claim.variant.name}",
        "timm_architecture": claim.variant.timm or "",
    }
    return {
        "name": claim.variant.name,
        "id": _model_id(claim),
        "additional_details": {key: text for key, text in details.items() if text},
    }


def _results_of(claim: Claim) -> Iterator[dict[str, Json]]:
    reading = claim.reading
    way = "" if reading.evaluation == SUPERVISED else f".{reading.evaluation}"
    for key, (metric, name, k) in _METRICS.items():
        value: Decimal | None = getattr(reading, key)
        if value is not None:
            yield {
                "evaluation_name": f"{reading.dataset}{way}",
                "source_data": {
                    "dataset_name": reading.dataset,
                    **_DATA.get(reading.dataset, {"source_type": "other"}),
                },
                "metric_config": {
                    "metric_id": metric,
                    "metric_name": name,
                    "metric_kind": "accuracy",
                    "metric_unit": "proportion",
                    "metric_parameters": {"k": k},
                    "lower_is_better": False,
                    "score_type": "continuous",
                    "min_score": 0,
                    "max_score": 1,
                },
                "score_details": {
                    "score": value.scaleb(-2),
                    "details": {"printed": f"{cell(value)} per cent", **claim.told()},
                },
            }
