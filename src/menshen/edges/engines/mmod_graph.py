"""dlib's max-margin face detector (MMOD) as an ONNX graph: its bytes, built from dlib's weights.

The graph takes a tiled pyramid (`mmod_tiles`) as it is, (rows, columns, 3) float32 RGB, and gives a map of scores,
one for each eighth row and column. Source: `net_type` in dlib's `dnn_mmod_face_detection_ex.cpp`.
"""

from collections.abc import Sequence

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from menshen.edges.engines.dlib_weights import Convolution, Floats, WeightFile
from menshen.edges.engines.mmod_tiles import MEAN_RGB
from menshen.edges.engines.resnet_graph import IR_VERSION, OPSET, PIXEL_SCALE

STEMS = ((16, 3), (32, 16), (32, 32))
BLOCKS = ((45, 32), (45, 45), (45, 45))
"""Channels out and in of the 5 × 5 convolutions: those that halve the sides, and those that keep them."""
LAST_CHANNELS, SIZE, LAST_SIZE = 45, 5, 9


def build(weights: bytes) -> bytes:
    """The serialised graph for the content of `mmod_human_face_detector.dat`; the same bytes every time.

    EvidenceError where the weights are of another network.
    """
    reader = WeightFile(weights)
    layers = [(reader.normalised_convolution(*channels, SIZE), 2) for channels in STEMS]
    layers += [(reader.normalised_convolution(*channels, SIZE), 1) for channels in BLOCKS]
    nodes, constants = _prepared()
    source = "prepared"
    for number, (layer, stride) in enumerate(layers):
        nodes.append(_convolved(constants, source, f"convolved_{number}", layer, stride))
        source = f"layer_{number}"
        nodes.append(helper.make_node("Relu", [f"convolved_{number}"], [source]))
    nodes.append(_convolved(constants, source, "scores", reader.bare_convolution(1, LAST_CHANNELS, LAST_SIZE), 1))
    graph = helper.make_graph(
        nodes, "dlib-mmod-1",
        [helper.make_tensor_value_info("tiles", TensorProto.FLOAT, ["rows", "columns", 3])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, 1, "score_rows", "score_columns"])],
        constants,
    )
    model = helper.make_model(graph, ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPSET)])
    return bytes(model.SerializeToString(deterministic=True))


def _prepared() -> tuple[list[NodeProto], list[TensorProto]]:
    """Pixels, centred and scaled as they were in training, as (1, 3, rows, columns)."""
    constants = [
        numpy_helper.from_array(np.asarray([0], np.int64), "first"),
        _constant("mean", np.reshape(MEAN_RGB, (1, 3, 1, 1))),
        _constant("scale", np.asarray(1 / PIXEL_SCALE)),
    ]
    nodes = [
        helper.make_node("Unsqueeze", ["tiles", "first"], ["batch"]),
        helper.make_node("Transpose", ["batch"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Sub", ["planes", "mean"], ["centred"]),
        helper.make_node("Mul", ["centred", "scale"], ["prepared"]),
    ]
    return nodes, constants


def _convolved(constants: list[TensorProto], source: str, name: str, layer: Convolution, stride: int) -> NodeProto:
    kernel, bias = f"{name}_kernel", f"{name}_bias"
    constants += [_constant(kernel, layer.kernel), _constant(bias, layer.bias)]
    size = layer.kernel.shape[2]
    pad = size // 2 if stride == 1 else 0
    sides: Sequence[int] = [size, size]
    return helper.make_node("Conv", [source, kernel, bias], [name], kernel_shape=sides, pads=[pad] * 4,
                            strides=[stride, stride])


def _constant(name: str, values: Floats) -> TensorProto:
    return numpy_helper.from_array(np.asarray(values, np.float32), name)
