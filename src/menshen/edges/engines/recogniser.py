"""Runs the recognition graph. Finds no faces and keeps none."""

from collections.abc import Sequence

import numpy as np

from menshen.edges.engines.session import opened
from menshen.terms import Image, Template


class GraphRecogniser:
    """Describes face chips with a graph from `resnet_graph.build`; safe to call from several threads."""

    def __init__(self, graph: bytes) -> None:
        self._session = opened(graph)

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """One template for each (150, 150, 3) uint8 RGB chip, in order; our stacked copy is zeroed afterwards."""
        batch = np.stack(chips)
        try:
            (templates,) = self._session.run(None, {"chips": batch})
        finally:
            batch.fill(0)
        return list(templates)
