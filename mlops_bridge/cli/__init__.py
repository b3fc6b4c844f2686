"""The command line `nb2prod`: each command a file, each a thin call of `api`."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from typing import Any

import click

from ..errors import Nb2ProdError
from .console import fail

COMMANDS = (
    "lint", "fix", "rule",
    "convert", "verify", "where",
    "lock", "build", "register", "run", "sweep", "ship",
    "promote", "rollback", "trace", "reproduce", "sync", "data",
)  # fmt: skip


class Commands(click.Group):
    """Imports a command's file when it is asked for, so that `lint` pays for nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        command: click.Command = module.command
        return command


def _version(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from .. import __version__

        click.echo(f"nb2prod {__version__}")
        ctx.exit()


@click.command(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
Examples:
  nb2prod lint churn.ipynb            what stands between it and production
  nb2prod ship churn.ipynb -o job     convert, prove, lock, build, register, run
  nb2prod convert churn.ipynb -o job && nb2prod verify job""",
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the version and exit.",
)  # fmt: skip
def cli() -> None:
    """Carry a notebook into production.

    `lint`, `fix` and `convert` run none of the notebook's code; `verify`, `run`, `sweep`,
    `reproduce` and `ship` run it, in its own kernel.
    """


def main() -> None:
    """Run the command line; exit codes 0 fine, 1 findings, 2 cannot run, 130 Ctrl-C."""
    # a scheduler's way of saying Ctrl-C: children are ended and scratch folders removed
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        code: Any = cli.main(standalone_mode=False)
    except click.exceptions.Exit as ended:
        code = ended.exit_code
    except click.ClickException as error:
        error.show()
        code = 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("\ncancelled: nothing half-done was left behind", err=True)
        code = 130
    except Nb2ProdError as error:
        fail(error)
        code = error.exit_code
    except BrokenPipeError:
        # the reader (head, less) has gone; nothing is left to say to it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception:
        # a bug of ours, told apart from findings (exit 1) by its code
        traceback.print_exc()
        code = 2
    sys.exit(code if isinstance(code, int) else 0)
