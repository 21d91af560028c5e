"""Twenty made-up models in the shapes of tables that papers print, with the readings they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

Reading = Mapping[str, object]


class Model(NamedTuple):
    """A made-up model."""

    name: str
    params: str
    macs: str
    top1: str
    top5: str
    size: int
    speed: str


MODELS = tuple(
    Model(
        name=f"Omega-{'TSBL'[number % 4]}{number}",
        params=f"{3 + 2 * number}.{number % 10}",
        macs=f"{number // 4}.{(3 * number) % 10}{1 + number % 9}",
        top1=f"{65 + number}.{(7 * number) % 10}",
        top5=f"{86 + number // 2}.{(3 * number) % 10}0",
        size=(224, 256, 384)[number % 3],
        speed=str(2900 - 131 * number),
    )
    for number in range(20)
)


class Shape(NamedTuple):
    """A table and its readings.

    Attributes:
        text: The table.
        wanted: What each reading must hold at least.
    """

    text: str
    wanted: list[Reading]


def grouped(number: str) -> str:
    """Writes a whole number as papers do, in groups of three."""
    return f"{int(number):,}"


def zoo() -> Shape:
    """The table of a model zoo, with links."""
    head = f"| name | pretrain | resolution | acc@1 | acc@5 | #params | FLOPs | FPS | model |\n{'|:-:' * 9}|\n"
    rows = (
        f"| {m.name} | ImageNet-22K | {m.size}x{m.size} | {m.top1} | {m.top5} | {m.params}M | {m.macs}G | {m.speed} "
        f"| [github](https://a.example/{m.name})/[log](https://a.example) |\n"
        for m in MODELS
    )
    wanted: list[Reading] = [
        {
            "variant": m.name,
            "resolution": m.size,
            "top1": m.top1,
            "top5": m.top5,
            "params_m": m.params,
            "compute_g": m.macs,
        }
        | {"compute_unit": "flops", "images_per_s": m.speed, "pretrain": "imagenet-21k"}
        for m in MODELS
    ]
    return Shape(head + "".join(rows), wanted)


def bold_and_bare() -> Shape:
    """A table without bars at its ends, with the best figures in bold and notes on some."""
    rows = (f"{m.name}[^1] | **{m.params}** | {m.macs} | <ins>{m.top1}</ins>*\n" for m in MODELS)
    text = "Architecture | Param. (M) | MAdds (G) | Top-1 Acc. (%)\n---|---:|---:|---\n" + "".join(rows)
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "compute_g": m.macs, "compute_unit": "macs", "top1": m.top1}
        for m in MODELS
    ]
    return Shape(f"{text}\n[^1]: Trained with distillation.\n", wanted)


def booktabs() -> Shape:
    """A table of a paper: groups, headings over two lines, figures in groups of three, footnotes."""
    lines = [
        r"\newcommand{\best}[1]{\textbf{#1}}\begin{table}[t]\centering\resizebox{\linewidth}{!}{",
        r"\begin{tabular}{@{}l|c@{\hspace{2pt}}c|cc@{}}\toprule",
        r"\multirow{2}{*}{Model} & \#Params & \multirow{2}{*}{\makecell{FLOPs\\(G)}}",
        r"& \multicolumn{2}{c}{ImageNet-1K} \\",
        r"\cmidrule(lr){4-5} & (M) & & Throughput (img/s) & Top-1 (\%) \\ \midrule",
        r"\multicolumn{5}{c}{\textit{Trained on ImageNet-1K only}} \\ \midrule",
    ]
    for number, m in enumerate(MODELS):
        if number == 10:
            lines.append(r"\midrule \multicolumn{5}{l}{\emph{ImageNet-21K pre-trained}} \\")
        colour = r"\rowcolor{gray!15} " if number % 3 == 0 else ""
        lines.append(
            rf"{colour}{m.name}~\cite{{omega{number}}} & {m.params} & {{\bf {m.macs}}} & "
            rf"{grouped(m.speed)} & \best{{{m.top1}}}$_{{\uparrow 0.3}}$ \\[2pt] % row {number}"
        )
    lines.append(r"\bottomrule\end{tabular}}\caption{Results.}\end{table}")
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "compute_g": m.macs, "compute_unit": "flops", "images_per_s": m.speed}
        | {"top1": m.top1, "pretrain": "none" if number < 10 else "imagenet-21k"}
        for number, m in enumerate(MODELS)
    ]
    return Shape("\n".join(lines), wanted)


def keep_ratios() -> Shape:
    """A method that is applied to models, with what it saves beside each figure."""
    lines = [r"\begin{tabular}{lccc} Method & Keep rate & GMACs & Acc@1 (\%) \\ \hline"]
    wanted: list[Reading] = []
    for m in MODELS[::2]:
        lines.append(rf"{m.name} & 1.0 & {m.macs} & {m.top1} \\")
        lines.append(
            rf"+ Prune & 0.7 & {m.macs} (\textcolor{{blue}}{{$-$35\%}}) & {m.top1} ({{\color{{red}}$-0.2$}}) \\ \hline"
        )
        plain: Reading = {"compute_g": m.macs, "compute_unit": "macs", "top1": m.top1}
        wanted += [
            {"variant": m.name, "keep_ratio": "1.0", **plain},
            {"variant": f"{m.name} + Prune", "base": m.name, "keep_ratio": "0.7", **plain},
        ]
    return Shape("\n".join([*lines, r"\end{tabular}"]), wanted)


def html_with_spans() -> Shape:
    """A table of HTML whose headings span rows and columns, and whose names span two rows."""
    head = (
        "<table><caption>Results</caption><thead><tr><th rowspan=2>Model<th rowspan='2'>Image size<th colspan=2>Cost"
        "<th rowspan=2>Top-1<br>(%)</tr><tr>"
        "<th>Params (&times;10<sup>6</sup>)</th><th>MACs (&times;10<sup>9</sup>)</th></tr></thead><tbody>"
    )
    rows = []
    wanted: list[Reading] = []
    for number, m in enumerate(MODELS):
        name = f'<td rowspan="2">{m.name}</td>' if number % 2 == 0 else ""
        rows.append(
            f"<tr>{name}<td>{m.size}<sup>2</sup></td><td>{m.params}</td>"
            f"<td>{m.macs}</td><td><b>{m.top1}</b> <sub>+0.4</sub></td></tr>"
        )
        wanted.append(
            {
                "variant": MODELS[number - number % 2].name,
                "resolution": m.size,
                "params_m": m.params,
                "compute_g": m.macs,
            }
            | {"compute_unit": "macs", "top1": m.top1}
        )
    return Shape(f"{head}{''.join(rows)}</tbody></table>", wanted)


def arxiv_html() -> Shape:
    """A table as HTML pages of papers have it, with MathML."""
    rows = "".join(
        f'<tr class="ltx_tr"><td class="ltx_td">{m.name}'
        f'<math alttext="^{{\\dagger}}"><mi>†</mi><annotation>x</annotation></math></td>'
        f'<td><math alttext="{m.size}^{{2}}"><msup><mn>{m.size}</mn><mn>2</mn></msup></math></td>'
        f"<td>{m.params}M</td><td>{m.top1}</td></tr>"
        for m in MODELS
    )
    text = (
        '<table class="ltx_tabular"><tr class="ltx_tr"><td>Method</td><td>Res.</td><td>#Param.</td><td>Top-1</td></tr>'
        + rows
    )
    wanted: list[Reading] = [
        {"variant": m.name, "resolution": m.size, "params_m": m.params, "top1": m.top1, "mark": "†"} for m in MODELS
    ]
    return Shape(text + "</table>", wanted)


def european() -> Shape:
    """A spreadsheet with commas before fractions and points in thousands."""
    rows = "".join(
        f'"{m.name}";{m.params};{m.macs};{m.top1};{m.top5};{grouped(m.speed).replace(",", "~")}\n'.replace(
            ".", ","
        ).replace("~", ".")
        for m in MODELS
    )
    text = f"Modell;Parameter (Mio.);GMACs;Top-1 (%);Top-5 (%);Durchsatz (Bilder/s, img/s)\n{rows}"
    wanted: list[Reading] = [
        {
            "variant": m.name,
            "params_m": m.params,
            "compute_g": m.macs,
            "compute_unit": "macs",
            "top1": m.top1,
            "top5": m.top5,
        }
        | {"images_per_s": m.speed}
        for m in MODELS
    ]
    return Shape(text, wanted)


def spreadsheet() -> Shape:
    """A table with commas, quoted cells and plain counts."""
    rows = "".join(f'"{m.name} (ours)","{int(float(m.params) * 1_000_000):,}",{m.top1}%,{m.size}\n' for m in MODELS)
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params.removesuffix(".0"), "top1": m.top1, "resolution": m.size}
        for m in MODELS
    ]
    return Shape(f"Model,#Params,Top-1,Input size\n{rows}", wanted)


def pasted_tabs() -> Shape:
    """A table pasted with tabs, its units in the cells."""
    rows = "".join(f"{m.name}\t{m.params}M\t{round(float(m.macs) * 1000)}M\t{m.top1}%\t{m.speed}\n" for m in MODELS)
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "compute_unit": "macs", "top1": m.top1, "images_per_s": m.speed}
        for m in MODELS
    ]
    return Shape(f"Method\tParams\tMAdds\tTop-1 Acc.\tImages / s\n{rows}", wanted)


def pasted_columns() -> Shape:
    """Columns of a PDF with headings over two lines and names that are wrapped."""
    lines = ["Table 4: Comparison with others", "Method               Res.   Params     FLOPs     Top-1"]
    lines.append("                              (M)        (G)      Acc. (%)")
    wanted: list[Reading] = []
    for number, m in enumerate(MODELS):
        name = m.name
        if number % 5 == 0:
            lines.append("Omega (with the")
            name = "long name)"
        lines.append(f"{name:<20} {m.size:<6} {m.params:<10} {m.macs:<9} {m.top1}")
        variant = "Omega (with the long name)" if number % 5 == 0 else m.name
        wanted.append(
            {"variant": variant, "resolution": m.size, "params_m": m.params, "compute_g": m.macs, "top1": m.top1}
        )
    return Shape("\n".join(lines), wanted)


def errors() -> Shape:
    """A table of errors."""
    rows = "".join(f"| {m.name} | {m.params}M | {100 - float(m.top1):.1f} | 300 |\n" for m in MODELS)
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "top1": m.top1, "epochs": 300}
        | {"note": f"The source prints the top-1 error, {100 - float(m.top1):.1f}."}
        for m in MODELS
    ]
    return Shape(f"| Model | Params | Top-1 err. (%) | Epochs |\n|---|---|---|---|\n{rows}", wanted)


def models_side_by_side() -> Shape:
    """A table that lies on its side."""
    lines = ["| | " + " | ".join(m.name for m in MODELS) + " |", "|---" * 21 + "|"]
    for title, pick in (("Params (M)", "params"), ("MACs (G)", "macs"), ("Top-1 (%)", "top1"), ("Top-5 (%)", "top5")):
        lines.append(f"| {title} | " + " | ".join(str(getattr(m, pick)) for m in MODELS) + " |")
    wanted: list[Reading] = [
        {
            "variant": m.name,
            "params_m": m.params,
            "compute_g": m.macs,
            "compute_unit": "macs",
            "top1": m.top1,
            "top5": m.top5,
        }
        for m in MODELS
    ]
    return Shape("\n".join(lines), wanted)


def shares_and_pairs() -> Shape:
    """Shares in place of per cent, and two metrics in one cell."""
    rows = "".join(f"| {m.name} | {m.params} / {m.macs} | 0.{m.top1.replace('.', '')}0 |\n" for m in MODELS)
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "compute_g": m.macs, "compute_unit": "flops", "top1": f"{m.top1}0"}
        for m in MODELS
    ]
    return Shape(f"| Models | Params(M) / FLOPs(G) | Top1 |\n|---|---|---|\n{rows}", wanted)


def two_sizes() -> Shape:
    """Ten models at two sizes each, in columns of their own."""
    rows = "".join(f"| {m.name} | {m.params}M | {m.top1} | {m.top5} |\n" for m in MODELS[::2])
    wanted: list[Reading] = [
        {"variant": m.name, "params_m": m.params, "resolution": size, "top1": figure}
        for m in MODELS[::2]
        for size, figure in ((224, m.top1), (384, m.top5))
    ]
    return Shape(f"| Arch | params | top-1@224 | top-1@384 |\n|---|---|---|---|\n{rows}", wanted)


def before_and_after() -> Shape:
    """Accuracy and speed of ten models as they are, and with a method applied."""
    rows = "".join(f"{m.name} | {m.top1} | {m.speed} | {m.top5} | {m.size}\n" for m in MODELS[::2])
    wanted: list[Reading] = [
        {"variant": m.name, "top1": top1, "images_per_s": speed}
        for m in MODELS[::2]
        for top1, speed in ((m.top1, m.speed), (m.top5, str(m.size)))
    ]
    return Shape(
        f"Model | original top-1 | original im/s | Merge top-1 | Merge im/s\n---|---|---|---|---\n{rows}", wanted
    )


SHAPES: dict[str, Callable[[], Shape]] = {
    shape.__name__: shape
    for shape in (
        zoo,
        bold_and_bare,
        booktabs,
        keep_ratios,
        html_with_spans,
        arxiv_html,
        european,
        spreadsheet,
        pasted_tabs,
        pasted_columns,
        errors,
        models_side_by_side,
        shares_and_pairs,
        two_sizes,
        before_and_after,
    )
}
"""Tables by the name of their shape."""
