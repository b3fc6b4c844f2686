"""Expressions: the abstract value of each kind of expression."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from .calls import call
from .elements import cut, item, pick, select
from .knowledge import words
from .local import find_member
from .machine import Machine
from .rows import NONE, Rows, Step, brief, member, opaque, take
from .statements import comprehension_loop
from .trace import Comparison, Loop
from .trees import children
from .values import (
    MISSING,
    UNKNOWN,
    Value,
    choosing,
    columns,
    constant,
    into,
    join,
    merge,
    names_in,
)

_FOLDS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_LONGEST = 10_000  # characters or elements of a folded constant
_TABLES = ("frame", "series", "array", "unknown", "mask")
_FITTED = ("estimator", "pipeline", "transformer", "composite", "search")


def evaluate(m: Machine, node: ast.AST) -> Value:
    """The value of an expression; kinds that say nothing are made of their parts."""
    method = _EXPRESSIONS.get(type(node))
    if method is not None:
        return method(m, node)
    return merge([m.value(child) for child in children(node) if isinstance(child, ast.expr)])


_SIDE = re.compile(
    r"(?:x_?|y_?)?(?:train|test|val|valid|validation|dev)(?:ing)?(?:_?(?:set|data|x|y|df))?", re.I
)


def _constant(m: Machine, node: ast.Constant) -> Value:
    return Value("const", "", node.value)


def _name(m: Machine, node: ast.Name) -> Value:
    return m.look_up(node.id)


def _attribute(m: Machine, node: ast.Attribute, is_called: bool = False) -> Value:
    base = m.value(node.value)
    attr = node.attr
    if base.kind == "name":
        return Value("name", f"{base.name}.{attr}")
    if isinstance(node.value, ast.Name) and base.kind not in _TABLES:
        dotted = f"{node.value.id}.{attr}"
        found = m.find(dotted)
        if found is not None:
            return found
    if base.kind == "instance" and attr in base.keys:
        return m.current(base.items[base.keys.index(attr)])
    if base.kind in ("instance", "class"):
        member = find_member(base, attr)
        if member is not None and member.kind != "local":
            return m.current(member)
        if member is not None:
            return Value("attr", attr, items=(base,))
    if attr in ("loc", "iloc", "at", "iat"):
        return Value("indexer", attr, items=(base,), rows=base.rows)
    if attr in ("values", "T", "array", "A", "sparse"):
        return base._replace(kind="array" if base.kind != "dict" else "attr", name=attr, oid=0)
    if attr in ("shape", "size", "ndim", "dtypes", "dtype", "empty", "feature_names"):
        return Value("scalar", const=MISSING)
    if attr == "columns":
        names = tuple(constant(name) for name in sorted(base.cols or ()))
        return Value("columns", items=(base, *names))
    if attr == "index":
        return Value("index", const=_index_step(base), rows=base.rows, infl=base.infl)
    if base.kind in ("estimator", "pipeline", "search") and attr.startswith("best_estimator"):
        return base
    if base.kind in _FITTED and attr.endswith("_"):
        scored = attr.startswith(("best_score", "cv_results"))
        tags = frozenset(["metric"]) if scored else frozenset[str]()
        return Value("scalar", infl=base.learnt, tags=tags)
    rows = base.rows
    if base.kind in ("unknown", "attr") and _SIDE.fullmatch(attr):
        rows = _side(rows, attr)
    value = Value(
        "attr",
        attr,
        rows=rows,
        infl=base.infl,
        items=(base,),
        fits=base.fits,
        origin=base.origin,
        tags=base.tags,
    )
    if base.kind == "frame" and not is_called and attr not in words("table_attributes"):
        if base.cols is None or attr in base.cols:
            return select(base, frozenset([attr]), True)
    if base.kind == "history":
        return value._replace(tags=value.tags | {"metric"})
    return value


def _side(rows: Rows, name: str) -> Rows:
    """The part that a data set keeps under a name such as "train"."""
    return take(rows, Step("side", ("named", brief(rows)), name))


def _index_step(base: Value) -> object:
    """The last split that led to a sample: `frame.drop(sample.index)` is its other side."""
    steps = {region.path[-1] for region in base.rows if region.path}
    return next(iter(steps)) if len(steps) == 1 else MISSING


def _subscript(m: Machine, node: ast.Subscript) -> Value:
    base = m.value(node.value)
    if base.kind == "indexer":
        return _located(m, node, base)
    if isinstance(node.slice, ast.Slice):
        return cut(m, base, *_bounds(m, node.slice))
    index = m.value(node.slice)
    known = item(base, index)
    if known is not None:
        return m.current(known)
    if base.kind == "zip" or base.kind in ("list", "tuple", "dict"):
        inner = merge(base.items) if base.items else merge([base])
        return inner._replace(origin=inner.origin | index.origin)
    if base.kind == "columns":
        return merge([index], "names", rows=NONE, infl=choosing(index.infl))
    if isinstance(node.slice, ast.Tuple) and node.slice.elts:
        return _rows_of(m, base, node.slice.elts[0], node)
    if base.kind == "attr" and not base.rows:
        return merge([base, index])
    names = names_in(index)
    if names:
        m.mention(names, base, node)
        if base.kind == "groupby":
            return base._replace(cols=names, infl=columns(base, names), oid=0)
        if base.kind != "frame" and len(names) == 1 and _SIDE.fullmatch(name := next(iter(names))):
            return base._replace(rows=_side(base.rows, name), oid=0, items=())
        if base.infl and not base.rows:  # one row or column of a table of statistics
            own = {i.event for i in base.learnt}
            of = frozenset(i._replace(of=i.of or names) if i.event in own else i for i in base.infl)
            return select(base, names, index.kind == "const")._replace(infl=of, kind=base.kind)
        return select(base, names, index.kind == "const")
    if index.kind in ("names", "list") or (index.kind == "index" and not _rows_index(base, index)):
        if base.kind in ("frame", "unknown", "series", "groupby"):
            infl = base.infl | choosing(index.infl)
            tags = base.tags - {"whole"}
            return base._replace(infl=infl, cols=None, oid=0, items=(), tags=tags)
    if index.kind in ("mask", "index", "residual"):
        return pick(base, index, ("pick", m.key(node)))
    if base.kind == "frame" and index.kind == "const" and not index.known:
        # one column, whichever
        infl = into(base.infl, None)
        return base._replace(
            kind="series", infl=infl, cols=None, oid=0, origin=base.origin | index.origin
        )
    if base.kind == "frame" and index.kind in ("series", "array") and index.rows:
        return pick(base, index, ("pick", m.key(node)))
    if base.kind in ("frame", "groupby"):
        tags = base.tags - {"whole"}
        return base._replace(oid=0, cols=None, origin=base.origin | index.origin, tags=tags)
    if base.kind == "array" and index.rows:
        return pick(base, index, ("pick", m.key(node)))
    if index.known:
        rows = member(base.rows, index.const) if opaque(base.rows) else base.rows
        return base._replace(oid=0, items=(), rows=rows)
    whole = merge([base, index], base.kind if base.kind in _TABLES else "unknown")
    if base.rows and base.kind in ("array", "series", "unknown"):
        return whole._replace(rows=take(base.rows, Step("pick", ("pick", m.key(node)))))
    return whole


def _rows_index(base: Value, index: Value) -> bool:
    """Whether an index means rows: positions of a split, or labels of the table's own rows."""
    return isinstance(index.const, Step) or base.kind == "array" or bool(index.rows & base.rows)


def _located(m: Machine, node: ast.Subscript, indexer: Value) -> Value:
    base = m.current(indexer.items[0])
    if not isinstance(node.slice, ast.Tuple):
        return _rows_of(m, base, node.slice, node)
    parts = node.slice.elts
    found = _rows_of(m, base, parts[0], node) if parts else base
    if len(parts) > 1:
        index = m.value(parts[1])
        names = names_in(index)
        if names and indexer.name in ("loc", "at"):
            m.mention(names, base, node)
            return select(found, names, index.kind == "const")
        if base.cols is not None and len(base.cols) == 1 and index.const in (0, -1):
            return select(found, base.cols, series=True)
        found = found._replace(tags=found.tags - {"whole"}, cols=None)
        if isinstance(parts[1], ast.Slice):
            return found
        return found._replace(kind="series" if index.known else found.kind)
    return found


def _rows_of(m: Machine, base: Value, row: ast.expr, node: ast.AST) -> Value:
    if isinstance(row, ast.Slice):
        return cut(m, base, *_bounds(m, row))
    index = m.value(row)
    if isinstance(row, ast.Constant) and row.value is None:
        return base._replace(oid=0)
    return pick(base, index, ("pick", m.key(node)))


def _bounds(m: Machine, node: ast.Slice) -> tuple[int | str | None, int | str | None]:
    if node.step is not None and m.value(node.step).const not in (1, None):
        return None, None
    return _bound(m, node.lower), _bound(m, node.upper)


def _bound(m: Machine, node: ast.expr | None) -> int | str | None:
    if node is None:
        return None
    const = m.value(node).const
    if isinstance(const, (int, float, str)) and not isinstance(const, bool):
        return int(const) if isinstance(const, float) else const
    return f"={ast.unparse(node)}"


def _binary(m: Machine, node: ast.BinOp) -> Value:
    left, right = m.value(node.left), m.value(node.right)
    if left.known and right.known:
        folded = _fold(node.op, left, right)
        if folded is not MISSING:
            kind = "path" if "path" in (left.kind, right.kind) else "const"
            return Value(kind, const=folded, origin=left.origin | right.origin)
    if isinstance(node.op, ast.Add) and left.kind == right.kind in ("list", "tuple"):
        if left.items and right.items and len(left.items) + len(right.items) < _LONGEST:
            both = (*left.items, *right.items)
            return merge([left, right], left.kind, items=both)
    predicted = ["prediction" in value.tags for value in (left, right)]
    if isinstance(node.op, ast.Sub) and any(predicted) and not all(predicted):
        return merge([left, right], "residual")
    if left.kind == right.kind == "mask":
        const = left.const if left.const == right.const else MISSING
        return merge([left, right], "mask", const=const)
    tables = [v.kind for v in (left, right) if v.kind in ("residual", "frame", "series", "array")]
    kind = tables[0] if tables else "scalar" if "scalar" in (left.kind, right.kind) else "unknown"
    one = next((v for v in (left, right) if v.kind == kind), left)
    return merge([left, right], kind, cols=one.cols, gone=one.gone)


def _fold(op: ast.operator, left: Value, right: Value) -> object:
    a, b = left.const, right.const
    if isinstance(op, ast.Div) and isinstance(a, str) and isinstance(b, str):
        return b if b.startswith("/") else f"{a.rstrip('/')}/{b}" if a else b
    fold = _FOLDS.get(type(op))
    numbers = isinstance(a, (int, float)) and isinstance(b, (int, float))
    texts = isinstance(a, str) and isinstance(b, str) and isinstance(op, ast.Add)
    if fold is None or not (numbers or texts):
        return MISSING
    if isinstance(a, str) and isinstance(b, str) and len(a) + len(b) > _LONGEST:
        return MISSING
    with suppress(ArithmeticError, ValueError, TypeError):
        result = fold(a, b)
        if not isinstance(result, int) or abs(result) < 1 << 64:
            return result
    return MISSING


def _unary(m: Machine, node: ast.UnaryOp) -> Value:
    value = m.value(node.operand)
    if isinstance(node.op, ast.Invert):
        if isinstance(value.const, Step):
            return value._replace(kind="mask", const=_other(value.const))
        return value._replace(oid=0)
    if isinstance(node.op, ast.USub) and isinstance(value.const, (int, float)):
        return constant(-value.const)
    return value._replace(oid=0, const=MISSING)


def _other(step: Step) -> object:
    """The other side of a mask."""
    if isinstance(step.part, int):
        return step._replace(part=1 - step.part)
    if isinstance(step.part, str):
        return step._replace(part=step.part[1:] if step.part[0] == "!" else f"!{step.part}")
    return MISSING


def _compare(m: Machine, node: ast.Compare) -> Value:
    left = m.value(node.left)
    rights = [m.value(part) for part in node.comparators]
    value = merge([left, *rights], "mask" if left.rows else "scalar")
    if isinstance(node.ops[0], (ast.Eq, ast.NotEq)) and len(rights) == 1:
        pair = (left, rights[0])
        predicted = ["prediction" in part.tags for part in pair]
        if any(predicted) and not all(predicted) and all(part.rows for part in pair):
            return value._replace(kind="residual")  # `(predicted == y).mean()` is a score
    scored = ["metric" in part.tags for part in (left, *rights)]
    if any(scored) and isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
        key = m.key(node)
        fixed = not all(scored) and all(p.known for p in (left, *rights) if "metric" not in p.tags)
        before = m.notes.comparisons.get(key)
        m.notes.comparisons[key] = Comparison(
            key,
            m.place(node),
            value.fits | (before.fits if before else frozenset()),
            m.loops,
            all(scored),
            fixed and (before is None or before.fixed),
        )
    if len(rights) == 1 and left.rows and rights[0].known:
        return value._replace(const=_mask(m, node, left, rights[0].const))
    return value


def _mask(m: Machine, node: ast.Compare, left: Value, const: object) -> object:
    operand = (ast.unparse(node.left), left.rows)
    op, text = type(node.ops[0]), repr(const)
    if op in (ast.Eq, ast.NotEq):
        key = ("mask", brief((operand, "==")))
        return Step("side", key, text if op is ast.Eq else f"!{text}")
    if op in (ast.Lt, ast.GtE):
        return Step("side", ("mask", brief((operand, "<", text))), int(op is ast.GtE))
    if op in (ast.Gt, ast.LtE):
        return Step("side", ("mask", brief((operand, ">", text))), int(op is ast.LtE))
    return MISSING


def _boolean(m: Machine, node: ast.BoolOp) -> Value:
    return merge([m.value(part) for part in node.values])


def _choice(m: Machine, node: ast.IfExp) -> Value:
    m.value(node.test)
    return join(m.value(node.body), m.value(node.orelse))


def _call(m: Machine, node: ast.Call) -> Value:
    # an attribute of a table that is called is a method, and no column
    if isinstance(node.func, ast.Attribute):
        return call(m, node, _attribute(m, node.func, True))
    return call(m, node, m.value(node.func))


def _sequence(m: Machine, node: ast.List | ast.Tuple | ast.Set) -> Value:
    kind = type(node).__name__.lower()
    items, whole = list[Value](), True
    for part in node.elts[:_LONGEST]:
        if isinstance(part, ast.Starred):
            value = m.value(part.value)
            whole = whole and bool(value.items)
            items += value.items or (merge([value]),)
        else:
            items.append(m.value(part))
    value = merge(items, kind, items=tuple(items) if whole else ())
    return m.new(value) if kind == "list" else value


def _dict(m: Machine, node: ast.Dict) -> Value:
    keys, items, whole = list[object](), list[Value](), True
    for key, part in zip(node.keys, node.values, strict=True):
        value = m.value(part)
        known = m.value(key).const if key is not None else MISSING
        whole = whole and isinstance(known, (str, int, float, bool, type(None)))
        keys.append(known)
        items.append(value)
    found = merge(
        items, "dict", items=tuple(items) if whole else (), keys=tuple(keys) if whole else ()
    )
    return m.new(found)


def _text(m: Machine, node: ast.JoinedStr) -> Value:
    parts = [m.value(p.value if isinstance(p, ast.FormattedValue) else p) for p in node.values]
    value = merge(parts, "const", infl=frozenset(), rows=frozenset())
    if all(part.known for part in parts) and not any(
        isinstance(p, ast.FormattedValue) and p.format_spec for p in node.values
    ):
        return value._replace(const="".join(str(part.const) for part in parts)[:_LONGEST])
    return value


def _lambda(m: Machine, node: ast.Lambda) -> Value:
    m.notes.defined[id(node)] = (m.code, node, "")
    return Value("local", "<lambda>", const=(m.code, node))


def _comprehension(
    m: Machine, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp
) -> Value:
    kept = _filtered(m, node)
    if kept is not None:
        return m.new(kept)
    m.scopes.append({})
    before = m.loops
    loops: tuple[Loop, ...] = before
    try:
        for generator in node.generators:
            loop = comprehension_loop(m, node, generator)
            m.notes.loops.setdefault(loop.key, loop)
            m.loops = loops = (*loops, loop)
            for test in generator.ifs:
                m.value(test)
        if isinstance(node, ast.DictComp):
            key, part = m.value(node.key), m.value(node.value)
            return m.new(merge([part], "dict")._replace(origin=part.origin | key.origin))
        part = m.value(node.elt)
        literal_words = isinstance(node, ast.ListComp) and part.known
        value = merge([part], "list", items=())
        value = value._replace(infl=into(value.infl, None)) if literal_words else value
        return m.new(value)
    finally:
        m.loops = before
        m.scopes.pop()


def _filtered(m: Machine, node: ast.AST) -> Value | None:
    """`[c for c in names if c not in (...)]` over names that are written out."""
    match node:
        case ast.ListComp(
            elt=ast.Name(id=element),
            generators=[
                ast.comprehension(
                    target=ast.Name(id=target),
                    iter=iterable,
                    ifs=[
                        ast.Compare(
                            left=ast.Name(id=tested),
                            ops=[ast.In() | ast.NotIn() | ast.Eq() | ast.NotEq() as op],
                            comparators=[other],
                        )
                    ],
                )
            ],
        ) if element == target == tested:
            value = m.value(iterable)
            given = m.value(other)
            names = names_in(given)
            known = value.kind in ("list", "tuple") and value.items
            if not known or names is None or not all(item.text for item in value.items):
                return None
            wanted = isinstance(op, (ast.In, ast.Eq))
            items = tuple(item for item in value.items if (item.text in names) == wanted)
            return Value("list", items=items)
    return None


def _walrus(m: Machine, node: ast.NamedExpr) -> Value:
    value = m.value(node.value)
    if isinstance(node.target, ast.Name):
        m.bind(node.target.id, value)
    return value


def _starred(m: Machine, node: ast.Starred) -> Value:
    return m.value(node.value)


def _awaited(m: Machine, node: ast.Await | ast.YieldFrom) -> Value:
    return m.value(node.value)


def _yield(m: Machine, node: ast.Yield) -> Value:
    if node.value is not None:
        m.returns.append(m.value(node.value))
    return UNKNOWN


_EXPRESSIONS: dict[type[ast.AST], Callable[[Machine, Any], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.Call: _call,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Set: _sequence,
    ast.Dict: _dict,
    ast.JoinedStr: _text,
    ast.Lambda: _lambda,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.NamedExpr: _walrus,
    ast.Starred: _starred,
    ast.Await: _awaited,
    ast.YieldFrom: _awaited,
    ast.Yield: _yield,
}
