"""Exceptions: broken promises, each named by who must act.

A "no" is never an exception: it is a `Refusal` (see `menshen.terms`). Messages are lower case, say what came and what
is allowed, and hold no personal data.
"""


class MenshenError(Exception):
    """Base of all errors that this package raises on purpose; `hint` says what to do next."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(MenshenError):
    """The caller must act: what came is not what is allowed."""


class UnavailableError(MenshenError):
    """Wait and try again: a part (store, ledger, key file, engine) does not answer now."""


class EvidenceError(MenshenError):
    """Stop and call a human: something that must never differ differs."""
