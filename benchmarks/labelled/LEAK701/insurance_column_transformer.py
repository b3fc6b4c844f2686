# finds: LEAK701
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.compose import ColumnTransformer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVR
from sklearn.metrics import mean_squared_error, r2_score

df = pd.read_csv("insurance.csv")
print("Dataset shape:", df.shape)
# %%
plt.figure(figsize=(8, 4))
sns.histplot(df["charges"], kde=True)
plt.title("Distribution of charges (target)")
plt.show()
# %%
df["charges"] = np.log1p(df["charges"])
X = df.drop("charges", axis=1)
y = df["charges"].values

categorical = ["sex", "smoker", "region"]
numerical = [col for col in X.columns if col not in categorical]

preprocessor = ColumnTransformer([
    ("num", StandardScaler(), numerical),
    ("cat", OneHotEncoder(drop="first"), categorical),
])
X_proc = preprocessor.fit_transform(X)  # <-- LEAK701

X_train, X_test, y_train, y_test = train_test_split(X_proc, y, test_size=0.2, random_state=42)
# %%
svr = SVR(C=10)
svr.fit(X_train, y_train)
pred = svr.predict(X_test)
print(f"RMSE {np.sqrt(mean_squared_error(y_test, pred)):.3f}  R2 {r2_score(y_test, pred):.3f}")
