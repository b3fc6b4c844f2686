"""Container that is not pinned.

A Dockerfile whose base image has no tag, the tag `latest`, or only a major version builds on
another system next month: another Python, other system libraries, another CUDA. The same holds
for a `pip install` of a bare name inside it. The image that passed its tests cannot be built again.

Give the base image a tag with a minor version at least (`python:3.11-slim`), or a digest, and
install a pinned file (`pip install -r requirements.txt`). Code that asks for CUDA without a test
needs a base image that has it: that is information only.

`pip install conda` brings a conda that cannot manage environments, and a final stage on a CUDA
`devel` image ships compilers: `nb2prod convert` writes a Dockerfile with the kernel's Python, the
locked versions and the runtime's CUDA.

Looked at are the Dockerfiles of the project, and those that a cell writes with `%%writefile`.
Stages of the same file, `scratch`, digests and build arguments with a pinned default are fine.

Source: the paper's part on disconnected development and operations; the article's "works on my
computer".
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV108", "warning"
BAD = [
    """
%%writefile Dockerfile
FROM python  # <--
COPY requirements.txt .
RUN pip install -r requirements.txt
CMD ["python", "train.py"]
""",
    """
%%writefile serving/Dockerfile
# the server
FROM tensorflow/serving:latest  # <--
COPY model /models/churn
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
# %% [file Dockerfile]
FROM --platform=linux/amd64 python:3-slim AS build
RUN pip install -r requirements.txt
# %%
import pandas as pd  # <--
""",
    """
%%writefile Dockerfile
FROM python:3.11-slim
WORKDIR /app
RUN apt-get update && pip install --no-cache-dir scikit-learn flask==3.0.3  # <--
""",
    """
%%writefile Dockerfile.train
ARG BASE=nvidia/cuda
FROM ${BASE} AS train  # <--
FROM train
COPY . .
""",
    """
%%writefile Dockerfile.gpu
FROM nvidia/cuda:11.8.0-devel-ubuntu22.04
RUN apt-get update && apt-get install -y python3-pip && pip install conda  # <--
COPY environment.yml .
RUN conda env create -f environment.yml
""",
    """
%%writefile Dockerfile
FROM nvidia/cuda:12.2.2-cudnn8-devel-ubuntu22.04  # <--
RUN pip3 install -r requirements.txt
""",
    """
# %% [file requirements.txt]
torch==2.4.1
# %% [file train.dockerfile]
FROM pytorch/pytorch
# %% [markdown]
Training of the network
# %%
import torch  # <--
model = net.to("cuda")
""",
]
GOOD = [
    """
%%writefile Dockerfile
FROM python:3.11-slim
COPY requirements.txt .
RUN pip install -r requirements.txt
CMD ["python", "train.py"]
""",
    """
# %% [file requirements.txt]
scikit-learn==1.5.2
# %% [file Dockerfile]
FROM python:3.9-slim AS build
RUN pip install --upgrade pip && pip install --no-cache-dir -r requirements.txt
FROM build
FROM scratch
COPY --from=build /app /app
# %%
import sklearn
""",
    """
%%writefile Dockerfile
ARG PYTHON=3.11
FROM python:${PYTHON}-slim
FROM ghcr.io/team/base@sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9
FROM registry.example.org:5000/team/base:2024.10
RUN pip install pandas==2.2.3 .
""",
    """
%%writefile Dockerfile
FROM nvidia/cuda:12.2.2-devel-ubuntu22.04 AS build
RUN make
FROM nvidia/cuda:12.2.2-runtime-ubuntu22.04
COPY --from=build /app /app
""",
    """
%%writefile notes.txt
FROM python
""",
    """
# %% [file Dockerfile]
FROM python
# %%
print("a folder that is no project")
""",
    """
# %% [file pyproject.toml]
[project]
name = "churn"
# %% [file Dockerfile.testing]
FROM ubuntu
RUN pip install tox
# %% [file Dockerfile]
ARG BASE_IMAGE
FROM $BASE_IMAGE
# %%
import pandas as pd
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for container in facts.containers[:1]:
        gap = container.gaps[0]
        says = {
            "no tag": f"`FROM {gap.name}` has no tag: name a minor version or a digest",
            "latest": f"`FROM {gap.name}` moves: name a minor version or a digest",
            "major": f"`FROM {gap.name}` names a major version only: add the minor version",
            "install": f"`pip install {gap.name}` has no exact version: install a pinned file",
            "conda": f"`pip install {gap.name}` gives no conda that manages environments: lock "
            "the versions, or start from a conda image",
            "devel": f"`FROM {gap.name}` ships gigabytes of compilers: take the runtime image",
            "cpu": f"the code needs CUDA and `FROM {gap.name}` has none: take an image with it",
        }
        where = f" ({container.file}, line {gap.line})" if not container.written else ""
        yield facts.finding(
            container.place,
            says[gap.what] + where,
            severity="info" if gap.what == "cpu" else None,
            fix=facts.generated("container", f"Pin `{container.file}`"),
        )
