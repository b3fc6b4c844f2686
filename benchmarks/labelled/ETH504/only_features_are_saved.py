# silent: ETH504
# %% [file requirements.txt]
scikit-learn==1.5.0
# %%
import joblib
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import r2_score
from sklearn.preprocessing import StandardScaler
# %%
d = pd.read_csv("soil.csv")
x = ["ph", "n", "k"]
sc = StandardScaler().fit(d[x][:400])
las = Lasso(0.1).fit(sc.transform(d[x][:400]), d["yield"][:400])
print(r2_score(d["yield"][400:], las.predict(sc.transform(d[x][400:]))))
# the features for the other team, not the model
pd.DataFrame(sc.transform(d[x]), columns=x).to_parquet("soil_scaled.parquet")
