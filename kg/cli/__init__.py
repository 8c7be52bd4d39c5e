"""The command line: argument -> one call -> print. The single place that prints, exits or catches an error.

Each command is one module of this package, found by listing the package; its function ``command`` is the click command.
"""

from __future__ import annotations

import gc
import importlib
import sys
from pathlib import Path

import click

from kg import __version__
from kg.errors import KgError

_SHARED = {"options", "talk"}


class _Commands(click.Group):
    """The commands, each imported only when it is called or its help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(f.stem for f in Path(__path__[0]).glob("[a-z]*.py") if f.stem not in _SHARED)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        found: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by the first sentence of their docstrings, read from the files: importing them all would take longer than all else."""
        limit = formatter.width - 6 - max(map(len, self.list_commands(ctx)))
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_sentence(name, limit)) for name in self.list_commands(ctx)])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            import difflib
            near = difflib.get_close_matches(args[0], self.list_commands(ctx), 1)
            ctx.fail(f"There is no command {args[0]!r}." + (f" Did you mean {near[0]!r}?" if near else ""))
        return super().resolve_command(ctx, args)


def _first_sentence(name: str, limit: int) -> str:
    import ast
    import textwrap
    tree = ast.parse(Path(__path__[0], f"{name}.py").read_text(encoding="utf-8"))
    says = next(ast.get_docstring(node) or "" for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "command")
    return textwrap.shorten(says.partition("\n\n")[0], limit, placeholder=" ...")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """What is known, and on whose word, about the smuggling of migrants through the Western Balkans.

    Data goes to standard output, talk to standard error. Exit codes: 0 all well, 1 something was found wrong, 2 the command was used wrongly.
    """


def run() -> None:
    """The entry point: an error of ours becomes one clear line, an interrupt a quiet end."""
    try:
        main(standalone_mode=False)
    except KgError as error:
        from kg.cli.talk import explain
        explain(error)
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo("Interrupted; nothing was changed.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    finally:
        gc.freeze()  # the process ends: looking for cycles once more takes longer than some queries
