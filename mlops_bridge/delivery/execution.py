"""Execution: the process that runs a job notebook by papermill.

It is a process of its own because papermill changes the working directory, the kernel takes its
environment from it, and ending it ends everything. Its parent is `run`, which writes a request to
its standard input and reads marked lines from its standard output.
"""

from __future__ import annotations

import json
import sys
from typing import Any

MARK = "@nb2prod "
STARTS = 3
"""How often a kernel that dies before its first cell is started."""
START = (
    "import json, sys; request = json.load(sys.stdin); sys.path[:] = request['path']; "
    "from mlops_bridge.delivery.execution import main; main(request)"
)
"""What the interpreter is given: the folder it stands in must not shadow any module."""


def main(request: dict[str, Any]) -> None:
    """Run the notebook of a request and tell what happens."""
    # a check of international addresses, which takes a second to import and no notebook has
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    _tell(**_execute(request))


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.engines import NBClientEngine, papermill_engines

    begun: set[int | None] = set()

    class Told(NBClientEngine):  # type: ignore[misc,unused-ignore]
        """papermill's own engine, telling which cell starts."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
            code = [i for i, cell in enumerate(nb_man.nb.cells) if cell.cell_type == "code"]
            start = nb_man.cell_start

            def cell_start(cell: Any, cell_index: int | None = None, **more: Any) -> Any:
                begun.add(cell_index)
                if cell_index in code:
                    number = code.index(cell_index) + 1
                    _tell(cell=number, of=len(code), source=cell.source)
                return start(cell, cell_index, **more)

            nb_man.cell_start = cell_start
            return super().execute_managed_notebook(nb_man, kernel_name, **options)

    papermill_engines.register("nb2prod", Told)

    def execute(starts: int) -> None:
        try:
            papermill.execute_notebook(
                _literal(request["notebook"]),
                _literal(request["output"]),
                parameters=request["parameters"],
                engine_name="nb2prod",
                kernel_name=request["kernel"],
                cwd=request["folder"],
                start_timeout=120,
                progress_bar=False,
            )
        except RuntimeError:
            # jupyter_client gives a kernel ports that were free a moment ago; of jobs that start
            # together one may lose its own. No cell has run: it starts again.
            if begun or starts <= 1:
                raise
            execute(starts - 1)

    try:
        execute(STARTS)
    except papermill.PapermillExecutionError as error:
        memory = error.ename == "MemoryError"
        return {
            "code": 6 if memory else 3,
            "error": f"{error.ename}: {error.evalue}".strip(": "),
            "traceback": "\n".join(error.traceback or ()),
        }
    except DeadKernelError:
        return {"code": 5, "error": "the kernel died"}
    except RuntimeError as error:  # jupyter_client: the kernel died before it answered
        return {"code": 5, "error": f"the kernel did not start: {error}"}
    return {"code": 0, "error": ""}


def _literal(path: str) -> str:
    """Papermill fills parameters into braces of a path."""
    return path.replace("{", "{{").replace("}", "}}")


def _tell(**what: Any) -> None:
    sys.stdout.write(MARK + json.dumps(what) + "\n")
    sys.stdout.flush()
