"""What the trace knows: names, constants, tables, models; and that it never fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlops_bridge.analysis.follow import follow
from mlops_bridge.analysis.program import parse
from mlops_bridge.analysis.rows import relate
from mlops_bridge.notebook.read import loads


def trace(text: str):
    return follow(parse(loads(f"# %%\n{text}", Path("n.py"))))


def called(text: str, written: str):
    return next(call for call in trace(text).calls if call.written == written)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "from sklearn.svm import SVC as S\nT = S\nT()", "sklearn.svm.SVC", id="through an alias"
        ),
        pytest.param("import sklearn.svm\nsklearn.svm.SVC()", "sklearn.svm.SVC", id="dotted"),
        pytest.param("import sklearn.svm as s\ns.SVC()", "sklearn.svm.SVC", id="module alias"),
        pytest.param(
            "from sklearn.svm.classes import SVC\nSVC()", "sklearn.svm.classes.SVC", id="old path"
        ),
    ],
)
def test_names_resolve(text: str, name: str) -> None:
    call = called(text, "SVC")
    assert (call.name, call.role) == (name, "estimator")


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        pytest.param("'a' + '/b.csv'", "a/b.csv", id="concatenation"),
        pytest.param("f'{base}/b.csv'", "data/b.csv", id="f-string"),
        pytest.param("os.path.join(base, 'b.csv')", "data/b.csv", id="os.path.join"),
        pytest.param("Path(base) / 'x' / 'b.csv'", "data/x/b.csv", id="pathlib"),
        pytest.param("folders['raw']", "raw", id="dict"),
        pytest.param("(base if 1 else base)", "data", id="both branches agree"),
        pytest.param("unknown()", None, id="an unknown call"),
    ],
)
def test_constants_fold(expression: str, value: str | None) -> None:
    head = "import os\nimport pandas as pd\nfrom pathlib import Path\nbase = 'data'\n"
    call = called(f"{head}folders = {{'raw': 'raw'}}\npd.read_csv({expression})", "read_csv")
    assert call.args[0].text == value


SPLITS = {
    "train_test_split": "a, b = train_test_split(d, random_state=0)",
    "slices": "a, b = d[:n], d[n:]",
    "iloc": "a, b = d.iloc[:80], d.iloc[80:]",
    "mask and its inverse": "m = d.year < 2020\na, b = d[m], d[~m]",
    "complementary masks": "a, b = d[d.year < 2020], d[d.year >= 2020]",
    "two values of a column": "a, b = d[d['set'] == 'train'], d[d['set'] == 'test']",
    "sample and drop": "a = d.sample(frac=0.5)\nb = d.drop(a.index)",
    "sample and isin": "a = d.sample(frac=0.5)\nb = d[~d.index.isin(a.index)]",
    "permutation": "p = np.random.permutation(len(d))\na, b = d[p[:80]], d[p[80:]]",
    "folds": "for i, j in KFold(5).split(d):\n    a, b = d.iloc[i], d.iloc[j]",
    "split of positions": "i, j = train_test_split(range(len(d)))\na, b = d.iloc[i], d.iloc[j]",
    "a local function": "def halves(t):\n    return t[:50], t[50:]\na, b = halves(d)",
}


@pytest.mark.parametrize("name", SPLITS)
def test_splits_are_disjoint(name: str) -> None:
    head = (
        "import numpy as np\nimport pandas as pd\n"
        "from sklearn.model_selection import KFold, train_test_split\n"
        "d = pd.read_csv('d.csv')\n"
    )
    body = f"{head}{SPLITS[name]}\nfirst(d)\nsecond(a)\nthird(b)"
    full, left, right = (called(body, f).args[0].rows for f in ("first", "second", "third"))
    assert left and right
    assert relate(left, right) == "disjoint"
    assert relate(full, left) == relate(full, right) == "overlap"


OVERLAPS = {
    "no split": "a, b = d, d.copy()",
    "slices that overlap": "a, b = d[:80], d[70:]",
    "concat of both": "a, b = d[:80], pd.concat([d[:80], d[80:]])",
}


@pytest.mark.parametrize("name", OVERLAPS)
def test_overlaps_are_seen(name: str) -> None:
    body = f"import pandas as pd\nd = pd.read_csv('d')\n{OVERLAPS[name]}\nfirst(a)\nsecond(b)"
    left, right = (called(body, f).args[0].rows for f in ("first", "second"))
    assert relate(left, right) == "overlap"


def test_two_filters_may_overlap() -> None:
    body = "import pandas as pd\nd = pd.read_csv('d')\nf(d[d.x > 0])\ng(d[d.y > 0])"
    left, right = (called(body, f).args[0].rows for f in ("f", "g"))
    assert relate(left, right) == "may"


def test_a_branch_joins() -> None:
    body = "import pandas as pd\nx = pd.read_csv('a')\nif big:\n    x = pd.read_csv('b')\nf(x)"
    sources = {region.source for region in called(body, "f").args[0].rows}
    assert sources == {("file", "a"), ("file", "b")}
    ended = body.replace("    x = ", "    raise ValueError\n    x = ").replace(
        "    raise ValueError\n    x = pd.read_csv('b')", "    x = pd.read_csv('b')\n    raise E"
    )
    assert {r.source for r in called(ended, "f").args[0].rows} == {("file", "a")}


def test_handlers_join_with_the_body() -> None:
    body = (
        "import pandas as pd\ntry:\n    x = pd.read_csv('a')\nexcept OSError:\n"
        "    x = pd.read_csv('b')\nexcept ValueError:\n    x = pd.read_csv('c')\nf(x)"
    )
    sources = {region.source for region in called(body, "f").args[0].rows}
    assert sources == {("file", "a"), ("file", "b"), ("file", "c")}


def test_assigning_a_column_is_seen_through_every_name() -> None:
    body = (
        "import pandas as pd\nfrom sklearn.preprocessing import StandardScaler\n"
        "d = pd.read_csv('d')\nalias = d\n"
        "d['a'] = StandardScaler().fit_transform(d[['a']])\nf(alias)\ng(alias[['b']])\n"
        "h(alias.drop(columns=['a']))"
    )
    assert called(body, "f").args[0].infl
    assert not called(body, "g").args[0].infl
    assert not called(body, "h").args[0].infl


HOSTILE = {
    "deep nesting": "x = " + "(" * 80 + "1" + ")" * 80,
    "long chain": "x = 1" + " + 1" * 3000,
    "recursion": "def f(n):\n    return f(n - 1)\nf(3)",
    "mutual recursion": "def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nf(1)",
    "unpacking": "a, (b, *c), d = *x, y\n[a, b] = c\na.b.c = d[1:2, ...] = 3",
    "odd arguments": "f(*a, **b, c=1)\n(lambda *a, k=1, **b: a)(1, k=2)",
    "match": (
        "match x:\n    case [1, *rest] if rest:\n        y = rest\n"
        "    case {'a': b, **c}:\n        y = c"
    ),
    "async": (
        "async def f():\n    async with a as b:\n        async for c in b:\n"
        "            yield c\nawait f()"
    ),
    "walrus": "print([y := 1, y ** 2 for y in z]) if (n := 3) else {**a}",
    "no arguments": "import pandas as pd\npd.concat()\npd.merge()\npd.DataFrame().drop()\npd.cut()",
    "bare estimator calls": (
        "from sklearn.svm import SVC\nSVC().fit()\nSVC().predict()\nSVC().score()"
    ),
    "bare functions": (
        "from sklearn.model_selection import *\nfrom sklearn.model_selection import (\n"
        "    cross_val_score, train_test_split)\ncross_val_score()\ntrain_test_split()"
    ),
    "huge constants": "x = 10 ** 9 * 10 ** 9\ny = 'a' * 10 ** 9\nz = 1 / 0\nw = 2 % 0",
    "loops in loops": "for a in b:\n"
    + "".join(f"{'    ' * n}for x{n} in y{n}:\n" for n in range(1, 15))
    + "    " * 15
    + "pass",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_makes_it_fail(name: str) -> None:
    assert follow(parse(loads(f"# %%\n{HOSTILE[name]}\n# %%\nlast_call()", Path("n.py")))).calls
