"""The open access site of the CVF: pages of papers, whose addresses carry title and year.

The site has changed the layout of its folders over the years; the id says which one a page has:

    CVPR2022/X_paper, CVPR2022W/MobileAI/X_paper      content/CVPR2022/html/X, content/CVPR2022W/MobileAI/html/X
    cvpr_2018/X_paper, CVPRW_2019/EVW/X_paper         content_cvpr_2018/html/X, content_CVPRW_2019/html/EVW/X
    cvpr_2018_workshops/w4/X_paper                    content_cvpr_2018_workshops/w4/html/X
    cvpr_workshops_2015/W01/X_paper                   content_cvpr_workshops_2015/W01/html/X
"""

from __future__ import annotations

import re
from urllib.parse import quote

from lvkb.registers.register import AddressParts, Ref, Register

_FOLDER = re.compile(
    r"(?P<new>(?P<name>[A-Z]+)(?P<year>\d{4})(?P<part>[A-Z]?))|"
    r"(?P<old_name>[A-Z]+?)(?P<w>W?)(?P<before>_workshops)?_(?P<old_year>\d{4})(?P<after>_workshops)?",
    re.ASCII | re.IGNORECASE,
)
_INSIDE = re.compile(r"(?!(?:html|papers|supplemental)$)[A-Za-z0-9][\w.+&-]*", re.ASCII | re.IGNORECASE)
_STEM = re.compile(r"[^/\s]+_(?P<year>\d{4})(?:_[A-Za-z]+)?_paper", re.ASCII)
_PATH = re.compile(r"(?:openaccess/)?content(?P<mark>[/_])(?P<folder>[^/]+)/(?P<inside>.+?)(?:\.html|\.pdf)?")
_PARTS = {"": "", "W": "W", "F": " Findings"}


def parse_cvf(text: str) -> Ref | None:
    """Reads `<folder>/<stem>` of a page of the CVF open access site; None when it is no such thing."""
    folder, *inside, stem = text.split("/") if text.count("/") in (1, 2) else ("", "")
    is_id = _FOLDER.fullmatch(folder) and _STEM.fullmatch(stem) and all(map(_INSIDE.fullmatch, inside))
    return Ref(CVF, text) if is_id else None


def cvf_year(cvf: str) -> int:
    """Gives the year at the end of a canonical CVF id.

    Raises:
        ValueError: It is no such id.
    """
    match = _STEM.fullmatch(cvf.rpartition("/")[2]) if parse_cvf(cvf) else None
    if match is None:
        raise ValueError(f"not a canonical CVF id: {cvf}")
    return int(match["year"])


def cvf_title_words(cvf: str) -> str:
    """Gives the words of the title that a canonical CVF id carries: without first author, venue and year."""
    stem = cvf.rpartition("/")[2]
    return " ".join(stem.removesuffix("_paper").split("_")[1:-2])


def cvf_venue(cvf: str) -> str:
    """Gives the venue of a CVF id as records write it, such as `CVPRW 2018`; empty when its folder names none."""
    match = _FOLDER.fullmatch(cvf.partition("/")[0])
    if match is None:
        return ""
    if match["new"]:
        part = _PARTS.get(match["part"])
        return "" if part is None else f"{match['name']}{part} {match['year']}"
    workshops = "W" if match["w"] or match["before"] or match["after"] else ""
    return f"{match['old_name'].upper()}{workshops} {match['old_year']}"


def _page(ref: Ref) -> str:
    folder, *inside, stem = ref.id.split("/")
    match = _FOLDER.fullmatch(folder)
    if match is None or match["new"]:
        steps = [f"content/{folder}", *inside, "html"]
    elif match["before"] or match["after"]:
        steps = [f"content_{folder}", *inside, "html"]
    else:
        steps = [f"content_{folder}", "html", *inside]
    return f"https://openaccess.thecvf.com/{'/'.join(steps)}/{quote(stem)}.html"


def _from_address(parts: AddressParts) -> Ref | None:
    match = _PATH.fullmatch(re.sub("/{2,}", "/", parts.path))
    if match is None:
        return None
    steps = match["inside"].split("/")
    kind = next((step for step in steps[:-1] if step in ("html", "papers")), "")
    folder = _FOLDER.fullmatch(match["folder"])
    if not kind or folder is None or bool(folder["new"]) != (match["mark"] == "/"):
        return None
    steps.remove(kind)
    return parse_cvf("/".join([_page_folder(match["folder"], kind, steps), *steps]))


def _page_folder(folder: str, kind: str, steps: list[str]) -> str:
    """Gives the folder of the page; of ICCV 2017 alone, PDFs and pages lie in folders of different case."""
    return "iccv_2017" if (folder, kind, len(steps)) == ("ICCV_2017", "papers", 1) else folder


CVF = Register(
    key="cvf",
    label="CVF",
    field="cvf",
    id_name="CVF id",
    parse=parse_cvf,
    page=_page,
    hosts=frozenset({"openaccess.thecvf.com", "cv-foundation.org"}),
    from_address=_from_address,
    page_name="Open Access page",
)
