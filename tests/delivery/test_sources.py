"""Data from a network: which version of it a run read.

S3 is a real server of moto, asked by the kernel's own s3fs. LakeFS is tested by its contract only:
the answers are those that its published interface promises for ``logCommits``.
"""

from __future__ import annotations

import base64
import json
import subprocess
import threading
import venv
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mlops_bridge import api
from mlops_bridge.convert.manifest import load
from mlops_bridge.delivery import sources
from mlops_bridge.delivery.store import connect
from mlops_bridge.environment.resolve import uv
from mlops_bridge.errors import ProjectError

COMMIT = "deadbeef" * 8


class Web(BaseHTTPRequestHandler):
    """A file with an ETag, and LakeFS's log of commits behind a login."""

    etag = '"v1"'
    asked: list[str] = []

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("ETag", self.etag)
        self.end_headers()

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        login = base64.b64encode(b"key:secret").decode()
        wanted = "/api/v1/repositories/sales/refs/main/commits?amount=1"
        if self.headers["Authorization"] != f"Basic {login}":
            self.send_response(401)
            self.end_headers()
        elif self.path.startswith(wanted):
            self.send_response(200)
            self.end_headers()
            entry = {"id": COMMIT, "parents": [], "committer": "ada", "message": "June",
                     "creation_date": 1, "meta_range_id": "m"}  # fmt: skip
            more = {"has_more": False, "next_offset": "", "results": 1, "max_per_page": 1000}
            self.wfile.write(json.dumps({"pagination": more, "results": [entry]}).encode())
        else:
            self.send_response(404)
            self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web() -> Iterator[str]:
    Web.etag, Web.asked = '"v1"', []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def reads(project: Path, line: str) -> None:
    path = project / "src" / "demo" / "lib.py"
    path.write_text(f"def unused():\n    {line}\n")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('pd.read_csv("s3://bucket/a.csv")', ("s3://bucket/a.csv",)),
        ('requests.get("https://u:p@h.org/a.csv?sig=x")', ("https://u:p@h.org/a.csv?sig=x",)),
        (
            'create_engine("postgresql+psycopg2://u:p@db/sales")',
            ("postgresql+psycopg2://u:p@db/sales",),
        ),
        ('df.to_csv("s3://bucket/out.csv")', ()),
        ('print("https://example.org")', ()),
        ('open("file:///tmp/x")', ()),
        ('open("a.csv")', ()),
    ],
)
def test_what_a_job_reads(project: Path, line: str, found: tuple[str, ...]) -> None:
    reads(project, line)
    assert sources.addresses(project, load(project), {}) == found


def test_a_parameter_may_be_an_address(project: Path) -> None:
    values = {"data_path": "gs://bucket/b.csv"}
    assert sources.addresses(project, load(project), values) == ("gs://bucket/b.csv",)


def test_neither_user_nor_signature_is_recorded() -> None:
    address = "https://ada:canary@h.org:8080/a.csv?X-Amz-Signature=canary#canary"
    assert sources.public(address) == "https://h.org:8080/a.csv"


def test_lakefs_tells_the_commit_of_a_reference(
    project: Path, web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAKECTL_SERVER_ENDPOINT_URL", web)
    monkeypatch.setenv("LAKECTL_CREDENTIALS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "secret")
    found = sources.lakefs("lakefs://sales/main/daily/a.csv")
    assert found == {"commit": COMMIT, "reference": "main"}
    assert Web.asked == [
        "/api/v1/repositories/sales/refs/main/commits?amount=1&objects=daily%2Fa.csv"
    ]
    assert sources.lakefs("lakefs://sales/gone/a.csv") == {}, "no such reference"
    monkeypatch.setenv("LAKECTL_CREDENTIALS_SECRET_ACCESS_KEY", "wrong")
    assert sources.lakefs("lakefs://sales/main/a.csv") == {}


@pytest.mark.slow
def test_an_address_is_an_input_and_its_change_is_reported(project: Path, web: str) -> None:
    reads(project, f'pd.read_csv("{web.replace("//", "//ada:canary@")}/a.csv?sig=canary")')
    api.register(project)
    found = api.run(project, {}, html=False)
    inputs = connect(project, None, None).client.get_run(found.run_id).inputs.dataset_inputs
    (given,) = [i for i in inputs if i.dataset.name.startswith("http")]
    assert given.dataset.name == f"{web}/a.csv"
    assert given.dataset.source_type == "http"
    assert {t.key: t.value for t in given.tags}["nb2prod.ETag"] == "v1"
    Web.etag = '"v2"'
    with pytest.raises(ProjectError, match="changed since version 1"):
        api.run(project, {})
    for path in (project / ".nb2prod").rglob("*"):
        if path.is_file() and path.name not in ("lib.py",):
            assert b"canary" not in path.read_bytes(), path


@pytest.fixture(scope="module")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A store like S3 with versions on, and a kernel whose s3fs finds it."""
    folder = tmp_path_factory.mktemp("s3")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    wanted = ["moto[server]", "s3fs", "boto3", "ipykernel"]
    quick = [str(uv()), "pip", "install", "-q", "--python", str(python), *wanted]
    if uv() is None or subprocess.run(quick, check=False, capture_output=True).returncode:
        subprocess.run([python, "-m", "pip", "install", "-q", *wanted], check=True)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [python, "-c", "from moto.server import ThreadedMotoServer as S; import time\n"
             "s = S(ip_address='127.0.0.1', port=0, verbose=False); s.start()\n"
             "print(s.get_host_and_port()[1], flush=True); time.sleep(600)"],
            stdout=subprocess.PIPE, stderr=log, text=True,
        )  # fmt: skip
    assert process.stdout is not None
    port = process.stdout.readline().strip()
    assert port, (folder / "log").read_text()
    spec = folder / "share" / "kernels" / "withs3"
    spec.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (spec / "kernel.json").write_text(
        json.dumps({"argv": argv, "display_name": "S3", "language": "python"})
    )
    yield f"http://127.0.0.1:{port}", str(folder)
    process.kill()
    process.communicate()


@pytest.mark.slow
def test_a_store_like_s3_tells_its_version(
    project: Path,
    edit: Callable[..., None],
    s3: tuple[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endpoint, folder = s3
    for name, value in {
        "AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "s",
        "AWS_DEFAULT_REGION": "us-east-1", "JUPYTER_PATH": f"{folder}/share",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    python = Path(folder) / "env" / "bin" / "python"

    def put(text: str) -> str:
        script = (
            "import boto3, sys\ns = boto3.client('s3')\n"
            "if not s.list_buckets()['Buckets']:\n    s.create_bucket(Bucket='sales')\n"
            "    s.put_bucket_versioning(Bucket='sales', VersioningConfiguration={'Status': 'Enabled'})\n"
            "print(s.put_object(Bucket='sales', Key='a.csv', Body=sys.argv[1])['ETag'].strip('\"'))\n"
        )
        done = subprocess.run(
            [python, "-c", script, text], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    tag = put("a\n1\n")
    edit(kernel="withs3")
    reads(project, 'pd.read_csv("s3://sales/a.csv")')
    (found,) = sources.datasets(project, load(project), {}, "withs3")
    assert (found.name, found.kind) == ("s3://sales/a.csv", "s3")
    assert found.revision["ETag"] == tag
    api.register(project)
    put("a\n2\n")
    with pytest.raises(ProjectError, match="changed since version 1"):
        api.run(project, {})
