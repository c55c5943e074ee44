"""`menshen`: every command in its own module, mounted here."""

import typer

from menshen.cli import audit, evidence, faces, law, settings
from menshen.cli.demo.command import demo
from menshen.cli.serve import serve

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="Menshen 门神: face recognition that asks first.")
app.command()(serve)
app.command()(demo)
app.add_typer(law.app, name="law")
app.add_typer(evidence.app, name="evidence")
app.add_typer(audit.app, name="audit")
app.add_typer(faces.app, name="faces")
app.add_typer(settings.app, name="config")


def run() -> None:
    """The console command."""
    app()


if __name__ == "__main__":
    run()
