"""Accuracy only.

The classes are uneven, and accuracy is the only score. Where nine customers of ten stay, a model
that says "stays" to everybody is right nine times of ten and finds nobody who leaves; the same
number can hide that one group gets nearly all the errors. Print the table of the classes
(`classification_report`) or the confusion matrix, and choose by recall, precision, F1 or the area
under a curve.

That classes are uneven is known from stored counts, from weights, resampling or stratifying, or
from a target such as fraud, churn, default or disease.

Source: the article's failure of a model that passed its tests and did not hold.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ETH503", "warning"
BAD = [
    """
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
model = RandomForestClassifier(class_weight="balanced", random_state=0)
model.fit(X_train, y_train)
y_pred = model.predict(X_test)
print(accuracy_score(y_test, y_pred))  # <--
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
# %%
cards = pd.read_csv("cards.csv")
cards["Class"].value_counts()
# %% [output]
0    9834
1     166
Name: Class, dtype: int64
# %%
X_train, X_test, y_train, y_test = train_test_split(
    cards.drop(columns=["Class"]), cards["Class"], random_state=0
)
clf = LogisticRegression().fit(X_train, y_train)
clf.score(X_test, y_test)  # <--
""",
    """
from imblearn.over_sampling import SMOTE
from sklearn.metrics import accuracy_score
from sklearn.svm import SVC
X_more, y_more = SMOTE(random_state=0).fit_resample(X_train, y_train)
svc = SVC().fit(X_more, y_more)
acc = accuracy_score(y_test, svc.predict(X_test))  # <--
print("Accuracy:", acc)
""",
    """
import numpy as np
import pandas as pd
from sklearn.tree import DecisionTreeClassifier
from sklearn.model_selection import train_test_split
np.set_printoptions(precision=3)
telco = pd.read_csv("telco.csv")
X, y = telco[["tenure", "charges"]], telco["Churn"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
tree = DecisionTreeClassifier(max_depth=6, criterion="gini").fit(X_train, y_train)
print(f"accuracy {tree.score(X_test, y_test):.3f}")  # <--
""",
    """
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.metrics import accuracy_score
data = pd.read_csv("visits.csv")
a, b, ya, yb = train_test_split(
    data[["x", "z"]], data["label"], stratify=data["label"], random_state=3
)
knn = KNeighborsClassifier(n_neighbors=5)
knn.fit(a, ya)
print("test accuracy", accuracy_score(yb, knn.predict(b)))  # <--
""",
    """
from sklearn.model_selection import cross_val_score
from xgboost import XGBClassifier
model = XGBClassifier(scale_pos_weight=25)
scores = cross_val_score(model, X, y, cv=5, scoring="accuracy")  # <--
print(scores.mean())
""",
    """
import pandas as pd
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC
clinic = pd.read_csv("clinic.csv")
y = clinic.heart_disease
X = clinic.drop(["heart_disease"], axis=1)
a, b, ya, yb = train_test_split(X, y, random_state=1)
search = GridSearchCV(SVC(), {"C": [1, 10]}, cv=5).fit(a, ya)
print(search.score(b, yb))  # <--
""",
]
GOOD = [
    """
from sklearn.metrics import classification_report
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
model = RandomForestClassifier(class_weight="balanced", random_state=0)
model.fit(X_train, y_train)
y_pred = model.predict(X_test)
print(accuracy_score(y_test, y_pred))
print(classification_report(y_test, y_pred))
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
# %%
mails = pd.read_csv("mails.csv")
mails["spam"].value_counts()
# %% [output]
0    521
1    479
Name: spam, dtype: int64
# %%
X_train, X_test, y_train, y_test = train_test_split(
    mails.drop(columns=["spam"]), mails["spam"], stratify=mails["spam"], random_state=0
)
LogisticRegression().fit(X_train, y_train).score(X_test, y_test)
""",
    """
from sklearn.ensemble import RandomForestRegressor
model = RandomForestRegressor(random_state=0).fit(X_train, y_train)
print(model.score(X_test, y_test))
""",
    """
from sklearn.datasets import load_iris
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
X, y = load_iris(return_X_y=True)
a, b, ya, yb = train_test_split(X, y, stratify=y, random_state=0)
print(KNeighborsClassifier().fit(a, ya).score(b, yb))
""",
    """
from sklearn.svm import SVC
from sklearn.metrics import accuracy_score, confusion_matrix
model = SVC(class_weight="balanced").fit(X_train, y_train)
guess = model.predict(X_test)
print(accuracy_score(y_test, guess))
confusion_matrix(y_test, guess)
""",
    """
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
search = GridSearchCV(SVC(class_weight="balanced"), {"C": [1, 10]}, scoring="roc_auc")
search.fit(X_train, y_train)
print(search.score(X_test, y_test))
""",
    """
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
model = LogisticRegression().fit(X_train, y_train)
print(accuracy_score(y_test, model.predict(X_test)))
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training != "yes":
        return
    found = facts.blind
    if found is not None:
        yield facts.finding(
            found.place,
            f"accuracy is the only score, and {found.sign}: look at each class",
            confidence=found.confidence,
            evidence=found.evidence,
            fix=found.fix,
        )
