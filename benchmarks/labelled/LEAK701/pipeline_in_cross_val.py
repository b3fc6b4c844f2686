# silent: LEAK701
# %%
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

german = pd.read_csv("german_credit_data.csv", index_col=0)
german.info()
# %%
num = ["Age", "Credit amount", "Duration"]
cat = ["Sex", "Housing", "Purpose"]
X, y = german[num + cat], (german["Risk"] == "bad").astype(int)

prep = make_column_transformer(
    (StandardScaler(), num),
    (OneHotEncoder(handle_unknown="ignore"), cat),
)
pipe = make_pipeline(prep, LogisticRegression(max_iter=1000))
# %%
cv = cross_validate(pipe, X, y, cv=5, scoring=["roc_auc", "f1"])
print(pd.DataFrame(cv).mean())
