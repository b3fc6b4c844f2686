"""Chart: a traced chain as a Mermaid diagram, or as events of OpenLineage."""

from __future__ import annotations

import datetime
import itertools
import json
import uuid
from collections.abc import Mapping
from typing import Any

from .tracing import Traced

PRODUCER = "urn:nb2prod"
SPEC = "https://openlineage.io/spec"
# https://openlineage.io/spec/2-0-2/OpenLineage.json and the facets beside it
EVENT = f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent"


def mermaid(traced: Traced) -> str:
    """The chain from left to right; data joins at the run."""
    lines = ["flowchart LR"]
    links = [(f"{link.kind}{n}", link) for n, link in enumerate(traced.chain.links)]
    for name, link in links:
        label = f"{link.kind}<br/>{_plain(link.name)}<br/>{_plain(link.digest[:12])}"
        lines.append(f'  {name}["{label}"]')
    spine = [name for name, link in links if link.kind != "data"]
    lines += [f"  {before} --> {after}" for before, after in itertools.pairwise(spine)]
    run = next((name for name, link in links if link.kind == "run"), spine[-1])
    lines += [f"  {name} --> {run}" for name, link in links if link.kind == "data"]
    broken = {check.link for check in traced.broken}
    for name, link in links:
        if f"{link.kind} {link.name}" in broken:
            lines.append(f"  style {name} stroke:#c00,stroke-width:3px")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return text.replace('"', "'").replace("<", "&lt;").replace("[", "(").replace("]", ")")


def openlineage(traced: Traced) -> list[dict[str, Any]]:
    """A START and a COMPLETE event of the run, as OpenLineage 2 has them; none without a run."""
    runs = traced.chain.of("run")
    if not runs or not traced.run_id:
        return []
    (link,) = runs
    namespace = "nb2prod"
    inputs = [
        {
            "namespace": namespace,
            "name": data.name,
            "facets": {
                "version": _facet("DatasetVersionDatasetFacet", {"datasetVersion": data.digest})
            },
        }
        for data in traced.chain.of("data")
    ]
    outputs = [
        {
            "namespace": namespace,
            "name": f"{traced.name}/{key.removeprefix('file ')}",
            "facets": {"version": _facet("DatasetVersionDatasetFacet", {"datasetVersion": digest})},
        }
        for key, digest in link.facts.items()
        if key.startswith("file ")
    ]
    source: dict[str, Any] = {}
    for notebook in traced.chain.of("notebook"):
        if notebook.facts.get("git"):
            source = {
                "sourceCodeLocation": _facet(
                    "SourceCodeLocationJobFacet",
                    {
                        "type": "git",
                        "url": notebook.name,
                        "version": notebook.facts["git"].removesuffix("-dirty"),
                    },
                )
            }
    parameters = json.loads(link.facts.get("parameters", "{}"))
    event = {
        "producer": PRODUCER,
        "schemaURL": EVENT,
        "run": {
            "runId": str(uuid.UUID(traced.run_id)),
            "facets": {
                "nb2prod": {
                    "_producer": PRODUCER,
                    "_schemaURL": f"{SPEC}/2-0-2/OpenLineage.json#/$defs/RunFacet",
                    "parameters": parameters,
                    "chain": {x.kind: x.digest for x in traced.chain.links if x.kind != "data"},
                    "seal": traced.chain.seal,
                },
            },
        },
        "job": {"namespace": namespace, "name": traced.name, "facets": source},
        "inputs": inputs,
    }
    failed = link.facts.get("code") != "0"
    return [
        {**event, "eventType": "START", "eventTime": _time(traced.started), "outputs": []},
        {
            **event,
            "eventType": "FAIL" if failed else "COMPLETE",
            "eventTime": _time(traced.ended or traced.started),
            "outputs": outputs,
        },
    ]


def _facet(name: str, words: Mapping[str, str]) -> dict[str, str]:
    url = f"{SPEC}/facets/1-0-1/{name}.json#/$defs/{name}"
    return {"_producer": PRODUCER, "_schemaURL": url, **words}


def _time(milliseconds: int) -> str:
    moment = datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
