# notebook
# %% [markdown]
# # Telecom churn with Polars
# %%
import polars as pl
import polars.selectors as cs
import numpy as np
import pandas as pd
import plotly.express as px
import matplotlib.pyplot as plt
from sklearn.model_selection import train_test_split
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.utils import resample
from sklearn.metrics import roc_auc_score, classification_report, ConfusionMatrixDisplay
# %%
df = pl.read_csv("telco_churn.csv", null_values=["", " "])
df.head()
# %%
df.describe()
# %%
df.null_count()
# %%
df.group_by("Churn").len()
# %%
px.histogram(df.to_pandas(), x="tenure", color="Churn", barmode="overlay").show()
# %%
px.box(df.to_pandas(), x="Contract", y="MonthlyCharges", color="Churn").show()
# %%
df = df.drop("customerID")
df = df.with_columns(
    (pl.col("Churn") == "Yes").cast(pl.Int8).alias("Churn"),
    pl.col("TotalCharges").cast(pl.Float64),
)
print(df.group_by("Contract").agg(pl.col("Churn").mean(), pl.len()).sort("Churn"))
# %%
yes_no = [c for c in df.columns if df[c].dtype == pl.Utf8 and set(df[c].drop_nulls().unique()) <= {"Yes", "No", "No internet service", "No phone service"}]
df = df.with_columns([(pl.col(c) == "Yes").cast(pl.Int8).alias(c) for c in yes_no])
df = df.with_columns((pl.col("gender") == "Male").cast(pl.Int8).alias("gender"))
contract = {"Month-to-month": 1, "One year": 12, "Two year": 24}
df = df.with_columns(pl.col("Contract").replace_strict(contract).alias("Contract"))
df.head(3)
# %%
senior = df.group_by("SeniorCitizen").agg(pl.col("Churn").mean().alias("rate"), pl.col("tenure").median())
print(senior)
cut = df.with_columns(pl.col("tenure").cut([6, 12, 24, 48]).cast(pl.Utf8).alias("tenure_bin"))
rate = cut.group_by("tenure_bin").agg(pl.col("Churn").mean().alias("churn"), pl.len())
px.bar(rate.to_pandas(), x="tenure_bin", y="churn").show()
# %%
charges = df["MonthlyCharges"]
print(f"monthly charges: mean {charges.mean():.2f}, sd {charges.std():.2f}, q95 {charges.quantile(0.95):.2f}")
df = df.with_columns(
    (pl.col("tenure") < 6).cast(pl.Int8).alias("new_client"),
    (pl.col("MonthlyCharges") > 80).cast(pl.Int8).alias("high_price"),
)
# %% [markdown]
# ## Fill and scale
# %%
mean_total = df["TotalCharges"].mean()  # <-- LEAK702
df = df.with_columns(pl.col("TotalCharges").fill_null(mean_total))  # <-- LEAK702?
# %%
df = df.with_columns(
    (pl.col("TotalCharges") / (pl.col("tenure") + 1)).alias("avg_month"),
    (pl.col("MonthlyCharges") * pl.col("Contract")).alias("contract_value"),
    pl.sum_horizontal([c for c in yes_no]).alias("n_services"),
)
# %%
df = df.with_columns(
    ((pl.col("avg_month") - pl.col("avg_month").mean()) / pl.col("avg_month").std()).alias("avg_month"),  # <-- LEAK702
)
# %%
df = df.to_dummies(["InternetService", "PaymentMethod"])
df.shape
# %%
corr = df.select(cs.numeric()).to_pandas().corr()
px.imshow(corr, color_continuous_scale="RdBu", zmin=-1, zmax=1).show()
print(corr["Churn"].sort_values())
# %% [markdown]
# ## Balance the classes
# %%
data = df.to_pandas()
majority = data[data["Churn"] == 0]
minority = data[data["Churn"] == 1]
minority_up = resample(minority, replace=True, n_samples=len(majority), random_state=123)  # <-- LEAK703
data_up = pd.concat([majority, minority_up])  # <-- LEAK703?
data_up["Churn"].value_counts()
# %%
X = data_up.drop(columns="Churn")
y = data_up["Churn"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=123)
print(X_train.shape, X_test.shape)
# %%
clf = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.06, random_state=123)
clf.fit(X_train, y_train)
proba = clf.predict_proba(X_test)[:, 1]
print("AUC", roc_auc_score(y_test, proba))
print(classification_report(y_test, proba > 0.5))
# %%
ConfusionMatrixDisplay.from_predictions(y_test, proba > 0.5)
plt.show()
# %%
lift = pd.DataFrame({"y": y_test.values, "p": proba}).sort_values("p", ascending=False)
lift["cum"] = lift["y"].cumsum() / lift["y"].sum()
lift = lift.reset_index(drop=True)
px.line(lift, y="cum", title="cumulative gain").show()
# %%
from sklearn.inspection import permutation_importance
r = permutation_importance(clf, X_test, y_test, n_repeats=5, random_state=0)
imp = pl.DataFrame({"feature": X.columns, "imp": r.importances_mean}).sort("imp", descending=True)
imp.head(12)
# %%
imp.write_csv("importance.csv")
