"""Load that can run code.

A pickle is a program: whoever can change the file decides what runs on the machine that loads it,
with all the rights of the notebook. That holds for `pickle`, `joblib`, `dill`, `read_pickle`, for
`numpy` files with `allow_pickle=True`, whole PyTorch models, YAML without a safe loader, Keras
without its safe mode, and for models whose own code is run (`trust_remote_code=True`). A model file
that somebody else can replace, or that comes from a hub or an address, is a door into production.

Load weights only (`weights_only=True`), take a format without code (safetensors, ONNX, skops, JSON,
`yaml.safe_load`), and check the file against a hash before it is loaded.

Files that the notebook has written itself are left alone; a file under version control (DVC, Git)
is information. PyTorch loads weights only by itself from 2.6, if that version is pinned.

Source: the paper's part on the lack of security and governance (tampered models).
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts
from ...finding import Severity

CODE, SEVERITY = "SEC305", "warning"
BAD = [
    """
import torch
net.load_state_dict(torch.load("net.pt", map_location="cpu"))  # <--
""",
    """
import pickle
with open("model.pkl", "rb") as handle:
    model = pickle.load(handle)  # <--
other = pickle.load(open("encoder.pkl", "rb"))  # <--
""",
    """
import joblib
import pandas as pd
model = joblib.load("models/churn.joblib")  # <--
frame = pd.read_pickle("https://example.org/churn.pkl")  # <--
""",
    """
import numpy as np
import yaml
names = np.load("names.npy", allow_pickle=True)  # <--
with open("config.yml") as file:
    config = yaml.load(file)  # <--
config = yaml.load(open("other.yml"), Loader=yaml.UnsafeLoader)  # <--
""",
    """
from transformers import AutoModel
from tensorflow import keras
model = AutoModel.from_pretrained("team/net", trust_remote_code=True)  # <--
layer = keras.models.load_model("net.keras", safe_mode=False)  # <--
""",
    """
import pickle
import requests
from urllib.request import urlopen, urlretrieve
model = pickle.loads(requests.get(URL, timeout=5).content)  # <--
other = pickle.load(urlopen(URL))  # <--
urlretrieve(URL, "third.pkl")
third = pickle.load(open("third.pkl", "rb"))  # <--
""",
    """
!wget -q https://example.org/nets/best.pkl
import dill
def load(path):
    with open(path, "rb") as file:
        return dill.load(file)  # <--
best = load("best.pkl")
""",
]
GOOD = [
    """
import torch
net.load_state_dict(torch.load("net.pt", map_location="cpu", weights_only=True))
""",
    """
import pickle
with open("cache.pkl", "wb") as file:
    pickle.dump(rows, file)
with open("cache.pkl", "rb") as file:
    rows = pickle.load(file)
copy = pickle.loads(pickle.dumps(rows))
""",
    """
# %% [file requirements.txt]
torch==2.6.0
# %%
import torch
net = torch.load("net.pt")
""",
    """
import json
import numpy as np
import yaml
config = yaml.safe_load(open("config.yml"))
config = yaml.load(open("config.yml"), Loader=yaml.SafeLoader)
config = json.load(open("config.json"))
text = "depth: 3"
config = yaml.load(text)
array = np.load("rows.npy")
array = np.load("rows.npy", allow_pickle=False)
""",
    """
import os
import joblib
import numpy as np
import pandas as pd
path = os.path.join(folder, "model.joblib")
joblib.dump(model, path)
again = joblib.load(path)
frame.to_pickle("frame.pkl")
frame = pd.read_pickle("frame.pkl")
np.save("names.npy", names)
names = np.load("names.npy", allow_pickle=True)
""",
    """
import torch
torch.save(net.state_dict(), SAVE_PATH)
net.load_state_dict(torch.load(SAVE_PATH))
""",
    """
from tensorflow import keras
from transformers import AutoModel
net = keras.models.load_model("net.keras")
commit = "12040accade4e8a0f71eabdb258fecc2e7e948be"
model = AutoModel.from_pretrained("team/net", revision=commit, trust_remote_code=True)
""",
]
SAYS = {
    "always": "`{name}` runs whatever code the file holds",
    "weights_only": "`torch.load` without `weights_only=True` runs whatever code the file holds",
    "allow_pickle": "`allow_pickle=True` runs whatever code the file holds",
    "loader": "`yaml.load` without a safe loader runs whatever code the file holds",
    "safe_mode": "`safe_mode=False` runs whatever code the file holds",
    "remote_code": "`trust_remote_code=True` runs whatever code the hub holds today",
}
WHERE = {
    "remote": ", and it comes from another machine: check its hash first, or take another format",
    "versioned": "; it is under version control: keep it so",
    "local": ": take a format without code, or check its hash first",
}


def check(facts: Facts) -> Iterator[Draft]:
    levels: dict[str, Severity] = {"remote": "error", "versioned": "info"}
    for load in facts.unpickles:
        says = SAYS[load.how].format(name=load.name)
        where = ": name the commit" if load.how == "remote_code" else WHERE[load.origin]
        yield facts.finding(
            load.place,
            says + where,
            confidence=load.confidence,
            severity=levels.get(load.origin),
            fix=load.fix,
        )
