"""What `menshen faces evaluate` reads: folders of people, pairs in a table, labels of groups. Names end here."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from menshen.errors import InputError

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Pictures:
    """Files and the number of the person in each; `pairs` are places in `files`, where a table chose them."""

    files: tuple[Path, ...]
    person_of: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...] | None = None

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(set(self.person_of))


def in_folders(folder: Path) -> Pictures:
    """A folder for each person; hidden files and folders are passed over. InputError for fewer than two people."""
    try:
        people = _inside(folder, folders=True)
        own = [_inside(person, folders=False) for person in people]
    except OSError as e:
        raise InputError(f"the folder of pictures cannot be read: {e.strerror}",
                         hint="it holds a folder for each person") from e
    if len(people) < FEWEST:
        raise InputError(f"there are {len(people)} people's folders; false matches take two or more",
                         hint="the folder holds a folder for each person")
    return Pictures(tuple(file for files in own for file in files),
                    tuple(person for person, files in enumerate(own) for _ in files))


def groups_in(labels: Path, folder: Path) -> Mapping[str, Sequence[int]]:
    """People by group, from a table with the columns person (a folder's name) and group; one may be in several."""
    number = {path.name: place for place, path in enumerate(_inside(folder, folders=True))}
    groups: dict[str, set[int]] = {}
    for line, (person, group) in _rows(labels, ("person", "group")):
        if person not in number:
            raise InputError(f"line {line} of the labels names a person without a folder")
        groups.setdefault(group, set()).add(number[person])
    return {group: sorted(people) for group, people in sorted(groups.items())}


def in_pairs(table: Path, base: Path) -> Pictures:
    """Pairs from a table with the columns file_x, file_y and Decision (Yes: one person; No: two).

    Who is who follows from it: files joined by Yes show one person, and a No between such files is an InputError.
    """
    number: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    decisions: list[tuple[int, bool]] = []
    for line, (one, other, decision) in _rows(table, ("file_x", "file_y", "Decision")):
        if decision.casefold() not in {"yes", "no"}:
            raise InputError(f"line {line} of the pairs has another Decision than Yes or No")
        if one == other:
            raise InputError(f"line {line} of the pairs compares a picture with itself")
        pairs.append((number.setdefault(one, len(number)), number.setdefault(other, len(number))))
        decisions.append((line, decision.casefold() == "yes"))
    person_of = _joined(len(number), [pair for pair, (_, same) in zip(pairs, decisions, strict=True) if same])
    for (first, second), (line, same) in zip(pairs, decisions, strict=True):
        if person_of[first] == person_of[second] and not same:
            raise InputError(f"line {line} of the pairs says No where other lines, together, say Yes")
    return Pictures(tuple(base / name for name in number), person_of, tuple(pairs))


def _joined(files: int, same: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The person of each file, numbered in order: files that are joined, however far around, are one person's."""
    parent = list(range(files))

    def root(file: int) -> int:
        while parent[file] != file:
            parent[file] = parent[parent[file]]
            file = parent[file]
        return file

    for one, other in same:
        parent[root(one)] = root(other)
    number: dict[int, int] = {}
    return tuple(number.setdefault(root(file), len(number)) for file in range(files))


def _rows(table: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each row's line in the file and the cells of these columns."""
    try:
        with table.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            if lacking := [column for column in columns if column not in (reader.fieldnames or ())]:
                raise InputError(f"{table.name} has no column {', '.join(lacking)}",
                                 hint=f"its first line reads {','.join(columns)}")
            for row in reader:
                cells = [(row[column] or "").strip() for column in columns]
                if not all(cells):
                    raise InputError(f"line {reader.line_num} of {table.name} has an empty cell")
                yield reader.line_num, cells
    except OSError as e:
        raise InputError(f"{table.name} cannot be read: {e.strerror}") from e
    except (UnicodeDecodeError, csv.Error) as e:
        raise InputError(f"{table.name} is no CSV table in UTF-8") from e


def _inside(folder: Path, *, folders: bool) -> list[Path]:
    """In the order of people: 2 before 10."""
    found = (path for path in folder.iterdir() if not path.name.startswith(".") and path.is_dir() is folders)
    return sorted(found, key=lambda path: ([(int(part), "") if part.isdecimal() else (0, part)
                                            for part in re.split(r"(\d+)", path.name)], path.name))
