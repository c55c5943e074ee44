"""One face, from JPEG to comparison, by stage; and the recognition network beside dlib's own, in the same run.

    python bench/one_face.py [ROUNDS]

The picture is a drawn person's, 512 × 512; figures are medians, one thread. As a measure of the processor: how long a
matrix product of as much work as the network's convolutions takes NumPy, in the same run.
"""

import math
import os
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import TypeVar

os.environ["OPENBLAS_NUM_THREADS"] = "1"

import cv2
import dlib
import numpy as np
import onnx

from menshen.drawn.portrait import portrait
from menshen.drawn.traits import person
from menshen.edges.engines import weights
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.faces import card
from menshen.faces.template import distance

Made = TypeVar("Made")

ROUNDS = 20
PICTURE_PX = 512
MATRIX = 1_024


def timed(rounds: int, stage: Callable[[], Made]) -> tuple[Made, float]:
    """What a stage makes, and the median of its milliseconds after one round to warm up."""
    made = stage()
    taken = []
    for _ in range(rounds):
        begun = perf_counter()
        stage()
        taken.append((perf_counter() - begun) * 1e3)
    return made, median(taken)


def gflop(graph: bytes) -> float:
    """Thousand millions of additions and multiplications in the convolutions of a graph, for one face."""
    model = onnx.shape_inference.infer_shapes(onnx.load_from_string(graph)).graph
    made = {value.name: [side.dim_value for side in value.type.tensor_type.shape.dim][1:] for value in model.value_info}
    kernels = {constant.name: constant.dims[1:] for constant in model.initializer}
    steps = sum(math.prod(made[node.output[0]]) * math.prod(kernels[node.input[1]])
                for node in model.node if node.op_type == "Conv")
    return 2e-9 * float(steps)


def main(rounds: int) -> None:
    """Print milliseconds by stage, the ratio to dlib, and the largest difference from it."""
    cv2.setNumThreads(1)
    model = card.load()
    detector, recogniser = open_detector(model), open_recogniser(model, default_cache())
    peer = dlib.face_recognition_model_v1(str(weights.folder() / weights.RECOGNISER))
    drawn = cv2.cvtColor(portrait(person(1), size_px=PICTURE_PX), cv2.COLOR_RGB2BGR)
    jpeg = cv2.imencode(".jpg", drawn)[1]

    picture, decode_ms = timed(rounds, lambda: np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR_RGB), np.uint8))
    [face], detect_ms = timed(rounds, lambda: detector.find(picture))
    [template], embed_ms = timed(rounds, lambda: recogniser.describe([face.chip]))
    theirs, peer_ms = timed(rounds, lambda: np.asarray(peer.compute_face_descriptor(face.chip), np.float32))
    matrix = np.ones((MATRIX, MATRIX), np.float32)
    _, matrix_ms = timed(rounds, lambda: matrix @ matrix)
    work, speed = gflop(weights.graph(model, weights.folder(), default_cache())), 2e-6 * MATRIX ** 3 / matrix_ms
    _, compare_ms = timed(rounds, lambda: distance(template, theirs))

    for stage, taken_ms in (("decode", decode_ms), ("detect and crop", detect_ms), ("embed", embed_ms),
                            ("compare", compare_ms)):
        print(f"{stage:16} {taken_ms:8.2f} ms")
    print(f"{'together':16} {decode_ms + detect_ms + embed_ms + compare_ms:8.2f} ms")
    print(f"{'as much work':16} {1e3 * work / speed:8.2f} ms: {work:.2f} GFLOP as a product, {speed:.0f} a second")
    print(f"{'embed, in dlib':16} {peer_ms:8.2f} ms: {peer_ms / embed_ms:.1f} times ours; "
          f"largest difference {np.abs(template - theirs).max():.1e}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
