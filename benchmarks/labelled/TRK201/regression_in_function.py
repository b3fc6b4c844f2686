# finds: TRK201
# %%
import pandas as pd
import sklearn.linear_model as lm
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def load(path):
    d = pd.read_csv(path, sep=";")
    d.columns = [c.strip().lower().replace(" ", "_") for c in d.columns]
    return d
# %%
wine = load("winequality-red.csv")
wine.describe()
# %%
def evaluate(X, y):
    a, b, ya, yb = train_test_split(X, y, test_size=0.25, random_state=3)
    pipe = make_pipeline(StandardScaler(), lm.Ridge(alpha=2.0))
    pipe.fit(a, ya)  # <-- TRK201
    rmse = mean_squared_error(yb, pipe.predict(b)) ** 0.5
    return pipe, rmse


model, rmse = evaluate(wine.drop(columns="quality"), wine["quality"])  # <-- TRK201?
print(f"{rmse=:.3f}")
