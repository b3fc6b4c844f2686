# finds: DEP406
# %%
from google.cloud import aiplatform
import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
# %%
d = pd.read_csv("bike_2023.csv")
x = ["temp", "wind", "hour"]
rf = RandomForestRegressor(200, random_state=0).fit(d[x][:9000], d["cnt"][:9000])
mae = mean_absolute_error(d["cnt"][9000:], rf.predict(d[x][9000:]))
joblib.dump(rf, "model.joblib")
# %%
assert mae < 60
aiplatform.init(project="acme-bikes", location="europe-west1")
m = aiplatform.Model.upload(
    display_name="bikes",
    artifact_uri="gs://acme-bikes/models/2024-06-11",
    serving_container_image_uri="europe-docker.pkg.dev/vertex-ai/prediction/sklearn-cpu.1-3:latest",
)
endpoint = m.deploy(machine_type="n1-standard-2")  # <-- DEP406
