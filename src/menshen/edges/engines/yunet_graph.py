"""YuNet as a graph that takes pictures of any size, as they are: its bytes, built from its file. Runs nothing.

Its file takes 640 × 640 px of blue, green, red, in floats and planes. The graph takes (rows, columns, 3) uint8 RGB,
both sides in multiples of 32. It gives what the file gives for each cell of its three maps, map after map: scores
(1, cells, 1), boxes (1, cells, 4) and points (1, cells, 10). The weights stay its own.
"""

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from menshen.edges.engines.yunet_detector import STRIDES_PX
from menshen.errors import EvidenceError

SOURCE = "input"
KINDS = {"cls": "sorts", "obj": "things", "bbox": "boxes", "kps": "points"}
"""What the file calls its picture, and what it gives for each map, with the names of those maps joined."""


def build(content: bytes) -> bytes:
    """The serialised graph for the content of `face_detection_yunet_2023mar.onnx`; the same bytes every time.

    EvidenceError where it is another network.
    """
    model = onnx.load_from_string(content)
    graph = model.graph
    first = [node for node in graph.node if SOURCE in node.input]
    if [node.op_type for node in first] != ["Conv"]:
        raise EvidenceError("YuNet's file does not begin with one convolution of its picture")
    if {one.name for one in graph.output} != {f"{kind}_{px}" for kind in KINDS for px in STRIDES_PX}:
        raise EvidenceError("YuNet's file does not give the maps that YuNet gives")
    _turn_round(graph, first[0].input[1])
    whole = helper.make_graph(
        [*_prepared(), *graph.node, *_joined()], "yunet-2023mar",
        [helper.make_tensor_value_info("picture", TensorProto.UINT8, ["rows", "columns", 3])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, "cells", values])
         for name, values in (("scores", 1), ("boxes", 4), ("points", 10))],
        graph.initializer,
    )
    made = helper.make_model(whole, ir_version=model.ir_version, opset_imports=model.opset_import)
    return bytes(made.SerializeToString(deterministic=True))


def _prepared() -> list[NodeProto]:
    return [
        helper.make_node("Transpose", ["picture"], ["planes"], perm=[2, 0, 1]),
        helper.make_node("Cast", ["planes"], ["levels"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["levels"], [SOURCE], axes=[0]),
    ]


def _joined() -> list[NodeProto]:
    """The three maps as one; a cell's score is the root of class times objectness."""
    return [
        *(helper.make_node("Concat", [f"{kind}_{stride_px}" for stride_px in STRIDES_PX], [joined], axis=1)
          for kind, joined in KINDS.items()),
        helper.make_node("Mul", ["sorts", "things"], ["products"]),
        helper.make_node("Sqrt", ["products"], ["scores"]),
    ]


def _turn_round(graph: GraphProto, kernel: str) -> None:
    """Let the first convolution take red, green, blue: so no picture has to be copied for the order of its colours."""
    for tensor in graph.initializer:
        if tensor.name == kernel:
            turned = np.ascontiguousarray(numpy_helper.to_array(tensor)[:, ::-1])
            tensor.CopyFrom(numpy_helper.from_array(turned, kernel))
            return
    raise EvidenceError("YuNet's file does not hold its first convolution's weights")
