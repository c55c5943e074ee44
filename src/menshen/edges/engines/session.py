"""Opens graphs with ONNX Runtime, silent, one thread each. INVARIANT: the library is imported here and nowhere else."""

import os
from collections.abc import Mapping
from typing import Protocol

import numpy as np
import numpy.typing as npt


class Session(Protocol):
    """A graph that can be run; any number of threads may."""

    def run(self, outputs: None, inputs: Mapping[str, npt.NDArray[np.uint8] | npt.NDArray[np.float32]], /
            ) -> list[npt.NDArray[np.float32]]:
        """All outputs, in the graph's order."""


def opened(graph: bytes) -> Session:
    """A session over `graph`, which tells nobody that it ran.

    The library's official builds give the machine an id, write down sessions and runs, and send that to their maker
    over HTTPS: a third party would know when somebody stood at a door. What turns it off is read at the import, once.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime  # noqa: PLC0415 - not before the line above

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # a door answers several people at once: one thread each
    options.inter_op_num_threads = 1
    # Without an arena what it computed goes back at once, rather than staying for the next look. It costs no time.
    options.enable_cpu_mem_arena = False
    session: Session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return session
