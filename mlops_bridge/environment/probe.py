"""What a kernel's interpreter has installed: runs there, alone, and answers in JSON.

Reads the module names of interest from standard input. It is sent to interpreters as old as
Python 3.7, and parses on any, so that an older one can say what it is.
"""

# mypy: ignore-errors
# ruff: noqa: PTH100, PTH112, PTH113, PTH118, PTH120, PTH208, UP036, RUF005
# (no annotations, pathlib or new syntax: the oldest interpreter has to read every line)

import json
import os
import platform
import sys

if sys.version_info < (3, 7):
    json.dump({"python": platform.python_version()}, sys.stdout)
    sys.exit(0)

import site
import sysconfig

if sys.prefix == sys.base_prefix and not os.environ.get("PYTHONNOUSERSITE"):
    # isolated mode leaves out what `pip install --user` brought, a kernel does not
    site.addsitedir(site.getusersitepackages())

try:
    from importlib import metadata
except ImportError:
    metadata = None


class Folder:
    """A distribution read from its folder, where `importlib.metadata` does not exist (3.7)."""

    def __init__(self, path):
        self.path = path
        self.metadata = {}
        self.requires = []
        name = "METADATA" if path.endswith(".dist-info") else "PKG-INFO"
        for line in (self.read_text(name) or "").split("\n\n")[0].splitlines():
            key, _, value = line.partition(": ")
            if key == "Requires-Dist":
                self.requires.append(value)
            elif value:
                self.metadata.setdefault(key, value)
        self.version = self.metadata.get("Version", "")
        record = self.read_text("RECORD") or ""
        self.files = [line.split(",")[0] for line in record.splitlines()]

    def read_text(self, name):
        try:
            with open(os.path.join(self.path, name), encoding="utf-8", errors="replace") as file:
                return file.read()
        except OSError:
            return None


def distributions():
    if metadata is not None:
        found = metadata.distributions()
    else:
        found = (
            Folder(os.path.join(folder, name))
            for folder in sys.path
            if os.path.isdir(folder)
            for name in sorted(os.listdir(folder))
            if name.endswith((".dist-info", ".egg-info"))
        )
    seen = set()
    for each in found:
        name = each.metadata["Name"] if each.metadata else None
        # the first on the path is the one that is imported
        if name and each.version and name.lower() not in seen:
            seen.add(name.lower())
            yield name, each


def standard():
    if sys.version_info >= (3, 10):
        return set(sys.stdlib_module_names)
    names = set(sys.builtin_module_names)
    paths = sysconfig.get_paths()
    folders = [paths["stdlib"], paths["platstdlib"]]
    folders += [os.path.join(folder, "lib-dynload") for folder in folders]
    for folder in folders:
        for entry in os.listdir(folder) if os.path.isdir(folder) else ():
            if not entry.endswith("-packages"):
                names.add(entry.split(".")[0])
    return names


def top_level(each):
    named = (each.read_text("top_level.txt") or "").split()
    if named:
        return set(named)
    names = set()
    for file in each.files or ():
        first, _, rest = str(file).replace("\\", "/").partition("/")
        if rest and (rest.endswith((".py", ".so", ".pyd")) or ".so." in rest):
            names.add(first)
        elif not rest and first.endswith((".py", ".so", ".pyd")):
            names.add(first.split(".")[0])
    return names


def holds(each, path):
    """Whether a distribution has the module `path` itself (2), something below it (1), or not."""
    found = 0
    for file in each.files or ():
        name = str(file).replace("\\", "/")
        if name == path + "/__init__.py" or name == path + ".py":
            return 2
        if name.startswith(path + ".") and name.endswith((".so", ".pyd")):
            return 2
        if name.startswith(path + "/"):
            found = 1
    return found


def is_namespace(top, names, everything):
    """Whether the module `top` is only a name that several distributions share."""
    listed = [everything[name] for name in names if everything[name].files]
    return bool(listed) and all(holds(each, top) == 1 for each in listed)


def origin(each):
    """Where a distribution came from, if not from an index: as in ``direct_url.json``."""
    if (each.read_text("INSTALLER") or "").strip() == "conda":
        return None  # the record of conda's own build machine means nothing here
    text = each.read_text("direct_url.json")
    if text:
        return json.loads(text)
    # what `setup.py develop` left: the sources' own folder is on the path
    folder = str(getattr(each, "_path", "") or getattr(each, "path", ""))
    if folder.endswith(".egg-info") and os.path.isdir(folder):
        above = os.path.dirname(os.path.abspath(folder))
        if not above.rstrip("/\\").endswith(("site-packages", "dist-packages")):
            return {"url": "file://" + above, "dir_info": {"editable": True}}
    return None


def toolkit():
    """Versions of CUDA and cuDNN that the machine or conda has installed; "" for none."""
    import re

    homes = [os.environ.get(name, "") for name in ("CUDA_HOME", "CUDA_PATH")]
    homes += [sys.prefix, "/usr/local/cuda"]
    cuda = cudnn = ""
    for home in homes:
        for name in ("version.json", "version.txt"):
            path = os.path.join(home, name)
            if home and not cuda and os.path.isfile(path):
                with open(path, encoding="utf-8", errors="replace") as file:
                    text = file.read()
                found = re.search(r'"cuda"\s*:\s*\{[^}]*"version"\s*:\s*"([\d.]+)"', text)
                found = found or re.search(r"CUDA Version ([\d.]+)", text)
                cuda = found.group(1) if found else ""
    for folder in [os.path.join(h, "include") for h in homes if h] + ["/usr/include"]:
        path = os.path.join(folder, "cudnn_version.h")
        if not cudnn and os.path.isfile(path):
            with open(path, encoding="utf-8", errors="replace") as file:
                parts = dict(
                    re.findall(r"#define CUDNN_(MAJOR|MINOR|PATCHLEVEL) (\d+)", file.read())
                )
            cudnn = ".".join(parts.get(k, "0") for k in ("MAJOR", "MINOR", "PATCHLEVEL"))
    return [cuda, cudnn]


def editable(top, direct):
    """The editable distributions whose folder has the module `top`."""
    import importlib.util

    try:
        spec = importlib.util.find_spec(top)
    except (ImportError, ValueError):
        return []
    places = list(spec.submodule_search_locations or ()) + [spec.origin] if spec else []
    return [
        name
        for name, record in sorted(direct.items())
        if "dir_info" in record
        for folder in [os.path.realpath(record["url"].replace("file://", "", 1))]
        if any(p and os.path.realpath(p).startswith(folder + os.sep) for p in places)
    ]


def main():
    wanted = json.load(sys.stdin)
    everything = dict(distributions())
    direct, owners, required, namespaces = {}, {}, set(), set()
    for name, each in everything.items():
        found = origin(each)
        if found:
            direct[name] = found
        for module in top_level(each):
            owners.setdefault(module, []).append(name)
        for line in each.requires or ():
            word = line.replace("(", " ").replace("[", " ").replace(";", " ").split()[0]
            for mark in "<>=!~":
                word = word.split(mark)[0]
            required.add(word.lower().replace("_", "-"))

    def owner(module):
        top, path = module.split(".")[0], module.replace(".", "/")
        names = sorted(set(owners.get(top, ()))) or editable(top, direct)
        if is_namespace(top, names, everything):
            # others may be installed below the same name, the one that is meant is not
            held = {name: holds(everything[name], path) for name in names}
            names = [name for name in names if held[name]]
            namespaces.add(top)
            if names and max(held.values()) == 1:
                namespaces.add(module)
        if len(names) < 2:
            return names
        best = {name: holds(everything[name], path) for name in names}
        names = [n for n in names if best[n] == max(best.values())] if any(best.values()) else names
        if max(best.values()) == 2 and len(names) > 1:
            # two distributions with the same file: the one that nothing else asked for was chosen
            # by the user; else the larger one has the smaller inside
            chosen = [n for n in names if n.lower().replace("_", "-") not in required] or names
            names = [max(chosen, key=lambda n: len(everything[n].files or ()))]
        return names

    known = standard()
    answer = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "system": platform.system(),
        "libc": " ".join(platform.libc_ver()),
        "prefix": sys.prefix,
        "cuda": toolkit(),
        "imports": {m: owner(m) for m in wanted if m.split(".")[0] not in known},
        "installed": {name: each.version for name, each in everything.items()},
        "direct": direct,
        "namespaces": sorted(namespaces),
        "needs": {name: list(each.requires or ()) for name, each in everything.items()},
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
