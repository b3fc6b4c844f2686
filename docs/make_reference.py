"""Write docs/cli.md from the commands, and docs/settings.md from the sidebar's schema."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlops_bridge.cli import cli
from mlops_bridge.delivery.run import STATUS

DOCS = Path(__file__).resolve().parent
TREE = DOCS.parent
MADE = "<!-- Written by make_reference.py: run `make docs`. -->"
CODES = {
    0: "fine",
    1: "findings; not equal; a gate that is not met; a broken link; something that `--diff` shows",
    2: "cannot run: a wrong request, a missing part, or a bug (which shows its traceback)",
    **{code: f"`run`, `ship`: {text}" for code, text in STATUS.items() if 2 < code < 130},
    130: "Ctrl-C",
}
# What stands in brackets at the end of an option's help: its default, its bounds.
EXTRA = re.compile(r"\s*\[((?:default|required|x[<>]|\d+<)[^\[\]]*)\]\s*$")


def commands() -> str:
    """The reference of the command line."""
    context = click.Context(cli, info_name="nb2prod")
    parts = [
        "# Commands",
        MADE,
        *_prose(cli.help or ""),
        "Every command has `--help`. Those whose answer a program may read have `--format json`.",
        "## Exit codes",
        _table("code", "means", ((f"`{code}`", text) for code, text in CODES.items())),
        *(part for name in cli.list_commands(context) for part in _command(cli, name, context, 2)),
    ]
    return "\n\n".join(parts) + "\n"


def _command(group: click.Group, name: str, above: click.Context, depth: int) -> Iterator[str]:
    command = group.get_command(above, name)
    assert command is not None
    context = click.Context(command, info_name=name, parent=above)
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    yield f"{'#' * depth} {context.command_path.removeprefix('nb2prod ')}"
    yield f"```text\n{usage}\n```"
    yield from _prose(command.help or "")
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield _table("option", "does", (_option(each, context) for each in options))
    yield from _epilog(command.epilog or "")
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            yield from _command(command, each, context, depth + 1)


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    names, help_ = option.get_help_record(context) or ("", "")
    said: list[str] = []
    while found := EXTRA.search(help_):
        help_, said = help_[: found.start()], [*found[1].split("; "), *said]
    if option.envvar:
        said.append(f"variable: `{option.envvar}`")
    said = [each.replace("x>=", "at least ") for each in said]
    text = " ".join((help_.strip(), *(f"{each[:1].upper()}{each[1:]}." for each in said)))
    return f"`{names}`", text.strip()


def _prose(text: str) -> Iterator[str]:
    """Paragraphs of a docstring, with their lines joined."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        yield " ".join(paragraph.split())


def _epilog(text: str) -> Iterator[str]:
    """Examples as a block, what stands after them as prose."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        head, _, rest = paragraph.removeprefix("\b").lstrip("\n").partition("\n")
        if head.startswith("Example"):
            lines = (line[2:] if line.startswith("  ") else line for line in rest.splitlines())
            yield "```bash\n" + "\n".join(_comment(line) for line in lines) + "\n```"
        elif paragraph:
            yield " ".join(paragraph.removeprefix("\b").split())


def _comment(line: str) -> str:
    """An example, with what is said beside it as a comment of the shell."""
    return re.sub(r"(\S) {2,}(?=\S)", r"\1  # ", line, count=1)


def settings() -> str:
    """The reference of the sidebar's settings, commands and keys."""
    schema = json.loads((TREE / "labextension/schema/plugin.json").read_text(encoding="utf-8"))
    keys = {
        each["command"]: ", ".join(_key(key) for key in each["keys"])
        for each in schema["jupyter.lab.shortcuts"]
    }
    rows = ((f"`{name}`", *_setting(each)) for name, each in schema["properties"].items())
    named = [(f"`{id_}`", label, keys.get(id_, "")) for id_, label in _labels()]
    return "\n\n".join(
        (
            "# Settings, commands and keys of the sidebar",
            MADE,
            "In JupyterLab: *Settings*, *Settings Editor*, *MLOps Bridge*. Which rules are judged "
            "for everybody stands in `pyproject.toml`: see [Lint](lint.md#configuration).",
            "## Settings",
            _table("name", "default", "means", rows),
            "## Commands",
            "All are in the command palette, below *MLOps Bridge*. Keys work while a notebook has "
            "the focus; *Settings*, *Settings Editor*, *Keyboard Shortcuts* changes them. Accel is "
            "Ctrl, on macOS Cmd.",
            _table("command", "label", "keys", named),
        )
    ) + "\n"  # fmt: skip


def _setting(each: dict[str, Any]) -> tuple[str, str]:
    text = ". ".join(filter(None, (each["title"].rstrip("."), each.get("description", ""))))
    limits = [
        f"{word} {each[key]}"
        for word, key in (("at least", "minimum"), ("at most", "maximum"))
        if key in each
    ]
    choices = each.get("enum") or each.get("additionalProperties", {}).get("enum", [])
    if choices:
        limits.append("one of " + ", ".join(f"`{choice}`" for choice in choices))
    text = text.rstrip(".") + (f" ({', '.join(limits)})" if limits else "")
    return f"`{json.dumps(each['default'])}`", text


def _labels() -> list[tuple[str, str]]:
    """Id and label of each command, as the front end declares them."""
    source = TREE / "labextension/src"
    ids = dict(
        re.findall(r"(\w+): '(mlops-bridge:[\w-]+)'", (source / "tokens.ts").read_text("utf-8"))
    )
    text = (source / "commands.ts").read_text("utf-8")
    declared = re.findall(r"\[CommandIDs\.(\w+)\]: \{", text)
    labels = dict(re.findall(r"\[CommandIDs\.(\w+)\]: \{\s*label: trans\.__\(\s*'([^']+)'", text))
    if not declared or set(declared) != set(labels):
        odd = ", ".join(sorted(set(declared) - set(labels))) or "all"
        raise SystemExit(f"make_reference.py: commands.ts: no label understood of: {odd}")
    return [(ids[name], labels[name]) for name in declared]


def _key(text: str) -> str:
    return "+".join(text.split())


def _table(*cells: Any) -> str:
    *head, rows = cells
    lines = [tuple(head), ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(text) for text in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Write the pages."""
    (DOCS / "cli.md").write_text(commands(), encoding="utf-8")
    (DOCS / "settings.md").write_text(settings(), encoding="utf-8")


if __name__ == "__main__":
    main()
