"""`menshen`: every command in its own module, imported when it is asked for.

A gate that starts, starts without what only the other commands need: that would keep a door waiting.
"""

import atexit
import gc
import sys
from importlib import import_module

import typer

MODULES = {
    "serve": "menshen.cli.serve",
    "demo": "menshen.cli.demo.command",
    "law": "menshen.cli.law",
    "evidence": "menshen.cli.evidence",
    "audit": "menshen.cli.audit",
    "faces": "menshen.cli.faces",
    "config": "menshen.cli.settings",
}
"""A module has a function of the command's name, or an `app` of its own."""


def commands(*names: str) -> typer.Typer:
    """The commands of these names, or all."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                      help="Menshen 门神: face recognition that asks first.")
    app.callback()(_menshen)
    for name in names or MODULES:
        module = import_module(MODULES[name])
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def _menshen() -> None:
    # A lone command would else be called without its name.
    pass


def run() -> None:
    """The console command."""
    # Nothing that imports make is garbage: looking for some would take a tenth of a start, and go on while it runs.
    gc.disable()
    app = commands(*(name for name in sys.argv[1:2] if name in MODULES))
    gc.freeze()
    atexit.register(gc.unfreeze)  # what a library finds still standing at the end it would call a leak
    gc.enable()
    app()


if __name__ == "__main__":
    run()
