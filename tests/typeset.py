"""Tables set by LaTeX, with a bibliography: what a reader of our exports does with them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NEEDS_LATEX = pytest.mark.skipif(
    not shutil.which("pdflatex") or not shutil.which("bibtex"), reason="pdflatex and bibtex are not here"
)

_DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{booktabs}
\usepackage{url}
\begin{document}
TABLE
\bibliographystyle{plain}
\bibliography{references}
\end{document}
"""


def typeset(folder: Path, table: str, bibtex: str) -> None:
    """Sets a table in an article, and fails where LaTeX complains or does not find a reference."""
    (folder / "paper.tex").write_text(_DOCUMENT.replace("TABLE", table), encoding="utf-8")
    (folder / "references.bib").write_text(bibtex, encoding="utf-8")
    latex = ("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper")
    for command in (latex, ("bibtex", "paper"), latex, latex):
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert "undefined" not in (folder / "paper.log").read_text(encoding="utf-8", errors="replace")
