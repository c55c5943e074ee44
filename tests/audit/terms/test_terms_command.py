"""`menshen audit terms`, as a shell sees it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from menshen.cli.audit import app

AGREEMENTS = Path(__file__).parent / "agreements"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_findings_come_with_place_article_and_remedy(lang: str) -> None:
    """Each finding says where it stands, what it is, its article with title and remedy; the exit code is 3."""
    result = CliRunner().invoke(app, ["terms", str(AGREEMENTS / "hotel.en.md"), "--json", "--lang", lang])
    assert result.exit_code == 3
    found = json.loads(result.stdout)["findings"]
    assert {"bundled", "condition", "without-end", "transferable"} <= {one["kind"] for one in found}
    assert all(one["line"] and one["quote"] and one["title"] and one["remedy"] for one in found)


def test_lines_say_the_same() -> None:
    """Without --json every finding has its place, article, quote and remedy, and the last line counts them."""
    result = CliRunner().invoke(app, ["terms", str(AGREEMENTS / "mall.zh.html"), "--lang", "zh"])
    assert result.exit_code == 3
    assert "cn-spc-2021/11" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("findings: ")


def test_a_fair_agreement_ends_with_0() -> None:
    """Nothing found is exit code 0."""
    result = CliRunner().invoke(app, ["terms", "-"], input=(AGREEMENTS / "gym-fair.zh.md").read_bytes())
    assert (result.exit_code, result.stdout) == (0, "findings: 0\n")


def test_bad_input_is_said() -> None:
    """A file that is no text, or not there, ends with 2 and says what came and what is allowed."""
    result = CliRunner().invoke(app, ["terms", "-"], input=b"%PDF-1.7")
    assert result.exit_code == 2
    assert "a PDF, not text" in result.stderr
    assert CliRunner().invoke(app, ["terms", "nowhere.md"]).exit_code == 2


def test_the_page_shows_what_is_printed(root: Path) -> None:
    """The example in `docs/terms.md` is what is printed of the demo's agreement, and its mended one has no findings."""
    demo = root / "src/menshen/cli/demo"
    shown = CliRunner().invoke(app, ["terms", str(demo / "membership.zh.txt")])
    assert f"$ menshen audit terms membership.zh.txt\n{shown.stdout}```" in (root / "docs/terms.md").read_text("utf-8")
    assert CliRunner().invoke(app, ["terms", str(demo / "membership-mended.zh.txt")]).exit_code == 0
