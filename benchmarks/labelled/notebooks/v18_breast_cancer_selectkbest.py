# notebook
# %% [markdown]
# # Breast cancer: feature selection
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
import time
from subprocess import check_output
# %%
data = pd.read_csv('../input/data.csv')
data.head()
# %%
col = data.columns
print(col)
y = data.diagnosis.map({'M': 1, 'B': 0})
drop_cols = ['Unnamed: 32', 'id', 'diagnosis']
x = data.drop(drop_cols, axis=1)
x.head()
# %%
ax = sns.countplot(x=data.diagnosis, label="Count")
B, M = data.diagnosis.value_counts()
print('Number of Benign: ', B)
print('Number of Malignant : ', M)
# %%
x.describe()
# %% [markdown]
# ## Violin plots on standardised columns
# %%
data_dia = data.diagnosis
data_n_2 = (x - x.mean()) / (x.std())
d = pd.concat([data_dia, data_n_2.iloc[:, 0:10]], axis=1)
d = pd.melt(d, id_vars="diagnosis", var_name="features", value_name='value')
plt.figure(figsize=(10, 10))
sns.violinplot(x="features", y="value", hue="diagnosis", data=d, split=True, inner="quart")
plt.xticks(rotation=90)
# %%
f, ax = plt.subplots(figsize=(18, 18))
sns.heatmap(x.corr(), annot=True, linewidths=.5, fmt='.1f', ax=ax)
# %%
drop_list1 = ['perimeter_mean', 'radius_mean', 'compactness_mean', 'concave points_mean', 'radius_se', 'perimeter_se']
x_1 = x.drop(drop_list1, axis=1)
# %% [markdown]
# ## Univariate selection
# %%
from sklearn.feature_selection import SelectKBest, chi2, RFE, RFECV, f_classif
select_feature = SelectKBest(chi2, k=10).fit(x_1, y) # <-- LEAK704
print('Score list:', select_feature.scores_)
x_2 = select_feature.transform(x_1) # <-- LEAK704?
x_2.shape
# %%
from sklearn.preprocessing import StandardScaler
x_2 = StandardScaler().fit_transform(x_2) # <-- LEAK701
# %%
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.pipeline import make_pipeline
from sklearn.metrics import f1_score, confusion_matrix, accuracy_score
x_train, x_test, y_train, y_test = train_test_split(x_2, y, test_size=0.3, random_state=42)
# %%
clf_svm = SVC(kernel='rbf', C=1.0)
clr = clf_svm.fit(x_train, y_train)
ac = accuracy_score(y_test, clf_svm.predict(x_test))
print('Accuracy is: ', ac)
cm = confusion_matrix(y_test, clf_svm.predict(x_test))
sns.heatmap(cm, annot=True, fmt="d")
# %% [markdown]
# ## The same in a pipeline, by cross-validation
# %%
pipe = make_pipeline(StandardScaler(), SelectKBest(f_classif, k=10), SVC(C=1.0))
scores = cross_val_score(pipe, x_1, y, cv=10)
print(scores.mean(), scores.std())
# %%
pipe_rfe = make_pipeline(RFE(RandomForestClassifier(n_estimators=50, random_state=1), n_features_to_select=5),
                         RandomForestClassifier(random_state=1))
scores = cross_val_score(pipe_rfe, x_1, y, cv=5)
print(scores.mean(), scores.std())
# %% [markdown]
# ## PCA picture
# %%
from sklearn.decomposition import PCA
x_n = (x_1 - x_1.mean()) / (x_1.max() - x_1.min())
pca = PCA()
pca.fit(x_n)
plt.plot(pca.explained_variance_ratio_, linewidth=2)
plt.xlabel('n_components')
