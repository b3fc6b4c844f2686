# finds: LEAK701
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler

COLS = ["Glucose", "BloodPressure", "BMI", "Age"]
# %%
def load(path="diabetes.csv"):
    df = pd.read_csv(path)
    return df[df["BMI"] > 0]


def preprocess(df):
    """Scale the columns that we use."""
    scaler = RobustScaler()
    features = scaler.fit_transform(df[COLS])  # <-- LEAK701
    return features, df["Outcome"]
# %%
df = load()
X, y = preprocess(df)  # <-- LEAK701?
X_tr, X_te, y_tr, y_te = train_test_split(X, y, stratify=y, random_state=1)
# %%
logit = LogisticRegression().fit(X_tr, y_tr)
print("test accuracy", logit.score(X_te, y_te))
