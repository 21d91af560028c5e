"""`lvkb check --links` and `lvkb links` as their users call them, against services on this machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_httpserver import HTTPServer
from typer.testing import CliRunner, Result

from lvkb.cli import app
from lvkb.links.endpoints import Endpoints
from lvkb.links.limits import Limits
from lvkb.links.link_rules import BROKEN_ENTRY
from tests.conftest import MakeRoot
from tests.links.fake_arxiv import FakeArxiv, fake_arxiv, fake_paper
from tests.links.fake_registers import Registers, Reply, repository, serving
from tests.samples import record

TOKEN = "ghp_0123456789abcdef"  # noqa: S105 - no token of anybody
GOOD, WRONG = "Mobile Transformers with Local Windows", "Graph Networks for Protein Folding Prediction"


class World(NamedTuple):
    """The services of a test.

    Attributes:
        arxiv: arXiv.
        registers: GitHub and the others.
        web: Any other site.
    """

    arxiv: FakeArxiv
    registers: Registers
    web: HTTPServer

    @property
    def hosts(self) -> list[str]:
        """Options that open the servers."""
        hosts = (self.arxiv.host, self.registers.base.removeprefix("http://"), f"127.0.0.1:{self.web.port}")
        return [part for host in hosts for part in ("--allow-host", host)]

    @property
    def requests(self) -> int:
        """Number of requests so far, but for those to pages that nobody made."""
        pages = [request for request, _ in self.web.log if "/no-such-page-" not in request.path]
        return len(self.arxiv.asked) + len(self.registers.asked) + len(pages)


@pytest.fixture
def world(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """ArXiv with two papers, GitHub with two repositories, and a site with one page."""
    papers = (
        fake_paper("2101.00001", GOOD, authors=("Ada Flint",)),
        fake_paper("2101.00002", WRONG, authors=("Carl Moss",), doi="10.5555/abc"),
    )
    registers = Registers(
        repositories={"ada/one": repository("ada/one"), "ada/old": repository("ada/new", isArchived=True)},
    )
    httpserver.expect_request("/page").respond_with_data("<h1>A page</h1>", content_type="text/html")
    httpserver.expect_request("/gone").respond_with_data("", status=404)
    with fake_arxiv(*papers).running() as arxiv, serving(registers):
        for service in fields(Endpoints):
            found = (getattr(own, service.name) for own in (arxiv.endpoints, registers.endpoints))
            set_here = next(address for address in found if address.startswith("http://127.0.0.1"))
            monkeypatch.setenv(f"LVKB_{service.name.upper()}", set_here)
        # a fake that fails must fail its test, not hold it up for minutes
        monkeypatch.setattr("lvkb.links.limits.Limits", partial(Limits, arxiv_waits_s=()))
        monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
        yield World(arxiv, registers, httpserver)


def run(*arguments: str | Path) -> Result:
    """Runs lvkb in-process."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def check(root: Path, world: World, *options: str) -> Result:
    """Runs `lvkb check --links` without gaps."""
    return run("check", "--links", "--root", root, "--host-gap", "0", *world.hosts, *options)


def one(world: World, **values: str | None) -> str:
    """Gives a record whose links are all fine."""
    page = f"http://127.0.0.1:{world.web.port}/page"
    sound = {
        "title": f'"{GOOD}"',
        "arxiv": '"2101.00001"',
        "code": f'[{{github: ada/one, official: true}}, {{url: "{page}", official: false}}]',
        "sources": '{paper: {arxiv: "2101.00001v1", read: "2026-11-20"}}',
    }
    return record("one", **{**sound, **values})


def test_clean(make_root: MakeRoot, world: World) -> None:
    """Links that are fine give both closing lines and exit code 0; the plan and no more goes to standard error."""
    root = make_root({"papers/one.yml": one(world)})
    result = check(root, world)
    assert result.stdout == ("1 record checked: no findings\n4 links in 1 file: 4 ok; 3 targets asked, 0 from memory\n")
    assert result.stderr == "4 links to 3 targets: 1 arXiv call, 1 GitHub call, 2 web calls; about 3 s\n"
    assert (result.exit_code, world.requests) == (0, 3)


def test_second_run_asks_nobody(make_root: MakeRoot, world: World) -> None:
    """What is known is not asked again; `--refresh` asks."""
    root = make_root({"papers/one.yml": one(world)})
    check(root, world)
    result = check(root, world)
    assert result.stdout.endswith("4 links in 1 file: 4 ok; 0 targets asked, 3 from memory\n")
    assert result.stderr == "4 links to 3 targets: 3 known from earlier runs, nothing to ask\n"
    assert world.requests == 3


BARE: dict[str, str | None] = {"sources": None, "variants": None, "no_results": "None."}
BAD = {
    "arxiv": '"2101.00002"',
    "code": "[{github: ada/old, official: true}, {github: ada/none, official: false}]",
    **BARE,
}
BAD_LINES = """\
catalog/papers/one.yml:7:8: LV505 arxiv: https://arxiv.org/abs/2101.00002: It is "Graph Networks for Protein Folding \
Prediction" by Carl Moss, not "Mobile Transformers with Local Windows". The link works and leads to a wrong paper, \
which no checker of addresses can see. Open the page of the id and of the paper; correct the id, or the title.
catalog/papers/one.yml:10:17: LV504 code[0].github: https://github.com/ada/old is now ada/new. Whoever takes the old \
name takes the link over: the redirect ends there without a word. Write the new name; `lvkb fix --links --write` does \
it. [warning]
catalog/papers/one.yml:10:52: LV502 code[1].github: https://github.com/ada/none: GitHub has no public repository \
ada/none. One bad day of a server is no dead link; it becomes an error when it is found dead again after a day. Open \
it; correct it if it is a slip. [warning]
1 record checked: 1 error, 2 warnings
3 links in 1 file: 1 moved, 1 mismatch, 1 dead; 3 targets asked, 0 from memory
"""


def test_faults_stand_at_their_place(make_root: MakeRoot, world: World) -> None:
    """Every fault is told at file, line and column; a wrong id fails the run at once, a first 404 does not."""
    root = make_root({"papers/one.yml": one(world, **BAD)})
    result = check(root, world)
    assert result.stdout == BAD_LINES
    assert result.exit_code == 1


def test_waived_findings(make_root: MakeRoot, world: World) -> None:
    """A waiver covers a finding on links, is not idle when nobody was asked, and takes the link out of the issue."""
    waiver = 'waivers: [{code: LV505, record: one, field: arxiv, reason: A reason., date: "2026-11-20"}]\n'
    root = make_root({"papers/one.yml": one(world, arxiv='"2101.00002"', **BARE), "waivers.yml": waiver})
    assert run("check", "--root", root).stdout == "1 record checked: no findings\n"
    result = check(root, world)
    assert (
        result.stdout
        == "1 record checked: no findings\n3 links in 1 file: 2 ok, 1 mismatch; 3 targets asked, 0 from memory\n"
    )
    assert check(root, world, "--format", "markdown").stdout.startswith("# All links are fine\n")
    assert result.exit_code == 0


def test_formats(make_root: MakeRoot, world: World) -> None:
    """JSON has findings and all links with their facts, GitHub annotations come errors first, SARIF has the rules."""
    root = make_root({"papers/one.yml": one(world, **BAD)})
    data = json.loads(check(root, world, "--format", "json").stdout)
    assert [item["code"] for item in data["findings"]] == ["LV505", "LV504", "LV514", "LV502"]
    facts = {link["id"]: link["facts"] for link in data["links"]["links"]}
    assert (facts["ada/old"]["licence"], facts["ada/old"]["archived"]) == ("MIT", "true")
    github = check(root, world, "--format", "github").stdout.splitlines()
    assert [line.partition(" ")[0] for line in github[:3]] == ["::error", "::warning", "::warning"]
    assert github[0].startswith(
        "::error file=catalog/papers/one.yml,line=7,col=8,title=LV505::arxiv: https://arxiv.org"
    )
    sarif = json.loads(check(root, world, "--format", "sarif").stdout)["runs"][0]
    assert {"LV502", "LV504", "LV505"} <= {rule["id"] for rule in sarif["tool"]["driver"]["rules"]}
    issue = check(root, world, "--format", "markdown").stdout
    assert issue.startswith("# 3 links need a look\n")
    assert "](<https://github.com/me/kb/blob/" not in issue


def test_issue_links_to_the_files(make_root: MakeRoot, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """When GitHub runs the check, the places of the issue are links to the lines at this very commit."""
    for key, value in {"SERVER_URL": "https://github.com", "REPOSITORY": "me/kb", "SHA": "0123abc"}.items():
        monkeypatch.setenv(f"GITHUB_{key}", value)
    issue = check(make_root({"papers/one.yml": one(world, **BAD)}), world, "--format", "markdown").stdout
    assert issue.count("](<https://github.com/me/kb/blob/0123abc/catalog/papers/one.yml?plain=1#L") == 3


def test_changed_records_only(make_root: MakeRoot, world: World) -> None:
    """With a state of git, only records that differ from it are looked up."""
    root = make_root({"papers/one.yml": one(world), "papers/two.yml": record("two", arxiv='"2101.00003"')})
    author = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run(["git", "-C", root, *author, *command], check=True)
    assert (
        "0 links in 2 files: nothing to verify; 0 targets asked" in check(root, world, "--changed-from", "main").stdout
    )
    (root / "catalog/papers/one.yml").write_text(one(world, name="Other"), encoding="utf-8")
    assert "4 links in 2 files: 4 ok; 3 targets asked" in check(root, world, "--changed-from", "main").stdout
    assert [ids for asked in world.arxiv.asked for ids in asked] == ["2101.00001"]
    result = check(root, world, "--changed-from", "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("lvkb: --changed-from nowhere: git knows no such branch, tag or commit here;")


def test_nothing_verified(make_root: MakeRoot, world: World, httpserver: HTTPServer) -> None:
    """When most services fail, the run says so with an exit code of its own; nothing is held against the links."""
    world.registers.always["github_api"] = Reply(500, b"down")
    httpserver.clear()
    httpserver.expect_request("/page").respond_with_data("down", status=503)
    root = make_root({"papers/one.yml": one(world, **BARE)})
    result = check(root, world)
    assert result.exit_code == 3
    assert (
        result.stdout
        == "1 record checked: no findings\n3 links in 1 file: 1 ok, 2 unknown; 3 targets asked, 0 from memory\n"
    )
    assert result.stderr.endswith("lvkb: more than half of the links could not be verified; look at the network.\n")


def test_wrong_use(make_root: MakeRoot, world: World) -> None:
    """Options that make no sense are refused with exit code 2 before anybody is asked."""
    root = make_root({"papers/one.yml": one(world)})
    told = [
        run("check", "--root", root, "--format", "markdown"),
        run("check", "--root", root, "--refresh"),
        run("check", "--root", root, "--links", "--allow-host", "localhost"),
        run("links", root / "none.md"),
        run("links", root / "catalog/taxonomy.yml"),
    ]
    assert [result.exit_code for result in told] == [2] * len(told)
    assert [result.stderr for result in told] == [
        "lvkb: --format markdown belongs to --links.\n",
        "lvkb: --refresh, --allow-host and --host-gap belong to --links.\n",
        'lvkb: --allow-host "localhost" is no host with its port, as in 127.0.0.1:8000.\n',
        f"lvkb: {root}/none.md cannot be read: No such file or directory.\n",
        "lvkb: there is no link in these files, and an empty run is not a clean one.\n",
    ]
    assert world.requests == 0


def test_no_secret_anywhere(make_root: MakeRoot, world: World, own_cache: Path) -> None:
    """The token goes to GitHub's API alone, and is in no report and no file of the cache."""
    root = make_root({"papers/one.yml": one(world, **BAD)})
    shown = "".join(check(root, world, "--format", form).output for form in ("text", "json", "sarif", "markdown"))
    assert TOKEN not in shown
    kept = b"".join(file.read_bytes() for file in own_cache.rglob("*") if file.is_file())
    assert b"ada/one" in kept or b"ada/old" in kept
    assert TOKEN.encode() not in kept
    sent = [asked.path for asked in world.registers.asked if TOKEN in str(asked.headers)]
    assert set(sent) == {"/github_api"}


def test_plain_list(world: World, tmp_path: Path) -> None:
    """`lvkb links` gives a line for each link: status, address, reason, and the place of all that is not fine."""
    site = f"http://127.0.0.1:{world.web.port}"
    file = tmp_path / "list.md"
    file.write_text(
        f"- **{GOOD}** [paper](https://arxiv.org/abs/2101.00002) [code](https://github.com/ada/old)\n"
        f"- [A page]({site}/page) and [one that is gone]({site}/gone)\n"
        "- [inside](http://169.254.169.254/latest)\n",
        encoding="utf-8",
    )
    result = run("links", file, "--host-gap", "0", *world.hosts)
    assert result.stdout.replace(f"{tmp_path}/", "").splitlines() == [
        (
            'mismatch https://arxiv.org/abs/2101.00002 other-paper: It is "Graph Networks for Protein Folding '
            'Prediction" by Carl Moss, not "Mobile Transformers with Local Windows". (list.md:1:54)'
        ),
        "moved    https://github.com/ada/old renamed -> ada/new: ada/old is ada/new now. (list.md:1:95)",
        f"ok       {site}/page answered: Answered 200.",
        f"dead     {site}/gone 404: {site}/gone answered 404. Seen once; asked again after a day. (list.md:2:64)",
        (
            "blocked  http://169.254.169.254/latest private-address: 169.254.169.254 is no public address. "
            "(list.md:3:12)"
        ),
        "5 links in 1 file: 1 ok, 1 moved, 1 mismatch, 1 dead, 1 blocked; 5 targets asked, 0 from memory",
    ]
    assert result.exit_code == 1


def test_excluded_links(world: World, tmp_path: Path) -> None:
    """`--exclude` skips links, says so, and asks nobody about them."""
    site = f"http://127.0.0.1:{world.web.port}"
    file = tmp_path / "list.txt"
    file.write_text(f"{site}/page {site}/private", encoding="utf-8")
    result = run("links", file, "--host-gap", "0", "--exclude", "private", *world.hosts)
    assert result.stdout.splitlines()[-1] == "2 links in 1 file: 1 ok, 1 skipped; 1 target asked, 0 from memory"
    assert world.requests == 1


def test_all_links_excluded(world: World, tmp_path: Path) -> None:
    """A run that skips every link is not a clean one."""
    file = tmp_path / "list.txt"
    file.write_text("https://a.example/page", encoding="utf-8")
    result = run("links", file, "--exclude", "example", *world.hosts)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "1 link to 1 target: 1 skipped, nothing to ask\n"
        "lvkb: every link is excluded, and an empty run is not a clean one.\n"
    )


def test_addresses_of_services_that_are_none(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable that holds no address is named, and nobody is asked; an empty one sets nothing."""
    file = tmp_path / "list.txt"
    file.write_text("https://arxiv.org/abs/2101.00001", encoding="utf-8")
    for address in ("notaurl", "ftp://a.example", "http://[", "https://"):
        monkeypatch.setenv("LVKB_CVF", address)
        result = run("links", file, *world.hosts)
        assert (result.exit_code, result.stderr) == (2, "lvkb: LVKB_CVF is no http or https address.\n")
    assert world.requests == 0
    monkeypatch.setenv("LVKB_CVF", "")
    assert run("links", file, *world.hosts).exit_code == 0


def test_references_with_broken_entries(world: World, tmp_path: Path) -> None:
    """Entries that do not parse have their links asked, and are told; only a strict run fails for them."""
    file = tmp_path / "refs.bib"
    file.write_text(
        f"@misc{{one, title={{{GOOD}, eprint={{2101.00001}}\n@misc{{two, title={{{WRONG}}} eprint={{2101.00002v9}}}}\n",
        encoding="utf-8",
    )
    result = run("links", file, *world.hosts)
    lines = result.stdout.replace(f"{file}", "refs.bib").splitlines()
    why = f"{BROKEN_ENTRY.why} {BROKEN_ENTRY.fix} [warning]"
    assert lines == [
        f"refs.bib:1:1: LV517 What begins here does not parse as an entry. {why}",
        f'refs.bib:2:66: LV517 There is no comma before "eprint". {why}',
        "ok       https://arxiv.org/abs/2101.00001 answered",
        (
            "dead     https://arxiv.org/abs/2101.00002v9 no-such-version: There is no v9: the paper has 1 version, the "
            "newest is v1. Seen once; asked again after a day. (refs.bib:2:74)"
        ),
        "2 links in 1 file: 1 ok, 1 dead; 2 targets asked, 0 from memory",
    ]
    assert (result.exit_code, run("links", file, "--strict", *world.hosts).exit_code) == (0, 1)
    codes = [item["code"] for item in json.loads(run("links", file, "--format", "json").stdout)["findings"]]
    assert codes == ["LV517", "LV517"]
    assert "::warning file=" in run("links", file, "--format", "github").stdout


def test_references_without_a_link(world: World, tmp_path: Path) -> None:
    """A file without a link says so, and names the first place that does not parse."""
    file = tmp_path / "refs.bib"
    file.write_text("@misc{one, title={X\n", encoding="utf-8")
    result = run("links", file, *world.hosts)
    assert result.exit_code == 2
    assert "refs.bib:1:1: LV517 What begins here does not parse as an entry." in " ".join(result.stderr.split())


def test_lists_that_name_venues_and_people(world: World, tmp_path: Path) -> None:
    """A venue or authors in bold, or as the text of a link, are held against no title."""
    file = tmp_path / "list.md"
    lines = [
        "- A plain title. **IEEE Transactions on Image Processing** [pdf](https://arxiv.org/abs/2101.00001)",
        "- [Alexey Dosovitskiy, Lucas Beyer et al.](https://arxiv.org/abs/2101.00001)",
        '- "Conference on Computer Vision and Pattern Recognition", [paper](https://arxiv.org/abs/2101.00002)',
        f"- **{GOOD}** **Ada Flint, Carl Moss, Bo Reed** [pdf](https://arxiv.org/abs/2101.00002)",
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    data = json.loads(run("links", file, "--format", "json", *world.hosts).stdout)
    said = [(link["verdict"], [place["line"] for place in link["places"]]) for link in data["links"]]
    assert said == [("ok", [1, 2]), ("ok", [3]), ("mismatch", [4])]


def test_a_host_that_is_allowed_later(world: World, tmp_path: Path) -> None:
    """A link that was blocked is asked once its host is allowed."""
    file = tmp_path / "list.txt"
    file.write_text(f"http://127.0.0.1:{world.web.port}/page", encoding="utf-8")
    assert [run("links", file, *hosts).exit_code for hosts in ([], world.hosts)] == [1, 0]


def test_fix_shows_then_writes(make_root: MakeRoot, world: World) -> None:
    """`lvkb fix --links` shows the corrections, writes them when asked, keeps comments, and has nothing left then."""
    text = one(world, title=f'"{WRONG}"', arxiv='"2101.00002"  # the preprint', authors="[Carl Moss]", **BARE).replace(
        "ada/one", "Ada/Old"
    )
    root = make_root({"papers/one.yml": text})
    file = root / "catalog/papers/one.yml"
    options = ["--links", "--root", str(root), "--host-gap", "0", *world.hosts]
    shown = run("fix", *options)
    assert shown.exit_code == 1
    changed = [line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    port = world.web.port
    rest = f'official: true}}, {{url: "http://127.0.0.1:{port}/page", official: false}}]'
    assert changed == ["+doi: 10.5555/abc", f"-code: [{{github: Ada/Old, {rest}", f"+code: [{{github: ada/new, {rest}"]
    assert shown.stdout.endswith("2 corrections in 1 record; write them with `lvkb fix --links --write`\n")
    assert file.read_text(encoding="utf-8") == text
    written = run("fix", "--write", *options)
    assert (written.exit_code, written.stdout) == (
        0,
        "catalog/papers/one.yml written\n2 corrections in 1 record: 1 record written\n",
    )
    assert 'arxiv: "2101.00002"  # the preprint\ndoi: 10.5555/abc\n' in file.read_text(encoding="utf-8")
    again = run("fix", *options)
    assert (again.exit_code, again.stdout) == (0, "0 corrections in 0 records\n")


def test_passwords_in_addresses_are_not_repeated(world: World, tmp_path: Path, own_cache: Path) -> None:
    """An address with a password is refused, and neither report nor cache repeats the password."""
    file = tmp_path / "list.md"
    file.write_text("[a](https://ada:s3cret@example.org/x) <http://s3cret@example.org>", encoding="utf-8")
    shown = "".join(run("links", file, "--format", form).output for form in ("text", "json", "sarif", "markdown"))
    assert "blocked  https://***@example.org/x credentials: The address of example.org carries a user name" in shown
    assert "s3cret" not in shown
    assert [path.name for path in own_cache.rglob("*") if path.is_file() and b"s3cret" in path.read_bytes()] == []
