"""The demo's search for traces: what it must find in a file, and what it must not."""

import base64
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.cli.demo import people, traces
from menshen.faces.template import quantise
from menshen.terms import Template

RNG = np.random.default_rng(7)
FRAME = RNG.integers(0, 256, (48, 64, 3), np.uint8)
PICTURE = people.jpeg(FRAME)
DECODED = np.asarray(cv2.imdecode(np.frombuffer(PICTURE, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
TEMPLATE: Template = RNG.normal(0, 0.09, 128).astype(np.float32)
REST = RNG.bytes(4096)
JPEG_TABLES = 700
"""A JPEG's tables come first; of their blank stretches no needles are made."""


@given(start=st.integers(JPEG_TABLES, len(PICTURE) - 48), before=st.integers(0, 40))
def test_a_part_of_a_picture_is_found(start: int, before: int) -> None:
    """Any 48 bytes of a JPEG's picture are found, at whatever offset they stand in a file."""
    content = REST[:before] + PICTURE[start:start + 48] + REST[:100]
    assert traces.in_bytes(traces.of_picture(PICTURE), content)


@pytest.mark.parametrize("order", ["RGB", "BGR", "gray"])
def test_a_row_of_pixels_is_found(order: str) -> None:
    """One row of the decoded frame is found, in whatever order its colours are kept."""
    kept = {"RGB": DECODED, "BGR": DECODED[..., ::-1], "gray": cv2.cvtColor(DECODED, cv2.COLOR_RGB2GRAY)}[order]
    assert traces.in_bytes(traces.of_picture(PICTURE), REST + kept[20].tobytes() + REST)


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "raw": bytes, "hex": lambda raw: raw.hex().encode(), "base64": base64.b64encode,
    "urlsafe": base64.urlsafe_b64encode, "shifted base64": lambda raw: base64.b64encode(b"{}" + raw),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["float64", "float32", "float16", "int8"])
def test_a_template_is_found(form: str, kind: str) -> None:
    """A template is found as floats and as a pass carries it, raw and written as text."""
    raw = quantise(TEMPLATE) if kind == "int8" else TEMPLATE.astype(kind).tobytes()
    assert traces.in_bytes(traces.of_template(TEMPLATE), REST[:333] + FORMS[form](raw) + REST)


def test_what_is_not_there_is_not_found() -> None:
    """Another picture, another template, noise and blank pages hold nothing of these."""
    other = people.jpeg(RNG.integers(0, 256, (48, 64, 3), np.uint8))[JPEG_TABLES:]
    needles = traces.of_picture(PICTURE) | traces.of_template(TEMPLATE)
    for content in (other, (-TEMPLATE).tobytes(), REST, bytes(4096), b"\xff" * 4096):
        assert not traces.in_bytes(needles, content)
