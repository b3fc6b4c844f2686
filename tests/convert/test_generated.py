"""The second oracle: random small notebooks run through both sides.

Statements over ints and lists, with rebinding, aliases, deletion, and functions that read globals
are dealt to cells; what the flat notebook prints, the package must print.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import re
import sys
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mlops_bridge.analysis.program import parse
from mlops_bridge.convert import project as projects
from mlops_bridge.convert.steps import Context, plan
from mlops_bridge.environment.kernel import Environment
from mlops_bridge.notebook import loads

HERE = Environment("python3", sys.executable, "3.11.7", "x86_64", {}, {}, {}, True)
NAMES = st.sampled_from("abc")
FUNCTIONS = st.sampled_from(["f", "g"])
INTS = st.integers(0, 9)

statement = st.one_of(
    st.builds("{} = {}".format, NAMES, INTS),
    st.builds("{} = [{}]".format, NAMES, INTS),
    st.builds("{} = {}".format, NAMES, NAMES),
    st.builds("{0} = {0} + {0}".format, NAMES),
    st.builds("{} += {}".format, NAMES, NAMES),
    st.builds("{0} = [{0}, {1}]".format, NAMES, NAMES),
    st.builds("del {}".format, NAMES),
    st.builds("print({}, {})".format, NAMES, NAMES),
    st.builds("for {} in range({}):\n    {} = {}".format, NAMES, INTS, NAMES, INTS),
    st.builds("if {}:\n    {} = {}\nelse:\n    {} = {}".format, NAMES, NAMES, INTS, NAMES, INTS),
    st.builds("if {}:\n    {} = {}".format, NAMES, NAMES, INTS),
    st.builds("def {}(x):\n    return [x, {}]".format, FUNCTIONS, NAMES),
    st.builds("def {}(x):\n    global {}\n    {} = x".format, FUNCTIONS, NAMES, NAMES).filter(
        lambda s: s.split("global ")[1].split("\n")[0] == s.split("\n")[2].split()[0]
    ),
    st.builds("{} = {}({})".format, NAMES, FUNCTIONS, INTS),
    st.builds("print(list(map({}, [{}])))".format, FUNCTIONS, INTS),
    st.builds("{} = lambda x: [{}, x]".format, FUNCTIONS, NAMES),
    st.builds("{} = [{} for {} in [1, {}]]".format, NAMES, NAMES, NAMES, INTS),
    st.builds("{} = ({} for _ in [1])".format, NAMES, NAMES),
    st.builds(
        "try:\n    {} = {}[0]\nexcept TypeError:\n    {} = {}".format, NAMES, NAMES, NAMES, INTS
    ),
    st.builds("isinstance({0}, list) and {0}.append({1})".format, NAMES, INTS),
)
notebook = st.lists(st.lists(statement, min_size=1, max_size=3), min_size=2, max_size=7)
more = st.one_of(
    st.builds("{} = {{'k': {}}}".format, NAMES, NAMES),
    st.builds(
        "class K:\n    at = {}\n    def get(self):\n        return [{}, self.at]".format,
        NAMES,
        NAMES,
    ),
    st.builds("{} = K().get()".format, NAMES),
    st.builds(
        "def {0}(x):\n    def inner():\n        return [{1}, x]\n    return inner()".format,
        FUNCTIONS,
        NAMES,
    ),
    st.builds("{} = [{}({}) for _ in range(2)]".format, NAMES, FUNCTIONS, INTS),
    st.builds(
        "for {0} in [1, 2]:\n    if {0} > 1:\n        break\n    {1} = {0}".format, NAMES, NAMES
    ),
    st.builds("with suppress(TypeError):\n    {} = {}[0]".format, NAMES, NAMES),
    st.builds("assert {0} is {0}".format, NAMES),
    st.builds("{0}, *{1} = [{2}, 1, 2]".format, NAMES, NAMES, NAMES),
)
# cells of many statements, which are cut inside
long_notebook = st.lists(
    st.lists(st.one_of(statement, more), min_size=4, max_size=14), min_size=1, max_size=3
)


def outcome(run: object) -> tuple[str, str]:
    """What a run printed, and the kind of error it ended with."""
    out = io.StringIO()

    def printed() -> str:
        # a generator made in a function says so when it is printed, and every object its address
        return re.sub(r"\w+\.<locals>\.|0x\w+", "", out.getvalue())

    try:
        with contextlib.redirect_stdout(out):
            run()  # type: ignore[operator]
    except (NameError, TypeError, ValueError, AttributeError, LookupError, RecursionError) as error:
        kind = "NameError" if isinstance(error, NameError) else type(error).__name__
        return printed(), kind
    return printed(), ""


def same_in_both(cells: list[list[str]], apart: str) -> None:
    """Print the same in the flat notebook and in the package."""
    texts = [
        "from contextlib import suppress\na, b, c = 1, [2], 3\nclass K:\n    def get(self):\n        return 0"
    ]
    texts += ["def f(x):\n    return x\ndef g(x):\n    return -x"]
    texts += [apart.join(cell) for cell in cells]
    script = "# %%\n" + "\n# %% [markdown]\n# ## Work on it\n# %%\n".join(texts)

    def flat() -> None:
        exec(compile("\n".join(texts), "flat", "exec"), {"__name__": "__main__"})

    with tempfile.TemporaryDirectory() as folder:
        decided = plan(
            parse(loads(script, Path("generated.py")), translate=True),
            Context(HERE, "../generated.py", name="generated_job"),
        )
        projects.write(projects.render(decided, "test"), Path(folder) / "job")
        sys.path.insert(0, f"{folder}/job/src")
        try:
            pipeline = importlib.import_module("generated_job.pipeline")
            made = outcome(pipeline.run)
        finally:
            sys.path.pop(0)
            for name in [n for n in sys.modules if n.startswith("generated_job")]:
                del sys.modules[name]
            importlib.invalidate_caches()
    wanted = outcome(flat)
    # a notebook that fails says so in both; how far a step got before is not compared
    if wanted[1]:
        assert made[1], script
    else:
        assert made == wanted, script


@settings(
    max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(notebook)
def test_package_prints_what_the_flat_notebook_prints(cells: list[list[str]]) -> None:
    same_in_both(cells, "\n")


@settings(
    max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(long_notebook)
def test_long_cells_print_what_the_flat_notebook_prints(cells: list[list[str]]) -> None:
    same_in_both([[*cell, "print(a, b, c)"] for cell in cells], "\n# and then\n")
