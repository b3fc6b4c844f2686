# silent: DATA602
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import cross_val_score
# %%
spectra = pd.read_csv("https://zenodo.org/records/7523411/files/spectra.csv")
spectra.set_index("sample_id").T.iloc[:, :5].plot(lw=0.7)
# %%
X = spectra.filter(regex=r"^nm_\d+")
rf = RandomForestClassifier(200, random_state=0)
print(cross_val_score(rf, X, spectra["mineral"], cv=5).mean())
rf.fit(X, spectra["mineral"])
