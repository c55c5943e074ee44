"""The configuration: defaults that start, and errors that say what is allowed."""

from pathlib import Path

import pytest

from menshen.config import FILE, Config, load, reference
from menshen.errors import InputError


def test_no_file_means_defaults(tmp_path: Path) -> None:
    """Every field is optional."""
    assert load(tmp_path) == Config()


def test_file_is_read(tmp_path: Path) -> None:
    """A field in the file takes the place of its default."""
    (tmp_path / FILE).write_text("port = 9000\nfalse_match_rate = 0.01\n", encoding="utf-8")
    assert (load(tmp_path).port, load(tmp_path).false_match_rate) == (9000, 0.01)


@pytest.mark.parametrize(("text", "said"), [
    ("port = 70000", "0 to 65535"), ("prot = 1", "known are"), ("port = '1'", "int is needed"), ("tls = 'on'", "local"),
    ("port =", "not TOML"), ("permit_s = 11", "1 to 10"), ("attended = true", "known are"),
])
def test_bad_field_says_what_is_allowed(tmp_path: Path, text: str, said: str) -> None:
    """A field that is unknown, of a wrong type or out of range is an error that names what is allowed."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(tmp_path)
    assert said in f"{caught.value} {caught.value.hint}"


def test_reference_page_is_the_committed_one(root: Path) -> None:
    """`docs/config.md` is what `menshen config reference` prints."""
    assert (root / "docs" / "config.md").read_text(encoding="utf-8") == reference()
