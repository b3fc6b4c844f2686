"""HTTP to `api` and back: no logic but reading requests and naming paths.

Linting needs the right to read and starts nothing. All else needs the right to execute: looking
at a conversion already asks the kernel's interpreter for its packages.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from .. import __version__, api
from ..errors import Nb2ProdError
from ..progress import Report
from .documents import Documents, LintRequest, expect
from .handler import Handler, may
from .places import locate
from .tasks import Task, Tasks
from .work import Order, Parts, carry_out, shorten

POLL_SECONDS = 20.0


def add(web_app: Any) -> None:
    """Add the routes to the server's web application."""
    state = {"documents": Documents(), "tasks": Tasks()}
    prefix = url_path_join(web_app.settings["base_url"], "mlops-bridge")
    routes = {
        "version": VersionHandler,
        "lint": LintHandler,
        "rules": RulesHandler,
        r"rules/([A-Z]+[0-9]+)": RuleHandler,
        "convert/inspect": InspectHandler,
        "convert/preview": PreviewHandler,
        "generate": GenerateHandler,
        "ignore": IgnoreHandler,
        "convert": ConvertHandler,
        "jobs": JobsHandler,
        r"jobs/([0-9a-f]+)": JobHandler,
    }
    web_app.add_handlers(
        ".*$",
        [(url_path_join(prefix, route), handler, state) for route, handler in routes.items()],
    )


class VersionHandler(Handler):
    """Which server part answers."""

    @may("read")
    async def get(self) -> None:
        self.answer({"version": __version__})


class LintHandler(Handler):
    """The findings of a notebook as it stands in the page."""

    @may("read")
    async def post(self) -> None:
        request = LintRequest.parse(self.body())
        # Off the event loop: other requests of the server go on meanwhile.
        reply = await asyncio.to_thread(self.documents.answer, request, self._file(request.path))
        self.answer(reply)

    def _file(self, path: str) -> Path | None:
        """The notebook's file; without one it has no configuration, and is linted all the same."""
        try:
            return locate(self.root, path) if path else None
        except Nb2ProdError:
            return None


class RulesHandler(Handler):
    """The catalogue of rules."""

    @may("read")
    async def get(self) -> None:
        self.answer({"rules": api.catalogue()})


class RuleHandler(Handler):
    """The documentation page of one rule."""

    @may("read")
    async def get(self, code: str) -> None:
        rules = {rule["code"]: rule for rule in api.catalogue()}
        if code not in rules:
            raise HTTPError(404, f"No rule `{code}`.")
        self.answer({**rules[code], "documentation": api.explain(code)})


class InspectHandler(Handler):
    """What a conversion would make of a notebook; runs none of its code."""

    @may("execute")
    async def post(self) -> None:
        notebook = locate(self.root, expect(self.body(), "path", str))
        found = await asyncio.to_thread(api.inspect, notebook)
        hindrances = await asyncio.to_thread(api.hindrances)
        out = notebook.with_name(f"{notebook.stem}-job")
        self.answer({**found, "out": out, "hindrances": hindrances})


class PreviewHandler(Handler):
    """The files that a conversion would write, and what becomes of those that are there."""

    @may("execute")
    async def post(self) -> None:
        order = Order.parse(self.body(), self.root)
        files = await asyncio.to_thread(
            api.preview,
            order.notebook,
            order.out,
            targets=order.targets,
            parameters=order.parameters,
            force=order.force,
        )
        self.answer({"files": files})


class ConvertHandler(Handler):
    """Starts the stages of a conversion; those after the first run the notebook's code."""

    @may("execute")
    async def post(self) -> None:
        body = self.body()
        order = Order.parse(body, self.root)
        if any(task.asked.get("out") == body["out"] for task in self.tasks.running()):
            raise Nb2ProdError(
                "a job that writes to this folder is running",
                where=body["out"],
                hint="Wait for its end, or cancel it.",
            )
        work = carry_out(order, self.root)
        task = self.tasks.start(expect(body, "path", str), work, asked=body)
        self.answer({"job": task.id}, status=202)


class GenerateHandler(Handler):
    """Makes the files that a finding asks for; they are written when the page says so."""

    @may("execute")
    async def post(self) -> None:
        body = self.body()
        path, code = expect(body, "path", str), expect(body, "code", str)
        notebook = locate(self.root, path)

        def work(report: Report) -> Parts:
            tell = shorten(report, self.root)
            yield "generate", inside(api.generate(notebook, codes=(code,), report=tell), self.root)

        self.answer({"job": self.tasks.start(path, work, asked=body).id}, status=202)


def inside(made: api.Generation, root: Path | None) -> api.Generation:
    """What was made without the files that are outside of the folder that the server shows."""
    if root is None:
        return made
    top = root.resolve()
    changes = tuple(c for c in made.changes if (made.folder / c.path).resolve().is_relative_to(top))
    left = [c.path for c in made.changes if c not in changes]
    notes = tuple(
        f"`{path}` is outside of the folder that Jupyter shows: left out" for path in left
    )
    return replace(made, changes=changes, notes=(*made.notes, *notes))


class IgnoreHandler(Handler):
    """Silences a rule in the notebook's project."""

    @may("write")
    async def post(self) -> None:
        body = self.body()
        notebook = locate(self.root, expect(body, "path", str))
        code = expect(body, "code", str)
        file = await asyncio.to_thread(api.ignore, notebook, code, within=self.root)
        self.answer({"file": file})


class JobsHandler(Handler):
    """The tasks of a notebook: a reloaded page takes up what still runs."""

    @may("execute")
    async def get(self) -> None:
        found = self.tasks.of(self.get_query_argument("path"))
        self.answer({"jobs": [task.as_dict() for task in found]})


class JobHandler(Handler):
    """One task: what happened since the last question, or its end."""

    @may("execute")
    async def get(self, id_: str) -> None:
        task, after = self._task(id_), self.get_query_argument("after", "0")
        if not after.isdecimal():
            raise ValueError("`after` must be a whole number")
        await self.tasks.wait(task, int(after), POLL_SECONDS)
        self.answer(task.as_dict(int(after)))

    @may("execute")
    async def post(self, id_: str) -> None:
        """Write the files that the task has made."""
        task = self._task(id_)
        made = task.result.get("generate")
        if made is None:
            raise ValueError("the task has made no files to be written")
        await asyncio.to_thread(api.write_generated, locate(self.root, task.path), made)
        self.answer({"written": made.pending})

    @may("execute")
    async def delete(self, id_: str) -> None:
        self.tasks.cancel(self._task(id_))
        self.set_status(204)
        self.finish()

    def _task(self, id_: str) -> Task:
        task = self.tasks.get(id_)
        if task is None:
            raise HTTPError(404, "No such task: the server was restarted, or it is long over.")
        return task
