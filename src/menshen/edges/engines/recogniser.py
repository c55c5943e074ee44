"""Runs the recognition graph with ONNX Runtime. Finds no faces and keeps none."""

from collections.abc import Sequence

import numpy as np
import onnxruntime

from menshen.terms import Image, Template


class GraphRecogniser:
    """Describes face chips with a graph from `resnet_graph.build`; safe to call from several threads."""

    def __init__(self, graph: bytes) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a door answers several people at once: one thread each
        options.inter_op_num_threads = 1
        # Without an arena what it computed goes back at once, rather than staying for the next look. It costs no time.
        options.enable_cpu_mem_arena = False
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """One template for each (150, 150, 3) uint8 RGB chip, in order; our stacked copy is zeroed afterwards."""
        batch = np.stack(chips)
        try:
            (templates,) = self._session.run(None, {"chips": batch})
        finally:
            batch.fill(0)
        return list(templates)
