r"""TeX to the text that its readers see: `\textbf{78.3}$^\dagger$` to `78.3^{†}`.

What only sets type, colours or cites is dropped. A command that is not known gives what stands in its braces, or itself
when it has none, so that a name such as `\ours` is not lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from lvkb.documents.tex_tokens import Token, argument, past_optional, past_space

MAX_GROUPS = 12
"""Levels of groups that are read as such; what lies deeper is read as if it had no braces."""

_DROPPED = {  # and how many arguments each has
    **dict.fromkeys(("cite", "citep", "citet", "citealp", "citeyear", "parencite", "ref", "label", "cref",
    "autoref"), 1),
    **dict.fromkeys(("rowcolor", "cellcolor", "columncolor", "color", "arrayrulecolor", "rowfont", "rowcolors"), 1),
    **dict.fromkeys(("vspace", "vspace*", "hspace", "hspace*", "phantom", "hphantom", "vphantom", "url", "sout",
    "st"), 1),
    **dict.fromkeys(("cline", "cmidrule", "caption*", "includegraphics", "footnote", "tablefootnote", "vskip"), 1),
    **dict.fromkeys(("setlength", "rule", "renewcommand", "newcommand", "addtolength", "fontsize", "pagestyle"), 2),
    **dict.fromkeys(("specialrule",), 3),
}  # fmt: skip
_SKIPPED_BEFORE = {  # arguments that say how, before the one that says what
    **dict.fromkeys(("textcolor", "colorbox", "scalebox", "rotatebox", "raisebox", "parbox", "href", "adjustbox"), 1),
    **dict.fromkeys(("multirow", "multicolumn", "fcolorbox", "resizebox", "multirow*", "resizebox*"), 2),
}
_SILENT = frozenset({
    "bf", "bfseries", "it", "itshape", "em", "rm", "sc", "tt", "sf", "small", "footnotesize", "scriptsize", "tiny",
    "large", "Large", "normalsize", "centering", "hline", "toprule", "midrule", "bottomrule", "hfill", "noindent",
    "displaystyle", "textstyle", "left", "right", "xspace", "protect", "relax", "boldmath", "unboldmath",
    "raggedright", "raggedleft", "arraybackslash", "ttfamily", "sffamily", "rmfamily", "mdseries", "upshape",
    "slshape", "bold", "hdashline", "Xhline", "firsthline", "lasthline", "null", "mathstrut", "strut", "nobreak",
    "allowbreak", "addlinespace", "morecmidrules", "tabularnewline", "ignorespaces", "Huge", "huge", "LARGE",
    "selectfont", "leavevmode", "unskip", "-", "/", "limits", "big", "Big", "bigl", "bigr", "endgroup",
    "begingroup",
})  # fmt: skip
_SIGNS = {
    **{sign: sign for sign in "%&#_${}"},
    **dict.fromkeys((" ", "quad", "qquad", "space", "enspace", "\n"), " "),
    **dict.fromkeys(("newline", "linebreak", "par"), "\n"),
    **dict.fromkeys((",", ";", ":", ">", "thinspace"), "\u2009"),
    **dict.fromkeys(("!", "negthinspace"), ""),
    **dict.fromkeys(("dagger", "dag", "textdagger"), "†"),
    **dict.fromkeys(("ddagger", "ddag", "textdaggerdbl"), "‡"),
    **dict.fromkeys(("ast", "textasteriskcentered"), "*"),
    **dict.fromkeys(("S", "textsection"), "§"),
    **dict.fromkeys(("P", "textparagraph"), "¶"),
    **dict.fromkeys(("checkmark", "cmark", "ck", "Checkmark"), "✓"),
    **dict.fromkeys(("xmark", "XSolidBrush", "Cross"), "✗"),
    **dict.fromkeys(("rightarrow", "to", "longrightarrow", "Rightarrow"), "→"),
    **dict.fromkeys(("uparrow", "Uparrow", "textuparrow"), "↑"),
    **dict.fromkeys(("downarrow", "Downarrow", "textdownarrow"), "↓"),
    **dict.fromkeys(("times", "texttimes"), "\N{MULTIPLICATION SIGN}"),
    **dict.fromkeys(("pm", "textpm"), "±"),
    **dict.fromkeys(("sim", "textasciitilde"), "~"),
    **dict.fromkeys(("mu", "textmu"), "µ"),
    **dict.fromkeys(("Delta", "vartriangle"), "Δ"),
    **dict.fromkeys(("star", "bigstar", "filledstar"), "⋆"),
    "cdot": "·", "approx": "≈", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "infty": "∞",
    "alpha": "\u03b1",
    "beta": "β", "gamma": "\u03b3", "delta": "δ", "epsilon": "ε", "lambda": "λ", "rho": "\u03c1", "tau": "τ",
    "sigma": "\u03c3",
    "eta": "η", "theta": "θ", "phi": "φ", "omega": "ω", "Gamma": "Γ", "Omega": "Ω", "diamond": "⋄", "clubsuit": "♣",
    "spadesuit": "♠", "heartsuit": "♡", "triangle": "△", "blacktriangle": "▲", "circ": "∘", "degree": "°",
    "bullet": "•",
    "percent": "%",
    "ell": "ℓ", "ldots": "…", "dots": "…", "textendash": "–", "textemdash": "—", "backslash": "\\", "mid": "|",
    "slash": "/",
    "textbackslash": "\\", "lbrack": "[", "rbrack": "]", "leftarrow": "←", "natural": "♮", "sharp": "♯",
    "flat": "♭", "lt": "<",
    "blacktriangledown": "▼", "triangledown": "▽", "square": "□", "blacksquare": "■", "alambic": "⚗",
    "gt": ">", "textsuperscript": "^", "textsubscript": "_", "tnote": "^", "footnotemark": "^",
}  # fmt: skip
_LAYOUT = re.compile(r"line$|rule$|^row|gr[ae]y|colou?r|shade|strut|^gr$|^bg|space$|skip$", re.IGNORECASE)
"""Commands of authors' own making that only set type."""
_DINGS = {"51": "✓", "52": "✓", "53": "✗", "54": "✗", "55": "✗", "56": "✗"}
_DASHES = (("---", "—"), ("--", "–"), ("``", '"'), ("''", '"'))


def plain(found: Sequence[Token]) -> str:
    """Gives the text of tokens whose macros are expanded."""
    return _Text().of(found)


class _Text:
    """Writes tokens as text, group by group."""

    def __init__(self) -> None:
        self._is_math = False

    def of(self, found: Sequence[Token], depth: int = 0) -> str:
        if depth > MAX_GROUPS:
            return "".join(token.text for token in found if token.text not in ("{", "}", "$"))
        pieces: list[str] = []
        at = 0
        while at < len(found):
            piece, at = self._piece(found, at, depth)
            pieces.append(piece)
        return "".join(pieces)

    def _piece(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        """Gives the text of what stands at an index, and the index behind it."""
        text = found[at].text
        if text[0] == "\\":
            return self._command(found, at, depth)
        if text == "{":
            inside, at = argument(found, at)
            return self.of(inside, depth + 1), at
        if text in ("^", "_") and (self._is_math or text == "^"):
            inside, at = argument(found, at + 1)
            return self._script(text, inside, depth), at
        if text == "$":
            self._is_math = not self._is_math
            return "", at + 1
        if text in ("~", "}"):
            return " " if text == "~" else "", at + 1
        return self._words(text), at + 1

    def _words(self, text: str) -> str:
        if not self._is_math:
            for written, shown in _DASHES:
                text = text.replace(written, shown)
        return text

    def _script(self, sign: str, inside: Sequence[Token], depth: int) -> str:
        text = self.of(inside, depth + 1).strip()
        return f"{sign}{{{text}}}" if text else ""

    def _command(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        name = found[at].text[1:]
        if name in ("(", ")", "[", "]"):
            self._is_math = name in "(["
            return "", at + 1
        if name == "\\":
            return "\n", past_optional(found, at + 1)
        if handle := _HANDLED.get(name):
            return handle(self, found, at + 1, depth)
        if name in _DROPPED:
            return "", _past_arguments(found, at + 1, _DROPPED[name])
        if name in _SKIPPED_BEFORE:
            return self._last(found, _past_arguments(found, at + 1, _SKIPPED_BEFORE[name]), depth)
        if name in ("textsuperscript", "textsubscript", "tnote", "footnotemark"):
            return self._raised(found, at, depth)
        if name in _SIGNS:
            behind = past_space(found, at + 1) if name[:1].isalpha() else at + 1
            return _SIGNS[name], behind
        return self._other(found, at, depth)

    def _raised(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        name = found[at].text[1:]
        if name == "footnotemark":
            behind = past_optional(found, at + 1)
            return self._script("^", found[at + 2 : behind - 1], depth), behind
        inside, behind = argument(found, at + 1)
        return self._script(_SIGNS[name], inside, depth), behind

    def _other(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        r"""Reads a command that sets type, or that is not known: `\textbf{78.3}`, `\best{78.3}`, `\ours`."""
        name = found[at].text[1:]
        behind = past_optional(found, at + 1)
        if behind < len(found) and found[behind].text == "{" and name not in _SILENT:
            inside, after = argument(found, behind)
            if not inside:
                return found[at].text, after
            pieces = [self.of(inside, depth + 1)]
            while after < len(found) and found[after].text == "{" and name not in _ONE_ARGUMENT:
                inside, after = argument(found, after)
                pieces.append(self.of(inside, depth + 1))
            return "".join(pieces), after
        if name in _SILENT or name in _ONE_ARGUMENT:
            return "", past_space(found, behind if name in ("addlinespace", "hdashline", "\\") else at + 1)
        return ("" if _LAYOUT.search(name) else found[at].text), at + 1

    def _last(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        inside, behind = argument(found, past_optional(found, at))
        return self.of(inside, depth + 1), behind

    def _ding(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        inside, behind = argument(found, at)
        return _DINGS.get(self.of(inside, depth + 1).strip(), ""), behind

    def _environment(self, found: Sequence[Token], at: int, _: int) -> tuple[str, int]:
        """Passes over the name and the form of a table in a cell, whose rows are lines of it."""
        name, behind = argument(found, at)
        if any(token.text.startswith("tabular") for token in name):
            behind = argument(found, past_optional(found, behind))[1]
        return "", behind

    def _end(self, found: Sequence[Token], at: int, _: int) -> tuple[str, int]:
        return "", argument(found, at)[1]

    def _unit(self, found: Sequence[Token], at: int, depth: int) -> tuple[str, int]:
        r"""Reads `\SI{5.6}{\mega}`: the figure with its unit."""
        figure, behind = argument(found, past_optional(found, at))
        unit, behind = argument(found, behind)
        return f"{self.of(figure, depth + 1)} {self.of(unit, depth + 1)}", behind


def _past_arguments(found: Sequence[Token], at: int, count: int) -> int:
    for _ in range(count):
        at = past_optional(found, at)
        if at < len(found) and found[at].text == "(":  # the trimming of \cmidrule
            at += 1 + sum(1 for _ in takewhile(lambda token: token.text != "{", found[at + 1 :]))
        elif at < len(found) and found[at].text.startswith("(") and found[at].text.endswith(")"):
            at += 1
        behind = past_space(found, at)
        if behind < len(found) and found[behind].text == "[":
            at = past_optional(found, behind)
        at = argument(found, at)[1]
    return at


_Handler = Callable[[_Text, Sequence[Token], int, int], tuple[str, int]]
_HANDLED: dict[str, _Handler] = {
    "ding": _Text._ding,  # noqa: SLF001
    "begin": _Text._environment,  # noqa: SLF001
    "end": _Text._end,  # noqa: SLF001
    "SI": _Text._unit,  # noqa: SLF001
    "qty": _Text._unit,  # noqa: SLF001
}
_ONE_ARGUMENT = frozenset({
    "textbf", "textit", "emph", "underline", "uline", "textsc", "texttt", "textrm", "textsf", "text", "mathbf",
    "mathrm", "mathit", "boldsymbol", "bm", "mbox", "num", "makecell", "thead", "shortstack", "hl", "ul",
    "dashuline", "uwave", "textnormal", "mathsf", "mathcal", "ensuremath", "fbox", "caption", "captionof",
})  # fmt: skip
