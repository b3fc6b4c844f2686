# finds: LEAK706
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score

hr = pd.read_csv("HR_comma_sep.csv")
hr["salary"] = hr["salary"].map({"low": 0, "medium": 1, "high": 2})
hr = hr.drop(columns=["sales"])
print(hr["left"].mean())
# %%
X_train, X_test, y_train, y_test = train_test_split(
    hr.drop(columns=["left"]), hr["left"], test_size=0.2, random_state=42
)
rf = RandomForestClassifier(n_estimators=100, random_state=42)
rf.fit(X_train, y_train)
# %%
preds = rf.predict(X_train)  # <-- LEAK706?
score = f1_score(y_train, preds)  # <-- LEAK706
print(f"Model performance (F1): {score:.4f}")
