"""Point edits keep the user's text and make exactly the intended tree."""

from __future__ import annotations

import ast
import contextlib

import pytest

from mlops_bridge.convert.edits import CannotEdit, Rules, indent, rewrite

SHARED = Rules(shared=frozenset({"k"}))
THREADED = Rules(threaded={"f": ("k",)})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("k = 1  # note", "lib.k = 1  # note", id="store, comment kept"),
        pytest.param("k += k", "lib.k += lib.k", id="augmented"),
        pytest.param("for k in xs: print(k)", "for lib.k in xs: print(lib.k)", id="loop target"),
        pytest.param("f = lambda v: v + k", "f = lambda v: v + lib.k", id="in a lambda"),
        pytest.param("f = lambda k: k", "f = lambda k: k", id="a lambda's own argument"),
        pytest.param("[k for k in xs]", "[k for k in xs]", id="a comprehension's own name"),
        pytest.param("é = k; ü = 'k'", "é = lib.k; ü = 'k'", id="columns after non-ASCII"),
        pytest.param(
            "print(a.k, k.a, k=k)", "print(a.k, lib.k.a, k=lib.k)", id="attributes and keywords"
        ),
        pytest.param("del k", "del lib.k", id="delete"),
    ],
)
def test_shared_names(text: str, wanted: str) -> None:
    assert rewrite(text, SHARED) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("print(k := 3)", id="walrus"),
        pytest.param("import numpy as k", id="import as"),
        pytest.param("match v:\n    case k: pass", id="match capture"),
        pytest.param("try: f()\nexcept E as k: pass", id="except as"),
    ],
)
def test_bindings_that_are_no_attribute_are_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        rewrite(text, SHARED)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("f()", "f(k=k)", id="no argument"),
        pytest.param("f(1)", "f(1, k=k)", id="one"),
        pytest.param("f(1,)", "f(1,k=k)", id="trailing comma"),
        pytest.param("f(\n    1,  # a, b\n)", "f(\n    1,  # a, b\nk=k)", id="comma in a comment"),
        pytest.param("f((1))", "f((1), k=k)", id="parenthesised"),
        pytest.param("f(*a, **b)", "f(*a, **b, k=k)", id="stars"),
        pytest.param("f(f(1))", "f(f(1, k=k), k=k)", id="nested"),
        pytest.param("def f(v): return v", "def f(v, *, k): return v", id="def"),
        pytest.param("def f(): pass", "def f(*, k): pass", id="def without arguments"),
        pytest.param("def f(*a): pass", "def f(*a, k): pass", id="def with *args"),
        pytest.param(
            "def f(a, *, b=(1, 2)): pass", "def f(a, *, b=(1, 2), k): pass", id="keyword-only"
        ),
        pytest.param("def f(a, **m): pass", "def f(a, *, k, **m): pass", id="def with **kwargs"),
        pytest.param(
            "def f(v=g(')')) -> int: pass",
            "def f(v=g(')'), *, k) -> int: pass",
            id="bracket in a string",
        ),
    ],
)
def test_threaded_functions(text: str, wanted: str) -> None:
    assert rewrite(text, THREADED) == wanted


def test_sole_generator_argument_cannot_gain_another() -> None:
    with pytest.raises(CannotEdit):
        rewrite("f(v for v in vs)", THREADED)


def test_wrong_position_in_an_f_string_is_noticed() -> None:
    text = 'print(f"""\n{k}""")'
    with contextlib.suppress(CannotEdit):
        assert ast.dump(ast.parse(rewrite(text, SHARED))) == ast.dump(
            ast.parse(text.replace("{k}", "{lib.k}"))
        )


def test_display_leaves_the_value() -> None:
    assert rewrite("display(df.head())", Rules()) == "(df.head())"
    assert rewrite("display(a, b)", Rules()) == "(a, b)"


def test_secrets_become_look_ups() -> None:
    text = 'c = Client("etl_user", "Xy9-long!")'
    rules = Rules(secrets={"Xy9-long!": "CLIENT_PASSWORD"})
    assert rewrite(text, rules) == 'c = Client("etl_user", os.environ["CLIENT_PASSWORD"])'


def test_indentation_leaves_strings_alone() -> None:
    text = 'x = """a\n  b"""\nif x:\n    y = (1 +\n2)'
    done = indent(text)
    assert done == '    x = """a\n  b"""\n    if x:\n        y = (1 +\n    2)'
    assert ast.dump(ast.parse("if 1:\n" + done).body[0].body[0]) == ast.dump(
        ast.parse(text).body[0]
    )  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("plt.show()", 'plt.show()\nplt.close("all")', id="a line"),
        pytest.param("plt.show()  # so", 'plt.show()  # so\nplt.close("all")', id="with a comment"),
        pytest.param("a(); plt.show()", 'a(); plt.show(); plt.close("all")', id="beside another"),
        pytest.param(
            "for x in y: plt.show()", 'for x in y: plt.show(); plt.close("all")', id="on one line"
        ),
        pytest.param(
            "def f():\n    if x:\n        plt.show()\n    return 1",
            'def f():\n    if x:\n        plt.show()\n        plt.close("all")\n    return 1',
            id="in a function",
        ),
        pytest.param("def f(plt):\n    plt.show()", "def f(plt):\n    plt.show()", id="another"),
    ],
)
def test_figures_that_were_shown_are_closed(text: str, wanted: str) -> None:
    assert rewrite(text, Rules(pyplot="plt")) == wanted
