"""Module in the wrong mode.

Dropout and batch normalisation work differently in training and in use. A torch module that is
judged, or predicts, without `eval()` drops values at random and takes its statistics from the
batch at hand: its scores are too low and change from run to run, and one row gets another
prediction beside other rows. The reverse goes unseen too: after `eval()` in the first epoch all
later epochs train without dropout if nothing calls `train()` again.

Call `train()` at the begin of each epoch and `eval()` before validation and before use. An
evaluation loop outside `no_grad` keeps all intermediate values and may run out of memory; this
is noted as information. Dropout that is kept on purpose (Monte-Carlo dropout named so) and
frameworks that set the mode are left alone. Source: Zhang and others, code smells in machine
learning, the smell of the training mode that is toggled wrongly.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ML752", "warning"
_NET = """
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.3), nn.Linear(16, 2))

    def forward(self, x):
        return self.body(x)

net = Net()
optimizer = torch.optim.Adam(net.parameters())
loss_fn = nn.CrossEntropyLoss()
# %%"""
BAD = [
    f"""{_NET}
for epoch in range(3):
    for x, y in train_loader:
        optimizer.zero_grad()
        loss_fn(net(x), y).backward()
        optimizer.step()
# %%
correct = 0
with torch.no_grad():
    for x, y in test_loader:
        correct += (net(x).argmax(1) == y).sum().item()  # <--
print(correct)
""",
    f"""{_NET}
def train_epoch(model, loader):
    for x, y in loader:
        optimizer.zero_grad()
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()

def validate(model, loader):
    model.eval()  # <--
    hits = 0
    with torch.no_grad():
        for x, y in loader:
            hits += (model(x).argmax(1) == y).sum().item()
    return hits
# %%
for epoch in range(10):
    train_epoch(net, train_loader)
    print(epoch, validate(net, valid_loader))
""",
    """
import torch
from torchvision import models
resnet = models.resnet18(weights="IMAGENET1K_V1")
# %%
with torch.inference_mode():
    scores = resnet(images)  # <--
print(scores.softmax(1).topk(5))
""",
    """
import timm
import torch
import torchvision.models as tvm
resnet = tvm.resnet50(weights=tvm.ResNet50_Weights.IMAGENET1K_V2)
vit = timm.create_model("vit_base_patch16_224", pretrained=True).eval()
with torch.no_grad():
    print(vit(batch).shape)
    probs = resnet(batch).softmax(1)[0]  # <--
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))

@torch.no_grad()
def predict(model, batches):
    return torch.cat([model(batch) for batch in batches])  # <--

answers = predict(net, batches)
""",
    """
import torch
import torch.nn as nn
model = nn.Sequential(nn.Linear(4, 9), nn.BatchNorm1d(9), nn.ReLU(), nn.Linear(9, 1)).to("cuda")
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for epoch in range(100):
    for xb, yb in loader:
        opt.zero_grad()
        loss = (model(xb) - yb).pow(2).mean()
        loss.backward()
        opt.step()
    model.eval()  # <--
    with torch.no_grad():
        print(epoch, (model(x_valid) - y_valid).abs().mean())
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net.eval()
outputs = []
for batch in test_loader:
    outputs.append(net(batch))  # <--
""",
]
GOOD = [
    f"""{_NET}
for epoch in range(3):
    for x, y in train_loader:
        optimizer.zero_grad()
        loss_fn(net(x), y).backward()
        optimizer.step()
# %%
correct = 0
net.eval()
with torch.no_grad():
    for x, y in test_loader:
        correct += (net(x).argmax(1) == y).sum().item()
print(correct)
""",
    f"""{_NET}
for epoch in range(10):
    for phase in ("train", "valid"):
        net.train(phase == "train")
        for x, y in loaders[phase]:
            with torch.set_grad_enabled(phase == "train"):
                loss = loss_fn(net(x), y)
            if phase == "train":
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
net.eval()
with torch.no_grad():
    print(net(rows))
""",
    f"""{_NET}
with torch.no_grad():
    print(net(torch.zeros(2, 8)).shape)
for epoch in range(10):
    net.train()
    for x, y in train_loader:
        optimizer.zero_grad()
        loss_fn(net(x), y).backward()
        optimizer.step()
    net.eval()
    with torch.no_grad():
        print(sum(loss_fn(net(x), y).item() for x, y in valid_loader))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
# Monte Carlo dropout: the spread of many passes says how sure the net is
with torch.no_grad():
    passes = torch.stack([net(rows) for _ in range(50)])
print(passes.std(0))
""",
    """
import torch
from torch import nn
linear = nn.Linear(3, 1)
linear.load_state_dict(torch.load("linear.pt", weights_only=True))
with torch.no_grad():
    print(linear(rows))
""",
    """
import lightning
import torch
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.drop = nn.Dropout()

    def forward(self, x):
        return self.drop(x)

net = Net()
net.load_state_dict(torch.load("net.pt", weights_only=True))
with torch.no_grad():
    print(net(rows))
""",
    """
import torch
from torchvision import models
resnet = models.resnet18(weights="IMAGENET1K_V1").eval()
with torch.no_grad():
    print(resnet(images))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net.to("cpu").eval()
with torch.no_grad():
    print(net(rows))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net.cuda().eval()
with torch.no_grad():
    print(net(rows))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net = net.to("cpu").eval()
with torch.no_grad():
    print(net(rows))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net.requires_grad_(False).half().cuda().eval()
with torch.no_grad():
    print(net(rows))
""",
    f"""{_NET}
net.load_state_dict(torch.load("net.pt", weights_only=True))
net.float().eval()
with torch.no_grad():
    print(net(rows))
""",
]

_SAYS = {
    "judged": "`{0}` predicts in training mode: call `{0}.eval()` before",
    "trained": "after this `{0}` trains on in evaluation mode: call `{0}.train()` in each epoch",
    "graphs": "the loop keeps all that gradients of `{0}` would need: put it under `no_grad`",
}


def check(facts: Facts) -> Iterator[Draft]:
    for seen in facts.misused:
        yield facts.finding(
            seen.place,
            _SAYS[seen.what].format(seen.module),
            severity="info" if seen.what == "graphs" else "warning",
            evidence=(seen.cause,) if seen.cause else (),
            fix=seen.fix,
        )
