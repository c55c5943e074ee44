"""Runs the recognition graph with ONNX Runtime. Finds no faces and keeps none, and tells nobody that it ran."""

import os
from collections.abc import Sequence
from types import ModuleType

import numpy as np

from menshen.terms import Image, Template


def runtime() -> ModuleType:
    """ONNX Runtime, silent. INVARIANT: imported here and nowhere else.

    Its official builds give the machine an id, write down sessions and runs, and send that to their maker over HTTPS: a
    third party would know when somebody stood at a door. What turns this off is read while it is imported, and once.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - not before the line above

    library: ModuleType = onnxruntime
    return library


class GraphRecogniser:
    """Describes face chips with a graph from `resnet_graph.build`; safe to call from several threads."""

    def __init__(self, graph: bytes) -> None:
        library = runtime()
        options = library.SessionOptions()
        options.intra_op_num_threads = 1  # a door answers several people at once: one thread each
        options.inter_op_num_threads = 1
        # Without an arena what it computed goes back at once, rather than staying for the next look. It costs no time.
        options.enable_cpu_mem_arena = False
        self._session = library.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """One template for each (150, 150, 3) uint8 RGB chip, in order; our stacked copy is zeroed afterwards."""
        batch = np.stack(chips)
        try:
            (templates,) = self._session.run(None, {"chips": batch})
        finally:
            batch.fill(0)
        return list(templates)
