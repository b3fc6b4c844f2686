"""What the job is for, and what must live until its end."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from ..analysis.program import Unit
from ..analysis.trees import walk
from .cuts import phase
from .interfaces import Piece
from .sections import callees

_MOST = 6
# objects that delete files, end processes or close connections when they are collected
_HELD = frozenset(
    "TemporaryDirectory NamedTemporaryFile TemporaryFile SpooledTemporaryFile Popen Pool open "
    "ThreadPoolExecutor ProcessPoolExecutor connect Session Client LocalCluster mkdtemp".split()
)


def results(
    units: Sequence[Unit], pieces: Sequence[Piece], variables: frozenset[str]
) -> tuple[str, ...]:
    """Names that the job is for: fitted models and metrics, certainly bound at the end."""
    bound: set[str] = set()
    fitted: dict[str, None] = {}
    metrics: dict[str, None] = {}
    for piece in pieces:
        bound = (bound - piece.deletes) | piece.binds
        for node in units[piece.index].nodes:
            fitted.update(dict.fromkeys(_fitted(node)))
            if isinstance(node, ast.Assign) and phase(callees([node])) == "evaluate":
                metrics.update(dict.fromkeys(_plain(node)))
    wanted = [n for n in (*fitted, *metrics) if n in bound & variables and not n.startswith("_")]
    return tuple(dict.fromkeys(wanted))[:_MOST]


def _fitted(node: ast.stmt) -> list[str]:
    """Names whose method ``fit`` is called."""
    return [
        part.func.value.id
        for part in walk(node)
        if isinstance(part, ast.Call)
        and isinstance(part.func, ast.Attribute)
        and part.func.attr == "fit"
        and isinstance(part.func.value, ast.Name)
    ]


def _plain(node: ast.Assign) -> list[str]:
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def held(units: Sequence[Unit]) -> frozenset[str]:
    """Names of objects that undo their work when they die, as a temporary folder does."""
    return frozenset(
        name
        for unit in units
        for node in unit.nodes
        if isinstance(node, ast.Assign) and set(callees([node.value])) & _HELD
        for name in _plain(node)
    )


def _takes_backend(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    owner = getattr(call.func.value, "id", "")
    return call.func.attr == "switch_backend" or (
        call.func.attr == "use" and owner in ("matplotlib", "mpl")
    )


def pyplot(units: Sequence[Unit]) -> tuple[str, int]:
    """The notebook's name for ``matplotlib.pyplot`` and the cell that imports it; "" if none.

    Also "" when the notebook takes another backend: only the kernel's own closes figures.
    """
    if any(_takes_backend(node) for unit in units for node in unit.nodes):
        return "", 0
    for unit in units:
        for node in unit.nodes:
            if isinstance(node, ast.Import):
                found = [a.asname for a in node.names if a.name == "matplotlib.pyplot"]
            elif isinstance(node, ast.ImportFrom) and node.module == "matplotlib":
                found = [a.asname or a.name for a in node.names if a.name == "pyplot"]
            else:
                continue
            name = next((name for name in found if name), "")
            if name:
                return name, unit.cell
    return "", 0
