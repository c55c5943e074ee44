"""Dumps: this program's memory holds faces for as long as a request takes, and no copy of it is written anywhere.

Source: prctl(2), PR_SET_DUMPABLE; core(5).
"""

import ctypes
import resource

from menshen.errors import UnavailableError

_PR_SET_DUMPABLE = 4


def keep_memory_here() -> None:
    """No core dump from now on, not into a pipe either, and no other program of the same user may read this memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The limit alone does not bind a kernel that pipes dumps into a program.
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        raise UnavailableError("core dumps cannot be switched off", hint="menshen serves on Linux")
