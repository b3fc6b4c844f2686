# finds: LEAK707
# %%
import mlflow
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

wine = pd.read_csv("winequality-red.csv", sep=";")
train, test = train_test_split(wine, random_state=40)
train_x, test_x = train.drop(columns=["quality"]), test.drop(columns=["quality"])
# %%
mlflow.set_experiment("elasticnet-wine")
best = (None, 1e9)
for alpha in (0.01, 0.1, 0.5, 1.0):
    with mlflow.start_run(run_name=f"alpha={alpha}"):
        net = ElasticNet(alpha=alpha, random_state=42).fit(train_x, train["quality"])
        mae = mean_absolute_error(test["quality"], net.predict(test_x))  # <-- LEAK707
        mlflow.log_param("alpha", alpha)
        mlflow.log_metric("mae", mae)
        if mae < best[1]:  # <-- LEAK707?
            best = (net, mae)  # <-- LEAK707?
# %%
mlflow.sklearn.log_model(best[0], "model", registered_model_name="wine")
