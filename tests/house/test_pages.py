import re
from pathlib import Path

import pytest
from house.pages import Page, dead_links, missing_files, missing_names, read
from typer.main import get_command

from menshen.cli.main import commands
from menshen.terms import Act, Lane, Purpose

WORDS = (
    "place", "door", "lane", "entitlement", "notice", "prompt", "grant", "once grant", "look", "permit", "refusal",
    "scope", "reference", "probe", "pass", "pass key", "IV", "leaf salt", "order", "necessity", "leaf", "checkpoint",
    "witness",
)


@pytest.fixture(scope="module")
def pages(root: Path) -> list[Page]:
    """Every page: those at the top, and those below docs."""
    return [read(path) for path in sorted([*root.glob("*.md"), *root.glob("docs/**/*.md")])]


def test_links_lead_somewhere(pages: list[Page]) -> None:
    """Every link from a page to a file or heading of the repository finds it."""
    assert [complaint for page in pages for complaint in dead_links(page)] == []


def test_files_that_pages_name_exist(pages: list[Page], root: Path) -> None:
    """Every path in the code of a page is there."""
    assert [complaint for page in pages for complaint in missing_files(page, root)] == []


def test_names_that_pages_name_exist(pages: list[Page]) -> None:
    """Every dotted name of the package in the code of a page imports."""
    assert [complaint for page in pages for complaint in missing_names(page)] == []


def test_make_targets_that_pages_name_exist(pages: list[Page], root: Path) -> None:
    """Every `make` that a page tells its reader to type has its target."""
    targets = re.findall(r"^([a-z]+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE)
    typed = {found[1] for page in pages for line in page.commands if (found := re.match(r"make ([a-z]+)", line))}
    assert typed
    assert typed - set(targets) == set()


def test_commands_that_pages_name_exist(pages: list[Page]) -> None:
    """Every `menshen` command that a page tells its reader to type is one."""
    typed = {line for page in pages for line in page.commands if re.match(r"menshen [a-z]", line)}
    assert typed
    assert {line for line in typed if not _is_command(line.split()[1:])} == set()


def test_the_readme_asks_for_what_ci_runs(root: Path) -> None:
    """The two commands of the README are run by CI: `make check` tests and plays the demo, and CI runs `make check`."""
    readme = read(root / "README.md")
    makefile = (root / "Makefile").read_text("utf-8")
    recipe = re.search(r"^check:(.*(?:\n\t.*)*)", makefile, re.MULTILINE)
    assert recipe
    assert [line.split()[1] for line in readme.commands if re.match(r"make \w+ +#", line)] == ["demo", "test"]
    assert {"demo", "test"} <= set(recipe[1].split())
    assert (root / ".ci/run").read_text("utf-8").rstrip().endswith("\nmake check")


def test_the_glossary_has_every_word(root: Path) -> None:
    """Every word of the design, and every lane, act and purpose of the code, stands in the glossary."""
    glossary = read(root / "docs/glossary.md")
    rows = re.findall(r"^\| ([^|]+?) \| [^|]*[\u4e00-\u9fff][^|]* \| [^|]+ \|", glossary.text, re.MULTILINE)
    assert set(WORDS) - set(rows) == set()
    assert {one.value for kind in (Lane, Act, Purpose) for one in kind} - set(glossary.spans) == set()


@pytest.mark.parametrize("text", ["[a](absent.md)", "[a](#absent)", "# One\n[a](#two)", "[a](page.md#absent)"])
def test_a_dead_link_is_found(tmp_path: Path, text: str) -> None:
    """A link to a file or heading that is not there is a complaint."""
    page = Page(tmp_path / "page.md", text)
    page.path.write_text(text, "utf-8")
    assert list(dead_links(page))


@pytest.mark.parametrize("text", ["[a](page.md)", "# One, two\n[a](#one-two)", "`[a](absent)`", "[a](https://example.org/x)"])
def test_a_link_that_lives_is_left_alone(tmp_path: Path, text: str) -> None:
    """A link that finds its target, leads elsewhere or is code is no complaint."""
    page = Page(tmp_path / "page.md", text)
    page.path.write_text(text, "utf-8")
    assert not list(dead_links(page))


def test_what_does_not_exist_is_found(root: Path) -> None:
    """A page that names a file, module or attribute that is not there is found out."""
    absent = "`src/menshen/absent.py` `menshen.absent` `menshen.terms.Absent` `menshen.terms.Lane.absent`"
    page = Page(root / "page.md", absent)
    assert len([*missing_files(page, root), *missing_names(page)]) == len(page.spans)


def test_what_exists_is_left_alone(root: Path) -> None:
    """A page that names files, modules and attributes that are there is left alone."""
    present = "`src/menshen/terms.py` `docs/*.md` `src/` `menshen.terms` `menshen.terms.Lane.FACE` `menshen.toml`"
    page = Page(root / "page.md", present)
    assert [*missing_files(page, root), *missing_names(page)] == []


def _is_command(words: list[str]) -> bool:
    """Whether the words lead from group to group to a command."""
    here: object = get_command(commands())
    for word in words:
        below = getattr(here, "commands", None)
        if below is None:
            return True
        if word not in below:
            return False
        here = below[word]
    return True
