"""Reads the tensors of dlib's networks from their serialised form. Says nothing about how they are joined.

Serialisation (dlib's `serialize.h`): an integer is a control byte (low nibble: how many bytes; top bit: negative) and
little-endian bytes; a tensor is a version, four dimensions, then raw little-endian float32. A layer starts with its
tag.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from menshen.errors import EvidenceError

Floats = npt.NDArray[np.float32]

_CONVOLUTION, _AFFINE, _NORMALISED, _CONNECTED = b"con_4", b"affine_", b"bn_con2", b"fc_2"
_NORMALISED_FLOOR = 1e-4
"""What dlib adds to a variance before its root (`DEFAULT_BATCH_NORM_EPS`)."""


@dataclass(frozen=True, slots=True)
class Convolution:
    """A convolution with the affine layer after it folded in: `kernel` (out, in, rows, columns), `bias` (out,)."""

    kernel: Floats
    bias: Floats


def _folded(plain: Convolution, gamma: Floats, beta: Floats) -> Convolution:
    return Convolution(plain.kernel * gamma[:, None, None, None], plain.bias * gamma + beta)


class WeightFile:
    """Walks the layers of a .dat file in the order in which they stand, from the network's input to its output."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._at = 0

    def convolution(self, outputs: int, inputs: int, size: int) -> Convolution:
        """The next convolution of `size` × `size`, folded with its affine layer: γ(Wx + b) + β."""
        plain = self.bare_convolution(outputs, inputs, size)
        self._seek(_AFFINE)
        gamma, beta = np.split(self._tensor(2 * outputs), 2)
        return _folded(plain, gamma, beta)

    def normalised_convolution(self, outputs: int, inputs: int, size: int) -> Convolution:
        """The next convolution, folded with its batch normalisation as it is at rest: by its running statistics."""
        plain = self.bare_convolution(outputs, inputs, size)
        self._seek(_NORMALISED)
        gamma, beta = np.split(self._tensor(2 * outputs), 2)
        for _ in range(10):  # the shapes of γ and β: a version and four dimensions each
            self._integer()
        _means, _deviations, mean, variance = (self._tensor(outputs) for _ in range(4))
        gamma = gamma / np.sqrt(variance + np.float32(_NORMALISED_FLOOR))
        return _folded(plain, gamma, beta - gamma * mean)

    def bare_convolution(self, outputs: int, inputs: int, size: int) -> Convolution:
        """The next convolution of `size` × `size`, as it stands."""
        self._seek(_CONVOLUTION)
        weights = self._tensor(outputs * inputs * size * size + outputs)
        return Convolution(weights[:-outputs].reshape(outputs, inputs, size, size), weights[-outputs:])

    def connected(self, outputs: int, inputs: int) -> Floats:
        """The next fully connected layer without bias, as (inputs, outputs)."""
        self._seek(_CONNECTED)
        if (self._integer(), self._integer()) != (outputs, inputs):
            raise EvidenceError(f"the connected layer in the weights is not {inputs} to {outputs}")
        return self._tensor(outputs * inputs).reshape(inputs, outputs)

    def _seek(self, tag: bytes) -> None:
        # Tensors are stepped over, never searched, so no run of floats can pose as a tag.
        found = self._content.find(tag, self._at)
        if found < 0:
            raise EvidenceError(f"the weights end before the next {tag.decode()} layer")
        self._at = found + len(tag)

    def _integer(self) -> int:
        [control] = self._take(1)
        magnitude = int.from_bytes(self._take(control & 0x0F), "little")
        return -magnitude if control & 0x80 else magnitude

    def _tensor(self, expected: int) -> Floats:
        _version, *dimensions = (self._integer() for _ in range(5))
        if int(np.prod(dimensions)) != expected:
            raise EvidenceError(f"a tensor in the weights has dimensions {dimensions}; {expected} values were expected")
        return np.frombuffer(self._take(4 * expected), "<f4").astype(np.float32)

    def _take(self, size: int) -> bytes:
        taken = self._content[self._at:self._at + size]
        if len(taken) < size:
            raise EvidenceError("the weights end in the middle of a layer")
        self._at += size
        return taken
