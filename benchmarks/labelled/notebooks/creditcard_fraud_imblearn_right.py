# notebook
# %% [markdown]
# # Fraud detection on imbalanced data
# %%
import warnings
warnings.simplefilter('ignore')
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from sklearn.preprocessing import RobustScaler, StandardScaler
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split, StratifiedKFold, GridSearchCV, cross_val_predict
from sklearn.metrics import average_precision_score, precision_recall_curve, classification_report, f1_score
from imblearn.pipeline import Pipeline as ImbPipeline
from imblearn.over_sampling import SMOTE, ADASYN
from imblearn.under_sampling import RandomUnderSampler
# %%
df = pd.read_csv('creditcard.csv')
print(df.shape)
df.head(3)
# %%
df.info()
# %%
counts = df.Class.value_counts()
print(counts)
print(f'fraud share: {counts[1] / counts.sum():.5f}')
# %%
fig, ax = plt.subplots(figsize=(8, 3))
ax.hist(np.log1p(df.loc[df.Class == 1, 'Amount']), bins=40, alpha=0.5, density=True)
ax.hist(np.log1p(df.loc[df.Class == 0, 'Amount']), bins=40, alpha=0.5, density=True)
plt.show()
# %% [markdown]
# A balanced sub-sample shows the correlations better. Only for the picture.
# %%
fraud = df[df.Class == 1]
normal = df[df.Class == 0].sample(len(fraud), random_state=1)
sub = pd.concat([fraud, normal]).sample(frac=1, random_state=1)
sub_scaled = sub.copy()
sub_scaled[['Time', 'Amount']] = RobustScaler().fit_transform(sub[['Time', 'Amount']])
plt.figure(figsize=(12, 9))
sns.heatmap(sub_scaled.corr(), cmap='coolwarm')
plt.show()
# %%
print(sub.groupby('Class').mean().T.head(10))
# %%
vs = [f'V{i}' for i in range(1, 13)]
fig, axs = plt.subplots(3, 4, figsize=(16, 9))
for ax, v in zip(axs.flat, vs):
    for label in (0, 1):
        sub.loc[sub.Class == label, v].plot.kde(ax=ax, label=str(label))
    ax.set_title(v)
axs[0, 0].legend()
plt.tight_layout()
plt.show()
# %% [markdown]
# ## Features
# %%
df['hour'] = (df['Time'] // 3600) % 24
df['log_amount'] = np.log1p(df['Amount'])
features = [c for c in df.columns if c.startswith('V')] + ['hour', 'log_amount']
X = df[features]
y = df['Class']
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=99)
print(y_train.mean(), y_test.mean())
# %% [markdown]
# ## Sampler inside the pipeline
# %%
pipe = ImbPipeline([
    ('scale', RobustScaler()),
    ('smote', SMOTE(random_state=0)),
    ('clf', LogisticRegression(max_iter=2000)),
])
params = {
    'smote__sampling_strategy': [0.01, 0.1, 0.5],
    'clf__C': [0.01, 0.1, 1],
}
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
grid = GridSearchCV(pipe, params, scoring='average_precision', cv=skf, n_jobs=-1)
grid.fit(X_train, y_train)
# %%
res = pd.DataFrame(grid.cv_results_)[['params', 'mean_test_score', 'std_test_score']]
print(res.sort_values('mean_test_score', ascending=False).head())
print(grid.best_params_, grid.best_score_)
# %% [markdown]
# ## Threshold from out-of-fold predictions of the train part
# %%
oof = cross_val_predict(grid.best_estimator_, X_train, y_train, cv=skf, method='predict_proba')[:, 1]
prec, rec, thr = precision_recall_curve(y_train, oof)
f1 = 2 * prec * rec / (prec + rec + 1e-12)
best_thr = thr[np.argmax(f1[:-1])]
print('threshold', best_thr)
# %%
plt.plot(thr, prec[:-1], label='precision')
plt.plot(thr, rec[:-1], label='recall')
plt.axvline(best_thr, ls=':')
plt.legend()
plt.show()
# %% [markdown]
# ## Test, once
# %%
proba = grid.best_estimator_.predict_proba(X_test)[:, 1]
pred = (proba >= best_thr).astype(int)
print('AP', average_precision_score(y_test, proba))
print('F1', f1_score(y_test, pred))
print(classification_report(y_test, pred, digits=4))
# %%
out = pd.DataFrame({'y': y_test, 'proba': proba})
out.to_csv('test_scores.csv', index=False)
# sns.kdeplot(out[out.y == 1].proba)
