"""Serving: applications, routes, and model files that go to other machines."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..finding import Fix, Place
from .knowledge import words
from .program import Code, Program
from .repairs import insert
from .trace import Call, Calls, Trace
from .values import Value

_PREDICTS = re.compile(r"predict|infer|forward|score|generate|classify", re.IGNORECASE)
_STARTS = ("run", "serve_forever", "listen", "run_server")
_UPLOADS = ("upload_file", "put", "storbinary", "upload_from_filename", "put_object")
_VERBS = frozenset(["route", "get", "post", "put", "api_route", "add_url_rule", "add_api_route"])
_COPIES = re.compile(
    r"^(?:scp|rsync|sftp|cp|mv|copy|xcopy|robocopy|aws\s+s3\s+(?:cp|sync|mv)|gsutil(?:\s+-m)?\s+(?:cp|rsync)"
    r"|az\s+storage\s+\S+\s+upload\S*|gcloud\s+storage\s+cp"
    r"|kubectl\s+cp|docker\s+cp|databricks\s+fs\s+cp|hdfs\s+dfs\s+-(?:put|copyFromLocal))\s"
)
_STRING = re.compile(r"[\"']([^\"']+)[\"']")
_REMOTE = re.compile(r"^(?:[\w.\-]+@)?[\w.\-]+\.[\w.\-]+:|^[\w.\-]+@[\w.\-]+:|^[\w.\-]{2,}:/")


class Server(NamedTuple):
    """A server started from the notebook.

    `open_to_all`: in debug mode, or bound to all addresses; `demo`: a form to try a model with.
    """

    place: Place
    what: str
    open_to_all: bool
    evidence: tuple[Place, ...]
    demo: bool = False


class Route(NamedTuple):
    """A route of an application. `predicts`: its body reaches a model."""

    path: str
    function: str
    place: Place
    predicts: bool


class Deploy(NamedTuple):
    """A model file given to another machine or to a production folder."""

    place: Place
    target: str


def servers(trace: Trace, calls: Calls) -> tuple[Server, ...]:
    """The places where the notebook runs a server."""
    made = [c for c in calls.role("server") if c.api and "router" not in c.api.facts]
    if calls.role("test_client"):
        return ()
    found = list[Server]()
    for call in (
        *calls.written("run", "serve_forever", "listen", "run_server"),
        *calls.role("serve"),
    ):
        name = ""
        on_server = call.receiver is not None and call.receiver.kind == "server"
        if on_server and call.written in _STARTS:
            name = call.receiver.name.rpartition(".")[2] if call.receiver else ""
        elif call.role == "serve" and call.api is not None and (made or "tunnel" in call.api.facts):
            name = call.api.name
        if name:
            evidence = tuple(app.place for app in made[:3])
            found.append(Server(call.place, name, _open(call), evidence))
    for call in calls.written("Thread", "Process"):
        target = call.keywords.get("target")
        if target is not None and target.kind == "attr" and target.name in _STARTS:
            held = next((item for item in target.items if item.kind == "server"), None)
            if held is not None:
                found.append(Server(call.place, held.name.rpartition(".")[2], False, ()))
    demos = [call for call in calls.role("demo") if call.written != "launch"]
    for call in calls.written("launch") if demos else ():
        if call.receiver is not None:
            found.append(Server(call.place, demos[0].name, False, (demos[0].place,), True))
            break
    return tuple(found)


def routes(trace: Trace, calls: Calls) -> tuple[Route, ...]:
    """The routes of the applications made in the notebook."""
    found = list[Route]()
    for entry in trace.decorated:
        call = entry.call
        if call.receiver is None or call.receiver.kind != "server" or call.written not in _VERBS:
            continue
        path = call.argument(0, "rule", "path")
        predicts = any(_predicts(c) for c in calls.inside(entry.function))
        text = path.text or "" if path is not None else ""
        found.append(Route(text, entry.function, entry.place, predicts))
    for call in calls.written("add_url_rule", "add_api_route", "add_route"):
        if call.receiver is None or call.receiver.kind != "server":
            continue
        path, view = call.argument(0, "rule", "path"), call.argument(2, "view_func", "endpoint")
        if view is None or view.kind != "local":
            view = next((value for value in call.values if value.kind == "local"), None)
        name = view.name if view is not None else ""
        predicts = bool(name) and any(_predicts(c) for c in calls.inside(name))
        found.append(Route(path.text or "" if path else "", name, call.place, predicts))
    return tuple(found)


def healthy(found: Sequence[Route]) -> bool:
    """Whether a route answers that the service is alive."""
    return any(
        set(re.split(r"[/_\W]+", f"{route.path} {route.function}".lower())) & words("health_words")
        for route in found
    )


def health_check(program: Program, trace: Trace, calls: Calls, serving: Route) -> Fix | None:
    """A route below the one that predicts that says whether the model is there."""
    entry = next((e for e in trace.decorated if e.place == serving.place), None)
    if entry is None or entry.call.receiver is None:
        return None
    code = program.codes[serving.place.cell - 1]
    node = next(
        (
            part
            for part in (code.tree.body if code.tree is not None else ())
            if isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef))
            and part.name == serving.function
            and part.lineno >= serving.place.line
        ),
        None,
    )
    app = code.segment(entry.call.node.func).rpartition(".")[0]
    verb = "route" if entry.call.written == "route" else "get"
    if node is None or not app.isidentifier():
        return None
    models = [
        code.segment(call.node.func).rpartition(".")[0]
        for call in calls.inside(serving.function)
        if call.written.startswith("predict")
    ]
    model = models[0] if models and models[0].isidentifier() else ""
    status = f'"ok" if {model} is not None else "no model"' if model else '"ok"'
    text = f'\n\n@{app}.{verb}("/health")\ndef health():\n    return {{"status": {status}}}'
    end = node.end_lineno or node.lineno
    last = code.cell.source.split("\n")[end - 1]
    return Fix("Add `/health`", "S", (insert(code, end, len(last) + 1, f"\n{text}"),))


def deploys(program: Program, calls: Calls, saved: frozenset[str]) -> tuple[Deploy, ...]:
    """Model files that are copied to production by hand; `saved` are paths written before."""
    candidates = (*calls.role("copy", "command"), *calls.written(*_UPLOADS))
    found = [deploy for call in candidates for deploy in _copied(call, saved)]
    for code in program.codes:
        found += _in_shell(code, saved)
    return tuple(found)


def _predicts(call: Call) -> bool:
    if call.receiver is not None and call.receiver.kind == "server":
        return False
    if _PREDICTS.search(call.written) or "prediction" in call.value.tags:
        return True
    return call.receiver is None and not call.name and call.written in words("model_words")


def _open(call: Call) -> bool:
    host = call.keywords.get("host")
    debug = call.keywords.get("debug")
    return (host is not None and host.const == "0.0.0.0") or (
        debug is not None and debug.const is True
    )


def _copied(call: Call, saved: frozenset[str]) -> Iterator[Deploy]:
    if call.role == "copy" and call.api is not None:
        source, target = call.argument(0, "src"), call.argument(1, "dst")
        folder = call.written == "copytree" and source is not None and _named_model(_text(source))
        if source is None or target is None:
            return
        if folder or _is_model(_text(source), saved):
            if _is_production(_text(target), False):
                yield Deploy(call.place, _text(target))
    elif call.role == "command" and call.args:
        command = call.args[0]
        text = command.text or " ".join(_text(item) for item in command.items)
        yield from _command(text, call.place, saved)
    elif call.receiver is not None and call.receiver.kind in ("unknown", "attr"):
        if call.written in _UPLOADS:
            spoken = call.code.segment(call.node.func)
            texts = [*_STRING.findall(spoken), *(_text(value) for value in call.values)]
            if any(_is_model(text, saved) for text in texts) and _goes_out(call, texts):
                yield Deploy(call.place, next((t for t in reversed(texts) if t), ""))


def _goes_out(call: Call, texts: list[str]) -> bool:
    sent = call.written == "storbinary" or (call.written == "put" and len(call.args) > 1)
    return sent or any(_is_production(text, False) for text in texts)


def _in_shell(code: Code, saved: frozenset[str]) -> Iterator[Deploy]:
    lines = code.cell.source.split("\n")
    for magic in code.magics:
        if magic.kind == "shell" or (magic.kind == "line" and magic.name in ("cp", "mv", "sx")):
            text = magic.arguments if magic.kind == "shell" else f"{magic.name} {magic.arguments}"
            line = lines[magic.line - 1] if magic.line <= len(lines) else ""
            start = len(line) - len(line.lstrip()) + 1
            place = Place(
                code.cell.number, code.cell.id, magic.line, start, magic.line, len(line) + 1
            )
            yield from _command(text, place, saved)


def _command(text: str, place: Place, saved: frozenset[str]) -> Iterator[Deploy]:
    text = text.strip()
    if not _COPIES.match(text):
        return
    parts = [part for part in text.split()[1:] if not part.startswith("-")]
    if len(parts) < 2 or text.startswith("dvc"):
        return
    remote = text.startswith(("scp", "rsync", "sftp"))
    if any(_is_model(part, saved) for part in parts[:-1]) and _is_production(parts[-1], remote):
        yield Deploy(place, parts[-1])


def _is_model(path: str, saved: frozenset[str]) -> bool:
    path = path.strip("'\"")
    suffix = "." + path.rpartition(".")[2].lower() if "." in path else ""
    if suffix in (".zip", ".bin"):
        return path in saved or _named_model(path)
    return path in saved or suffix in words("model_suffixes")


def _named_model(path: str) -> bool:
    """Whether the last part of a path is called a model."""
    last = re.split(r"[\\/]", path.rstrip("\\/"))[-1]
    return bool({"models", *words("model_words")} & set(re.split(r"[^a-z]+", last.lower())))


def _is_production(path: str, remote: bool) -> bool:
    path = path.strip("'\"")
    parts = set(re.split(r"[^a-z]+", path.lower()))
    if parts & words("backup_words"):
        return False
    if remote and _REMOTE.match(path):
        return True
    return path.startswith(("\\\\", "//")) or bool(parts & words("deploy_words"))


def _text(value: Value) -> str:
    return value.text or ""
