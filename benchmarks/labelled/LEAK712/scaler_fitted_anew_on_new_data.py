# finds: LEAK712
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

may = pd.read_csv("sensors_may.csv")
F = ["flow", "pressure", "temp"]
a, b = train_test_split(may, random_state=1)
sc = StandardScaler().fit(a[F])
ridge = Ridge().fit(sc.transform(a[F]), a["yield"])
print("R2", r2_score(b["yield"], ridge.predict(sc.transform(b[F]))))
# %%
# next month
june = pd.read_csv("sensors_june.csv")
sc_june = StandardScaler()
june_scaled = sc_june.fit_transform(june[F])  # <-- LEAK712?
june["expected_yield"] = ridge.predict(june_scaled)  # <-- LEAK712
june.to_csv("june_expected.csv", index=False)
