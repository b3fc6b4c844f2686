"""Server started from a notebook.

The service lives as long as the kernel does, nobody restarts it, and what it runs depends on
the order in which cells ran. Put the application into a module with a container and a test, or
serve the registered model (`mlflow models serve`). In debug mode, or bound to all addresses, it
lets others run code on this machine: then this is an error. A form to try a model with (Gradio)
is information.

Source: the paper's part on ad hoc deployment and monitoring.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "DEP401", "warning"
BAD = [
    """
from flask import Flask
app = Flask("scores")
app.run(port=5001)  # <--
""",
    """
from fastapi import FastAPI
import uvicorn
app = FastAPI()
# %%
uvicorn.run(app, host="0.0.0.0")  # <--
""",
    """
from flask import Flask
app = Flask("scores")
app.run(debug=True)  # <--
""",
    """
import threading
from flask import Flask
app = Flask("scores")
threading.Thread(target=app.run, kwargs={"port": 8080}, daemon=True).start()  # <--
""",
    """
from pyngrok import ngrok
print(ngrok.connect(8501).public_url)  # <--
""",
    """
import gradio as gr
form = gr.Interface(fn=guess, inputs="text", outputs="label")
form.launch()  # <--
""",
    """
from http.server import BaseHTTPRequestHandler, HTTPServer

class Answers(BaseHTTPRequestHandler):
    def do_POST(self):
        self.wfile.write(model.predict([self.rfile.read()]))

def start(port):
    HTTPServer(("localhost", port), Answers).serve_forever()  # <--

start(8000)
""",
]
GOOD = [
    """
!mlflow models serve -m models:/churn/production
""",
    """
%%writefile app.py
from flask import Flask
app = Flask("scores")
app.run(port=5001)
""",
    """
from fastapi import FastAPI
from fastapi.testclient import TestClient
app = FastAPI()
client = TestClient(app)
print(client.get("/health"))
""",
    """
import subprocess
subprocess.run(["python", "train.py"])
from tools import app
app.run("nightly")
""",
    """
from fastapi import APIRouter
router = APIRouter()

@router.get("/health")
def health():
    return {}
""",
]


_TITLE = "Write `app.py` with a Dockerfile and a test"


def check(facts: Facts) -> Iterator[Draft]:
    for server in facts.servers:
        reason = " in debug mode or for all addresses" if server.open_to_all else ""
        yield facts.finding(
            server.place,
            f"`{server.what}` is served from a cell{reason}: move it to a module with a container",
            severity="error" if server.open_to_all else "info" if server.demo else None,
            evidence=server.evidence,
            fix=None if server.demo else facts.generated("service", _TITLE),
        )
