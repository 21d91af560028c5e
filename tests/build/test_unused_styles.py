"""Style sheets keep what a site may use, and lose what matches no element of it."""

from __future__ import annotations

import pytest

from lvkb.build.unused_styles import page_names, script_names, without_unused

PAGE = """<html lang=en class=no-js><body dir=ltr data-md-color-scheme="default">
<script>document.body.classList.add("js")</script><p class="lead md-typeset">class=text</p>
<svg style="fill:var( --md-hue )"></svg><script type=module src=a.js></script>"""


def cut(sheet: str, *others: str, page: str = PAGE, script: str = "") -> str:
    """Gives a sheet of a site with one page and one script."""
    (left,) = without_unused([sheet], others, page_names(page) | script_names(script))
    return left


def test_names_of_a_page() -> None:
    """Classes, the direction and colours, variables, and words of scripts inside; words of the text are none."""
    words = {"document", "body", "classList", "add", "js"}
    assert page_names(PAGE) == words | {
        *("no-js", "lead", "md-typeset", "--md-hue", "dir=ltr", "data-md-color-scheme=default"),
    }


@pytest.mark.parametrize(
    ("sheet", "left"),
    [
        ("p{color:red}.lead{color:blue}", "p{color:red}.lead{color:blue}"),
        (".none{color:red}", ""),
        (".none,.lead > .md-typeset,p .none,a{color:red}", ".lead > .md-typeset,a{color:red}"),
        ("p.none::after,p.lead::after{content:'a{.none,b}'}", 'p.lead::after{content:"a{.none,b}"}'),
        (":not(.none){color:red}:is(.none,.lead){color:red}", ":not(.none){color:red}:is(.none,.lead){color:red}"),
        (".js .lead,.no-js .lead{color:red}", ".js .lead,.no-js .lead{color:red}"),
        ("[dir=ltr] p{left:0}[dir=rtl] p{right:0}[dir] p{top:0}", "[dir=ltr] p{left:0}[dir] p{top:0}"),
        ("[data-md-color-scheme=slate],[data-md-color-scheme=default]{a:b}", "[data-md-color-scheme=default]{a:b}"),
        ("[type=checkbox],[href^='a'],[hidden]{color:red}", '[type=checkbox],[href^="a"],[hidden]{color:red}'),
        ("@media print{.none{color:red}}p{color:red}", "p{color:red}"),
        (
            "@media (width>9px){@supports (a:b){.none{b:c}.lead{b:c}}}",
            "@media (width>9px){@supports (a:b){.lead{b:c}}}",
        ),
        ("@keyframes none{from{top:0}to{top:1px}}", "@keyframes none{from{top:0}to{top:1px}}"),
        ("@import 'a.css';/* note */.lead{color:red}", '@import "a.css";.lead{color:red}'),
    ],
)
def test_rules(sheet: str, left: str) -> None:
    """A selector goes when it asks for a class or a direction that no page has; a rule goes with its last selector."""
    assert cut(sheet) == left


def test_classes_of_scripts() -> None:
    """Any word of a script may be a class, and a word with a hyphen at its end the beginning of one."""
    sheet = ".md-tip{a:b}.md-fact--stars{a:b}.md-facts{a:b}.md-fact{a:b}"
    assert cut(sheet, script='make("md-tip", `md-fact--${key}`)') == ".md-tip{a:b}.md-fact--stars{a:b}"


def test_variables() -> None:
    """A variable stays that a page, a script, another sheet or a rule which is left reads, and goes with the others."""
    sheet = (
        ':root{--md-hue:1;--md-none:url("data:a;{b}");--md-rule:2;--md-lost:3;--md-script:4;--md-other:5;color:red}'
        "p{color:var(--md-rule)}.none{color:var(--md-lost)}html{--md-none:6}"
    )
    left = cut(sheet, "p{color:var(--md-other)}", script='style.setProperty("--md-script", 0)')
    assert left == (":root{--md-hue:1;--md-rule:2;--md-script:4;--md-other:5;color:red;}p{color:var(--md-rule)}")


@pytest.mark.parametrize("sheet", [".none{color:red}.none", "@media print{.none{a:b}.none}.none{a:b}"])
def test_broken_sheets(sheet: str) -> None:
    """A sheet that breaks the grammar stays as it is: what a browser makes of it is not known."""
    assert cut(sheet) == sheet
