"""No explanation.

A forest, a boosted model, a network or the like is saved or deployed, and nothing shows which
columns move its answers. A leak, a stand-in for a protected trait or a broken column stays unseen
behind a good score, and nobody can tell a person why the model decided as it did. Look at the
model as a whole and at single rows: permutation importance on the test rows, SHAP values with a
summary plot, or partial dependence.

Linear models and trees of up to four levels explain themselves; models of images, sound and text
need other means.

Source: the paper's part on ethics, whose solution explains one row and the whole test set.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ETH502", "info"
BAD = [
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(
    loans[["income", "debt"]], loans["repaid"], random_state=0
)
model = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(model.score(X_test, y_test))
joblib.dump(model, "loans.joblib")  # <--
""",
    """
import pickle
import pandas as pd
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.neural_network import MLPRegressor
houses = pd.read_parquet("houses.parquet")
pipe = make_pipeline(StandardScaler(), MLPRegressor((32, 16), random_state=1))
pipe.fit(houses[["rooms", "area"]], houses["price"])
# %%
with open("pipe.pkl", "wb") as out:
    pickle.dump(pipe, out)  # <--
""",
    """
import pandas as pd
import xgboost as xgb
data = pd.read_csv("claims.csv")
dtrain = xgb.DMatrix(data.drop(columns=["fraud"]), label=data["fraud"])
booster = xgb.train({"max_depth": 6, "eta": 0.1}, dtrain, num_boost_round=200)
booster.save_model("claims.json")  # <--
""",
    """
import mlflow
import pandas as pd
from lightgbm import LGBMClassifier
frame = pd.read_csv("calls.csv")
clf = LGBMClassifier(num_leaves=64)
clf.fit(frame[["calls", "months"]], frame["left"])
mlflow.lightgbm.log_model(clf, "model")  # <--
""",
    """
import pandas as pd
from joblib import dump
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
frame = pd.read_excel("patients.xlsx")
search = GridSearchCV(SVC(), {"C": [1, 10]}, cv=5)
search.fit(frame[["pulse", "pressure"]], frame["ill"])
dump(search.best_estimator_, "svc.joblib")  # <--
""",
]
GOOD = [
    """
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.inspection import permutation_importance
from sklearn.model_selection import train_test_split
loans = pd.read_csv("loans.csv")
X_train, X_test, y_train, y_test = train_test_split(
    loans[["income", "debt"]], loans["repaid"], random_state=0
)
model = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print(permutation_importance(model, X_test, y_test, random_state=0).importances_mean)
joblib.dump(model, "loans.joblib")
""",
    """
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
loans = pd.read_csv("loans.csv")
joblib.dump(LogisticRegression().fit(loans[["income"]], loans["repaid"]), "loans.joblib")
""",
    """
import joblib
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
loans = pd.read_csv("loans.csv")
tree = DecisionTreeClassifier(max_depth=3).fit(loans[["income"]], loans["repaid"])
joblib.dump(tree, "tree.joblib")
""",
    """
import pickle
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
mails = pd.read_csv("mails.csv")
words = TfidfVectorizer().fit_transform(mails["text"])
pickle.dump(RandomForestClassifier().fit(words, mails["spam"]), open("spam.pkl", "wb"))
""",
    """
import joblib
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
houses = pd.read_csv("houses.csv")
model = GradientBoostingRegressor().fit(houses[["rooms"]], houses["price"])
pd.Series(model.feature_importances_, ["rooms"]).plot.bar()
joblib.dump(model, "houses.joblib")
""",
    """
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
loans = pd.read_csv("loans.csv")
model = RandomForestClassifier().fit(loans[["income"]], loans["repaid"])
print(model.score(loans[["income"]], loans["repaid"]))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes":
        return
    model = facts.unexplained
    if model is not None:
        yield facts.finding(
            model.place,
            f"`{model.name}` goes into use, and nothing shows what moves its answers: add "
            "permutation importance or SHAP values",
            evidence=[model.fit.place],
            fix=model.fix,
        )
