"""Calls: what a call of a known function, a class, or a function of the notebook gives."""

from __future__ import annotations

import ast

from . import rows as r
from .knowledge import api as known_api
from .local import follow_local, follow_method
from .machine import Machine
from .methods import method
from .plain import BUILTINS, PLAIN_ROLES
from .site import Site
from .trace import Call
from .transfers import ROLES, loss
from .values import UNKNOWN, Value, merge


def call(m: Machine, node: ast.Call, function: Value) -> Value:
    """The value of a call of `function`; the call is noted in the trace."""
    args, keywords = _arguments(m, node)
    receiver = m.current(function.items[0]) if function.kind == "attr" and function.items else None
    name, written = _name(function, receiver, node)
    entry = known_api(name) if name else None
    site = Site(node, name, written, entry, receiver, args, keywords)
    value = _value(m, site, function)
    key = m.key(node)
    if key not in m.notes.calls or not m.notes.calls[key].name:
        noted = Call(
            node,
            m.code,
            name,
            written,
            entry,
            receiver,
            tuple(args),
            keywords,
            value,
            m.loops,
            m.function,
            m.order,
            key,
        )
        m.notes.calls[key] = noted
        for region in value.rows:
            m.notes.sources.setdefault(region.source, noted) if not region.path else None
    return value


def _arguments(m: Machine, node: ast.Call) -> tuple[list[Value], dict[str, Value]]:
    args = list[Value]()
    for part in node.args:
        value = m.value(part)
        if isinstance(part, ast.Starred):
            args += value.items or (value,)
        else:
            args.append(value)
    keywords = dict[str, Value]()
    for keyword in node.keywords:
        value = m.value(keyword.value)
        if keyword.arg:
            keywords[keyword.arg] = value
        elif value.keys:
            pairs = zip(value.keys, value.items, strict=False)
            keywords.update((str(key), item) for key, item in pairs)
        else:
            keywords["**"] = value
    return args, keywords


def _name(function: Value, receiver: Value | None, node: ast.Call) -> tuple[str, str]:
    if function.kind == "name":
        return function.name, function.name.rpartition(".")[2]
    if receiver is None:
        return "", function.name or getattr(node.func, "id", "") or getattr(node.func, "attr", "")
    written = function.name
    if receiver.kind in ("frame", "series"):
        return f"pandas.DataFrame.{written}", written
    return f"{receiver.name}.{written}" if receiver.name else "", written


def _value(m: Machine, site: Site, function: Value) -> Value:
    if function.kind == "local" and function.known:
        return _local(m, site, function)
    if function.kind == "class":
        return _instance(m, site, function)
    if site.receiver is not None:
        if site.receiver.kind in ("instance", "class"):
            args, named = site.args, site.keywords
            made = follow_method(m, site.receiver, site.written, args, named, site.node)
            if made is not None:
                return made
        return method(m, site, site.receiver)
    if function.kind == "name":
        if "." not in site.name and site.name in BUILTINS:
            return BUILTINS[site.name](m, site)
        if site.api is not None:
            transfer = ROLES.get(site.api.role) or PLAIN_ROLES.get(site.api.role)
            if site.api.role == "other":
                return merge(site.values, rows=r.NONE)
            return transfer(m, site) if transfer else _opaque(m, site)
    if function.kind == "loss":
        return loss(site.values)
    if function.kind == "transformer":  # a layer
        value = merge(site.values)
        return value._replace(infl=value.infl | function.learnt)
    if function.kind in ("module", "keras_model"):
        return merge(site.values, "array", fits=function.fits, tags=frozenset(["prediction"]))
    return _opaque(m, site)


def _opaque(m: Machine, site: Site) -> Value:
    """A call of something unknown: made of its arguments, or a source of its own."""
    value = merge(site.values)
    if value.rows:
        rows = r.some(value.rows, m.key(site.node))
        return value._replace(rows=rows, tags=value.tags - {"metric", "whole"}, made=frozenset())
    return value._replace(rows=m.source(("call", m.key(site.node))), tags=frozenset())


def _local(m: Machine, site: Site, function: Value) -> Value:
    made = follow_local(m, function, site.args, site.keywords, site.node)
    return _opaque(m, site) if made is None else made


def _instance(m: Machine, site: Site, function: Value) -> Value:
    bases = function.const if isinstance(function.const, tuple) else ()
    roles = {entry.role for base in bases if (entry := known_api(base.name))}
    names = {base.name.rpartition(".")[2] for base in bases}
    if "wrap" in roles:  # a data set of rows that it is given
        first = next((value for value in site.values if value.rows), UNKNOWN)
        return merge(site.values, "dataset")._replace(rows=first.rows, infl=first.infl)
    kind = "instance"
    if "module_base" in roles:
        kind = "module"
    elif "keras_model" in roles:
        kind = "keras_model"
    elif names & {"ClassifierMixin", "RegressorMixin"}:
        kind = "estimator"
    fits = frozenset([("module", m.key(site.node))] if kind == "module" else [])
    value = merge(site.values, kind, name=f"<{function.name}>", fits=fits)
    made = m.new(value._replace(rows=r.NONE, infl=frozenset(), made=frozenset()))
    if kind == "instance":
        made = m.change(made._replace(const=function, tags=frozenset()))
        follow_method(m, made, "__init__", site.args, site.keywords, site.node)
    return m.current(made)
