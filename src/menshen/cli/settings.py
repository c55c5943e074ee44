"""`menshen config reference`: the configuration's reference page, as `docs/config.md` holds it."""

import typer

from menshen.config import reference as page

app = typer.Typer(no_args_is_help=True)


@app.callback()
def config() -> None:
    """The configuration."""


@app.command()
def reference() -> None:
    """Print the reference page."""
    typer.echo(page(), nl=False)
