"""What `verify` runs beside the notebook and the package: fingerprints of their values.

This file is executed by the notebook's own interpreter, which need not have mlops_bridge: it
imports nothing of it and is loaded by path. In a kernel it is a start-up file, on the package's
side it is the program that calls the package's command line.
"""

# mypy: ignore-errors
# ruff: noqa: PTH109, PTH110, PTH118, RUF005, SIM105
# (no annotations or pathlib: the file has to run on every Python that a kernel may have)

import datetime
import decimal
import enum
import hashlib
import io
import json
import os
import pathlib
import struct
import sys
import types

LIMIT = 256 * 2**20
MOST = 400_000
SHOWN = ("matplotlib", "IPython", "ipywidgets", "plotly", "altair", "bokeh", "PIL")


class Fingerprint:
    """The digest of one value: equal digests mean equal values, "opaque" means not comparable."""

    def __init__(self, package=""):
        self.package = package
        self.nodes = 0
        self.opaque = False
        self.stack = {}
        self.done = {}
        self.alive = []

    def of(self, value):
        self.nodes += 1
        if self.nodes > MOST:
            self.opaque = True
            return b"too many parts"
        kind = type(value)
        if value is None or kind in (bool, int, str, bytes, bytearray, complex):
            return self.leaf(kind.__name__, repr(value).encode("utf-8", "surrogatepass"))
        if kind is float:
            return self.leaf("float", b"nan" if value != value else struct.pack("<d", value))
        key = id(value)
        if key in self.done:
            return self.done[key]
        if key in self.stack:
            return self.leaf("cycle", str(len(self.stack) - self.stack[key]).encode())
        self.stack[key] = len(self.stack)
        try:
            found = self.inside(value, kind)
        finally:
            del self.stack[key]
        self.done[key] = found
        self.alive.append(value)  # an id stays the value's own only while the value lives
        return found

    def leaf(self, name, *parts):
        digest = hashlib.blake2b(name.encode() + b"\0", digest_size=16)
        for part in parts:
            digest.update(struct.pack("<q", len(part)))
            digest.update(part)
        return digest.digest()

    def name(self, kind):
        module = getattr(kind, "__module__", "") or ""
        if self.package and module.split(".")[0] == self.package:
            module = "__main__"
        name = getattr(kind, "__qualname__", None) or getattr(kind, "__name__", str(kind))
        if (module, name) == ("IPython.utils.text", "SList"):
            return "builtins.list"  # the lines of `x = !command`; its extras are refused
        # a function made inside a step says so in its qualified name
        return module + "." + str(name).split("<locals>.")[-1]

    def inside(self, value, kind):
        name = self.name(kind)
        top = name.split(".")[0]
        if isinstance(value, enum.Enum):
            return self.leaf(name, value.name.encode())
        if isinstance(value, (decimal.Decimal, datetime.date, datetime.time, datetime.timedelta)):
            return self.leaf(name, repr(value).encode())
        if isinstance(value, pathlib.PurePath):
            return self.leaf("path", str(value).encode())
        if isinstance(value, types.ModuleType):
            return self.leaf("module", value.__name__.encode())
        if isinstance(value, type):
            return self.leaf("class", self.name(value).encode())
        if isinstance(value, (types.FunctionType, types.BuiltinFunctionType, types.MethodType)):
            owner = getattr(value, "__self__", None)
            mine = b"" if isinstance(owner, (types.ModuleType, type(None))) else self.of(owner)
            return self.leaf("function", self.name(value).encode(), mine)
        if isinstance(value, (types.GeneratorType, types.CoroutineType)):
            return self.leaf("generator", value.__name__.encode())
        if isinstance(value, io.IOBase):
            closed = getattr(value, "closed", True)
            at = -1
            try:
                at = -1 if closed else value.tell()
            except (OSError, ValueError):
                pass
            return self.leaf(name, str(at).encode())
        if isinstance(value, (list, tuple)):
            plain = name in ("builtins.list", "builtins.tuple")
            rest = [] if plain else self.extra(value)
            return self.leaf(name, *[self.of(v) for v in value], *rest)
        if isinstance(value, dict):
            parts = [p for k, v in value.items() for p in (self.of(k), self.of(v))]
            return self.leaf(name, *parts)
        if isinstance(value, (set, frozenset)):
            return self.leaf(name, *sorted(self.of(v) for v in value))
        if top in ("numpy", "pandas", "scipy", "torch", "tensorflow"):
            found = self.table(value, name)
            if found is not None:
                return found
        if top in SHOWN:
            return self.figure(value, name)
        return self.object(value, name)

    def extra(self, value):
        return [self.of(getattr(value, "__dict__", None))]

    def table(self, value, name):
        if hasattr(value, "detach") and hasattr(value, "numpy"):
            return self.leaf(name, self.of(value.detach().cpu().numpy()))
        if hasattr(value, "state_dict") and callable(value.state_dict):
            return self.leaf(name, self.of(dict(value.state_dict())))
        if hasattr(value, "tocsr") and hasattr(value, "nnz"):
            rows = value.tocsr().copy()
            rows.sum_duplicates()
            rows.sort_indices()
            parts = [self.of(part) for part in (rows.shape, rows.data, rows.indices, rows.indptr)]
            return self.leaf(name, *parts)
        if hasattr(value, "iloc") and hasattr(value, "dtypes"):
            parts = [self.of(value.index)]
            if hasattr(value, "columns"):
                parts.append(self.of(value.columns))
                parts += [self.series(value.iloc[:, i]) for i in range(value.shape[1])]
            else:
                parts += [self.of(value.name), self.series(value)]
            return self.leaf(name, *parts)
        if name.startswith("pandas") and hasattr(value, "nlevels"):
            if value.nlevels > 1:
                levels = [self.of(value.get_level_values(i)) for i in range(value.nlevels)]
                return self.leaf(name, *levels)
            return self.leaf(name, self.of(value.name), self.series(value))
        if hasattr(value, "dtype") and hasattr(value, "tobytes") and hasattr(value, "shape"):
            return self.array(value, name)
        return None

    def series(self, value):
        kind = str(value.dtype)
        parts = [kind.encode()]
        if kind == "category":
            parts += [self.of(value.cat.categories if hasattr(value, "cat") else value.categories)]
            codes = value.cat.codes.to_numpy() if hasattr(value, "cat") else value.codes
            parts.append(self.array(codes, "codes"))
        else:
            values = value.to_numpy()
            parts.append(self.array(values, "values"))
        return self.leaf("series", *parts)

    def array(self, value, name):
        kind = str(value.dtype)
        head = (name, kind, str(tuple(value.shape)))
        if value.dtype.hasobject:
            flat = value.ravel(order="C").tolist() if value.shape else [value.item()]
            text = hashlib.blake2b(digest_size=16)
            plain = True
            for item in flat:
                if type(item) is not str:
                    plain = False
                    break
                text.update(item.encode("utf-8", "surrogatepass") + b"\0")
            if plain:
                return self.leaf("|".join(head), text.digest())
            return self.leaf("|".join(head), *[self.of(item) for item in flat])
        if value.nbytes > LIMIT:
            step = value.nbytes // LIMIT + 1
            return self.leaf("|".join(head), b"stride", value.ravel(order="C")[::step].tobytes())
        if kind.startswith(("float", "complex")):
            value = value + 0 if value.shape else value
            data = value.tobytes()
            if (value != value).any():
                value = value.copy() if value.shape else value
                data = str([None if v != v else v for v in value.ravel().tolist()]).encode()
            return self.leaf("|".join(head), data)
        return self.leaf("|".join(head), value.tobytes())

    def figure(self, value, name):
        axes = getattr(value, "axes", None)
        if name.endswith("figure.Figure") and isinstance(axes, list):
            counts = [(len(a.lines), len(a.texts), len(a.patches)) for a in axes]
            return self.leaf(name, str(counts).encode())
        return self.leaf(name)

    def object(self, value, name):
        state = getattr(value, "__dict__", None)
        if isinstance(state, dict) and not hasattr(type(value), "__getstate__"):
            return self.leaf(name, self.of(state))
        try:
            reduced = value.__reduce_ex__(4)
        except Exception:
            if isinstance(state, dict):
                return self.leaf(name, self.of(state))
            self.opaque = True
            return self.leaf(name)
        if isinstance(reduced, str):
            return self.leaf(name, reduced.encode())
        parts = []
        for part in reduced:
            if part is not None and hasattr(part, "__next__"):
                part = list(part)
            parts.append(self.of(part))
        return self.leaf(name, *parts)


def seen(label, values, path, package="", extra=None):
    """Write one line: the fingerprints of `values` as they are now."""
    found = {}
    for name, value in values.items():
        if name.startswith("_") or isinstance(value, types.ModuleType):
            continue
        print_ = Fingerprint(package)
        try:
            digest = print_.of(value).hex()
        except Exception as error:
            digest, print_.opaque = type(error).__name__, True
        kind = print_.name(type(value))
        text = ""
        if isinstance(value, (bool, int, float, str, complex)):
            text = repr(value)[:80]
        elif hasattr(value, "shape"):
            text = kind.split(".")[-1] + str(tuple(value.shape))
        found[name] = [kind, digest, print_.opaque, text]
    line = {"label": label, "values": found}
    line.update(extra or {})
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def kernel(config):
    """Look at the notebook's names after each cell that ends a step."""
    shell = get_ipython()  # noqa: F821 - this runs inside IPython
    hidden = set(shell.user_ns) | {"get_ipython", "exit", "quit", "open"}
    state = {"cell": 0}

    def after(result):
        number = config["cells"][state["cell"]] if state["cell"] < len(config["cells"]) else 0
        state["cell"] += 1
        if number not in config["ends"]:
            return
        values = {
            name: value
            for name, value in list(shell.user_ns.items())
            if name not in hidden or name in config["names"]
        }
        seen(number, values, config["out"])

    shell.events.register("post_run_cell", after)


def package(config):
    """Run the package's command line, looking at the names at the end of each step."""
    import ast
    import importlib.abc
    import importlib.util

    name = config["package"]
    sys.path.insert(0, config["src"])
    steps = os.path.join(config["src"], name, "steps.py")

    def look(label, values):
        sys.stdout.flush()
        offset = os.lseek(1, 0, os.SEEK_CUR)
        shared = sys.modules.get(name + ".lib")
        more = {n: getattr(shared, n) for n in config["shared"] if hasattr(shared, n)}
        seen(label, dict(values, **more), config["out"], name, {"offset": offset})

    class Loader(importlib.abc.SourceLoader):
        def get_filename(self, fullname):
            return steps

        def get_data(self, path):
            with open(path, "rb") as file:
                return file.read()

        def path_stats(self, path):
            raise OSError

        def source_to_code(self, data, path, *, _optimize=-1):
            tree = ast.parse(data)
            for node in tree.body:
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    call = ast.parse(f"_seen({node.name!r}, locals())").body[0]
                    at = len(node.body) - isinstance(node.body[-1], ast.Return)
                    anchor = node.body[-1]
                    for part in ast.walk(call):
                        if hasattr(part, "lineno"):
                            part.lineno = part.end_lineno = anchor.lineno
                            part.col_offset = part.end_col_offset = 0
                    node.body.insert(at, call)
            return compile(tree, path, "exec", dont_inherit=True)

        def exec_module(self, module):
            module._seen = look
            super().exec_module(module)

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, fullname, path, target=None):
            if fullname == name + ".steps" and os.path.exists(steps):
                return importlib.util.spec_from_file_location(fullname, steps, loader=Loader())
            return None

    sys.meta_path.insert(0, Finder())
    sys.argv = [name] + list(config["arguments"])
    main = importlib.import_module(name + ".__main__")
    run = main.run

    def watched(params):
        result = run(params)
        if config["verbatim"]:
            look("verbatim", {n: v for n, v in result.items() if not n.startswith("__")})
        return result

    main.run = watched
    try:
        code = main.main(list(config["arguments"]))
    finally:
        sys.stdout.flush()
    return code


if __name__ == "__main__" and len(sys.argv) > 1 and sys.argv[1] == "--package":
    with open(sys.argv[2], encoding="utf-8") as _file:
        _config = json.load(_file)
    # the folder of this file must shadow no module; the working directory comes first, as in
    # `python -m` and in a kernel
    sys.path[0] = os.getcwd()
    sys.exit(package(_config))
