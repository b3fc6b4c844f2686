"""Service: `app.py` with a health check, a test, and a container, from a server in a cell."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ..analysis.facts import Facts
from ..analysis.program import Code
from ..convert.plan import Requirement
from ..convert.requirements import requirements
from ..environment.kernel import Environment
from ..finding import Edit
from .application import Application, emptied, find
from .offer import Offer, Source
from .render import render

_OURS = "# The service of "
_RUNNERS = {"fastapi": ("uvicorn", "httpx"), "flask": ("gunicorn",)}


def offer(source: Source) -> Offer:
    """The files of the service; the cells that made it leave the notebook."""
    facts = source.facts
    app = find(facts)
    if app is None:
        served = ", ".join(sorted({f"`{server.what}`" for server in facts.servers}))
        note = f"only FastAPI and Flask applications are taken over, not {served or 'this one'}"
        return Offer({}, notes=(note,))
    environment = source.environment()
    text = render("app.py", app=app, notebook=facts.notebook.path.name)
    needed, unknown = _needed(facts, app, text, environment)
    facts_of_files = {
        "app": app,
        "python": environment.python,
        "requirements": needed,
        "notebook": facts.notebook.path.name,
        "variables": sorted(set(re.findall(r'os\.environ\["(\w+)"\]', text))),
    }
    files = {
        "app.py": text,
        **{
            name: render(template, **facts_of_files)
            for name, template in (
                ("test_app.py", "test_app.py"),
                (_container(source), "Dockerfile.service"),
                ("requirements-app.txt", "requirements-app.txt"),
            )
        },
    }
    return Offer(files, tuple(_edits(facts, app)), tuple(_notes(app, needed, unknown)))


def _container(source: Source) -> str:
    """The name of the container file: a Dockerfile that is not ours stays what it is."""
    held = source.beside.get("Dockerfile", "")
    return "Dockerfile.service" if held and not held.startswith(_OURS) else "Dockerfile"


def _needed(
    facts: Facts, app: Application, text: str, environment: Environment
) -> tuple[tuple[Requirement, ...], tuple[str, ...]]:
    """The distributions that the service runs with: its imports, and the models' libraries."""
    asked = {fit.model.name.partition(".")[0]: 0 for fit in facts.fits}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            asked.update({alias.name: 0 for alias in node.names})
        elif isinstance(node, ast.ImportFrom) and node.module:
            asked[node.module] = 0
    tops = {module.partition(".")[0] for module in asked} - facts.project.modules
    probed = {module: 0 for module in environment.imports if module.partition(".")[0] in tops}
    found, unknown = requirements(facts.program, probed, environment)
    names = {r.distribution.lower() for r in found}
    installed = {name.lower(): version for name, version in environment.installed.items()}
    others = [*_RUNNERS[app.framework], "joblib", app.framework]
    added = (Requirement(n, installed.get(n), n, 0) for n in others if n not in names)
    every = sorted([*found, *added], key=lambda r: r.distribution.lower())
    return tuple(every), unknown


def _edits(facts: Facts, app: Application) -> Iterator[Edit]:
    """The cells without the service; what it loads is saved where the server was started."""
    unsaved = [artifact for artifact in app.artifacts if not artifact.saved]
    starts = {server.place.cell for server in facts.servers}
    for code in facts.codes:
        units = tuple(unit for unit in app.own if unit.cell == code.cell.number)
        if not units:
            continue
        text = emptied(code, units, "# The service is in app.py.")
        if unsaved and code.cell.number in starts:
            lines = ["import joblib", *(f"joblib.dump({a.name}, {a.path!r})" for a in unsaved)]
            text, unsaved = "\n".join([text, *lines]), []
        yield _whole(code, text)


def _whole(code: Code, text: str) -> Edit:
    lines = code.cell.source.split("\n")
    return Edit(code.cell.id, 1, 1, len(lines), len(lines[-1]) + 1, code.cell.source, text)


def _notes(
    app: Application, needed: tuple[Requirement, ...], unknown: tuple[str, ...]
) -> Iterator[str]:
    for artifact in app.artifacts:
        if not artifact.saved:
            yield (
                f"`app.py` reads `{artifact.name}` from `{artifact.path}`, which nothing writes "
                "yet: the edits of the notebook (--unsafe) do"
            )
    if app.health:
        yield "the notebook's own `/health` is replaced by one that looks for the model"
    if not app.artifacts:
        yield "no model was seen that the routes use: `/health` has none to look for"
    for name in app.undefined:
        yield f"`{name}` is defined nowhere in the notebook: add it to `app.py`"
    if not app.routes:
        yield "no route was found: add them to `app.py`"
    for requirement in needed:
        if requirement.version is None:
            yield f"`{requirement.distribution}` is not installed here: its version stays open"
    for name in unknown:
        yield f"nothing is known to bring `{name}`: add its distribution to requirements-app.txt"
