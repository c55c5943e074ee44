"""One voice for errors on the command line: `error: …`, `hint: …`, and the exit code of the table."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from menshen.answers import ERRORS
from menshen.errors import MenshenError


@contextmanager
def said() -> Iterator[None]:
    """Turn an error of ours into its words and exit code."""
    try:
        yield
    except MenshenError as e:
        typer.echo(f"error: {e}", err=True)
        if e.hint:
            typer.echo(f"hint: {e.hint}", err=True)
        raise typer.Exit(ERRORS[type(e)].exit_code) from e
