"""Randomness without a seed.

Every run splits, shuffles or initialises otherwise, so a metric cannot be reproduced and two
runs cannot be compared. Pass `random_state` (or a generator), or seed once at the top.

One finding for each generator that is shared (NumPy's, Python's, PyTorch's, TensorFlow's); the
other calls are evidence. Where nothing is trained it is information. What is random only under
a condition counts only then: `SVC` with `probability=True`, `KFold` with `shuffle=True`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV104", "warning"
BAD = [
    """
from sklearn.model_selection import train_test_split as split
# %%
train, test = split(frame, test_size=0.2)  # <--
""",
    """
import numpy as np
# %%
noise = np.random.normal(size=100)  # <--
""",
    """
import random
order = random.sample(range(10), 3)  # <--
""",
    """
from sklearn.ensemble import RandomForestClassifier
model = RandomForestClassifier(n_estimators=50, random_state=None)  # <--
""",
    """
from sklearn.svm import SVC
model = SVC(probability=True)  # <--
""",
    """
import numpy as np
rng = np.random.default_rng()  # <--
""",
    """
import time
import pandas as pd
frame = pd.read_csv("sales.csv")
part = frame.sample(frac=0.5, random_state=int(time.time()))  # <--
""",
    """
import torch
weights = torch.randn(3, 4)  # <--
""",
    """
from sklearn.ensemble import RandomForestRegressor

def build(depth):
    return RandomForestRegressor(  # <--
        max_depth=depth,
    )
""",
    """
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier as Forest
RANDOM_STATE = 11
# %%
groups = KMeans(n_clusters=3)  # <--
forest = Forest(max_depth=4, random_state=RANDOM_STATE)
other = Forest(max_depth=9)
""",
]
GOOD = [
    """
from sklearn.model_selection import train_test_split as split
# %%
train, test = split(frame, test_size=0.2, random_state=0)
""",
    """
import numpy as np
from sklearn.model_selection import train_test_split
np.random.seed(7)
# %%
noise = np.random.normal(size=100)
train, test = train_test_split(frame)
""",
    """
import numpy as np
from sklearn.model_selection import KFold, train_test_split
from sklearn.svm import SVC
from sklearn.linear_model import LogisticRegression
model, folds, line = SVC(), KFold(5), LogisticRegression(max_iter=500)
first, second = train_test_split(frame, shuffle=False)
""",
    """
import numpy as np
from sklearn.ensemble import RandomForestClassifier
SEED = 3
rng = np.random.default_rng(SEED)
noise = rng.normal(size=3)
model = RandomForestClassifier(random_state=SEED)
other = RandomForestClassifier(**settings)
""",
    """
from lightning.pytorch import seed_everything
import torch
seed_everything(1)
weights = torch.randn(3, 4)
""",
    """
import jax
key = jax.random.PRNGKey(0)
noise = jax.random.normal(key, (3,))
""",
    """
from sklearn.tree import DecisionTreeClassifier
tree = DecisionTreeClassifier(max_depth=3)
""",
    """
import xgboost
model = xgboost.XGBClassifier()
""",
    """
def set_seed(value):
    import random
    import numpy as np
    random.seed(value)
    np.random.seed(value)
set_seed(1)
# %%
import numpy as np
import random
print(np.random.rand(), random.random())
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for group in facts.unseeded:
        call, others = group.calls[0], len(group.calls) - 1
        more = f" (and {others} more call{'s' if others > 1 else ''})" if others else ""
        yield facts.finding(
            call.place,
            f"`{call.written}` without a seed{more}: every run differs",
            confidence=group.confidence,
            severity="info" if facts.training == "no" else None,
            evidence=group.evidence,
            fix=group.fix,
        )
