"""HTTP to `api` and back: no logic but reading requests and naming paths."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from .. import __version__, api
from ..errors import Nb2ProdError
from ..progress import Event, Report
from .documents import Documents, LintRequest, expect
from .handler import Handler, may
from .places import locate
from .tasks import Task, Tasks

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

    @may("read")
    async def post(self) -> None:
        notebook = locate(self.root, expect(self.body(), "path", str))
        found = await asyncio.to_thread(api.inspect, notebook)
        self.answer({**found, "out": notebook.with_name(f"{notebook.stem}-job")})


class ConvertHandler(Handler):
    """Starts a conversion; proving it equal runs the notebook."""

    @may("execute")
    async def post(self) -> None:
        body = self.body()
        path = expect(body, "path", str)
        notebook, out = locate(self.root, path), locate(self.root, expect(body, "out", str))
        force, prove = expect(body, "force", bool, False), expect(body, "verify", bool, True)
        build = expect(body, "build", bool, False)

        def work(report: Report) -> Mapping[str, Any]:
            tell = shorten(report, self.root)
            converted = api.convert(notebook, out, force=force, report=tell)
            verdict = api.verify(out, repair=True, report=tell) if prove else None
            made = api.lock(out, report=tell) if build else None
            image = api.build(out, report=tell) if build else None
            return {"converted": converted, "verdict": verdict, "lock": made, "image": image}

        self.answer({"job": self.tasks.start(path, work).id}, status=202)


def shorten(report: Report, root: Path | None) -> Report:
    """Return a report that names places as JupyterLab does, not by the server's own paths."""
    prefix = f"{root.resolve()}{os.sep}" if root else ""

    def tell(event: Event) -> None:
        report(replace(event, detail=event.detail.replace(prefix, "") if prefix else event.detail))

    return tell


class JobsHandler(Handler):
    """The tasks of a notebook: a reloaded page takes up what still runs."""

    @may("read")
    async def get(self) -> None:
        found = self.tasks.of(self.get_query_argument("path"))
        self.answer({"jobs": [task.as_dict() for task in found]})


class JobHandler(Handler):
    """One task: what happened since the last question, or its end."""

    @may("read")
    async def get(self, id_: str) -> None:
        task, after = self._task(id_), self.get_query_argument("after", "0")
        if not after.isdecimal():
            raise ValueError("`after` must be a whole number")
        await self.tasks.wait(task, int(after), POLL_SECONDS)
        self.answer(task.as_dict(int(after)))

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
