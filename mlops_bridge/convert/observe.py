"""What `verify` runs beside the notebook and the package: fingerprints of their values.

This file is executed by the notebook's own interpreter, which need not have mlops_bridge: it
imports nothing of it and is loaded by path. In a kernel it is a start-up file, on the package's
side it is the program that calls the package's command line.
"""

# mypy: ignore-errors
# ruff: noqa: PTH109, PTH110, PTH118, RUF005, SIM105
# (no annotations or pathlib: the file has to run on every Python that a kernel may have)

import array
import datetime
import decimal
import enum
import hashlib
import io
import json
import os
import pathlib
import random
import secrets
import struct
import sys
import types

LIMIT = 256 * 2**20
MOST = 400_000
KEPT = 200_000  # floats of one value that are kept to tell how far two differ
BUDGET = 8_000_000  # floats of one run
SHOWN = ("matplotlib", "IPython", "ipywidgets", "plotly", "altair", "bokeh", "PIL")


class Fingerprint:
    """The digest of one value: equal digests mean equal values, "opaque" means not comparable.

    When `loose`, floats go to `floats` instead of the digest, which then is the structure's.
    """

    def __init__(self, package="", loose=False):
        self.package = package
        self.loose = loose
        self.floats = array.array("d")
        self.has_floats = False
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
            self.has_floats = True
            if self.loose:
                self.floats.append(value)
                return self.leaf("float")
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
        if isinstance(value, types.GeneratorType):
            return self.generator(value)
        if isinstance(value, types.CoroutineType):
            return self.leaf("coroutine", value.__name__.encode())
        if isinstance(value, io.IOBase):
            closed = getattr(value, "closed", True)
            at = -1
            try:
                at = -1 if closed else value.tell()
            except (OSError, ValueError):
                pass
            mode = str(getattr(value, "mode", ""))
            written = os.path.split(str(getattr(value, "name", "")))[1]
            return self.leaf(name, str(at).encode(), mode.encode(), written.encode())
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
            self.has_floats = True
            if self.loose:
                flat = value.ravel(order="C")[:: max(1, value.size // KEPT)]
                for part in (flat.real, flat.imag) if kind.startswith("complex") else (flat,):
                    self.floats.frombytes(part.astype("float64").tobytes())
                return self.leaf("|".join(head))
            value = value + 0 if value.shape else value
            data = value.tobytes()
            if (value != value).any():
                value = value.copy() if value.shape else value
                data = str([None if v != v else v for v in value.ravel().tolist()]).encode()
            return self.leaf("|".join(head), data)
        return self.leaf("|".join(head), value.tobytes())

    def generator(self, value):
        """Where it stands and what its names are; it is not advanced."""
        frame = value.gi_frame
        if frame is None:
            return self.leaf("generator", value.__name__.encode(), b"finished")
        line = frame.f_lineno - frame.f_code.co_firstlineno
        kept = {k: v for k, v in frame.f_locals.items() if k in frame.f_code.co_varnames}
        return self.leaf("generator", value.__name__.encode(), str(line).encode(), self.of(kept))

    def figure(self, value, name):
        """Figures and axes by what is drawn in them; anything else that is shown is opaque."""
        axes = getattr(value, "axes", None)
        if name.startswith("matplotlib.axes"):
            axes = [value]
        elif not isinstance(axes, list) or not name.endswith("Figure"):
            self.opaque = True
            return self.leaf(name)
        parts = []
        for ax in axes:
            parts += [self.of(line.get_xydata()) for line in ax.lines]
            texts = [ax.get_title(), ax.get_xlabel(), ax.get_ylabel()]
            texts += [text.get_text() for text in ax.texts]
            counts = (len(ax.patches), len(ax.collections), len(ax.images))
            parts.append(str((texts, counts)).encode())
        return self.leaf(name, *parts)

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


ATOMS = (bool, int, float, complex, str, bytes, tuple, frozenset, type(None), type)
ATOMS += (types.FunctionType, types.BuiltinFunctionType, types.ModuleType)


def hidden_state(top):
    """What a program carries on beside its names: random generators and the working directory."""
    found = {"the working directory": os.path.relpath(os.getcwd(), top)}
    if "random" in sys.modules:
        found["the state of `random`"] = sys.modules["random"].getstate()
    if "numpy.random" in sys.modules:
        found["the state of `numpy.random`"] = sys.modules["numpy.random"].get_state()
    if "torch.random" in sys.modules:
        found["the state of `torch.random`"] = sys.modules["torch.random"].get_rng_state()
    return found


class Record:
    """The file that one run writes: a line for each look, and the floats beside it."""

    def __init__(self, path, top, package=""):
        self.path, self.top, self.package = path, top, package
        self.kept = {}
        self.room = BUDGET

    def seen(self, label, values, extra=None):
        """Write one line: the fingerprints of `values` as they are now, and which are one object.

        A fingerprint is [kind, digest, opaque, text, structure, [offset, count]].
        """
        found, same = {}, {}
        for name, value in values.items():
            if name.startswith("_") or isinstance(value, types.ModuleType):
                continue
            found[name] = self.one(value)
            if not isinstance(value, ATOMS) and type(value).__module__ != "enum":
                same.setdefault(id(value), []).append(name)
        for name, value in hidden_state(self.top).items():
            found[name] = self.one(value)
        aliases = sorted(sorted(names) for names in same.values() if len(names) > 1)
        line = {"label": label, "values": found, "aliases": aliases}
        line.update(extra or {})
        with open(self.path, "a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def one(self, value):
        print_ = Fingerprint(self.package)
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
        structure, place = "", [0, 0]
        if print_.has_floats and not print_.opaque:
            structure, place = self.loosely(value, digest)
        return [kind, digest, print_.opaque, text, structure, place]

    def loosely(self, value, digest):
        if digest not in self.kept:
            loose = Fingerprint(self.package, loose=True)
            try:
                structure = loose.of(value).hex()
            except Exception:
                return "", [0, 0]
            if len(loose.floats) > self.room:
                return "", [0, 0]
            self.room -= len(loose.floats)
            with open(self.path + ".floats", "ab") as file:
                offset = file.tell()
                file.write(loose.floats.tobytes())
            self.kept[digest] = (structure, [offset, len(loose.floats)])
        return self.kept[digest]


def seeded(seed):
    """Make what nobody seeds draw the same numbers in each run with this seed.

    numpy takes the entropy of its unseeded generators from `secrets.randbits`, at its import.
    """
    random.seed(seed)
    secrets.randbits = random.Random(seed).getrandbits
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed(seed)


def seeded_kernel(seed):
    """Do so before the first cell: a kernel draws from `random` while it starts."""
    shell = get_ipython()  # noqa: F821 - this runs inside IPython

    def before(info):
        shell.events.unregister("pre_run_cell", before)
        seeded(seed)

    shell.events.register("pre_run_cell", before)


def kernel(config):
    """Look at the notebook's names at the end of each step: after a cell, or inside of one."""
    import ast

    shell = get_ipython()  # noqa: F821 - this runs inside IPython
    hidden = set(shell.user_ns) | {"get_ipython", "exit", "quit", "open"}
    record = Record(config["out"], config["top"])
    ends = {label: tuple(map(int, label.split(":"))) for label in config["ends"]}
    state = {"cell": 0}

    def look(label):
        values = {n: v for n, v in list(shell.user_ns.items()) if n not in hidden}
        record.seen(label, values)

    def number():
        return config["cells"][state["cell"]] if state["cell"] < len(config["cells"]) else 0

    def after(result):
        if str(number()) in ends:
            look(str(number()))
        state["cell"] += 1

    class Inside(ast.NodeTransformer):
        def visit_Module(self, tree):
            for label, place in ends.items():
                if len(place) == 2 and place[0] == number():
                    at = [i for i, node in enumerate(tree.body) if node.lineno >= place[1]][:1]
                    call = ast.parse(f"get_ipython()._nb2prod_look({label!r})").body[0]
                    for index in at:
                        for part in ast.walk(call):
                            if hasattr(part, "lineno"):
                                part.lineno = part.end_lineno = place[1]
                        tree.body.insert(index, call)
            return tree

    seeded_kernel(config["seed"])
    shell._nb2prod_look = look
    if any(len(place) == 2 for place in ends.values()):
        shell.ast_transformers.append(Inside())
    shell.events.register("post_run_cell", after)


def package(config):
    """Run the package's command line, looking at the names at the end of each step."""
    import ast
    import importlib.abc
    import importlib.util

    name = config["package"]
    sys.path.insert(0, config["src"])

    record = Record(config["out"], config["top"], name)

    def look(label, values):
        sys.stdout.flush()
        offset = os.lseek(1, 0, os.SEEK_CUR)
        shared = sys.modules.get(name + ".lib")
        more = {n: getattr(shared, n) for n in config["shared"] if hasattr(shared, n)}
        record.seen(label, dict(values, **more), {"offset": offset})

    def watched_steps(tree):
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                at = len(node.body) - isinstance(node.body[-1], ast.Return)
                node.body.insert(at, calling(f"_seen({node.name!r}, locals())", node.body[-1]))

    def watched_run(tree):
        """After each call of a step, look at what `run` holds: what was really handed on."""
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == "run":
                body = []
                for statement in node.body:
                    body.append(statement)
                    step = called_step(statement)
                    if step:
                        body.append(calling(f"_seen({'run:' + step!r}, locals())", statement))
                node.body = body

    def called_step(statement):
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Await):
            value = value.value
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            if getattr(value.func.value, "id", "").endswith("steps"):
                return value.func.attr
        return ""

    def calling(text, anchor):
        call = ast.parse(text).body[0]
        for part in ast.walk(call):
            if hasattr(part, "lineno"):
                part.lineno = part.end_lineno = anchor.lineno
                part.col_offset = part.end_col_offset = 0
        return call

    watched = {name + ".steps": watched_steps, name + ".pipeline": watched_run}

    class Loader(importlib.abc.SourceLoader):
        def __init__(self, fullname, path):
            self.fullname, self.path = fullname, path

        def get_filename(self, fullname):
            return self.path

        def get_data(self, path):
            with open(path, "rb") as file:
                return file.read()

        def path_stats(self, path):
            raise OSError

        def source_to_code(self, data, path, *, _optimize=-1):
            tree = ast.parse(data)
            watched[self.fullname](tree)
            return compile(tree, path, "exec", dont_inherit=True)

        def exec_module(self, module):
            module._seen = look
            super().exec_module(module)

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, fullname, path, target=None):
            path = os.path.join(config["src"], *fullname.split(".")) + ".py"
            if fullname in watched and os.path.exists(path):
                loader = Loader(fullname, path)
                return importlib.util.spec_from_file_location(fullname, path, loader=loader)
            return None

    seeded(config["seed"])
    sys.meta_path.insert(0, Finder())
    sys.argv = [name] + list(config["arguments"])
    main = importlib.import_module(name + ".__main__")
    run = main.run

    def run_and_look(params):
        result = run(params)
        look("verbatim", {n: v for n, v in result.items() if not n.startswith("__")})
        return result

    if config["verbatim"]:
        main.run = run_and_look
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
