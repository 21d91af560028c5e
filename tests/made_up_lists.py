"""Lists of papers in the ways that lists are written, all papers made up, each with what is in it."""

# ruff: noqa: E501, RUF001 - lists are written as people write them
from __future__ import annotations

from typing import NamedTuple

ARXIV = "https://arxiv.org/abs"


class Paper(NamedTuple):
    """What a list says of a paper.

    Attributes:
        title: Its title.
        arxiv: Its arXiv ids.
        code: Its repositories.
        name: Its short name, where the list gives one.
    """

    title: str
    arxiv: tuple[str, ...]
    code: tuple[str, ...] = ()
    name: str = ""


def paper(title: str, number: int, code: str = "", name: str = "") -> Paper:
    """Gives a paper whose arXiv id ends in a number."""
    return Paper(title, (f"2301.{number:05}",), (code,) if code else (), name)


LISTS: dict[str, tuple[str, tuple[Paper, ...]]] = {
    "quotes of books, German labels": (
        f"""
+ **KachelNet**: „Kacheln statt Pixel: Ein sparsamer Kodierer“, CVPR 2023 [[Aufsatz]({ARXIV}/2301.00001)] [[Quelltext (folgt)](https://github.com/lab/kachel)]
+ „Aufmerksamkeit ohne Multiplikation“, ICCV 2023. [[Aufsatz]({ARXIV}/2301.00002)]
""",
        (
            paper("Kacheln statt Pixel: Ein sparsamer Kodierer", 1, "lab/kachel", "KachelNet"),
            paper("Aufmerksamkeit ohne Multiplikation", 2),
        ),
    ),
    "guillemets, French labels": (
        f"""
* **PetitViT** : «Des jetons plus petits pour tous», ECCV, 2022. [[Article]({ARXIV}/2301.00001)][[Dépôt officiel](https://github.com/lab/petit)]
* **GrandViT** : «Des jetons plus grands pour tous», ECCV, 2022. [[Article]({ARXIV}/2301.00002)][[Dépôt officiel](https://github.com/lab/grand)]
""",
        (
            paper("Des jetons plus petits pour tous", 1, "lab/petit", "PetitViT"),
            paper("Des jetons plus grands pour tous", 2, "lab/grand", "GrandViT"),
        ),
    ),
    "quoted link, quotes inside": (
        f"""
- "[Is "Less" Really More for Tokens?]({ARXIV}/2301.00001)", NeurIPS'23
- "Beyond "Attention": Tokens without Softmax", CVPR, 2022. [[pdf]({ARXIV}/2301.00002)]
""",
        (
            paper('Is "Less" Really More for Tokens?', 1),
            paper('Beyond "Attention": Tokens without Softmax', 2),
        ),
    ),
    "quotes that are a part of the title": (
        f"""
- ["Free" Tokens for Frozen Encoders]({ARXIV}/2301.00001)
- **A Study of "Lazy" Layers in Small Encoders** [[pdf]({ARXIV}/2301.00002)]
- Beyond "Attention" for Small Encoders [[pdf]({ARXIV}/2301.00003)]
""",
        (
            paper('"Free" Tokens for Frozen Encoders', 1),
            paper('A Study of "Lazy" Layers in Small Encoders', 2),
            paper('Beyond "Attention" for Small Encoders', 3),
        ),
    ),
    "title behind name and dash": (
        f"""
- [TileFormer]({ARXIV}/2301.00001) - Tiles Make Cheap Encoders. CVPR 2023. [Code](https://github.com/lab/tile).
- [LineFormer]({ARXIV}/2301.00002) – Lines are All You Draw? ICLR 2023.
- [++Former]({ARXIV}/2301.00003) — What Plus Signs Buy Us. arXiv 2023. 70.1 % top-1, 3 M.
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile", "TileFormer"),
            paper("Lines are All You Draw?", 2, name="LineFormer"),
            paper("What Plus Signs Buy Us", 3, name="++Former"),
        ),
    ),
    "title in the link, description behind a dash": (
        f"""
- [Tiles Make Cheap Encoders for Phones]({ARXIV}/2301.00001) - splits the image into tiles that are read one by one.
- [A Survey of Small Encoders and their Uses]({ARXIV}/2301.00002) - good start for beginners. [code](https://github.com/lab/survey)
- [Line Drawings as a Test of Attention Maps]({ARXIV}/2301.00003) - what heads look at.
""",
        (
            paper("Tiles Make Cheap Encoders for Phones", 1),
            paper("A Survey of Small Encoders and their Uses", 2, "lab/survey"),
            paper("Line Drawings as a Test of Attention Maps", 3),
        ),
    ),
    "bold name, colon, plain title": (
        f"""
* **TileFormer**: Tiles Make Cheap Encoders for Phones [[pdf]({ARXIV}/2301.00001)]
* **LineFormer**: Drawing Lines between Distant Tokens [[pdf]({ARXIV}/2301.00002)] [[github](https://github.com/lab/line)]
* **DotFormer**: Dots Instead of Products in Attention [[pdf]({ARXIV}/2301.00003)]
""",
        (
            paper("Tiles Make Cheap Encoders for Phones", 1, name="TileFormer"),
            paper("Drawing Lines between Distant Tokens", 2, "lab/line", "LineFormer"),
            paper("Dots Instead of Products in Attention", 3, name="DotFormer"),
        ),
    ),
    "bold name of two words, plain title": (
        f"""
1. **Tile Former** Tiles Make Cheap Encoders for Phones [[paper]({ARXIV}/2301.00001)]
2. **Line Former** Drawing Lines between Distant Tokens [[paper]({ARXIV}/2301.00002)]
3. **Dot Former** Dots Instead of Products in Attention [[paper]({ARXIV}/2301.00003)]
""",
        (
            paper("Tiles Make Cheap Encoders for Phones", 1, name="Tile Former"),
            paper("Drawing Lines between Distant Tokens", 2, name="Line Former"),
            paper("Dots Instead of Products in Attention", 3, name="Dot Former"),
        ),
    ),
    "plain titles, Spanish labels that repeat": (
        f"""
- Fichas que saben esperar: un codificador con paciencia [[Artículo]({ARXIV}/2301.00001)] [Repositorio de los autores](https://github.com/lab/paciencia)
- Atención por turnos en imágenes largas [[Artículo]({ARXIV}/2301.00002)] [Repositorio de los autores](https://github.com/lab/turnos)
- Menos capas, más calma en redes pequeñas [[Artículo]({ARXIV}/2301.00003)] [Repositorio de los autores](https://github.com/lab/calma)
""",
        (
            paper("Fichas que saben esperar: un codificador con paciencia", 1, "lab/paciencia"),
            paper("Atención por turnos en imágenes largas", 2, "lab/turnos"),
            paper("Menos capas, más calma en redes pequeñas", 3, "lab/calma"),
        ),
    ),
    "plain titles, Russian labels and venue tags": (
        f"""
- [ЦВПР] Легкие токены для телефонов [ссылка на статью]({ARXIV}/2301.00001) [исходники авторов](https://github.com/lab/tok)
- [ЦВПР] Внимание без умножения [ссылка на статью]({ARXIV}/2301.00002) [исходники авторов](https://github.com/lab/mul)
- [ЦВПР] Как резать изображения [ссылка на статью]({ARXIV}/2301.00003)
""",
        (
            paper(
                "Легкие токены для телефонов",
                1,
                "lab/tok",
            ),
            paper(
                "Внимание без умножения",
                2,
                "lab/mul",
            ),
            paper(
                "Как резать изображения",
                3,
            ),
        ),
    ),
    "plain titles, Chinese, labels and remarks": (
        f"""
- 轻量级视觉变换器的分块方法（最佳论文） [论文]({ARXIV}/2301.00001) [代码](https://github.com/lab/fen)
- 无乘法注意力的硬件实现 [论文]({ARXIV}/2301.00002) [代码](https://github.com/lab/wu)
""",
        (
            paper("轻量级视觉变换器的分块方法", 1, "lab/fen"),
            paper("无乘法注意力的硬件实现", 2, "lab/wu"),
        ),
    ),
    "plain title, venue and authors behind it": (
        f"""
- Tiles Make Cheap Encoders, Ada Bell, Carl Dorn, Eve Frost, CVPR 2023 [paper]({ARXIV}/2301.00001)
- Fast, Accurate and Small Encoders for Phones, Gil Hart, Ina Jung, Kai Lund, ICCV 2023 [paper]({ARXIV}/2301.00002)
- Lines between Distant Tokens, Mia Noll et al., arXiv 2023 [paper]({ARXIV}/2301.00003)
""",
        (
            paper("Tiles Make Cheap Encoders", 1),
            paper("Fast, Accurate and Small Encoders for Phones", 2),
            paper("Lines between Distant Tokens", 3),
        ),
    ),
    "authors first": (
        f"""
- Ada Bell, Carl Dorn. Tiles Make Cheap Encoders. CVPR 2023. [pdf]({ARXIV}/2301.00001)
- Gil Hart, Ina Jung, Kai Lund. Lines between Distant Tokens. ICCV 2023. [pdf]({ARXIV}/2301.00002)
""",
        (paper("Tiles Make Cheap Encoders", 1), paper("Lines between Distant Tokens", 2)),
    ),
    "date and venue before a link": (
        f"""
-   2023-CVPR-[Tiles Make Cheap Encoders]({ARXIV}/2301.00001) [[Code](https://github.com/lab/tile)]
-   2023.10-[Lines between Distant Tokens]({ARXIV}/2301.00002)
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "venue and date in round brackets first": (
        f"""
- (arXiv 2023.04) Tiles Make Cheap Encoders, [[Paper]]({ARXIV}/2301.00001), [[Code]](https://github.com/lab/tile)
- (ICCV'23) Lines between Distant Tokens, [[Paper]]({ARXIV}/2301.00002)
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "venue link first, other brackets": (
        f"""
- ([CVPR 2023]({ARXIV}/2301.00001)) Tiles Make Cheap Encoders. [code](https://github.com/lab/tile)
- ([Neurocomputing]({ARXIV}/2301.00002)) Lines between Distant Tokens? [code soon](https://github.com/lab/line)
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens?", 2, "lab/line")),
    ),
    "table with title as text": (
        f"""
|Date|Title|Paper|Code|Recom|
|:---:|:---:|:---:|:---:|:---:|
|2023.04|[TileFormer] Tiles Make Cheap Encoders(@Lab A)|[[pdf]]({ARXIV}/2301.00001)|[[TileFormer]](https://github.com/lab/tile)|⭐️|
|2023.05|🔥[**LineFormer**] Lines between Distant Tokens(@Lab B etc)|[[pdf]]({ARXIV}/2301.00002)|⚠️|⭐️|
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile", "TileFormer"),
            paper("Lines between Distant Tokens", 2, name="LineFormer"),
        ),
    ),
    "table, Chinese heads, authors and abstract beside": (
        f"""
| 作者 | 标题 | 链接 | 简介 |
|---|---|---|---|
| Ada Bell, Carl Dorn, Eve Frost | Tiles Make Cheap Encoders | [PDF]({ARXIV}/2301.00001) | A long text that says what the paper does and why one should read it |
| Gil Hart, Ina Jung, Kai Lund | Lines between Distant Tokens | [PDF]({ARXIV}/2301.00002) | Another long text that says what the paper does and why one should not |
""",
        (paper("Tiles Make Cheap Encoders", 1), paper("Lines between Distant Tokens", 2)),
    ),
    "table without heads, without bars in front": (
        f"""
2023 | Tiles Make Cheap Encoders | [PDF]({ARXIV}/2301.00001)
---|---|---
2023 | Lines between Distant Tokens | [PDF]({ARXIV}/2301.00002)
2022 | Dots Instead of Products | [PDF]({ARXIV}/2301.00003)
""",
        (paper("Lines between Distant Tokens", 2), paper("Dots Instead of Products", 3)),
    ),
    "table of HTML over many lines": (
        f"""
<table>
  <tr>
    <th>Paper</th><th>Venue</th><th>Code</th>
  </tr>
  <tr>
    <td><a href="{ARXIV}/2301.00001">Tiles Make <i>Cheap</i> Encoders</a></td>
    <td>CVPR 2023</td>
    <td><a href='https://github.com/lab/tile'>PyTorch</a></td>
  </tr>
  <tr>
    <td><b>Lines between Distant Tokens</b> <a href="{ARXIV}/2301.00002">pdf</a></td>
    <td>ICCV 2023</td>
    <td>-</td>
  </tr>
</table>
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "list of HTML, nested, over blank lines": (
        f"""
<OL>
<LI><strong>Tiles Make Cheap Encoders</strong><br>

Ada Bell, Carl Dorn.
<a href="{ARXIV}/2301.00001">[paper]</a> <a href="https://github.com/lab/tile">[code]</a></LI>
<LI><a href={ARXIV}/2301.00002>Lines between Distant Tokens</a></LI>
</OL>
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "paragraphs of HTML": (
        f"""
<p>
<font size=3><b>[TileFormer] Tiles Make Cheap Encoders.
</b></font>
<br>
<font size=2>Ada Bell, Carl Dorn.</font>
<br>
<font size=2>ICCV 2023.</font>
<a href='{ARXIV}/2301.00001'>[paper]</a> <a href='https://github.com/lab/tile'>[code]</a>
</p>
<p>
<font size=3><b>Lines between Distant Tokens</b></font>
<br><a href='{ARXIV}/2301.00002'>[paper]</a>
</p>
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile", "TileFormer"),
            paper("Lines between Distant Tokens", 2),
        ),
    ),
    "bold paragraphs with bullets, other labels": (
        f"""
__Tiles Make Cheap Encoders__

* Veranstaltung: CVPR 2023 (Vortrag)
* Aufsatz: <{ARXIV}/2301.00001>
* Quelltext: [https://github.com/lab/tile](https://github.com/lab/tile)

__Lines between Distant Tokens__
* Aufsatz：{ARXIV}/2301.00002
* Quelltext：https://github.com/lab/line

  __Dots Instead of Products in Attention__

* Veranstaltung: ICCV 2023

* Aufsatz: {ARXIV}/2301.00003
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile"),
            paper("Lines between Distant Tokens", 2, "lab/line"),
            paper("Dots Instead of Products in Attention", 3),
        ),
    ),
    "bold paragraphs with links below": (
        f"""
**Tiles Make Cheap Encoders.** [20th Nov., 2023] [BIBM, 2023].<br>
*Ada Bell, Carl Dorn.*<br>
 [[PDF]({ARXIV}/2301.00001)] [[Github](https://github.com/lab/tile)]

 **Lines between Distant Tokens.** [1st Dec., 2023].<br>
*Gil Hart.*<br>
 [[PDF]({ARXIV}/2301.00002)]
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "name, authors, quoted title on the next line": (
        f"""
- **TileFormer:** Ada Bell, Carl Dorn, Eve Frost.<br />
"Tiles Make Cheap Encoders." ArXiv (2023).
[[paper]({ARXIV}/2301.00001)]
[[code](https://github.com/lab/tile)]
[2023.01]

- **LineFormer:** Gil Hart, Ina Jung.<br />
"LineFormer." ICCV (2023).
[[paper]({ARXIV}/2301.00002)]
[2023.02]
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile", "TileFormer"),
            paper("LineFormer", 2, name="LineFormer"),
        ),
    ),
    "underlined venue behind a plain title": (
        f"""
- TileFormer: TileFormer: Tiles, Lines and Dots, <ins>ICLR, 2023</ins> [[Paper]({ARXIV}/2301.00001)] [[Code](https://github.com/lab/tile)]
- Lines between Distant Tokens, <ins>AI Open, 2023</ins> [[Paper]({ARXIV}/2301.00002)]
- Dots Instead of Products <ins>arXiv</ins> [[Paper]({ARXIV}/2301.00003)]
""",
        (
            paper("TileFormer: Tiles, Lines and Dots", 1, "lab/tile", "TileFormer"),
            paper("Lines between Distant Tokens", 2),
            paper("Dots Instead of Products", 3),
        ),
    ),
    "references by name and id in text": (
        """
* [Tiles Make Cheap Encoders][tile-p] ([code][tile-c])
* Lines between Distant Tokens. Hart et al. 2023. arXiv: 2301.00002v2
* **Dots Instead of Products**, preprint arXiv:2301.00003.

[tile-p]: <https://arxiv.org/abs/2301.00001> "Paper"
[tile-c]:
  https://github.com/lab/tile
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile"),
            paper("Lines between Distant Tokens", 2),
            paper("Dots Instead of Products", 3),
        ),
    ),
    "links in bullets below a plain title": (
        f"""
- Tiles Make Cheap Encoders
    - paper: {ARXIV}/2301.00001
    - code: https://github.com/lab/tile
- Lines between Distant Tokens
    - paper: {ARXIV}/2301.00002
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "bold tags in square brackets, other brackets": (
        f"""
- **[TileFormer]** Tiles Make Cheap Encoders [[paper]({ARXIV}/2301.00001)]
- 【LineFormer】Lines between Distant Tokens [paper]({ARXIV}/2301.00002)
- **[ICCV 2023]** [**DotFormer**] Dots Instead of Products (**Oral**) [[paper]({ARXIV}/2301.00003)]
""",
        (
            paper("Tiles Make Cheap Encoders", 1, name="TileFormer"),
            paper("Lines between Distant Tokens", 2, name="LineFormer"),
            paper("Dots Instead of Products", 3, name="DotFormer"),
        ),
    ),
    "headings with links below": (
        f"""
### Tiles Make Cheap Encoders (CVPR 2023)

Ada Bell, Carl Dorn

[[Paper]]({ARXIV}/2301.00001) [[Code]](https://github.com/lab/tile)

### [LineFormer] Lines between Distant Tokens

* Aufsatz: {ARXIV}/2301.00002
* Quelltext: https://github.com/lab/line

### [Dots Instead of Products]({ARXIV}/2301.00003)
- [Code](https://github.com/lab/dot)
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile"),
            paper("Lines between Distant Tokens", 2, "lab/line", "LineFormer"),
            paper("Dots Instead of Products", 3, "lab/dot"),
        ),
    ),
    "plain paragraphs with bullets": (
        f"""
Tiles Make Cheap Encoders

- Paper: {ARXIV}/2301.00001
- Code: https://github.com/lab/tile

Lines between Distant Tokens

- Paper: {ARXIV}/2301.00002
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "citations": (
        """
- Bell, A., & Dorn, C. (2023). Tiles Make Cheap Encoders. arXiv:2301.00001.
- Hart et al., "Lines between Distant Tokens," ICCV 2023, arXiv:2301.00002
- G. Hart, I. Jung, Dots Instead of Products, ICCV 2023. arXiv: 2301.00003
- _Waves Instead of Dots in Attention_, Ina Jung, Kai Lund. arXiv:2301.00004
""",
        (
            paper("Tiles Make Cheap Encoders", 1),
            paper("Lines between Distant Tokens", 2),
            paper("Dots Instead of Products", 3),
            paper("Waves Instead of Dots in Attention", 4),
        ),
    ),
    "bars, arrows and signs": (
        f"""
- :star: Tiles Make Cheap Encoders | [Paper]({ARXIV}/2301.00001) | [Code](https://github.com/lab/tile) | 2023
- LineFormer | Lines between Distant Tokens | [pdf]({ARXIV}/2301.00002)
- DotFormer — Dots Instead of Products → {ARXIV}/2301.00003
- ICCV 2023, Waves Instead of Dots [pdf]({ARXIV}/2301.00004)
- ‘Rays Instead of Waves’, ICCV 2023 [pdf]({ARXIV}/2301.00005)
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile"),
            paper("Lines between Distant Tokens", 2),
            paper("Dots Instead of Products", 3, name="DotFormer"),
            paper("Waves Instead of Dots", 4),
            paper("Rays Instead of Waves", 5),
        ),
    ),
    "links first": (
        f"""
- [bài báo]({ARXIV}/2301.00001) [mã nguồn](https://github.com/lab/tile) Tiles Make Cheap Encoders
- [bài báo]({ARXIV}/2301.00002) Lines between Distant Tokens
- [bài báo]({ARXIV}/2301.00003) Dots Instead of Products
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile"),
            paper("Lines between Distant Tokens", 2),
            paper("Dots Instead of Products", 3),
        ),
    ),
    "plain titles with commas, colons, marks and periods": (
        f"""
- How to Tile an Image? Sizes, Shapes, and Orders [[pdf]({ARXIV}/2301.00001)]
- Lines: Longer Strokes, Lower Cost, Better Masks [[pdf]({ARXIV}/2301.00002)]
- Dots vs. Products: What Counts in Attention [[pdf]({ARXIV}/2301.00003)]
- The Waves of 2020s Encoders [[pdf]({ARXIV}/2301.00004)]
- Are 3D Rays Needed? [[pdf]({ARXIV}/2301.00005)] (Oral)
""",
        (
            paper("How to Tile an Image? Sizes, Shapes, and Orders", 1),
            paper("Lines: Longer Strokes, Lower Cost, Better Masks", 2),
            paper("Dots vs. Products: What Counts in Attention", 3),
            paper("The Waves of 2020s Encoders", 4),
            paper("Are 3D Rays Needed?", 5),
        ),
    ),
    "bold names, quoted titles of one word, table": (
        f"""
| Jahr | Name | Titel | Links |
|---|---|---|---|
| 2023 | **TileFormer** | "TileFormer" | [Aufsatz]({ARXIV}/2301.00001) |
| 2023 | **LineFormer** | "Lines between Distant Tokens" | [Aufsatz]({ARXIV}/2301.00002) / [Code](https://github.com/lab/line) |
""",
        (paper("TileFormer", 1), paper("Lines between Distant Tokens", 2, "lab/line")),
    ),
    "nested bullets without links between title and links": (
        f"""
* **Tiles Make Cheap Encoders**
  * Authors: Ann Example, Bob Sample
  * Published in CVPR 2023
  * TLDR: we tile and look what happens.
  * [Paper]({ARXIV}/2301.00001)
  * [Code](https://github.com/lab/tile)
* **Lines between Distant Tokens**
  * Authors: Bob Sample
  * [Paper]({ARXIV}/2301.00002)
""",
        (paper("Tiles Make Cheap Encoders", 1, "lab/tile"), paper("Lines between Distant Tokens", 2)),
    ),
    "plain titles with labelled bullets, some without links": (
        f"""
* Four Bits for Small Encoders
    + Autoren: Ann Example, Bob Sample
    + Venue: ECCV 2022
    + Paper: [link]({ARXIV}/2301.00001)
    + Code: [link](https://github.com/lab/four)
* Two Bits for Small Encoders
    + Autoren: Bob Sample
    + Paper: [link]({ARXIV}/2301.00002)
* One Bit for Small Encoders
    + Autoren: Ann Example
    + Paper: [link]({ARXIV}/2301.00003)
""",
        (
            paper("Four Bits for Small Encoders", 1, "lab/four"),
            paper("Two Bits for Small Encoders", 2),
            paper("One Bit for Small Encoders", 3),
        ),
    ),
    "plain titles with bullets of their own below a group": (
        f"""
* Encoders that merge tokens
    * Tiles Make Cheap Encoders
        * Paper: {ARXIV}/2301.00001
    * Lines between Distant Tokens
        * Paper: {ARXIV}/2301.00002
""",
        (paper("Tiles Make Cheap Encoders", 1), paper("Lines between Distant Tokens", 2)),
    ),
    "boxes to tick, venue in bold, linked name": (
        f"""
- [x] **[CVPR'23]** [TileFormer](https://github.com/lab/tile): Tiles Make Cheap Encoders [[arXiv]({ARXIV}/2301.00001)]
- [ ] **[ICCV'23]** [LineFormer](https://github.com/lab/line): Lines between Distant Tokens [[arXiv]({ARXIV}/2301.00002)]
- [X] **[ICLR'23]** [DotFormer](https://github.com/lab/dot): Dots Instead of Products [[arXiv]({ARXIV}/2301.00003)]
""",
        (
            paper("Tiles Make Cheap Encoders", 1, "lab/tile", "TileFormer"),
            paper("Lines between Distant Tokens", 2, "lab/line", "LineFormer"),
            paper("Dots Instead of Products", 3, "lab/dot", "DotFormer"),
        ),
    ),
    "authors and year, title in italics": (
        f"""
- Example et al. (2023). *Tiles are All You Need on Phones*. In CVPR. <{ARXIV}/2301.00001>
- Sample, B. and Example, A. (2022). *Lines are Nothing You Want*. arXiv:2301.00002.
""",
        (paper("Tiles are All You Need on Phones", 1), paper("Lines are Nothing You Want", 2)),
    ),
}
"""Lists by what is special about them: the text, and the papers in it."""
