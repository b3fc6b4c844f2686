# notebook
# %% [markdown]
# # Intrusions in IoT traffic
# under-sampling, scaling, a dense network
# %%
import os
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout, BatchNormalization, Input
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, LabelEncoder, label_binarize
from imblearn.under_sampling import RandomUnderSampler
from imblearn.over_sampling import SMOTE
from sklearn.metrics import classification_report, confusion_matrix, accuracy_score
# %%
files = [f for f in os.listdir("CICIoT2023") if f.endswith(".csv")]
files.sort()
frames = [pd.read_csv(os.path.join("CICIoT2023", f)) for f in files[:20]]
df = pd.concat(frames, ignore_index=True)
print(df.shape)
# %%
df.head()
# %%
df.info()
# %%
df = df.replace([np.inf, -np.inf], np.nan)
print(df.isna().sum().sum())
df = df.dropna()
df = df.drop_duplicates()
df.shape
# %%
df["label"].value_counts().plot(kind="bar", figsize=(12, 4), logy=True)
plt.show()
# %%
groups = {"DDoS": "DDoS", "DoS": "DoS", "Mirai": "Mirai", "Recon": "Recon", "Benign": "Benign"}


def to_group(s):
    for k, v in groups.items():
        if s.startswith(k):
            return v
    return "Other"


df["group"] = df["label"].apply(to_group)
df["group"].value_counts()
# %%
le = LabelEncoder()
df["target"] = le.fit_transform(df["group"])
print(list(le.classes_))
# %%
sample = df.sample(20000, random_state=5)
num = sample.drop(columns=["label", "group", "target"])
plt.figure(figsize=(14, 12))
sns.heatmap(num.corr(), cmap="Spectral")
plt.show()
# %%
const = [c for c in num.columns if df[c].nunique() <= 1]
print("constant columns", const)
df = df.drop(columns=["Telnet", "SMTP", "IRC", "DHCP"])
df["flow_log"] = np.log1p(df["flow_duration"])
df["rate_ratio"] = df["Srate"] / (df["Rate"] + 1e-6)
# %% [markdown]
# ## Same number of rows in each class
# %%
X = df.drop(columns=["label", "group", "target"])
y = df["target"]
rus = RandomUnderSampler(random_state=0)
X_res, y_res = rus.fit_resample(X, y)  # <-- LEAK703
print(y_res.value_counts())
# %%
X_train, X_test, y_train, y_test = train_test_split(X_res, y_res, test_size=0.3, random_state=0)
print(X_train.shape, X_test.shape)
# %%
scaler = StandardScaler()
X_train = scaler.fit_transform(X_train)
X_test = scaler.fit_transform(X_test)  # <-- LEAK705
# %%
pd.DataFrame(X_train).describe().T.head()
# %%
def make_model(d, k):
    m = Sequential([
        Input((d,)),
        Dense(128, activation="relu"),
        BatchNormalization(),
        Dropout(0.2),
        Dense(64, activation="relu"),
        Dropout(0.2),
        Dense(k, activation="softmax"),
    ])
    m.compile(optimizer=keras.optimizers.Adam(1e-3), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return m


model = make_model(X_train.shape[1], len(le.classes_))
model.summary()
# %%
history = model.fit(X_train, y_train, validation_split=0.1, epochs=30, batch_size=512, verbose=2)
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
for a, k in zip(ax, ["accuracy", "loss"]):
    a.plot(history.history[k], label="train")
    a.plot(history.history["val_" + k], label="val")
    a.set_title(k)
    a.legend()
plt.show()
# %%
loss, acc = model.evaluate(X_test, y_test, verbose=0)
print(f"test loss {loss:.4f} accuracy {acc:.4f}")
# %%
pred = model.predict(X_test).argmax(axis=1)
print(classification_report(y_test, pred, target_names=le.classes_))
# %%
cm = confusion_matrix(y_test, pred)
cm = cm / cm.sum(axis=1, keepdims=True)
sns.heatmap(cm, annot=True, fmt=".2f", xticklabels=le.classes_, yticklabels=le.classes_, cmap="Blues")
plt.ylabel("true")
plt.xlabel("predicted")
plt.show()
model.save("ids_dense.h5")
