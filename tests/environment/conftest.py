"""A package index of one's own: real pages, real wheels, a server on this machine."""

from __future__ import annotations

import base64
import hashlib
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest


@dataclass
class File:
    """One wheel of the index, and what its page says of it."""

    name: str
    data: bytes
    yanked: str | None = None
    digest: bool = True


@dataclass
class Index:
    """The packages by normalised name; `asked` are the paths that were requested."""

    files: dict[str, list[File]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    user: str = ""
    port: int = 0

    @property
    def address(self) -> str:
        login = f"{self.user}@" if self.user else ""
        return f"http://{login}127.0.0.1:{self.port}/simple"

    def add(
        self,
        name: str,
        version: str,
        *needs: str,
        tags: tuple[str, ...] = ("py3-none-any",),
        yanked: str | None = None,
        digest: bool = True,
        python: str = "",
    ) -> str:
        """Put a release on the index, one wheel a tag; returns the sha256 of the last."""
        for tag in tags:
            data = wheel(name, version, needs, tag, python)
            file = File(f"{name.replace('-', '_')}-{version}-{tag}.whl", data, yanked, digest)
            self.files.setdefault(name, []).append(file)
        return hashlib.sha256(data).hexdigest()

    @property
    def wheels_asked(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".whl")]


def wheel(name: str, version: str, needs: tuple[str, ...], tag: str, python: str = "") -> bytes:
    """A wheel with one module."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    lines = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}"]
    lines += [f"Requires-Dist: {need}" for need in needs]
    lines += [f"Requires-Python: {python}"] if python else []
    files = {
        f"{module}.py": f"__version__ = {version!r}\n",
        f"{info}/METADATA": "\n".join(lines) + "\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    record = "".join(f"{path},,\n" for path in (*files, f"{info}/RECORD"))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for path, text in {**files, f"{info}/RECORD": record}.items():
            archive.writestr(zipfile.ZipInfo(path), text)
    return data.getvalue()


class Handler(http.server.BaseHTTPRequestHandler):
    index: Index

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        index = self.index
        if index.user:
            wanted = "Basic " + base64.b64encode(index.user.encode()).decode()
            if self.headers.get("Authorization") != wanted:
                self.send_response(401)
                self.send_header("WWW-Authenticate", 'Basic realm="index"')
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
        index.asked.append(self.path)
        parts = self.path.strip("/").split("/")
        body, kind = b"", "text/html"
        if parts[0] == "simple" and len(parts) == 2:
            body = page(index.files.get(parts[1], [])).encode()
        elif parts[0] == "files":
            for file in (f for files in index.files.values() for f in files):
                if file.name == parts[-1]:
                    body, kind = file.data, "application/octet-stream"
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def page(files: list[File]) -> str:
    """The page of one package, in the words of PEP 503 and 592; empty when there is none."""
    links = ""
    for file in files:
        mark = f"#sha256={hashlib.sha256(file.data).hexdigest()}" if file.digest else ""
        yanked = f' data-yanked="{file.yanked}"' if file.yanked is not None else ""
        links += f'<a href="/files/{file.name}{mark}"{yanked}>{file.name}</a>\n'
    return f"<!DOCTYPE html><html><body>{links}</body></html>" if links else ""


@pytest.fixture
def index(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    """An index that pip and uv are told to use, and nothing else."""
    found = Index()
    handler = type("Own", (Handler,), {"index": found})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    found.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    use(monkeypatch, found.address)
    caches = tmp_path_factory.mktemp("caches")
    monkeypatch.setenv("PIP_CACHE_DIR", str(caches / "pip"))
    monkeypatch.setenv("PIP_TOOLS_CACHE_DIR", str(caches / "tools"))
    monkeypatch.setenv("UV_CACHE_DIR", str(caches / "uv"))
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


def use(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """Point pip at one index, whatever the machine's configuration says."""
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_INDEX_URL", address)
    monkeypatch.setenv("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    for name in ("PIP_EXTRA_INDEX_URL", "PIP_FIND_LINKS", "PIP_NO_INDEX"):
        monkeypatch.delenv(name, raising=False)
    for name in (
        "http_proxy",
        "https_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
