# finds: TRK205
# %%
import numpy as np
import pandas as pd
from joblib import dump
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.linear_model import SGDRegressor
# %%
air = pd.read_csv("airquality.csv", na_values=-200)
air = air.dropna(subset=["CO(GT)", "T", "RH"])
pipe = make_pipeline(StandardScaler(), SGDRegressor(random_state=0))
pipe.fit(air[["T", "RH"]], air["CO(GT)"])
pipe.score(air[["T", "RH"]], air["CO(GT)"])
# %%
dump(pipe, "out/sgd_model_new.joblib")  # <-- TRK205
print("saved")
