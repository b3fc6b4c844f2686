"""HTTP to `api` and back: no logic but reading requests and naming paths."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from pathlib import Path, PurePath
from typing import Any

import tornado.web
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from jupyter_server.utils import url_path_join
from tornado.web import HTTPError

from .. import __version__, api
from ..errors import Nb2ProdError
from ..progress import Report
from .documents import Documents, LintRequest, expect
from .places import locate, name
from .tasks import Task, Tasks, describe

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


class Handler(APIHandler):
    """What the handlers share: reading the body, naming paths, answering."""

    auth_resource = "contents"

    def initialize(self, documents: Documents, tasks: Tasks) -> None:
        super().initialize()
        self.documents, self.tasks = documents, tasks

    @property
    def root(self) -> Path | None:
        """The folder that the server shows, or None if its contents are no files."""
        folder = getattr(self.contents_manager, "root_dir", None)
        return Path(folder) if folder else None

    def body(self) -> dict[str, Any]:
        body = self.get_json_body()
        if not isinstance(body, dict):
            raise HTTPError(400, "The body must be a JSON object.")
        return body

    def answer(self, value: Any, status: int = 200) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(value, default=self.plain))

    def refuse(self, error: Nb2ProdError) -> None:
        self.answer({"message": str(error), **describe(error)}, status=400)

    def plain(self, value: Any) -> Any:
        """Return what JSON can hold: dataclasses by field, paths as JupyterLab knows them."""
        if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        if isinstance(value, Path) and self.root and value.is_absolute():
            return name(self.root, value)
        if isinstance(value, PurePath):
            return value.as_posix()
        if isinstance(value, Mapping):
            return dict(value)
        raise TypeError(f"{type(value).__name__} is not JSON")


class VersionHandler(Handler):
    """Which server part answers."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        self.answer({"version": __version__})


class LintHandler(Handler):
    """The findings of a notebook as it stands in the page."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def post(self) -> None:
        try:
            request = LintRequest.parse(self.body())
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        try:
            path = locate(self.root, request.path) if request.path else None
        except Nb2ProdError:
            # An unnamed place has no configuration; its cells are linted all the same.
            path = None
        try:
            # Off the event loop: other requests of the server go on meanwhile.
            reply = await asyncio.to_thread(self.documents.answer, request, path)
        except Nb2ProdError as error:
            return self.refuse(error)
        self.answer(reply)


class RulesHandler(Handler):
    """The catalogue of rules."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        self.answer({"rules": api.catalogue()})


class RuleHandler(Handler):
    """The documentation page of one rule."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def get(self, code: str) -> None:
        rules = {rule["code"]: rule for rule in api.catalogue()}
        if code not in rules:
            raise HTTPError(404, f"No rule `{code}`.")
        self.answer({**rules[code], "documentation": api.explain(code)})


class InspectHandler(Handler):
    """What a conversion would make of a notebook; runs none of its code."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def post(self) -> None:
        try:
            notebook = locate(self.root, expect(self.body(), "path", str))
            found = await asyncio.to_thread(api.inspect, notebook)
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        except Nb2ProdError as error:
            return self.refuse(error)
        self.answer({**found, "out": notebook.with_name(f"{notebook.stem}-job")})


class ConvertHandler(Handler):
    """Starts a conversion; proving it equal runs the notebook."""

    @tornado.web.authenticated
    @authorized(action="execute")
    async def post(self) -> None:
        body = self.body()
        try:
            path = expect(body, "path", str)
            notebook = locate(self.root, path)
            out = locate(self.root, expect(body, "out", str))
            force, prove = expect(body, "force", bool, False), expect(body, "verify", bool, True)
        except ValueError as error:
            raise HTTPError(400, str(error)) from error
        except Nb2ProdError as error:
            return self.refuse(error)

        def work(report: Report) -> Mapping[str, Any]:
            converted = api.convert(notebook, out, force=force, report=report)
            verdict = api.verify(out, report=report) if prove else None
            return {"converted": converted, "verdict": verdict}

        task = self.tasks.start(path, work)
        self.answer({"job": task.id}, status=202)


class JobsHandler(Handler):
    """The tasks of a notebook: a reloaded page takes up what still runs."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def get(self) -> None:
        found = self.tasks.of(self.get_query_argument("path"))
        self.answer({"jobs": [task.as_dict() for task in found]})


class JobHandler(Handler):
    """One task: what happened since the last question, or its end."""

    @tornado.web.authenticated
    @authorized(action="read")
    async def get(self, id_: str) -> None:
        task = self._task(id_)
        try:
            after = max(0, int(self.get_query_argument("after", "0")))
        except ValueError as error:
            raise HTTPError(400, "`after` must be a whole number") from error
        await self.tasks.wait(task, after, POLL_SECONDS)
        self.answer(task.as_dict(after))

    @tornado.web.authenticated
    @authorized(action="execute")
    async def delete(self, id_: str) -> None:
        self.tasks.cancel(self._task(id_))
        self.set_status(204)
        self.finish()

    def _task(self, id_: str) -> Task:
        task = self.tasks.get(id_)
        if task is None:
            raise HTTPError(404, "No such task: the server was restarted, or it is long over.")
        return task
