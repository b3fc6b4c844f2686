# finds: LEAK702
# %%
import polars as pl
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import train_test_split
from sklearn.metrics import balanced_accuracy_score

penguins = pl.read_csv("penguins.csv", null_values="NA")
print(penguins.null_count())
# %%
penguins = penguins.with_columns(pl.col("bill_length_mm").fill_null(pl.col("bill_length_mm").mean()))  # <-- LEAK702
penguins = penguins.filter(pl.col("flipper_length_mm").is_not_null())
X = penguins.select(["bill_length_mm", "flipper_length_mm", "year"]).to_numpy()
y = penguins["species"].to_numpy()
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=6)
gb = GradientBoostingClassifier(random_state=6).fit(X_train, y_train)
print(balanced_accuracy_score(y_test, gb.predict(X_test)))
