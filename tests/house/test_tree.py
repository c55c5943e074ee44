"""What may stand in the tree at all: nothing of this machine, no registry, no photograph, no weights."""

import re
import subprocess
from pathlib import Path

import pytest

# Written so that these lines do not find themselves.
ELSEWHERE = re.compile(r"py[p]i\.org|python[h]osted|npm[j]s|--(?:extra-)?ind[e]x-url|"
                       r"(?<![\w.])/(?:r[o]ot|w[o]rk|h[o]me)/\w")
PICTURE = re.compile(rb"\xff\xd8\xff|\x89PNG|GIF8|BM.{4}\0{4}|RIFF.{4}WEBP|P[1-6]\s|II\*\0|MM\0\*", re.DOTALL)
LARGEST_BYTES = 1 << 20


@pytest.fixture(scope="module")
def tracked(root: Path) -> dict[str, bytes]:
    """Every file that is committed, by its path."""
    if not (root / ".git").exists():
        pytest.skip("this is no clone")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True).stdout
    return {name: (root / name).read_bytes() for name in listed.split("\0") if (root / name).is_file()}


def test_nothing_names_this_machine_or_a_registry(tracked: dict[str, bytes]) -> None:
    """No committed line holds a path of somebody's machine or the address of a package registry."""
    texts = {name: content.decode("utf-8") for name, content in tracked.items() if not PICTURE.match(content)}
    assert [f"{name}: {found[0]}" for name, text in texts.items() if (found := ELSEWHERE.search(text))] == []


def test_every_picture_is_drawn_by_a_command(tracked: dict[str, bytes]) -> None:
    """Pictures stand in docs/images alone, and its README names each with the command that draws it."""
    drawn = tracked.get("docs/images/README.md", b"").decode("utf-8")
    pictures = [Path(name) for name, content in tracked.items() if PICTURE.match(content)]
    assert [str(one) for one in pictures if one.parent != Path("docs/images") or f"`{one.name}`" not in drawn] == []


def test_nothing_is_too_large_to_be_ours(tracked: dict[str, bytes]) -> None:
    """No committed file exceeds 1 MiB: weights and data sets are never shipped."""
    assert {name: len(content) for name, content in tracked.items() if len(content) > LARGEST_BYTES} == {}


@pytest.mark.parametrize("halves", [("//py", "pi.org/"), ("/ho", "me/li"), ("=/wo", "rk/x"), ("--index", "-url x")])
def test_an_address_is_found(halves: tuple[str, str]) -> None:
    """A line with the address of a registry or of a machine is found."""
    assert ELSEWHERE.search("".join(halves))


@pytest.mark.parametrize("line", ["/var/lib/menshen", "https://example.org/home/x", "docs/work/x", "/usr/bin/chromium"])
def test_other_paths_are_left_alone(line: str) -> None:
    """Paths that every machine may have are no complaint."""
    assert not ELSEWHERE.search(line)


@pytest.mark.parametrize("content", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"GIF89a", b"RIFF1234WEBP", b"P5\n92 112\n"])
def test_a_picture_is_known_by_its_content(content: bytes) -> None:
    """A photograph under any name is known by its first bytes."""
    assert PICTURE.match(content)


def test_a_page_is_no_picture() -> None:
    """Text is not taken for a picture."""
    assert not PICTURE.match(b"# Menshen")
