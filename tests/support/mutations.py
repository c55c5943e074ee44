"""Mutations: a seed, damaged as dice say, and mended just so far that the damage gets past the first check."""

import struct
import zlib
from collections.abc import Sequence
from random import Random

from menshen.edges.cameras.png import PNG_START

MOST = 8
"""So many mutations are stacked on one seed."""

TELLING = (0, 1, 2, 0x7F, 0x80, 0xC4, 0xD8, 0xD9, 0xDA, 0xFF)
SIZES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
LONGEST_SPAN = 64


def mutated(seeds: Sequence[bytes], dice: Random) -> bytes:
    """One of `seeds` after one to eight mutations; a PNG's checksums are right again in half of the cases."""
    damaged = bytearray(dice.choice(seeds))
    for _ in range(dice.randint(1, MOST)):
        dice.choice(ALL)(damaged, seeds, dice)
    made = bytes(damaged)
    return with_checksums(made) if made.startswith(PNG_START) and dice.random() < 0.5 else made


def with_checksums(png: bytes) -> bytes:
    """A PNG whose chunks, as far as they can be told apart, have the checksums of what they hold."""
    made, at = bytearray(png), len(PNG_START)
    while at + 12 <= len(made):
        end = at + 8 + int(struct.unpack_from(">I", made, at)[0])
        if end + 4 > len(made):
            break
        struct.pack_into(">I", made, end, zlib.crc32(made[at + 4:end]))
        at = end + 4
    return bytes(made)


def _flip(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    if content:
        content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def _set(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    if content:
        content[dice.randrange(len(content))] = dice.choice(TELLING)


def _resize(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    """Some length, count or size becomes another."""
    form = dice.choice((">H", "<H", ">I", "<I"))
    size = struct.calcsize(form)
    if len(content) >= size:
        struct.pack_into(form, content, dice.randrange(len(content) - size + 1), dice.choice(SIZES) % (1 << 8 * size))


def _cut(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    at = dice.randrange(len(content) + 1)
    del content[at:at + dice.randint(1, LONGEST_SPAN)]


def _end(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    del content[dice.randrange(len(content) + 1):]


def _repeat(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    at = dice.randrange(len(content) + 1)
    content[at:at] = content[at:at + dice.randint(1, LONGEST_SPAN)] * dice.randint(1, 4)


def _insert(content: bytearray, _: Sequence[bytes], dice: Random) -> None:
    at = dice.randrange(len(content) + 1)
    content[at:at] = dice.randbytes(dice.randint(1, LONGEST_SPAN))


def _splice(content: bytearray, seeds: Sequence[bytes], dice: Random) -> None:
    """The rest becomes another seed's."""
    other = dice.choice(seeds)
    content[dice.randrange(len(content) + 1):] = other[dice.randrange(len(other) + 1):]


ALL = (_flip, _set, _set, _resize, _resize, _cut, _end, _repeat, _insert, _splice)
