# notebook
# %% [markdown]
# # Readmission within 30 days: logistic regression
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import statsmodels.api as sm
import statsmodels.formula.api as smf
from statsmodels.stats.outliers_influence import variance_inflation_factor
from scipy.stats import chi2_contingency, mannwhitneyu
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.metrics import roc_auc_score, roc_curve, brier_score_loss
# %%
raw = pd.read_csv("diabetic_data.csv", na_values="?")
raw.shape
# %%
raw.head(3).T
# %%
raw.isnull().mean().sort_values(ascending=False).head(10)
# %%
df = raw.drop(columns=["weight", "payer_code", "medical_specialty", "encounter_id"])
df = df[~df["discharge_disposition_id"].isin([11, 13, 14, 19, 20, 21])]
df = df.drop_duplicates("patient_nbr")
df = df.dropna(subset=["race", "diag_1"])
df["readm"] = (df["readmitted"] == "<30").astype(int)
print(df.shape, df["readm"].mean())
# %%
age_map = {"[%d-%d)" % (10 * i, 10 * i + 10): 10 * i + 5 for i in range(10)}
df["age_mid"] = df["age"].map(age_map)
df["female"] = (df["gender"] == "Female").astype(int)
df["insulin_any"] = (df["insulin"] != "No").astype(int)
df["changed"] = (df["change"] == "Ch").astype(int)
df["a1c_tested"] = df["A1Cresult"].notna().astype(int)


def diag_group(code):
    if str(code).startswith("250"):
        return "diabetes"
    try:
        v = float(code)
    except ValueError:
        return "other"
    if 390 <= v <= 459 or v == 785:
        return "circulatory"
    if 460 <= v <= 519 or v == 786:
        return "respiratory"
    return "other"


df["diag"] = df["diag_1"].apply(diag_group)
df["log_lab"] = np.log1p(df["num_lab_procedures"])
# %% [markdown]
# ## Table 1
# %%
cont = ["age_mid", "time_in_hospital", "num_medications", "number_inpatient", "log_lab"]
rows = []
for c in cont:
    g0, g1 = df.loc[df.readm == 0, c], df.loc[df.readm == 1, c]
    rows.append((c, g0.mean(), g0.std(), g1.mean(), g1.std(), mannwhitneyu(g0, g1).pvalue))
pd.DataFrame(rows, columns=["var", "m0", "sd0", "m1", "sd1", "p"]).round(3)
# %%
for c in ["female", "insulin_any", "changed", "a1c_tested", "diag"]:
    tab = pd.crosstab(df[c], df["readm"], normalize="index")
    print(tab.round(3), "p =", chi2_contingency(pd.crosstab(df[c], df["readm"]))[1])
# %%
fig, ax = plt.subplots(figsize=(6, 5))
sns.heatmap(df[cont + ["readm"]].corr(method="spearman"), annot=True, fmt=".2f", ax=ax)
plt.show()
# %%
V = sm.add_constant(df[cont])
vif = pd.Series([variance_inflation_factor(V.values, i) for i in range(V.shape[1])], index=V.columns)
print(vif)
# %% [markdown]
# ## Development and validation sample
# %%
dev, val = train_test_split(df, test_size=0.3, random_state=2021, stratify=df["readm"])
dev, val = dev.copy(), val.copy()
centre = dev[cont].mean()
spread = dev[cont].std()
dev[cont] = (dev[cont] - centre) / spread
val[cont] = (val[cont] - centre) / spread
# %%
f = "readm ~ age_mid + time_in_hospital + num_medications + number_inpatient + log_lab + female + insulin_any + changed + a1c_tested + C(diag)"
res = smf.logit(f, data=dev).fit()
print(res.summary())
# %%
conf = res.conf_int()
conf["OR"] = res.params
conf.columns = ["2.5%", "97.5%", "OR"]
print(np.exp(conf).round(2))
# %%
print("apparent AUC (training sample)", roc_auc_score(dev["readm"], res.predict(dev)))
p = res.predict(val)
auc = roc_auc_score(val["readm"], p)
print("AUC in the validation sample: %.3f, Brier %.3f" % (auc, brier_score_loss(val["readm"], p)))
# %%
boot = []
rng = np.random.RandomState(3)
yv, pv = val["readm"].values, p.values
for _ in range(500):
    i = rng.randint(0, len(yv), len(yv))
    boot.append(roc_auc_score(yv[i], pv[i]))
print("95%% CI %.3f - %.3f" % tuple(np.percentile(boot, [2.5, 97.5])))
# %%
cal = pd.DataFrame({"y": yv, "p": pv})
cal["decile"] = pd.qcut(cal["p"], 10, labels=False)
c = cal.groupby("decile").mean()
plt.plot(c["p"], c["y"], "o-")
plt.plot([0, 0.4], [0, 0.4], "k--")
plt.xlabel("predicted")
plt.ylabel("observed")
plt.show()
