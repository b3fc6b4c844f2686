# silent: DEP402
# %%
import bentoml
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
# %%
d = pd.read_csv("beans.csv")
rf = RandomForestClassifier(random_state=0).fit(d.drop(columns="Class"), d["Class"])
bentoml.sklearn.save_model("beans", rf)
# %%
@bentoml.service
class Beans:
    def __init__(self):
        self.model = bentoml.sklearn.load_model("beans:v3")

    @bentoml.api
    def predict(self, x: np.ndarray) -> np.ndarray:
        return self.model.predict(x)
# %%
!bentoml serve service:Beans --port 3000
