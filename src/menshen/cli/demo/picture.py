"""The day as one picture: eight moments at the door, in two rows. What the gate does not look at is pale."""

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
COLUMNS = 4
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
    Moment(people.CHILD, True, False, True, Bilingual("孩子", "A child"),
           Bilingual("监护人没有同意，就只用通行码", "no guardian's yes: the pass, and no look")),
    Moment(people.AGREEING, False, True, True, Bilingual("她按一下", "She presses"),
           Bilingual("另外同意过，按了才看", "agreed to apart; no press, no look")),
    Moment(people.MISSING, False, True, False, Bilingual("紧急令", "An order"),
           Bilingual("两人签署，一处，一人，到期即止", "two officers, one place, one sought; then over")),
    Moment(people.AFFECTED, True, False, True, Bilingual("疑似泄露", "A leak is feared"),
           Bilingual("人脸通道全停，通行码照开", "face lanes freeze; the pass opens")),
)


def draw() -> str:
    """The picture as an SVG document that holds everything it shows."""
    across, down = WIDTH + GAP, HEIGHT + CAPTION + GAP
    width, height = COLUMNS * across + GAP, -(-len(MOMENTS) // COLUMNS) * down + GAP
    panels = "".join(_panel(moment, GAP + index % COLUMNS * across, GAP + index // COLUMNS * down)
                     for index, moment in enumerate(MOMENTS))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
            f'<title>{"; ".join(f"{one.what.en}: {one.then.en}" for one in MOMENTS)}</title>'
            f"<style>text {{ font-family: {FONTS}; }}</style>"
            f'<rect width="{width}" height="{height}" rx="18" fill="rgb{PAPER}"/>{panels}</svg>\n')


def _panel(moment: Moment, left: int, top: int) -> str:
    frame = np.asarray(cv2.resize(_frame(moment), (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), np.uint8)
    picture = base64.b64encode(people.jpeg(frame)).decode()
    return (f'<g transform="translate({left} {top})">'
            f'<clipPath id="at{left}-{top}"><rect width="{WIDTH}" height="{HEIGHT}" rx="12"/></clipPath>'
            f'<image width="{WIDTH}" height="{HEIGHT}" clip-path="url(#at{left}-{top})" '
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
