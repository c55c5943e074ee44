"""What the real parts make of a picture while they look at it, and what is left of that when the answer is out."""

import base64
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import dlib
import numpy as np
import pytest
from support.desk import RESIDENT, Desk, frame, jpeg
from support.spy import Spy

from menshen.acts import face_lane
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import scene, side_by_side
from menshen.drawn.traits import person
from menshen.edges.codes.qr import QrCodes
from menshen.edges.engines.recogniser import GraphRecogniser

FRAMES = "/v1/places/court/doors/north/frames"
ENGINE = {"cv2.imdecode", "cv2.resize", "dlib.get_face_chip", "GraphRecogniser.describe"}
DECODED, READ = {"cv2.imdecode"}, {"cv2.imdecode", "cv2.cvtColor"}


@pytest.fixture
def spy(monkeypatch: pytest.MonkeyPatch) -> Spy:
    """Behind everything that makes a picture, a crop or a template of another."""
    ours = ("imdecode", "cvtColor", "resize", "blur", "GaussianBlur", "Laplacian")
    return Spy().on(monkeypatch, *((cv2, name) for name in ours), (dlib, "get_face_chip"), (np, "stack"),
                    (GraphRecogniser, "describe"), (face_lane, "dequantise"))


@pytest.fixture(scope="module")
def code(desk: Desk, pictures: list[bytes]) -> str:
    """The resident's face pass."""
    return str(enrol(desk, pictures)["code"])


def enrol(desk: Desk, pictures: list[bytes]) -> Any:  # noqa: ANN401 - what was answered
    """Somebody agrees, and these pictures are sent."""
    token = desk.prompt(desk.entitle()["code"])["token"]
    secret = desk.person.post("/v1/answers", json={"token": token, "answer": "agree"}).json()["secret"]
    permit = desk.person.post("/v1/enrolments", json={"secret": secret}).json()["permit"]
    frames = [base64.b64encode(picture).decode() for picture in pictures]
    return desk.person.post(f"/v1/enrolments/{permit}/frames", json={"frames": frames}).json()


def two_people(code: str) -> bytes:
    """The resident and another one, with her pass."""
    return jpeg(scene(side_by_side(RESIDENT, person(7)), QrCodes().matrix(code)))


@pytest.mark.parametrize(("picture", "answer", "made"), [
    (frame, 200, ENGINE | READ | {"cv2.GaussianBlur", "menshen.acts.face_lane.dequantise"}),
    (lambda _: frame(None), 422, READ),
    (lambda code: frame(code)[:-500], 400, set()),
    (two_people, 422, ENGINE | READ),  # the last: its pass may be looked at once more within 8 s
])
def test_a_door_forgets_the_frame(desk: Desk, spy: Spy, code: str, picture: Callable[[str], bytes], answer: int,
                                  made: set[str]) -> None:
    """Nothing that was made of a door's frame holds a pixel when the door has answered, whatever it answered."""
    sent = picture(code)
    with spy.watch():
        assert desk.operator.post(FRAMES, content=sent).status_code == answer
    assert made <= spy.givers()
    assert spy.readable() == []


@pytest.mark.parametrize("spoilt", [None, 1, 2])
def test_an_enrolment_forgets_every_picture(desk: Desk, spy: Spy, pictures: list[bytes], spoilt: int | None) -> None:
    """Of three pictures nothing is left, all good or the second or third of them damaged."""
    sent = [picture[:200] if number == spoilt else picture for number, picture in enumerate(pictures)]
    with spy.watch():
        answer = enrol(desk, sent)
    assert ("code" in answer) == (spoilt is None)
    assert (ENGINE if spoilt is None else DECODED) <= spy.givers()
    assert spy.readable() == []


def test_a_large_picture_is_forgotten_too(desk: Desk, spy: Spy) -> None:
    """A picture that was decoded at half its size leaves nothing either."""
    sent = jpeg(np.kron(portrait(RESIDENT, size_px=300), np.ones((7, 7, 1), np.uint8)))
    with spy.watch():
        assert desk.operator.post(FRAMES, content=sent).status_code == 422
    assert spy.givers() >= READ
    assert spy.kept[0][1].shape == (1_050, 1_050, 3)
    assert spy.readable() == []


@pytest.fixture(scope="module")
def opened() -> Iterator[list[str]]:
    """The files that this program opens for writing, while the list is asked for."""
    watched: list[str] = []

    def hear(event: str, about: tuple[Any, ...]) -> None:
        if event == "open" and listening and int(about[2]) & (os.O_WRONLY | os.O_RDWR):
            watched.append(str(about[0]))

    listening = True
    sys.addaudithook(hear)  # for as long as the program runs
    yield watched
    listening = False


def test_no_body_is_ever_laid_on_disk(desk: Desk, opened: list[str], code: str, pictures: list[bytes]) -> None:
    """A frame, a form as large as bodies may be, and an enrolment open no file outside the gate's own folder."""
    form = {"content-type": "multipart/form-data; boundary=b"}
    part = b"--b\r\ncontent-disposition: form-data; name=f; filename=f\r\n\r\n" + bytes(1_000_000) + b"\r\n--b--\r\n"
    opened.clear()
    assert desk.operator.post(FRAMES, content=frame(code)).status_code == 200
    assert desk.operator.post(FRAMES, content=part, headers=form).status_code == 400
    assert "code" in enrol(desk, pictures)
    home = str(desk.house.operator_key.parent)
    assert [file for file in opened if not file.startswith(home)] == []
    with open(os.devnull, "wb"):  # noqa: PTH123 - to see that such a file is heard of
        assert opened[-1] == os.devnull
