"""Import far down in the notebook, or of everything.

The imports say what a notebook needs. Where one stands in the middle, a missing package stops
the run only after the long steps above it, and whoever lists the requirements overlooks it. Put
the imports into one cell at the top. An import next to the install of its package, in a `try` or
in a function is left alone, and so is a cell that defines something and uses nothing of other
cells, as a script of its own. Options, magics and constants may stand among the imports. What
was imported above may be imported again. One finding names all late imports; its fix moves those
that can be moved.

`from module import *` binds names that nobody can read off the notebook: it hides what the code
uses, may replace a builtin, and a new version of the module changes what is bound. Name what is
used. Source: Pimentel and others on what makes notebooks reproducible.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB807", "info"
BAD = [
    """
import pandas as pd
# %%
sales = pd.read_csv("sales.csv")
# %%
import seaborn as sns  # <--
sns.histplot(sales["amount"])
""",
    """
from pylab import *  # <--
# %%
plot([1, 2, 3])
""",
    """
import numpy as np
np.random.seed(0)
# %%
def noisy(values):
    return values + np.random.normal(size=len(values))
# %%
# the model
from sklearn.ensemble import RandomForestRegressor  # <--
from sklearn.metrics import (
    mean_absolute_error,
    r2_score,
)
forest = RandomForestRegressor().fit(noisy(np.ones((9, 1))), range(9))
print(mean_absolute_error, r2_score)
""",
    """
%matplotlib inline
import matplotlib.pyplot as plt
# %%
steps = 10
# %%
import time, tqdm  # <--
# %%
for i in tqdm.tqdm(range(steps)):
    time.sleep(1)
plt.plot([steps])
""",
    """
# %%
from helpers.plots import *  # <--
import pandas as pd
# %%
draw_all(pd.DataFrame({"a": [1]}))
# %%
from datetime import datetime  # <--
print(datetime.now())
""",
    """
import csv
# %%
rows = list(csv.reader(open("rows.csv")))
# %%
import statistics  # <--
middle = statistics.median(map(float, rows[0]))
# %%
import math
import statistics
spread = statistics.stdev(map(float, rows[0]))
print(math.log(spread))
""",
    """
import json
# %%
with open("config.json") as file:
    config = json.load(file)
# %%
%%time
import torch  # <--
device = torch.device(config["device"])
""",
]
GOOD = [
    """
import pandas as pd
import seaborn as sns
# %%
sales = pd.read_csv("sales.csv")
# %%
sns.histplot(sales["amount"])
""",
    """
%load_ext autoreload
%autoreload 2
import pandas as pd
# %%
pd.set_option("display.max_rows", 50)
DATA_DIR = "data"
SEED = 7
# %%
import numpy as np
np.random.seed(SEED)
print(np.__version__)
# %%
import matplotlib.pyplot as plt
plt.rcParams["figure.figsize"] = (9, 4)
""",
    """
import pandas as pd
# %%
prices = pd.Series([3, 5])
# %%
%pip install statsmodels==0.14.2
# %%
import statsmodels.api as sm
sm.OLS(prices, [1, 2]).fit()
""",
    """
import math
# %%
total = math.fsum([0.1] * 10)
# %%
try:
    import cupy as xp
except ImportError:
    import numpy as xp
xp.sum(total)
""",
    """
import math
# %%
total = math.fsum([0.1] * 10)
# %%
def draw(values):
    import matplotlib.pyplot as plt
    plt.plot(values)
""",
    """
import math
# %%
total = math.fsum([0.1] * 10)
# %%
import sys
sys.path.append("../src")
from churn import features
features.add(total)
# %%
from IPython.display import HTML
HTML("done")
""",
    """
import numpy as np
import pandas as pd
prices = pd.Series(np.ones(3))
# %%
import pandas as pd
print(pd.Series([2, 3]))
""",
    """
import os, warnings
warnings.filterwarnings("ignore")
if "DATA" in os.environ:
    os.chdir(os.environ["DATA"])
# %%
import pandas as pd
frame = pd.read_csv("rows.csv")
""",
    """
import joblib
# %%
joblib.dump({"a": 1}, "model.joblib")
# %%
from flask import Flask, jsonify
app = Flask("model")

@app.route("/health")
def health():
    return jsonify(ok=True)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for star in facts.stars:
        yield facts.finding(
            star.place,
            f"`*` takes whatever `{star.module}` holds: import the names that are used",
            severity="warning",
            fix=star.fix,
        )
    if late := facts.scattered:
        yield facts.finding(
            late.place,
            f"{_listed(late.modules)} imported below other code: import at the top",
            evidence=late.others,
            fix=late.fix,
        )


def _listed(modules: tuple[str, ...]) -> str:
    named = [f"`{module}`" for module in modules[:3]] + (["others"] if len(modules) > 3 else [])
    if len(named) == 1:
        return f"{named[0]} is"
    return f"{', '.join(named[:-1])} and {named[-1]} are"
