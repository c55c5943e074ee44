"""`menshen faces evaluate` with the real engine, on drawn persons; their rates say nothing about people."""

import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner, Result

from menshen.cli.main import commands
from menshen.drawn.cast import VARIATIONS, cast
from menshen.drawn.portrait import portrait
from menshen.faces import card
from menshen.faces.card_text import written

PEOPLE, PICTURES = ("lin", "bai", "zhao", "mia"), 5
YES, NO = "Yes", "No"


def save(picture: np.ndarray, to: Path) -> None:
    """Write a picture."""
    to.parent.mkdir(parents=True, exist_ok=True)
    assert cv2.imwrite(str(to), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four drawn persons with five pictures each, one file that is no picture, and one with nobody in it."""
    folder = tmp_path_factory.mktemp("drawn")
    for name in PEOPLE:
        for place, variation in enumerate(VARIATIONS[:PICTURES]):
            save(portrait(cast()[name], variation, size_px=240), folder / name / f"{place}.png")
    (folder / "lin" / "notes.txt").write_text("no picture")
    save(np.full((240, 240, 3), 90, np.uint8), folder / "bai" / "nobody.png")
    (folder / "bai" / ".hidden").write_text("passed over")
    return folder


def run(*words: object) -> Result:
    """The command's result."""
    return CliRunner().invoke(commands("faces"), ["faces", "evaluate", *map(str, words)])


def table(to: Path, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    """Write a table."""
    with to.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([columns, *rows])
    return to


def refused(result: Result) -> str:
    """What a refusal of bad input says."""
    assert result.exit_code == 2
    assert not result.stdout
    return result.stderr


@pytest.fixture(scope="module")
def measured(drawn: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """The whole report, with everything that can be written."""
    to = tmp_path_factory.mktemp("written")
    labels = table(to / "labels.csv", ("person", "group"), [("lin", "a"), ("bai", "a"), ("zhao", "b"), ("mia", "b")])
    return to, run(drawn, "--json", "--gallery", 2, "--labels", labels, "--plot", to / "det.svg")


def test_everything_is_counted(measured: tuple[Path, Result]) -> None:
    """A file that is no picture is counted and fails nothing; a picture of nobody is a failure to acquire."""
    told: dict[str, Any] = json.loads(measured[1].stdout)
    assert (told["people"], told["pictures"], told["unreadable"]) == (4, 22, 1)
    assert told["failures"] == {"no-face": 1, "many-faces": 0, "poor-capture": 0}
    assert (told["failure_to_acquire"]["errors"], told["failure_to_acquire"]["trials"]) == (1, 21)
    ways = {name: (way["mated"], way["non_mated"]) for name, way in told["ways"].items()}
    assert list(ways.values()) == [(4 * 10, 6 * 25), (4 * 2, 12 * 2), (4 * 2, 12 * 5)]
    assert "pictures: 22 of 22" in measured[1].stderr


def test_what_so_few_trials_cannot_support_is_said(measured: tuple[Path, Result]) -> None:
    """150 comparisons of strangers support no operating point, and each refusal says how many it takes."""
    told = json.loads(measured[1].stdout)
    for way in told["ways"].values():
        assert way["points"] == []
        assert [one["trials_needed"] for one in way["cannot_be_chosen"]][:3] == [300, 3000, 10_000]
        assert way["none_false"]["fmr"]["errors"] == 0


def test_the_cards_thresholds_are_measured(measured: tuple[Path, Result]) -> None:
    """The card's own points are measured on these people, as a whole, in a gallery and by group."""
    told = json.loads(measured[1].stdout)
    thresholds = [point.threshold for point in card.load().operating_points]
    assert [one["threshold"] for one in told["at_card"]] == thresholds
    assert [one["threshold"] for one in told["gallery"]["points"]] == thresholds
    assert {name: group["points"][0]["people"] for name, group in told["groups"].items()} == {"a": 2, "b": 2}
    assert told["groups"]["a"]["failure_to_acquire"]["errors"] == 1
    assert told["enrolment"]["clipped"] == 0


def test_nobody_is_named_and_no_picture_kept(measured: tuple[Path, Result]) -> None:
    """Neither what is printed nor the plot holds a name or a file's, and nothing else is written."""
    to, result = measured
    written = [result.stdout, result.stderr, (to / "det.svg").read_text(encoding="utf-8")]
    assert not [name for name in (*PEOPLE, ".png", "notes") for text in written if name in text]
    assert {path.name for path in to.iterdir()} == {"labels.csv", "det.svg"}


def test_the_same_seed_says_the_same(drawn: Path) -> None:
    """Two runs print the same lines, to the last digit."""
    one, other = run(drawn), run(drawn)
    assert one.exit_code == 0
    assert one.stdout == other.stdout
    assert "FMR" in one.stdout


def test_pairs_are_compared_as_given(drawn: Path, tmp_path: Path) -> None:
    """Pairs in a table are measured by their own decisions, and one whose picture is missing is left out."""
    rows = [("lin/0.png", "lin/1.png", YES), ("lin/0.png", "bai/1.png", NO), ("zhao/0.png", "zhao/3.png", "yes"),
            ("zhao/0.png", "nowhere.png", NO), ("lin/1.png", "mia/0.png", NO)]
    result = run(drawn, "--pairs", table(tmp_path / "pairs.csv", ("file_x", "file_y", "Decision"), rows), "--json")
    told = json.loads(result.stdout)
    (way,) = told["ways"].values()
    assert (way["mated"], way["non_mated"], told["unreadable"]) == (2, 2, 1)
    assert told["at_card"][0]["fnmr"]["errors"] == 0


def test_pairs_stand_beside_their_table(drawn: Path) -> None:
    """Without a folder, the files of a table are looked for beside it."""
    rows = [("lin/0.png", "lin/1.png", YES), ("lin/0.png", "bai/1.png", NO)]
    pairs = table(drawn / "pairs.csv", ("file_x", "file_y", "Decision"), rows)
    try:
        assert run("--pairs", pairs).exit_code == 0
    finally:
        pairs.unlink()


@pytest.mark.parametrize(("columns", "rows", "words"), [
    (("file_x", "file_z", "Decision"), [("a", "b", YES)], "no column file_y"),
    (("file_x", "file_y", "Decision"), [("a", "b", YES), ("a", "c", "maybe")], "line 3"),
    (("file_x", "file_y", "Decision"), [("a", "b", "")], "empty cell"),
    (("file_x", "file_y", "Decision"), [("a", "b")], "empty cell"),
    (("file_x", "file_y", "Decision"), [("a", "a", YES)], "with itself"),
    (("file_x", "file_y", "Decision"), [("a", "b", YES), ("b", "c", YES), ("c", "a", NO)], "line 4"),
    (("file_x", "file_y", "Decision"), [], "no pair"),
    (("file_x", "file_y", "Decision"), [("a", "b", YES)], "no pair could be used; 2 of 2 files are missing"),
])
def test_a_table_of_pairs_that_is_wrong_is_refused(tmp_path: Path, columns: Sequence[str],
                                                   rows: Sequence[Sequence[str]], words: str) -> None:
    """A column that is missing, a decision that is none, a contradiction or nothing to compare is bad input."""
    assert words in refused(run("--pairs", table(tmp_path / "pairs.csv", columns, rows)))


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    """Neither a missing table nor bytes that are no text is read as one."""
    assert "cannot be read" in refused(run("--pairs", tmp_path / "pairs.csv"))
    (tmp_path / "pairs.csv").write_bytes(b"\xff\xfe\x00")
    assert "no CSV table" in refused(run("--pairs", tmp_path / "pairs.csv"))


def test_too_few_people_are_refused(drawn: Path, tmp_path: Path) -> None:
    """A missing folder, one person alone, single pictures or nobody to be seen is bad input, and says what it takes."""
    assert "cannot be read" in refused(run(tmp_path / "nowhere"))
    assert "0 people's folders" in refused(run(drawn / "lin"))
    (tmp_path / "one" / "lin").mkdir(parents=True)
    assert "two or more" in refused(run(tmp_path / "one"))
    for name in PEOPLE:
        save(portrait(cast()[name], VARIATIONS[0], size_px=240), tmp_path / "single" / name / "0.png")
    assert "no person has two pictures" in refused(run(tmp_path / "single"))
    for name in PEOPLE:
        (tmp_path / "none" / name).mkdir(parents=True)
        (tmp_path / "none" / name / "a.png").write_bytes(b"")
    assert "no picture could be used" in refused(run(tmp_path / "none"))
    assert "neither a folder" in refused(run())


def test_no_card_without_enough_trials(drawn: Path, tmp_path: Path) -> None:
    """Where the trials support no point, what was measured is told, no card is written, and it says what it takes."""
    result = run(drawn, "--card", tmp_path / "card.toml")
    assert result.exit_code == 2
    assert "failure to acquire" in result.stdout
    assert "it takes 300" in result.stderr
    assert not (tmp_path / "card.toml").exists()


@pytest.mark.parametrize(("option", "name", "why"), [
    ("--plot", "nowhere/det.svg", "No such file"), ("--card", "folder", "Is a directory"),
    ("--plot", "file/det.svg", "Not a directory"), ("--card", "a" * 300, "File name too long")])
def test_what_cannot_be_written_is_said_before_measuring(drawn: Path, tmp_path: Path, option: str, name: str, why: str
                                                         ) -> None:
    """A plot or card that has no place to be costs nobody the measuring, and leaves nothing behind."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    result = run(drawn, option, tmp_path / name)
    assert result.exit_code == 4
    assert f"{Path(name).name} cannot be written: {why}" in result.stderr
    assert "pictures:" not in result.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"folder", "file"}


def test_two_outputs_are_two_files(drawn: Path, tmp_path: Path) -> None:
    """A plot and a card in one file would be neither."""
    assert "the same file" in refused(run(drawn, "--plot", tmp_path / "one", "--card", tmp_path / "one"))


@pytest.mark.slow
def test_what_was_measured_is_written_where_nobody_reads(drawn: Path, tmp_path: Path) -> None:
    """The plot is there though standard output was closed before the report came."""
    words = [sys.executable, "-m", "menshen.cli.main", "faces", "evaluate", drawn, "--plot", tmp_path / "det.svg"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device
        ran = subprocess.run([*map(str, words)], stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode != 0
    assert (tmp_path / "det.svg").read_text(encoding="utf-8").startswith("<svg")


def test_no_card_from_pairs(drawn: Path, tmp_path: Path) -> None:
    """Pairs enrol from one frame, as no gate does, so they make no card; nor have they groups or a gallery."""
    pairs = table(tmp_path / "pairs.csv", ("file_x", "file_y", "Decision"), [("lin/0.png", "lin/1.png", YES)])
    for option in (("--card", tmp_path / "card.toml"), ("--gallery", 3), ("--labels", pairs)):
        assert "not pairs" in refused(run(drawn, "--pairs", pairs, *option))


def test_labels_of_nobody_are_refused(drawn: Path, tmp_path: Path) -> None:
    """A label for a person who has no folder is bad input, and the name is not repeated."""
    words = refused(run(drawn, "--labels", table(tmp_path / "labels.csv", ("person", "group"), [("whoever", "a")])))
    assert "line 2" in words
    assert "whoever" not in words


def test_another_models_card_is_not_measured(drawn: Path, tmp_path: Path) -> None:
    """Thresholds of another model are not tried on these people."""
    other = tmp_path / "card.toml"
    other.write_text(written(card.load(card.YUNET)), encoding="utf-8")
    assert "mean nothing to another" in refused(run(drawn, "--at", other))
    assert "cannot be read" in refused(run(drawn, "--at", tmp_path / "nowhere.toml"))


@pytest.mark.slow
def test_the_card_holds_what_the_command_measures(shared: Path, tmp_path: Path) -> None:
    """Anyone who runs the command on the card's data set writes the very card, and finds the rates promised."""
    to = tmp_path / "card.toml"
    result = run(shared / "faces" / "orl", "--card", to, "--measured-on", card.load().measured_on, "--json")
    assert card.parse(to.read_text(encoding="utf-8")) == card.load()
    told = json.loads(result.stdout)
    one, first, _ = told["ways"].values()
    assert next(point for point in one["points"] if point["asked"] == 1e-3)["fnmr"]["estimate"] <= 0.03
    assert first["none_false"]["fnmr"]["estimate"] <= 0.01
    assert told["failure_to_acquire"]["estimate"] <= 0.005
    assert told["enrolment"]["clipped"] == 0
    assert all(missed["rounded"] <= missed["mirrored"] for missed in told["enrolment"]["fnmr"])
