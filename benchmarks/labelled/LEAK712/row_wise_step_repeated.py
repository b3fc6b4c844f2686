# silent: LEAK712
# %%
import numpy as np
import pandas as pd
from sklearn.linear_model import Lasso
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

spectra = pd.read_csv("milk_nir.csv")
tr, te = train_test_split(spectra, random_state=0)
wl = [c for c in spectra.columns if c.startswith("wl_")]
# %%
lasso = Lasso(alpha=1e-4).fit(Normalizer().fit_transform(np.log1p(tr[wl])), tr["fat"])
pred = lasso.predict(Normalizer().fit_transform(np.log1p(te[wl])))
print("MAE", mean_absolute_error(te["fat"], pred))
