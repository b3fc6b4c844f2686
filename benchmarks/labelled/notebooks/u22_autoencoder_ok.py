# notebook
# %% [markdown]
# # Pump vibration: an autoencoder learns what is normal
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow.keras import Model, Input, layers
from tensorflow.keras.callbacks import EarlyStopping
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.cluster import KMeans, DBSCAN
from sklearn.decomposition import PCA
from sklearn.ensemble import IsolationForest
from sklearn.metrics import silhouette_score, precision_score, recall_score, f1_score, confusion_matrix
# %%
df = pd.read_csv("pump_sensor.csv", parse_dates=["timestamp"], index_col="timestamp")
df = df.drop(columns=["Unnamed: 0"])
df.head()
# %%
df.shape, df["machine_status"].value_counts()
# %%
miss = df.isnull().mean().sort_values(ascending=False)
miss.head(10)
# %%
df = df.drop(columns=["sensor_15", "sensor_50", "sensor_51"])
df = df.ffill().dropna()
df["anomaly"] = (df["machine_status"] != "NORMAL").astype(int)
sensors = [c for c in df.columns if c.startswith("sensor")]
len(sensors)
# %%
for c in sensors[:4]:
    plt.figure(figsize=(14, 2))
    plt.plot(df[c], lw=0.5)
    plt.plot(df.loc[df["machine_status"] == "BROKEN", c], "rx")
    plt.title(c)
    plt.show()
# %%
sns.heatmap(df[sensors].corr(), cmap="coolwarm")
plt.show()
# %% [markdown]
# ## Clusters of working states (whole record, no prediction)
# %%
Z = StandardScaler().fit_transform(df[sensors])
P = PCA(n_components=3).fit_transform(Z)
sil = {}
for k in range(2, 7):
    lab = KMeans(k, n_init=5, random_state=1).fit_predict(P[::20])
    sil[k] = silhouette_score(P[::20], lab)
print(sil)
best_k = max(sil, key=sil.get)
states = KMeans(best_k, n_init=5, random_state=1).fit_predict(P)
plt.scatter(P[::50, 0], P[::50, 1], c=states[::50], s=3)
plt.show()
# %%
iso = IsolationForest(contamination=0.05, random_state=1).fit(Z)
print("isolation forest marks", (iso.predict(Z) == -1).mean())
# %% [markdown]
# ## Autoencoder
# April and May teach, June and July judge
# %%
early = df.loc["2018-04-01":"2018-05-31"]
late = df.loc["2018-06-01":"2018-07-31"]
ok = early[early["anomaly"] == 0]
n = int(len(ok) * 0.8)
fit_part, val_part = ok.iloc[:n], ok.iloc[n:]
mm = MinMaxScaler()
A = mm.fit_transform(fit_part[sensors])
B = mm.transform(val_part[sensors])
C = mm.transform(late[sensors])
print(A.shape, B.shape, C.shape)
# %%
def build(d):
    i = Input((d,))
    h = layers.Dense(32, activation="elu")(i)
    h = layers.Dense(8, activation="elu")(h)
    h = layers.Dense(32, activation="elu")(h)
    o = layers.Dense(d)(h)
    m = Model(i, o)
    m.compile("adam", "mae")
    return m


tf.random.set_seed(4)
ae = build(A.shape[1])
hist = ae.fit(A, A, validation_data=(B, B), epochs=60, batch_size=256,
              callbacks=[EarlyStopping(patience=5, restore_best_weights=True)], verbose=0)
# %%
pd.DataFrame(hist.history).plot()
plt.show()
# %%
errA = np.abs(ae.predict(A) - A).mean(axis=1)
errB = np.abs(ae.predict(B) - B).mean(axis=1)
limit = np.quantile(errB, 0.995)
sns.kdeplot(errA, label="fit")
sns.kdeplot(errB, label="validation")
plt.axvline(limit, c="r")
plt.legend()
plt.show()
print("limit", limit)
# %%
errC = np.abs(ae.predict(C) - C).mean(axis=1)
alarm = (errC > limit).astype(int)
truth = late["anomaly"].values
print("precision %.3f recall %.3f F1 %.3f" % (precision_score(truth, alarm), recall_score(truth, alarm), f1_score(truth, alarm)))
print(confusion_matrix(truth, alarm))
# %%
plt.figure(figsize=(14, 3))
plt.plot(late.index, errC, lw=0.4)
plt.fill_between(late.index, 0, errC.max(), where=truth == 1, color="r", alpha=0.2)
plt.axhline(limit, c="k", ls="--")
plt.show()
# %%
contrib = pd.Series(np.abs(ae.predict(C) - C)[truth == 1].mean(axis=0), index=sensors).nlargest(10)
contrib.plot.barh()
plt.show()
ae.save("pump_ae.keras")
