"""What all routes share: who may ask, reading the body, answering, refusing."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import wraps
from pathlib import Path, PurePath
from typing import Any, Literal, cast

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado.web import HTTPError, authenticated

from .. import api
from ..errors import Nb2ProdError
from .documents import Documents
from .places import name
from .tasks import Tasks, describe

Method = Callable[..., Awaitable[None]]


LARGEST = 32 * 1024 * 1024
"""Bytes of a request's body; the sources of 5,000 long cells are a tenth of it."""


def may(action: Literal["read", "write", "execute"]) -> Callable[[Method], Method]:
    """Mark a method of a handler: only for users who may do this with contents.

    What the method cannot do is answered with status 400: an `Nb2ProdError` in its own words,
    a `ValueError` of a malformed body as the message.
    """

    def mark(method: Method) -> Method:
        @wraps(method)
        async def refusing(self: Handler, *args: str) -> None:
            try:
                await method(self, *args)
            except ValueError as error:
                raise HTTPError(400, str(error)) from error
            except Nb2ProdError as error:
                self.answer({"message": str(error), **describe(error)}, status=400)

        return cast(Method, authenticated(authorized(action=action)(refusing)))

    return mark


class Handler(APIHandler):  # type: ignore[misc]
    """A route of the extension."""

    auth_resource = "contents"

    def initialize(self, documents: Documents, tasks: Tasks) -> None:
        super().initialize()
        self.documents, self.tasks = documents, tasks

    async def prepare(self) -> None:
        await super().prepare()
        if len(self.request.body) > LARGEST:
            raise HTTPError(413, f"The request is larger than {LARGEST >> 20} MB.")

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

    def plain(self, value: Any) -> Any:
        """Return what JSON can hold: dataclasses by field, paths as JupyterLab knows them."""
        if isinstance(value, api.Generation):
            return {"changes": value.changes, "diff": value.diff, "notes": value.notes}
        if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        if isinstance(value, Path) and self.root and value.is_absolute():
            return name(self.root, value)
        if isinstance(value, PurePath):
            return value.as_posix()
        if isinstance(value, Mapping):
            return dict(value)
        raise TypeError(f"{type(value).__name__} is not JSON")
