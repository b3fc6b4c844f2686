"""Steps outside a pipeline.

Two or more transformers are fitted on the training rows and applied to the test rows by hand,
before one model. The model that is saved then does not hold them: serving has to repeat each
step, in the same order and with the same fitted objects, and forgetting one gives wrong numbers
without an error. Put them and the model into one `Pipeline`, which is fitted, validated, saved
and served as a whole.

The same holds for pandas statements that stand there twice, once for each table: one of the two
copies will be changed and the other forgotten. Make a function of them. And `input()` on the way
to a saved model stops every unattended run: take the value from a parameter.

One scaler alone, preparation for deep learning, and plots outside functions are left alone.
Source: the article's ad hoc scripts instead of stages, and the literature on glue code.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "PIPE904", "info"
BAD = [
    """
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler, pca = StandardScaler(), PCA(n_components=5)
X_train = pca.fit_transform(scaler.fit_transform(X_train))  # <--
X_test = pca.transform(scaler.transform(X_test))
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler
houses = pd.read_csv("houses.csv")
tr, te, price, paid = train_test_split(houses[["a", "b"]], houses["price"], random_state=0)
scaler = RobustScaler()
best = SelectKBest(k=1)
# %%
tr = scaler.fit_transform(tr)  # <--
te = scaler.transform(te)
print(tr.shape)
# %%
tr = best.fit_transform(tr, price)
te = best.transform(te)
# %%
forest = RandomForestRegressor(random_state=0)
forest.fit(tr, price)
print(forest.score(te, paid))
""",
    """
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler, PowerTransformer
houses = pd.read_csv("houses.csv")
tr, te, price, paid = train_test_split(houses[["a", "b"]], houses["price"], random_state=0)
scaler, power = RobustScaler(), PowerTransformer()
tr = scaler.fit_transform(tr)  # <--
te = scaler.transform(te)
tr = power.fit_transform(tr)
te = power.transform(te)
net = ElasticNet(alpha=0.3).fit(tr, price)
print(net.score(te, paid))
""",
    """
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from sklearn.svm import SVC
df = pd.read_csv("a.csv")
train, test, y_train, y_test = train_test_split(df[["a", "b"]], df["y"], random_state=0)
imp = SimpleImputer()
imp.fit(train)  # <--
train_filled = imp.transform(train)
test_filled = imp.transform(test)
# %%
sc = MinMaxScaler()
train_scaled = sc.fit_transform(train_filled)
test_scaled = sc.transform(test_filled)
# %%
svc = SVC()
svc.fit(train_scaled, y_train)
print(svc.score(test_scaled, y_test))
""",
    """
import pandas as pd
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
train["Age"] = train["Age"].fillna(30)
train["Sex"] = train["Sex"].map({"male": 0, "female": 1})
train.drop(columns=["Name", "Ticket"], inplace=True)
# %%
test["Age"] = test["Age"].fillna(30)  # <--
test["Sex"] = test["Sex"].map({"male": 0, "female": 1})
test.drop(columns=["Name", "Ticket"], inplace=True)
""",
    """
import pandas as pd
old = pd.read_excel("2023.xlsx")
new = pd.read_excel("2024.xlsx")
old = old.rename(columns={"amt": "amount"})
new = new.rename(columns={"amt": "amount"})  # <--
old = old[old["amount"].notna()]
new = new[new["amount"].notna()]
old["month"] = pd.to_datetime(old["date"]).dt.month
new["month"] = pd.to_datetime(new["date"]).dt.month
""",
    """
import joblib
from sklearn.tree import DecisionTreeClassifier
depth = int(input("depth? "))  # <--
tree = DecisionTreeClassifier(max_depth=depth, random_state=0).fit(X, y)
joblib.dump(tree, "tree.joblib")
""",
]
GOOD = [
    """
from sklearn.datasets import load_wine
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
X, y = load_wine(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
model = make_pipeline(StandardScaler(), PCA(n_components=5), LogisticRegression())
model.fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.transform(X_test)
encoder = LabelEncoder()
y_train = encoder.fit_transform(y_train)
y_test = encoder.transform(y_test)
model = Ridge().fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from tensorflow import keras
scaler, pca = StandardScaler(), PCA()
train = pca.fit_transform(scaler.fit_transform(train))
test = pca.transform(scaler.transform(test))
model = keras.Sequential([keras.layers.Dense(1)])
model.fit(train, y)
""",
    """
import pandas as pd

def clean(frame):
    frame["Age"] = frame["Age"].fillna(30)
    frame["Sex"] = frame["Sex"].map({"male": 0, "female": 1})
    return frame.drop(columns=["Name", "Ticket"])

train, test = clean(pd.read_csv("train.csv")), clean(pd.read_csv("test.csv"))
train["x"] = train["a"] + 1
test["x"] = test["a"] + 1
""",
    """
import pandas as pd
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
train["Age"] = train["Age"].fillna(30)
test["Age"] = test["Age"].fillna(31)
train["Sex"] = train["Sex"].map({"male": 0})
test["Sex"] = test["Sex"].map({"male": 1})
train = train.dropna()
test = test.dropna()
train.head()
test.head()
""",
    """
from sklearn.tree import DecisionTreeClassifier
tree = DecisionTreeClassifier(random_state=0).fit(X, y)
answer = input("which row? ")
print(tree.predict([X[int(answer)]]))
""",
]

_SAYS = {
    "transformers": "{names} are fitted and applied by hand: put them and the model into one "
    "`Pipeline`, so that they are saved and served together",
    "repeated": "the same statements stand here for {names}: make a function of them",
    "input": "`input()` waits for a person on the way to a saved model: take a parameter",
}


def check(facts: Facts) -> Iterator[Draft]:
    for found in facts.handwork:
        names = " and ".join(f"`{name}`" for name in found.names)
        yield facts.finding(
            found.place,
            _SAYS[found.kind].format(names=names),
            confidence=0.85 if found.kind != "input" else 0.75,
            evidence=found.evidence,
            fix=found.fix,
        )
