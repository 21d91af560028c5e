"""Links of files: what counts as a link in each format, where it stands, and which paper it is said to be."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvkb.findings import visible
from lvkb.links.file_links import MAX_FILE_BYTES, read, read_text
from lvkb.links.targets import Use
from lvkb.plain_files import FileRefused
from lvkb.registers import parse_doi, parse_url

SEED = Path(__file__).parents[1] / "toy/lightweight-vit-readme.md"

ARXIV = "https://arxiv.org/abs"


def shown(text: str, ending: str) -> list[str]:
    """Gives the links of a text as `line:column url | title`."""
    return [
        f"{use.location.line}:{use.location.column} {use.url}" + (f" | {use.title}" if use.title else "")
        for use in read_text(text, f"list.{ending}").uses
    ]


def urls(text: str, ending: str) -> list[str]:
    """Gives the addresses of a text."""
    return [use.url for use in read_text(text, f"list.{ending}").uses]


MARKDOWN = """\
# List <https://a.org/auto>
See [one](https://a.org/one "Title"), ![image](https://a.org/i.png), [two][ref], https://a.org/bare.
Not: [local](paper.md), [part](#part), [mail](mailto:a@b.c), `https://a.org/code`.
[https://a.org/same](https://a.org/same) and `x` https://a.org/wiki_(x), (https://a.org/p).
<a href="https://a.org/html">x</a> [ftp](ftp://a.org/f) [//](//a.org/relative)

```
https://a.org/fenced
```

    - [indented](https://a.org/indented)

| a | b |
|---|---|
| [bar](https://a.org/x\\|y) | `c` [cell](<https://a.org/cell>) |

<p align="center">
  <img src='https://a.org/logo.svg'>
  <!-- <a href="https://a.org/comment">x</a> -->
</p>

> [ref]: https://a.org/ref
[ref]: https://a.org/twice
[escaped](https://a.org/a\\_b?x&amp;y) https://a.org/c\\_d?x&amp;y
"""

MARKDOWN_LINKS = """\
1:9 https://a.org/auto
2:11 https://a.org/one
2:48 https://a.org/i.png
2:82 https://a.org/bare
4:22 https://a.org/same
4:50 https://a.org/wiki_(x)
4:75 https://a.org/p
5:10 https://a.org/html
5:42 ftp://a.org/f
5:62 //a.org/relative
11:18 https://a.org/indented
15:9 https://a.org/x|y
15:43 https://a.org/cell
18:13 https://a.org/logo.svg
22:10 https://a.org/ref
23:8 https://a.org/twice
24:11 https://a.org/a_b?x&y
24:39 https://a.org/c_d?x&y
"""


def test_markdown() -> None:
    """Every kind of link of Markdown is found at its place; code, comments and links without a host are not."""
    assert "".join(f"{line}\n" for line in shown(MARKDOWN, "md")) == MARKDOWN_LINKS


def test_same_address_in_code_and_link() -> None:
    """The place of a link is its own, not that of a code span before it with the same address."""
    assert shown("`https://a.org/x` [text](https://a.org/x)", "md") == ["1:26 https://a.org/x"]


def test_place_behind_a_longer_address() -> None:
    """An address that also begins a longer one before it is found at its own place."""
    assert shown("https://a.org/xy https://a.org/x", "md") == ["1:1 https://a.org/xy", "1:18 https://a.org/x"]


TITLES = f"""\
- [CvT: Introducing Convolutions to Vision Transformers]({ARXIV}/2103.15808v2) [code](https://github.com/a/b)
- **MobileViT: Light-weight Vision Transformer** [[GitHub](https://github.com/a/b)] [[PDF]({ARXIV}/2110.02178)]
  [[again]({ARXIV}/2110.02179)] [[Review](https://openreview.net/forum?id=vh-0sUt8HlG)]
- "Patch Slimming for Efficient Vision Transformers." [pdf]({ARXIV}/2106.02852)
- [pdf]({ARXIV}/2106.02853) **Title Behind its Link Works Too**
- **First Cheap Token Mixer**, {ARXIV}/2106.00001, **Second Cheap Token Mixer**, {ARXIV}/2106.00002
- **Bold Title with [pdf]({ARXIV}/2106.00003) Inside**
- **CvT** [Official Code and Paper]({ARXIV}/2106.00004)
- **One Title Above All**
  - [pdf]({ARXIV}/2106.00005)

**No Item Means No Title** [pdf]({ARXIV}/2106.00006)

| **Tables Hold Titles Too** | [pdf]({ARXIV}/2106.00007) |
|---|---|
| **Every Row Has One** | [pdf]({ARXIV}/2106.00008) [Tokens-to-Token ViT Training][t2t] |

[t2t]: {ARXIV}/2106.00009
"""

TITLED = f"""\
{ARXIV}/2103.15808v2 | CvT: Introducing Convolutions to Vision Transformers
https://github.com/a/b
https://github.com/a/b
{ARXIV}/2110.02178 | MobileViT: Light-weight Vision Transformer
{ARXIV}/2110.02179
https://openreview.net/forum?id=vh-0sUt8HlG | MobileViT: Light-weight Vision Transformer
{ARXIV}/2106.02852 | Patch Slimming for Efficient Vision Transformers
{ARXIV}/2106.02853 | Title Behind its Link Works Too
{ARXIV}/2106.00001 | First Cheap Token Mixer
{ARXIV}/2106.00002 | Second Cheap Token Mixer
{ARXIV}/2106.00003 | Bold Title with Inside
{ARXIV}/2106.00004
{ARXIV}/2106.00005
{ARXIV}/2106.00006
{ARXIV}/2106.00007 | Tables Hold Titles Too
{ARXIV}/2106.00008 | Every Row Has One
{ARXIV}/2106.00009 | Tokens-to-Token ViT Training
"""


def test_titles_of_links() -> None:
    """A link to a paper takes its own text as title, else the text that stands out in its item, once a register."""
    lines = [f"{use.url} | {use.title}" if use.title else use.url for use in read_text(TITLES, "list.md").uses]
    assert "".join(f"{line}\n" for line in lines) == TITLED


def test_version_of_a_link() -> None:
    """The version that is written with an arXiv id is kept."""
    assert [use.version for use in read_text(f"{ARXIV}/2103.15808v2 {ARXIV}/2103.15808", "a.txt").uses] == ["v2", ""]


HTML = """\
<!DOCTYPE html><link rel="preconnect" href="https://fonts.org">
<a class=x HREF = 'https://a.org/?a=1&amp;b=2&copy=3'>x</a> <img
 src=https://a.org/i.png><a href="/local"><a href="mailto:a@b.c"><a href="javascript:void(0)"><a title='href="https://no"'>
<script src="https://a.org/s.js">'<a href="https://a.org/in-script">'</script>
<!-- <a href="https://a.org/comment"> --> <a href=" https://a.org/space ">https://a.org/text</a>
"""


def test_html() -> None:
    """Every href and src with a host is found; comments, scripts and warmed-up hosts are not."""
    assert shown(HTML, "html") == [
        "2:20 https://a.org/?a=1&b=2&copy=3",
        "3:6 https://a.org/i.png",
        "4:14 https://a.org/s.js",
        "5:53 https://a.org/space",
    ]


BIBTEX = r"""% https://a.org/comment
@inproceedings{cvt,
  title = {{CvT}: Introducing Convolutions to
    Vision Transformers},
  author = {Wu, Haiping and Bin Xiao and Noel Codella and others},
  url = {https://a.org/a\_b},
  eprint = {2103.15808v1}, archivePrefix = "arXiv",
  doi = "10.1109/ICCV48922.2021.00009",
  howpublished = "\url{https://github.com/a/b}"
}
@article{swin, journal={arXiv preprint arXiv:2103.14030}, title={Swin Transformer V Q},}
@article{dblp, journal={CoRR}, volume={abs/2010.11929}, eprint={x}, eprinttype={hal}}
@article{swin, doi={https://doi.org/10.48550/arXiv.2103.14030}}
@misc{broken, url={https://a.org/broken
"""


def test_bibtex() -> None:
    """Fields, DOIs and arXiv ids of entries are links at their place, with title and authors; broken ones are read."""
    assert shown(BIBTEX, "bib") == [
        "6:10 https://a.org/a_b",
        "7:13 https://arxiv.org/abs/2103.15808v1 | CvT: Introducing Convolutions to Vision Transformers",
        "8:10 https://doi.org/10.1109/iccv48922.2021.00009 | CvT: Introducing Convolutions to Vision Transformers",
        "9:24 https://github.com/a/b",
        "11:46 https://arxiv.org/abs/2103.14030 | Swin Transformer V Q",
        "12:44 https://arxiv.org/abs/2010.11929",
        "13:21 https://doi.org/10.48550/arXiv.2103.14030",
        "14:20 https://a.org/broken",
    ]
    assert read_text(BIBTEX, "list.bib").uses[1].authors == ("Haiping Wu", "Bin Xiao", "Noel Codella")


BROKEN = {
    "no comma": (
        "@article{a, title={A Title of Words} url={https://arxiv.org/abs/2103.15808}, doi={10.1000/x}}",
        ["43 https://arxiv.org/abs/2103.15808 | A Title of Words", "83 https://doi.org/10.1000/x | A Title of Words"],
        ['38 There is no comma before "url".'],
    ),
    "no key": (
        "@article{ title={X}, url={https://a.org/1}}",
        ["27 https://a.org/1"],
        ["1 What begins here does not parse as an entry."],
    ),
    "no equals sign": (
        '@article{a, title {X}, eprint = {2103.15808}, doi = "10.1000/x"}',
        ["34 https://arxiv.org/abs/2103.15808", "54 https://doi.org/10.1000/x"],
        ["1 What begins here does not parse as an entry."],
    ),
    "no at sign": (
        "article{a, url={https://a.org/1}}",
        ["17 https://a.org/1"],
        ["1 What begins here does not parse as an entry."],
    ),
    "space behind the at sign": (
        "@ misc {a, note={arXiv:2103.15808v2}}",
        ["24 https://arxiv.org/abs/2103.15808v2"],
        ["1 What begins here does not parse as an entry."],
    ),
    "open brace": (
        "@misc{a, title={X, url={https://arxiv.org/abs/2103.15808}}",
        ["25 https://arxiv.org/abs/2103.15808"],
        ["1 What begins here does not parse as an entry."],
    ),
    "open quote": (
        '@misc{a, title="X, doi={https://doi.org/10.1000/x}}',
        ["25 https://doi.org/10.1000/x"],
        ["1 What begins here does not parse as an entry."],
    ),
    "closed too early": (
        "@misc{a, title={X}}, url={https://a.org/1}}",
        ["27 https://a.org/1"],
        ["20 What begins here does not parse as an entry."],
    ),
    "cut off": (
        "@misc{a, title={X}, eprint={2103.15808}, doi = {10.1109/x.1",
        ["29 https://arxiv.org/abs/2103.15808", "49 https://doi.org/10.1109/x.1"],
        ["1 What begins here does not parse as an entry."],
    ),
    "sound": (
        '@misc{a, note = "\\url{https://a.org/1}" # { and } # "https://a.org/4"}',
        ["23 https://a.org/1", "54 https://a.org/4"],
        [],
    ),
    "comment": ("% title = {https://a.org/no}\nA note that names https://a.org/no.", [], []),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_entries_give_their_links(case: str) -> None:
    """What does not parse is told at its place, and none of its links is lost, nor any of the entry behind it."""
    text, links, faults = BROKEN[case]
    found = read_text(f"{text}\n@misc{{b, url={{https://a.org/next}}}}", "a.bib")
    shown = [f"{use.location.column} {use.url}" + (f" | {use.title}" if use.title else "") for use in found.uses]
    assert shown == [*links, "15 https://a.org/next"]
    assert [f"{finding.location.column} {finding.what}" for finding in found.findings] == faults
    assert {finding.code for finding in found.findings} <= {"LV517"}


def test_entries_behind_other_text_have_their_links() -> None:
    """An entry need not begin its line."""
    assert shown("<pre>@misc{a, url={https://a.org/1}}</pre> @misc{b, url={https://a.org/2}}", "bib") == [
        "1:20 https://a.org/1",
        "1:58 https://a.org/2",
    ]


def test_sets_of_images() -> None:
    """Every address of a srcset is read, with commas in it or behind it; widths and densities are not."""
    page = """<img srcset="https://a.org/x.png 1x, /local 2x,https://a.org/w_1,h_2/y.png 3x" src="https://a.org/z.png">
<source srcset='https://a.org/a&amp;b, https://a.org/c,'> <link imagesrcset=https://a.org/d>"""
    wanted = ["1:14 https://a.org/x.png", "1:48 https://a.org/w_1,h_2/y.png", "1:85 https://a.org/z.png"]
    wanted += ["2:17 https://a.org/a&b", "2:40 https://a.org/c", "2:77 https://a.org/d"]
    assert shown(page, "html") == shown(page, "md") == wanted


@pytest.mark.parametrize("ending", ["md", "txt", "bib"])
def test_bare_addresses_without_a_scheme(ending: str) -> None:
    """`www.` begins an address, which is taken for https, unless it is a part of something else."""
    text = "note = {See www.a.org/x_(y), (WWW.b.org). ada@www.a.org, ftp://www.a.org, x.www.a.org, www.a, www. a.org}"
    text = f"@misc{{a, {text}}}" if ending == "bib" else text
    assert urls(text, ending)[:2] == ["https://www.a.org/x_(y)", "https://WWW.b.org"]
    assert len(urls(text, ending)) == 2


@pytest.mark.parametrize("ending", ["md", "txt", "bib"])
def test_dois_made_from_a_sici(ending: str) -> None:
    """The angle brackets of such a DOI are a part of it, written as they are or escaped; others end an address."""
    doi = "10.1002/(SICI)1097-0258(19980815/30)17:15/16{}1661::AID-SIM968{}3.0.CO;2-2"
    text = (
        f"See https://doi.org/{doi.format('<', '>')}, https://doi.org/{doi.format('%3C', '%3E')}; https://a.org/b<i>c"
    )
    found = urls(f"@misc{{a, note = {{{text}}}}}" if ending == "bib" else text, ending)
    written = [f"https://doi.org/{doi.format(*brackets)}" for brackets in ("<>", ("%3C", "%3E"))]
    assert found == [*written, "https://a.org/b"]
    ref = parse_doi(doi.format("<", ">"))
    assert ref
    assert {parse_url(url) for url in found} == {ref, None}
    assert urls(f"@misc{{a, doi = {{{doi.format('<', '>')}}}}}", "bib") == [ref.url]


def test_links_to_files_that_look_like_hosts() -> None:
    """What a link of Markdown or HTML leads to is a file beside it, whatever its name."""
    assert urls("[x](www.a.org/x) `www.a.org`", "md") == []
    assert urls('<a href="www.a.org/x">', "html") == []


TEXT = """\
(see https://a.org/x_(y)), https://a.org/z. "https://a.org/q": <https://a.org/t>
https://… http:// https://{host}/x HTTPS://A.org/up \\url{https://a.org/a\\_b} [x](https://a.org/1)[y](https://a.org/2)
见https://a.org/w\uff0c再 https://[::1]/v6 https://openreview.net/forum?id=abc_
"""


def test_plain_text() -> None:
    """Addresses end before brackets that they do not open and before punctuation that ends a sentence."""
    assert shown(TEXT, "txt") == [
        "1:6 https://a.org/x_(y)",
        "1:28 https://a.org/z",
        "1:46 https://a.org/q",
        "1:65 https://a.org/t",
        "2:36 HTTPS://A.org/up",
        "2:58 https://a.org/a_b",
        "2:82 https://a.org/1",
        "2:102 https://a.org/2",
        "3:2 https://a.org/w",
        "3:20 https://[::1]/v6",
        "3:37 https://openreview.net/forum?id=abc_",
    ]


def test_line_ends_and_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Lines end in any common way; zero bytes and bytes that are no UTF-8 break nothing and count one character."""
    file = tmp_path / "a.md"
    file.write_bytes(b"\xef\xbb\xbfx\r\ny\rz \xff\x00 https://a.org/x\r\n")
    assert read(file).uses == (Use((file.as_posix(), 3, 6), "https://a.org/x"),)  # type: ignore[arg-type]


def test_unreadable_files(tmp_path: Path) -> None:
    """A file that is not there, no plain file, or too large is refused with the reason."""
    large = tmp_path / "large.md"
    with large.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    for file, why in {
        tmp_path / "none.md": "cannot be read: No such file or directory.",
        tmp_path: "is not a plain file.",
        tmp_path / "a\x1b[31m\nb.md": "cannot be read: No such file or directory.",
        large: "has 50,000,001 bytes; at most 50,000,000 are read.",
    }.items():
        with pytest.raises(FileRefused) as caught:
            read(file)
        assert str(caught.value) == f"{visible(str(file))} {why}"


def test_seed_list() -> None:
    """Every link of the seed list is found where it stands, and every one to arXiv has the title of its item."""
    lines = SEED.read_text(encoding="utf-8").splitlines()
    found = read(SEED).uses
    assert len(found) == len(re.findall(r"\]\(http", SEED.read_text(encoding="utf-8")))
    assert all(lines[use.location.line - 1][use.location.column - 1 :].startswith(use.url) for use in found)
    assert [use.url for use in found if "arxiv.org" in use.url and not use.title] == []


PIECES = [
    *("https://a.org/x", "http://b.org/y_(z)", "https://c.org/?a&amp;b", "//d.org", "ftp://e.org/f", "www.g.org/h"),
    *(
        "[",
        "]",
        "(",
        ")",
        "](",
        "]: ",
        "![",
        "<",
        ">",
        "`",
        "```\n",
        "    ",
        "- ",
        "> ",
        "| ",
        "|---|",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "**",
        "_",
        "\\",
        "&amp;",
        "&#46;",
        '"',
        "'",
        "<a href=",
        "<img src='",
        '<img srcset="',
        " 2x, ",
        "<!--",
        "-->",
        "<script>",
        "</script>",
    ),
    *(
        "@article{",
        "k,",
        "url = {",
        "title={",
        "eprint=",
        "doi=",
        "}",
        "arXiv:2103.15808",
        "10.1/x",
        "=",
        "#",
        "\t",
        "\r",
    ),
    *("A Title of Words", "\0", "\u200b", "日本", "{", ","),
]

texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)


def plain(text: str) -> str:
    """Resolves the escapes of Markdown, HTML and TeX."""
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text))


@given(texts, st.sampled_from(["md", "html", "bib", "txt"]))
def test_any_text_has_its_links_where_they_are_said_to_be(text: str, ending: str) -> None:
    """No text raises, and the address stands at every place that is named, in whatever spelling."""
    lines = re.sub("\r\n?", "\n", text).replace("\0", "\ufffd").split("\n")
    for use in read_text(text, f"a.{ending}").uses:
        there = lines[use.location.line - 1][use.location.column - 1 :]
        is_bare_id = re.match(r"(?:https://doi\.org/)?10\.|(?:\d{4}\.\d{5}|[a-z])", there)
        is_there = plain(there).startswith((use.url, use.url.removeprefix("https://")))
        assert is_there or (ending == "bib" and is_bare_id)


@given(texts, st.sampled_from(["md", "html", "bib", "txt"]))
def test_places_come_in_order(text: str, ending: str) -> None:
    """The links of a file come in the order in which they stand."""
    places = [use.location for use in read_text(text, f"a.{ending}").uses]
    assert places == sorted(places)


@given(st.lists(st.integers(0, 9999), min_size=1, max_size=20))
def test_no_link_of_a_list_is_lost(numbers: list[int]) -> None:
    """A list of papers gives each of its links once, however its items are indented."""
    items = [f"{' ' * (number % 11)}- **Paper {number}** [[PDF]({ARXIV}/2101.{number:05})]" for number in numbers]
    assert urls("\n".join(items), "md") == [f"{ARXIV}/2101.{number:05}" for number in numbers]


@pytest.mark.parametrize(
    "piece", ["[", "![", "[a](", "<a ", "<a href='", "<!--", "> ", "- ", "`", "https://a.org/x)", "\\["]
)
@pytest.mark.parametrize("ending", ["md", "html", "txt"])
def test_piles_of_one_sign_are_read(piece: str, ending: str) -> None:
    """Thousands of openings that never close are read like any text."""
    assert set(urls(piece * 3000, ending)) <= {"https://a.org/x"}
