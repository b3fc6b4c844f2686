# silent: LEAK702
# %%
import missingno as msno
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.ensemble import ExtraTreesClassifier

df = pd.read_csv("horse.csv")
msno.matrix(df)
# %%
missing = df.isnull().mean().sort_values(ascending=False)
print(missing.head(10))
print("most frequent:", df["pulse"].mode()[0])
# %%
X = df[["rectal_temp", "pulse", "respiratory_rate", "packed_cell_volume"]]
y = (df["outcome"] == "lived").astype(int)
pipe = Pipeline([("impute", SimpleImputer(strategy="mean")), ("trees", ExtraTreesClassifier(random_state=0))])
print(cross_val_score(pipe, X, y, cv=10).mean())
