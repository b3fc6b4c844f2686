# finds: DATA601
# %%
import pandas as pd
import seaborn as sns
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import train_test_split
# %%
df = pd.read_csv("data/flats_berlin.csv")  # <-- DATA601
df.info()
sns.histplot(df["price"])
# %%
df = df[df["sqm"].between(10, 400)].drop_duplicates()
X, y = df[["sqm", "rooms", "floor"]], df["price"]
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
rf = RandomForestRegressor(n_estimators=200, random_state=0).fit(X_train, y_train)
print(f"R2 {rf.score(X_test, y_test):.3f}")
