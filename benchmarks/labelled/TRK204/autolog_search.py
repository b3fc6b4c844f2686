# silent: TRK204
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import RandomizedSearchCV

mlflow.autolog()
# %%
seeds = pd.read_csv("seeds.csv")
X, y = seeds.drop(columns="variety"), seeds.variety
with mlflow.start_run(run_name="random search"):
    rs = RandomizedSearchCV(
        RandomForestClassifier(random_state=0),
        {"n_estimators": [100, 300], "max_depth": [None, 4, 8]},
        n_iter=5,
        random_state=0,
    )
    rs.fit(X, y)
    print(rs.best_score_)
