# silent: DATA601
# %%
import mlflow
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score
# %%
path = "data/soil_samples.csv"
soil = pd.read_csv(path)
ds = mlflow.data.from_pandas(soil, source=path, name="soil", targets="type")
x = ["ph", "clay", "sand", "humus"]
with mlflow.start_run():
    mlflow.log_input(ds, context="training")
    et = ExtraTreesClassifier(200, random_state=0).fit(soil[x][:700], soil["type"][:700])
    mlflow.log_params(et.get_params())
    s = balanced_accuracy_score(soil["type"][700:], et.predict(soil[x][700:]))
    mlflow.log_metric("balanced_accuracy", s)
