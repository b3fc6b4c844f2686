# finds: LEAK707
# %%
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC

heart = pd.read_csv("heart_failure.csv")
X = heart.drop("DEATH_EVENT", axis=1)
y = heart["DEATH_EVENT"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=2)
# %%
models = {
    "Logistic Regression": LogisticRegression(max_iter=2000),
    "SVM": SVC(),
    "Random Forest": RandomForestClassifier(random_state=2),
    "Gradient Boosting": GradientBoostingClassifier(random_state=2),
}
scores = {}
for name, model in models.items():
    model.fit(X_train, y_train)
    scores[name] = accuracy_score(y_test, model.predict(X_test))  # <-- LEAK707
# %%
results = pd.DataFrame(scores.items(), columns=["Model", "Accuracy"]).sort_values("Accuracy", ascending=False)  # <-- LEAK707?
best_name = results.iloc[0]["Model"]  # <-- LEAK707?
print("Best model:", best_name)
results
