"""Results kept by hand.

Scores are collected in a table or a list and written to a CSV file, a spreadsheet or a text
file. The file does not say which code, data and settings gave which row, the next run writes
over it or beside it, and nobody else finds it. Log the scores to a tracker
(`mlflow.log_metric`), and the file itself as an artifact where it is still wanted: then rows
belong to runs and can be compared in one place.

Predictions for a submission are no scores, and a metrics file that DVC tracks is kept already.

Source: the paper's part on manual experimentation and tracking.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "TRK203", "warning"
BAD = [
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
model = LogisticRegression().fit(X_train, y_train)
y_pred = model.predict(X_test)
results = pd.DataFrame({
    "model": ["logistic"],
    "accuracy": [accuracy_score(y_test, y_pred)],
    "f1": [f1_score(y_test, y_pred)],
})
# %%
results.to_csv("results.csv", index=False)  # <--
""",
    """
import json
from sklearn.metrics import mean_absolute_error
from sklearn.linear_model import Ridge
reg = Ridge(alpha=2.0)
reg.fit(X_train, y_train)
metrics = {"mae": mean_absolute_error(y_test, reg.predict(X_test))}
with open("out/metrics.json", "w") as fh:
    json.dump(metrics, fh, indent=2)  # <--
""",
    """
from sklearn.svm import SVC
clf = SVC(C=3).fit(train, labels)
acc = clf.score(held_out, held_out_labels)
with open("experiments.txt", "a") as log:
    log.write(f"svc C=3 {acc:.4f}\\n")  # <--
""",
    """
import csv
from sklearn.model_selection import cross_val_score
from sklearn.neighbors import KNeighborsClassifier
scores = cross_val_score(KNeighborsClassifier(7), X, y, cv=5)
with open("scores.csv", "a", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["knn", 7, scores.mean(), scores.std()])  # <--
""",
    """
import gspread
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
forest = RandomForestRegressor(200, random_state=1).fit(X_train, y_train)
r2 = r2_score(y_test, forest.predict(X_test))
sheet = gspread.service_account().open("Trials").sheet1
sheet.append_row(["forest", 200, float(r2)])  # <--
""",
    """
import pandas as pd
from sklearn.metrics import roc_auc_score

def evaluate(name, model):
    model.fit(X_train, y_train)
    return {"name": name, "auc": roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])}

from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
rows = []
rows.append(evaluate("lr", LogisticRegression()))
rows.append(evaluate("nb", GaussianNB()))
comparison = pd.DataFrame(rows)
comparison.to_excel("model_comparison.xlsx")  # <--
""",
    """
import pandas as pd
from tensorflow import keras
model = keras.Sequential([keras.layers.Dense(1)])
model.compile(loss="mse", metrics=["mae"])
history = model.fit(X_train, y_train, validation_split=0.2, epochs=20)
pd.DataFrame(history.history).to_csv("training_log.csv")  # <--
""",
    """
import torch
from torch import nn
net = nn.Sequential(nn.Linear(4, 1))
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
log = open("train_log.csv", "w")
for epoch in range(30):
    for xb, yb in loader:
        optimizer.zero_grad()
        loss = nn.functional.mse_loss(net(xb), yb)
        loss.backward()
        optimizer.step()
    log.write(f"{epoch},{loss.item()}\\n")  # <--
""",
    """
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC
search = GridSearchCV(SVC(), {"C": [1, 10], "gamma": ["scale", 0.1]}, cv=5)
search.fit(X_train, y_train)
pd.DataFrame(search.cv_results_).to_csv("svc_tuning_results.csv")  # <--
""",
]
GOOD = [
    """
import mlflow
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
model = LogisticRegression().fit(X_train, y_train)
y_pred = model.predict(X_test)
results = pd.DataFrame({
    "model": ["logistic"],
    "accuracy": [accuracy_score(y_test, y_pred)],
    "f1": [f1_score(y_test, y_pred)],
})
# %%
results.to_csv("results.csv", index=False)
mlflow.log_artifact("results.csv")
""",
    """
import pandas as pd
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
print(model.score(X_test, y_test))
submission = pd.DataFrame({"id": test["id"], "target": model.predict(test[cols])})
submission.to_csv("submission_results.csv", index=False)
""",
    """
# %% [file dvc.yaml]
stages:
  train:
    cmd: papermill notebook.ipynb out.ipynb
    metrics: [scores.json]
# %%
import json
from sklearn.svm import SVC
clf = SVC().fit(train, labels)
with open("scores.json", "w") as file:
    json.dump({"accuracy": clf.score(test, test_labels)}, file)
""",
    """
import pandas as pd
frame = pd.read_csv("results.csv")
summary = frame.groupby("model")["accuracy"].mean()
summary.to_csv("summary_of_scores.csv")
""",
    """
from sklearn.ensemble import RandomForestClassifier
import pandas as pd
forest = RandomForestClassifier(random_state=0).fit(X_train, y_train)
print("accuracy", forest.score(X_test, y_test))
weights = pd.DataFrame({"feature": columns, "weight": forest.feature_importances_})
weights.to_csv("report_weights.csv")
""",
    """
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X_train, y_train)
frame = pd.DataFrame({"accuracy": [accuracy_score(y_test, model.predict(X_test))]})
print(frame.to_markdown())
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    if facts.training == "no" or facts.tracked:
        return
    for kept in facts.results:
        if not kept.sure and facts.training != "yes":
            continue
        if kept.path and facts.project.versioning(kept.path) == "dvc":
            continue
        where = f"`{kept.path}`" if kept.path else "a file or a sheet"
        yield facts.finding(
            kept.place,
            f"scores are kept by hand in {where}: log them to a tracker, and the file with them",
            confidence=(0.9 if kept.sure else 0.75) if kept.named else 0.6,
            fix=facts.logging(kept),
        )
