"""Times on devices as CSV and in the JSON export."""

from __future__ import annotations

import json

from lvkb.exports import catalog_json, timings_csv
from lvkb.exports.columns import TIMINGS as COLUMNS
from tests.invented import paper, reading, results, variant
from tests.timed import COMMIT, LISTED, TIMINGS

URL = f"https://github.com/qualcomm/ai-hub-models/blob/{COMMIT}/qai_hub_models/models/a_s/perf.yaml"
TEXT = f"""\
paper,name,variant,model,checkpoint,resolution,device,runtime,precision,ms,memory_mb_low,memory_mb_high,\
layers_npu,layers_gpu,layers_cpu,version,job,source_url
a,A,A-S,a_s,Imagenet,224,QCS8550 (Proxy),tflite,float,10,0,17,60,0,0,0.47.0,jd,{URL}
a,A,A-S,a_s,Imagenet,224,Samsung Galaxy S24,onnx,float,1.2,0,17,60,0,0,0.47.0,ja,{URL}
a,A,A-S,a_s,Imagenet,224,Samsung Galaxy S24,tflite,float,2.50,0,17,60,0,0,0.47.0,jb,{URL}
"""
TIMED = results(paper("a", variant("A-S", reading())), timings=TIMINGS, device_models=LISTED)


def test_text() -> None:
    """CSV has a line for each run, with its job and the address of the file."""
    assert "".join(timings_csv(TIMED)) == TEXT


def test_nothing() -> None:
    """A catalogue without times gives the header alone."""
    assert "".join(timings_csv(results(paper("a", variant("A-S", reading()))))) == ",".join(COLUMNS) + "\n"


def test_json_tells_the_same_runs() -> None:
    """The variant in the JSON export holds each run with the job that the CSV tells."""
    (item,) = json.loads("".join(catalog_json(TIMED)))["papers"]
    runs = item["variants"][0]["timings"]
    assert [(run["ms"], run["job"]) for run in runs] == [(10, "jd"), (1.2, "ja"), (2.5, "jb")]
