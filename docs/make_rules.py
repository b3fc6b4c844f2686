"""Write docs/rules: a page for each rule, from the rule's own file, and an index."""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mlops_bridge.rules import Rule, catalogue


def page(rule: Rule) -> str:
    """The documentation page of a rule: its words, what it finds, and what it leaves alone."""
    title, _, text = rule.doc.partition("\n")
    parts = [
        f"# {rule.code} {title.rstrip('.')}",
        f"`{rule.name}` · {rule.family} · {rule.severity}",
        text.strip(),
        "## Found",
        *(_example(example) for example in rule.bad),
        "## Not found",
        *(_example(example) for example in rule.good),
    ]
    return "\n\n".join(parts) + "\n"


def index(rules: tuple[Rule, ...]) -> str:
    """The table of all rules."""
    rows = [
        f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity} | {rule.title} |"
        for rule in rules
    ]
    head = ["# Rules", "", "| code | name | severity | what |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def _example(text: str) -> str:
    text = re.sub(r"\{\{fake\}\}", "...", text.strip("\n"))
    return f"```python\n{text}\n```"


def pages() -> dict[str, str]:
    """All pages by file name."""
    rules = catalogue()
    return {f"{rule.code}.md": page(rule) for rule in rules} | {"index.md": index(rules)}


def main() -> None:
    """Write the pages, and remove those of rules that are gone."""
    folder = Path(__file__).resolve().parent / "rules"
    folder.mkdir(exist_ok=True)
    made = pages()
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
