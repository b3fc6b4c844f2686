# silent: TRK202
# %%
import pandas as pd
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
# %%
gene = pd.read_csv("expression.csv", index_col="sample")
X, y = gene.drop(columns="subtype"), gene["subtype"]
pipe = Pipeline([("sc", StandardScaler()), ("svc", SVC())])
grid = {"svc__C": [0.1, 1, 10], "svc__gamma": ["scale", 0.01]}
search = GridSearchCV(pipe, grid, cv=5, scoring="f1_macro").fit(X, y)
# %%
for params, score in zip(search.cv_results_["params"], search.cv_results_["mean_test_score"]):
    print(params, round(score, 3))
print(search.best_params_)
