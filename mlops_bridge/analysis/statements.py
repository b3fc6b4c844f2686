"""Statements: how each kind of statement changes names and objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Any

from .elements import element, literal
from .local import decide
from .machine import Machine
from .rows import member
from .scopes import bound
from .trace import Decorated, Import, Loop, Store
from .values import Value, into, merge, names_in, without


def execute(m: Machine, statements: Iterable[ast.stmt]) -> None:
    """Follow statements in order."""
    for node in statements:
        if m.budget <= 0 or m.ended:
            return
        m.budget -= 1
        method = _STATEMENTS.get(type(node))
        if method is not None:
            method(m, node)


def _expression(m: Machine, node: ast.Expr) -> None:
    m.value(node.value)


def _assign(m: Machine, node: ast.Assign) -> None:
    value = m.value(node.value)
    for target in node.targets:
        assign(m, target, value)


def _annotated(m: Machine, node: ast.AnnAssign) -> None:
    if node.value is not None:
        assign(m, node.target, m.value(node.value))


def _augmented(m: Machine, node: ast.AugAssign) -> None:
    load = ast.copy_location(ast.BinOp(_loaded(node.target), node.op, node.value), node)
    assign(m, node.target, m.value(load))


def _loaded(node: ast.expr) -> ast.expr:
    """The target read as an expression."""
    if isinstance(node, ast.Name):
        return ast.copy_location(ast.Name(node.id, ast.Load()), node)
    if isinstance(node, ast.Subscript):
        return ast.copy_location(ast.Subscript(node.value, node.slice, ast.Load()), node)
    if isinstance(node, ast.Attribute):
        return ast.copy_location(ast.Attribute(node.value, node.attr, ast.Load()), node)
    return node


def assign(m: Machine, target: ast.expr, value: Value) -> None:
    """Bind a target: a name, names in a tuple, or a part of an object."""
    if isinstance(target, ast.Name):
        m.bind(target.id, value)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(m, target.elts, value)
    elif isinstance(target, ast.Starred):
        assign(m, target.value, value)
    elif isinstance(target, ast.Subscript):
        _put(m, target, value)
    elif isinstance(target, ast.Attribute):
        _put_attribute(m, target, value)
    if m.loops and not isinstance(target, (ast.Tuple, ast.List)):
        name = ast.unparse(target) if isinstance(target, ast.Subscript) else ""
        if name:
            m.notes.stores[m.key(target)] = Store(m.place(target), name, value, m.loops)


def _unpack(m: Machine, targets: list[ast.expr], value: Value) -> None:
    items = value.items
    starred = any(isinstance(t, ast.Starred) for t in targets)
    if len(items) == len(targets) and not starred and value.kind != "dict":
        for target, item in zip(targets, items, strict=True):
            assign(m, target, m.current(item))
        return
    for index, target in enumerate(targets):
        # what an unknown call returns in one tuple are different tables, as far as we know
        rows = member(value.rows, index) if value.kind == "unknown" else value.rows
        assign(m, target, element(value)._replace(rows=rows, oid=0))


def _put(m: Machine, target: ast.Subscript, value: Value) -> None:
    """`frame["c"] = ...`, `frame.loc[rows, "c"] = ...`, `table[key] = ...`."""
    root, index = _root(target), m.value(target.slice)
    holder = m.value(root)
    if not holder.oid:
        if isinstance(root, ast.Name) and holder.kind in ("literal", "array", "residual"):
            # rows filled in one after the other: the array is made of what is put into it
            whole = merge([holder, value], "array")
            m.bind(root.id, whole._replace(rows=value.rows or holder.rows))
            return
        if isinstance(root, ast.Name) and holder.kind in ("unknown", "frame"):
            holder = m.new(holder)
            m.bind(root.id, holder)
        else:
            return
    if holder.kind in ("list", "dict"):
        _put_item(m, holder, index, value)
        return
    direct = isinstance(target.value, (ast.Name, ast.Attribute)) and not _is_indexer(target.value)
    names = names_in(index) if direct else names_in(index.items[-1]) if index.items else None
    infl = holder.infl
    if names is not None:
        m.mention(names, holder, target)
        infl = without(infl, names) if direct else infl
        for name in names:
            infl |= into(value.infl, name)
    else:
        infl |= value.infl
    m.change(
        holder._replace(
            infl=infl,
            cols=holder.cols | names if holder.cols is not None and names is not None else None,
            gone=holder.gone - names if names else holder.gone,
            fits=holder.fits | value.fits,
            tags=holder.tags | (value.tags & {"metric", "order"}) | _noted(value, names),
        )
    )


def _noted(value: Value, names: frozenset[str] | None) -> frozenset[str]:
    """Marks of columns: that they are predictions, dates, or computed from other columns."""
    found = set[str]()
    for name in names or ():
        if "prediction" in value.tags:
            found.add(f"prediction:{name}")
        if "date" in value.tags:
            found.add(f"date:{name}")
        found.update(f"made:{name}:{source}" for source in value.made - {name})
    return frozenset(found)


def _put_item(m: Machine, holder: Value, index: Value, value: Value) -> None:
    if holder.kind == "dict" and index.known and _hashable(index.const):
        items = dict(zip(holder.keys, holder.items, strict=False))
        items[index.const] = value
        m.change(
            merge(items.values(), "dict", keys=tuple(items), items=tuple(items.values()))._replace(
                oid=holder.oid
            )
        )
        return
    whole = merge([holder, value], holder.kind)
    m.change(whole._replace(oid=holder.oid, items=(), keys=(), name=holder.name))


def _hashable(value: object) -> bool:
    return isinstance(value, (str, int, float, bool, bytes, type(None)))


def _put_attribute(m: Machine, target: ast.Attribute, value: Value) -> None:
    holder = m.value(target.value)
    if holder.kind == "frame" and holder.oid and target.attr != "columns":
        m.change(holder._replace(infl=holder.infl | into(value.infl, target.attr)))
    elif holder.kind == "frame" and holder.oid:
        m.change(holder._replace(cols=names_in(value), gone=frozenset()))
    elif holder.kind == "instance" and holder.oid:
        kept = dict(zip(holder.keys, holder.items, strict=True))
        kept[target.attr] = value
        m.change(holder._replace(keys=tuple(kept), items=tuple(kept.values())))
    elif isinstance(target.value, ast.Name):
        # `self.model`, `config.path`: kept under the dotted name as written
        m.bind(f"{target.value.id}.{target.attr}", value)


def _root(node: ast.expr) -> ast.expr:
    while True:
        if isinstance(node, ast.Subscript) or (
            isinstance(node, ast.Attribute) and _is_indexer(node)
        ):
            node = node.value
        else:
            return node


def _is_indexer(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("loc", "iloc", "at", "iat", "values")


def _if(m: Machine, node: ast.If) -> None:
    m.value(node.test)
    mark = m.mark()
    if m.stack and (decided := decide(m, node.test)) is not None:
        # what this call does not reach is looked at, and leaves nothing behind
        with m.aside():
            execute(m, node.orelse if decided else node.body)
            m.take_back(mark)
        m.leave()
        execute(m, node.body if decided else node.orelse)
        return
    execute(m, node.body)
    body = m.take_back(mark)
    execute(m, node.orelse)
    if _leaves(node.body):
        m.leave()
    elif node.orelse and _leaves(node.orelse):
        m.take_back(mark)
        m.redo(body)
        m.leave()
    else:
        m.meet(mark, body)


def _leaves(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], (ast.Raise, ast.Continue, ast.Break, ast.Return))


def _for(m: Machine, node: ast.For | ast.AsyncFor) -> None:
    iterable = m.value(node.iter)
    loop = _loop(m, node, node.target, iterable)
    with m.inside(loop):
        if iterable.kind in ("list", "tuple") and _frames(m, iterable.items):
            for item in iterable.items:  # `for table in [train, test]`: each is changed in place
                assign(m, node.target, m.current(item))
                execute(m, node.body)
            execute(m, node.orelse)
            return
        # a loop runs at least once, and its second round sees what the first left; deep inside,
        # one round has to do
        for _ in range(2 if len(m.loops) <= 3 else 1):
            item = element(iterable)
            assign(m, node.target, _of_loop(item, loop) if loop.literal else item)
            execute(m, node.body)
    execute(m, node.orelse)


def _frames(m: Machine, items: tuple[Value, ...]) -> bool:
    """Whether these are a few tables, each an object of its own."""
    return 1 < len(items) <= 6 and all(
        item.oid and m.current(item).kind == "frame" for item in items
    )


def _loop(m: Machine, node: ast.AST, target: ast.expr, iterable: Value) -> Loop:
    first = getattr(node, "body", None)
    elided = bool(
        isinstance(first, list)
        and len(first) == 1
        and (
            first[0].lineno in m.code.elided
            or (
                isinstance(first[0], ast.Expr)
                and isinstance(first[0].value, ast.Constant)
                and first[0].value.value is ...
            )
        )
    )
    return Loop(
        m.key(node),
        m.place(target),
        tuple(sorted(bound([ast.Expr(target)]))),
        iterable,
        literal(iterable),
        m.loops,
        isinstance(node, (ast.For, ast.AsyncFor)),
        elided,
    )


def _of_loop(value: Value, loop: Loop) -> Value:
    """A loop's variable: its value changes from round to round."""
    return value._replace(
        origin=value.origin | {loop.key},
        items=tuple(_of_loop(item, loop) for item in value.items),
    )


def comprehension_loop(m: Machine, node: ast.AST, generator: ast.comprehension) -> Loop:
    """Bind the target of one `for` in a comprehension, and name the loop."""
    iterable = m.value(generator.iter)
    loop = _loop(m, generator.target, generator.target, iterable)
    item = element(iterable)
    assign(m, generator.target, _of_loop(item, loop) if loop.literal else item)
    return loop


def _while(m: Machine, node: ast.While) -> None:
    for _ in range(2):
        m.value(node.test)
        execute(m, node.body)
    execute(m, node.orelse)


def _with(m: Machine, node: ast.With | ast.AsyncWith) -> None:
    for item in node.items:
        value = m.value(item.context_expr)
        if item.optional_vars is not None:
            assign(m, item.optional_vars, value)
    execute(m, node.body)


def _try(m: Machine, node: ast.Try) -> None:
    m.trying += 1
    mark = m.mark()
    execute(m, node.body)
    execute(m, node.orelse)
    m.trying -= 1
    for handler in node.handlers:
        body = m.take_back(mark)
        execute(m, handler.body)
        if _leaves(handler.body):
            m.take_back(mark)
            m.redo(body)
        else:
            m.meet(mark, body)
            m.branches += 1  # the next handler is one more branch from the same mark
    m.leave()
    execute(m, node.finalbody)


def _import(m: Machine, node: ast.Import) -> None:
    for alias in node.names:
        m.notes.imports.append(Import(alias.name, m.place(node), bool(m.trying)))
        if alias.asname:
            m.bind(alias.asname, Value("name", alias.name))
        else:
            top = alias.name.partition(".")[0]
            m.bind(top, Value("name", top))


def _import_from(m: Machine, node: ast.ImportFrom) -> None:
    module = "." * node.level + (node.module or "")
    m.notes.imports.append(Import(module, m.place(node), bool(m.trying)))
    for alias in node.names:
        if alias.name != "*":
            m.bind(alias.asname or alias.name, Value("name", f"{module}.{alias.name}"))


def _function(m: Machine, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    for decorator in node.decorator_list:
        m.value(decorator)
        call = m.notes.calls.get(m.key(decorator))
        if call is not None:
            m.notes.decorated[m.key(node)] = Decorated(node.name, call, m.place(decorator))
    for default in (*node.args.defaults, *node.args.kw_defaults):
        if default is not None:
            m.value(default)
    m.notes.defined[id(node)] = (m.code, node, node.name)
    m.bind(node.name, Value("local", node.name, const=(m.code, node)))


def _class(m: Machine, node: ast.ClassDef) -> None:
    bases = tuple(m.value(base) for base in node.bases)
    members: dict[str, Value] = {}
    m.scopes.append(members)
    for statement in node.body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            name = f"{node.name}.{statement.name}"
            m.notes.defined[id(statement)] = (m.code, statement, name)
            members[statement.name] = Value("local", name, const=(m.code, statement))
        else:
            execute(m, [statement])
    m.scopes.pop()
    known = tuple(members)
    m.bind(
        node.name,
        Value("class", node.name, const=bases, keys=known, items=tuple(members.values())),
    )


def _return(m: Machine, node: ast.Return) -> None:
    if node.value is not None:
        m.returns.append(m.value(node.value))
    m.ended = m.branches == m.entered and not m.loops[m.outside :]


def _delete(m: Machine, node: ast.Delete) -> None:
    for target in node.targets:
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            holder, names = m.value(target.value), names_in(m.value(target.slice))
            if holder.oid and names:
                m.change(
                    holder._replace(infl=without(holder.infl, names), gone=holder.gone | names)
                )


def _test(m: Machine, node: ast.Assert) -> None:
    m.value(node.test)


def _raise(m: Machine, node: ast.Raise) -> None:
    if node.exc is not None:
        m.value(node.exc)


def _match(m: Machine, node: ast.Match) -> None:
    subject = m.value(node.subject)
    for name in bound([node]):
        m.bind(name, merge([subject]))
    for case in node.cases:
        mark = m.mark()
        execute(m, case.body)
        m.meet(mark, {})


_STATEMENTS: dict[type[ast.stmt], Callable[[Machine, Any], None]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.If: _if,
    ast.For: _for,
    ast.AsyncFor: _for,
    ast.While: _while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Import: _import,
    ast.ImportFrom: _import_from,
    ast.FunctionDef: _function,
    ast.AsyncFunctionDef: _function,
    ast.ClassDef: _class,
    ast.Return: _return,
    ast.Delete: _delete,
    ast.Assert: _test,
    ast.Raise: _raise,
    ast.Match: _match,
}
