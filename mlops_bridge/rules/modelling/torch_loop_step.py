"""Gradients never cleared in a torch loop.

`backward()` adds to the gradients that are there. A loop that calls `backward()` and the
optimiser's `step()` and never `zero_grad()` moves each step by the sum of all gradients so far:
training still runs and the loss may still fall, but the model that goes to production is not the
one that was meant. Clear the gradients before the backward pass.

Gradients summed over some batches on purpose (a step every k batches), LBFGS with its closure,
and frameworks that clear them (Lightning, Accelerate, a Trainer) are left alone. Source: Zhang
and others, code smells in machine learning, the smell of gradients that are not cleared.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ML751", "error"
BAD = [
    """
import torch
net = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
# %%
for epoch in range(20):
    for x, y in loader:
        loss = ((net(x) - y) ** 2).mean()
        loss.backward()  # <--
        optimizer.step()
    print(epoch, loss.item())
""",
    """
import torch.nn as nn
import torch.optim as optim

model = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 2))
criterion = nn.CrossEntropyLoss()
opt = optim.Adam(model.parameters(), lr=1e-3)

def train_step(batch, labels):
    out = model(batch)
    error = criterion(out, labels)
    error.backward()  # <--
    opt.step()
    return error.item()
# %%
history = []
for epoch in range(5):
    for batch, labels in train_loader:
        history.append(train_step(batch, labels))
""",
    """
import torch
from torch import optim
model = torch.nn.Linear(3, 3)
sgd = optim.AdamW(model.parameters())
scaler = torch.cuda.amp.GradScaler()
step = 0
while step < 1000:
    x, y = next(batches)
    with torch.autocast("cuda"):
        loss = torch.nn.functional.mse_loss(model(x), y)
    scaler.scale(loss).backward()  # <--
    scaler.step(sgd)
    scaler.update()
    step += 1
    if step % 100 == 0:
        print(step, loss.item())
""",
    """
import torch

def fit(model, loader, optimizer, loss_fn):
    model.train()
    for i, (x, y) in enumerate(loader):
        loss = loss_fn(model(x), y)
        loss.backward()  # <--
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()

net = torch.nn.Linear(2, 1)
fit(net, batches, torch.optim.RMSprop(net.parameters()), torch.nn.MSELoss())
""",
    """
import torch
w = torch.zeros(3, requires_grad=True)
optim = torch.optim.Adagrad([w])
for phase in ["train", "val"]:
    for x, y in loaders[phase]:
        loss = (x @ w - y).pow(2).sum()
        if phase == "train":
            loss.backward()  # <--
            optim.step()
""",
]
GOOD = [
    """
import torch
net = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(net.parameters(), lr=0.01)
# %%
for epoch in range(20):
    for x, y in loader:
        loss = ((net(x) - y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(epoch, loss.item())
""",
    """
import torch
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for i, (x, y) in enumerate(loader):
    loss = ((model(x) - y) ** 2).mean() / 4
    loss.backward()
    if (i + 1) % 4 == 0:
        optimizer.step()
        model.zero_grad(set_to_none=True)
for i, (x, y) in enumerate(loader):
    ((model(x) - y) ** 2).mean().backward()
    if i % 8 == 7:
        optimizer.step()
""",
    """
import torch
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.LBFGS(model.parameters())
for _ in range(9):
    def closure():
        loss = model(x).sum()
        loss.backward()
        return loss
    optimizer.step(closure)
""",
    """
import torch
from accelerate import Accelerator
accelerator = Accelerator()
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for x, y in loader:
    loss = (model(x) - y).abs().mean()
    accelerator.backward(loss)
    optimizer.step()
""",
    """
import torch
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
loss = model(x).sum()
loss.backward()
optimizer.step()
""",
    """
import torch
model = torch.nn.Linear(4, 1)
opt = torch.optim.Adam(model.parameters())

def clear(parameters):
    for p in parameters:
        p.grad = None

def one(x):
    loss = model(x).sum()
    loss.backward()
    opt.step()

for x in batches:
    clear(model.parameters())
    one(x)
for x in batches:
    opt.zero_grad()
    one(x)
""",
    """
for scheduler_step in range(3):
    tape.backward()
    scheduler.step()
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for loop in facts.uncleared:
        yield facts.finding(
            loop.place,
            f"the gradients of `{loop.optimizer}` add up from step to step: "
            f"call `{loop.optimizer}.zero_grad()` before",
            confidence=0.9 if loop.sure else 0.6,
            evidence=(loop.step,),
            fix=loop.fix,
        )
