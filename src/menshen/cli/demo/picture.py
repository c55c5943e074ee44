"""The day as one wide picture: four moments at the door. What the gate does not look at is pale."""

import base64
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from menshen.cli.demo import people
from menshen.terms import Bilingual, Image

CODE: Final = "MS1:DRAWN BY THE DEMO OPENS NOTHING"
PAPER: Final = (251, 247, 240)
PALE = 0.62

WIDTH, HEIGHT, GAP = 400, 300, 22
CAPTION = 104
OPENS = ("#2f6b4a", "M-7 0 L-2 6 L8 -6")
SHUT = ("#b3311f", "M-7 0 L7 0")
FONTS = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment: who stands there, whether they show a pass, are looked at, and the door opens."""

    who: str
    shows: bool
    seen: bool
    opens: bool
    what: Bilingual
    then: Bilingual


MOMENTS: Final = (
    Moment(people.STRANGER, False, False, False, Bilingual("路人", "A stranger"),
           Bilingual("没有许可，不看脸，不留痕迹", "no permit, no look, no trace")),
    Moment(people.DECLINING, True, False, True, Bilingual("她说不", "She says no"),
           Bilingual("通行码照常开门，不再询问", "her pass opens; not asked again")),
    Moment(people.AGREEING, True, True, True, Bilingual("她说好", "She says yes"),
           Bilingual("看一眼，门由她的脸打开", "one look; her face opens")),
    Moment(people.AGREEING, True, False, False, Bilingual("她撤回", "She withdraws"),
           Bilingual("同一画面，再也打不开", "the same frame opens nothing")),
)


def draw() -> str:
    """The picture as an SVG document that holds everything it shows."""
    width, height = len(MOMENTS) * (WIDTH + GAP) + GAP, HEIGHT + CAPTION + 2 * GAP
    panels = "".join(_panel(moment, GAP + index * (WIDTH + GAP)) for index, moment in enumerate(MOMENTS))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
            f'<title>{"; ".join(f"{one.what.en}: {one.then.en}" for one in MOMENTS)}</title>'
            f"<style>text {{ font-family: {FONTS}; }}</style>"
            f'<rect width="{width}" height="{height}" rx="18" fill="rgb{PAPER}"/>{panels}</svg>\n')


def _panel(moment: Moment, left: int) -> str:
    picture = base64.b64encode(people.jpeg(_frame(moment))).decode()
    return (f'<g transform="translate({left} {GAP})">'
            f'<clipPath id="at{left}"><rect width="{WIDTH}" height="{HEIGHT}" rx="12"/></clipPath>'
            f'<image width="{WIDTH}" height="{HEIGHT}" clip-path="url(#at{left})" '
            f'href="data:image/jpeg;base64,{picture}"/>'
            f"{_looked_at(moment)}{_caption(moment)}</g>")


def _looked_at(moment: Moment) -> str:
    """Dashed lines around what is read: the code's window always, the face's area where there is a permit."""
    halves = (0, WIDTH // 2) if moment.seen else (WIDTH // 2,)
    size = f'width="{WIDTH // 2 - 12}" height="{HEIGHT - 16}"'
    drawn = "".join(f'<rect x="{left + 6}" y="8" {size} rx="10"/>' for left in halves)
    colour, _ = OPENS if moment.opens else SHUT
    return f'<g fill="none" stroke="{colour}" stroke-width="3" stroke-dasharray="9 6">{drawn}</g>'


def _caption(moment: Moment) -> str:
    colour, mark = OPENS if moment.opens else SHUT
    return (f'<g transform="translate(0 {HEIGHT})"><circle cx="24" cy="44" r="17" fill="{colour}"/>'
            f'<path d="{mark}" transform="translate(24 44)" stroke="#fff" stroke-width="3.5" fill="none"/>'
            f'<g font-size="16" fill="#5d524a"><text x="54" y="40" font-size="21" font-weight="700" fill="#231d18">'
            f'{moment.what.zh} · {moment.what.en}</text><text x="54" y="67">{moment.then.zh}</text>'
            f'<text x="54" y="90">{moment.then.en}</text></g></g>')


def _frame(moment: Moment) -> Image:
    frame = people.view(moment.who, CODE if moment.shows else None)
    if not moment.seen:
        faces = people.FACE_AREA.cut(frame)
        gray = cv2.cvtColor(faces, cv2.COLOR_RGB2GRAY)[..., None].astype(np.float32)
        faces[:] = np.rint(gray + (np.asarray(PAPER, np.float32) - gray) * PALE).astype(np.uint8)
    return frame
