"""The Python that runs a model, as text; tests/models executes it."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.views.snippets import is_fusable, snippet
from tests.counted import MODEL, PEBBLE_SNIPPET, model_count


def test_default_form() -> None:
    """At the model's own size the snippet names the exact weights and takes timm's own preprocessing."""
    assert snippet(model_count()) == PEBBLE_SNIPPET
    assert snippet(model_count(), 224) == PEBBLE_SNIPPET


def test_another_size_is_told_to_timm() -> None:
    """Another image size stands in the configuration that timm builds the model from."""
    overlay = 'pretrained=True, pretrained_cfg_overlay={"input_size": (3, 288, 288)}'
    wanted = PEBBLE_SNIPPET.replace("# 224 x 224", "# 288 x 288").replace("pretrained=True", overlay)
    assert snippet(model_count(), 288) == wanted


def test_deploy_form_is_fused() -> None:
    """The deploy form re-parameterises the model after it has its weights."""
    lines = snippet(model_count(), deploy=True).splitlines()
    assert "from timm.utils import reparameterize_model" in lines
    assert lines.index("model = reparameterize_model(model)") > lines.index("config = resolve_model_data_config(model)")


@pytest.mark.parametrize(
    ("values", "comment"),
    [
        ({"license": ""}, "# timm names no licence of the weights."),
        ({"weights": False}, "# timm has no weights of this model: its answers mean nothing."),
    ],
)
def test_what_is_missing_is_said(values: dict[str, object], comment: str) -> None:
    """Weights without a licence, and models without weights, are told in the second line."""
    assert snippet(model_count(**values)).splitlines()[1] == comment  # type: ignore[arg-type]


def test_without_weights_none_are_asked_for() -> None:
    """A model that timm has no weights of is built without."""
    assert f'create_model("{MODEL}", pretrained=False)' in snippet(model_count(weights=False))


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_text_becomes_code(text: str) -> None:
    """Whatever stands in the file of counts, a snippet is the same program: name and comments cannot add to it."""
    count = model_count(text, license=text, interpolation=text)
    program = ast.parse(snippet(count))
    calls = [node for node in ast.walk(program) if isinstance(node, ast.Call)]
    first = next(call for call in calls if ast.unparse(call.func) == "timm.create_model")
    assert ast.literal_eval(first.args[0]) == text
    assert len(calls) == len([node for node in ast.walk(ast.parse(PEBBLE_SNIPPET)) if isinstance(node, ast.Call)])


def test_fusable() -> None:
    """A model is fusable when re-parameterisation changes parameters or compute."""
    assert not is_fusable(model_count())
    assert is_fusable(model_count(fused=5_000_000))
    assert is_fusable(model_count(sizes=((224, 2, 1),)))
