"""dlib's face ResNet as an ONNX graph: its bytes, built from dlib's weights. Running it is `recogniser`'s.

The graph takes face chips as they are, (faces, 150, 150, 3) uint8 RGB, and gives templates, (faces, 128) float32.
Source: `anet_type` in dlib's `dnn_face_recognition_ex.cpp`.
"""

from collections.abc import Sequence

import numpy as np
from onnx import NodeProto, TensorProto, helper, numpy_helper

from menshen.edges.engines.dlib_weights import Floats, WeightFile

CHIP_PX = 150
TEMPLATE_LENGTH = 128
MEAN_RGB = (122.782, 117.001, 104.298)
PIXEL_SCALE = 256.0
STEM_CHANNELS = 32
STEM_SIDE_PX = 35
BLOCKS = (
    *[(32, False)] * 3,
    (64, True), *[(64, False)] * 3,
    (128, True), *[(128, False)] * 2,
    (256, True), *[(256, False)] * 2,
    (256, True),
)
"""The residual blocks: channels out, and whether the block halves its sides."""

OPSET, IR_VERSION = 17, 8
"""Fixed: the graph's bytes, and so the SHA-256 in the model's card, must not follow the version of onnx."""


class _Draft:
    """A graph in the making: each method adds a step and returns the name of its output."""

    def __init__(self, weights: WeightFile) -> None:
        self.weights = weights
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, values: Floats) -> str:
        return self._keep(values.astype(np.float32))

    def sizes(self, values: Sequence[int]) -> str:
        return self._keep(np.asarray(values, np.int64))

    def _keep(self, values: np.ndarray) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def add(self, operation: str, *inputs: str, **attributes: int | Sequence[int]) -> str:
        name = f"step_{len(self.nodes)}"
        node = helper.make_node(operation, inputs, [name])
        node.attribute.extend(helper.make_attribute(key, value) for key, value in sorted(attributes.items()))
        self.nodes.append(node)
        return name

    def convolution(self, source: str, inputs: int, outputs: int, size: int, *, halving: bool) -> str:
        layer = self.weights.convolution(outputs, inputs, size)
        pad, stride = (0, 2) if halving else (size // 2, 1)
        return self.add("Conv", source, self.constant(layer.kernel), self.constant(layer.bias),
                        kernel_shape=[size, size], pads=[pad] * 4, strides=[stride, stride])

    def pad(self, source: str, channels: int, sides: int) -> str:
        """Append zero channels, and zero rows and columns at the bottom and right."""
        if channels == sides == 0:
            return source
        return self.add("Pad", source, self.sizes([0, 0, 0, 0, 0, channels, sides, sides]))

    def block(self, source: str, inputs: int, outputs: int, side: int, *, halving: bool) -> tuple[str, int]:
        """One residual block on a map of `side` px; its output and that output's side."""
        inner = self.add("Relu", self.convolution(source, inputs, outputs, 3, halving=halving))
        inner = self.convolution(inner, outputs, outputs, 3, halving=False)
        if not halving:
            return self.add("Relu", self.add("Add", inner, source)), side
        shortcut = self.add("AveragePool", source, kernel_shape=[2, 2], strides=[2, 2])
        inner_side, shortcut_side = (side - 3) // 2 + 1, side // 2
        wider = max(inner_side, shortcut_side)
        inner = self.pad(inner, 0, wider - inner_side)
        shortcut = self.pad(shortcut, outputs - inputs, wider - shortcut_side)
        return self.add("Relu", self.add("Add", inner, shortcut)), wider

    def network(self, chips: str) -> str:
        """The whole network from chips to templates."""
        pixels = self.add("Transpose", self.add("Cast", chips, to=TensorProto.FLOAT), perm=[0, 3, 1, 2])
        centred = self.add("Sub", pixels, self.constant(np.reshape(MEAN_RGB, (1, 3, 1, 1))))
        scaled = self.add("Mul", centred, self.constant(np.asarray(1 / PIXEL_SCALE)))
        stem = self.add("Relu", self.convolution(scaled, 3, STEM_CHANNELS, 7, halving=True))
        features = self.add("MaxPool", stem, kernel_shape=[3, 3], strides=[2, 2])
        inputs, side = STEM_CHANNELS, STEM_SIDE_PX
        for outputs, halving in BLOCKS:
            features, side = self.block(features, inputs, outputs, side, halving=halving)
            inputs = outputs
        pooled = self.add("Flatten", self.add("GlobalAveragePool", features))
        return self.add("MatMul", pooled, self.constant(self.weights.connected(TEMPLATE_LENGTH, inputs)))


def build(weights: bytes) -> bytes:
    """The serialised graph for the content of `dlib_face_recognition_resnet_model_v1.dat`; the same bytes every time.

    EvidenceError where the weights are of another network.
    """
    draft = _Draft(WeightFile(weights))
    templates = draft.network("chips")
    graph = helper.make_graph(
        draft.nodes, "dlib-resnet-1",
        [helper.make_tensor_value_info("chips", TensorProto.UINT8, ["faces", CHIP_PX, CHIP_PX, 3])],
        [helper.make_tensor_value_info(templates, TensorProto.FLOAT, ["faces", TEMPLATE_LENGTH])],
        draft.constants,
    )
    model = helper.make_model(graph, ir_version=IR_VERSION, opset_imports=[helper.make_opsetid("", OPSET)])
    return bytes(model.SerializeToString(deterministic=True))
