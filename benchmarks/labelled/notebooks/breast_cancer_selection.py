# notebook
# %% [markdown]
# # Feature selection and data visualisation, Wisconsin breast cancer
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
import time
from subprocess import check_output
import warnings
warnings.filterwarnings('ignore')
# %%
data = pd.read_csv('../input/data.csv')
data.head()
# %%
col = data.columns
print(col)
# %%
y = data.diagnosis
drop_cols = ['Unnamed: 32', 'id', 'diagnosis']
x = data.drop(drop_cols, axis=1)
x.head()
# %%
ax = sns.countplot(x=y, label="Count")
B, M = y.value_counts()
print('Number of Benign: ', B)
print('Number of Malignant : ', M)
# %%
x.describe()
# %% [markdown]
# ## Visualisation (standardised first)
# %%
data_dia = y
data = x
data_n_2 = (data - data.mean()) / (data.std())
data = pd.concat([y, data_n_2.iloc[:, 0:10]], axis=1)
data = pd.melt(data, id_vars="diagnosis", var_name="features", value_name='value')
plt.figure(figsize=(10, 10))
sns.violinplot(x="features", y="value", hue="diagnosis", data=data, split=True, inner="quart")
plt.xticks(rotation=90)
# %%
data = pd.concat([y, data_n_2.iloc[:, 10:20]], axis=1)
data = pd.melt(data, id_vars="diagnosis", var_name="features", value_name='value')
sns.boxplot(x="features", y="value", hue="diagnosis", data=data)
plt.xticks(rotation=90)
# %%
sns.jointplot(x=x.loc[:, 'concavity_worst'], y=x.loc[:, 'concave points_worst'], kind="reg", color="#ce1414")
# %%
f, ax = plt.subplots(figsize=(18, 18))
sns.heatmap(x.corr(), annot=True, linewidths=.5, fmt='.1f', ax=ax)
# %% [markdown]
# ## Correlated features out
# compactness_mean, concavity_mean and concave points_mean belong together.
# %%
drop_list1 = ['perimeter_mean', 'radius_mean', 'compactness_mean', 'concave points_mean', 'radius_se', 'perimeter_se',
              'radius_worst', 'perimeter_worst', 'compactness_worst', 'concave points_worst', 'compactness_se',
              'concave points_se', 'texture_worst', 'area_worst']
x_1 = x.drop(drop_list1, axis=1)
x_1.head()
# %%
f, ax = plt.subplots(figsize=(14, 14))
sns.heatmap(x_1.corr(), annot=True, linewidths=.5, fmt='.1f', ax=ax)
# %% [markdown]
# ## Univariate selection
# %%
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score, confusion_matrix, accuracy_score
from sklearn.feature_selection import SelectKBest, RFE, RFECV
from sklearn.feature_selection import chi2
from sklearn.ensemble import RandomForestClassifier
from sklearn.preprocessing import LabelEncoder

select_feature = SelectKBest(chi2, k=8).fit(x_1, y)  # <-- LEAK704
print('Score list:', select_feature.scores_)
print('Feature list:', x_1.columns)
# %%
x_2 = select_feature.transform(x_1)  # <-- LEAK704?
y_bin = LabelEncoder().fit_transform(y)
x_train, x_test, y_train, y_test = train_test_split(x_2, y_bin, test_size=0.3, random_state=42)
print(x_train.shape, x_test.shape)
# %%
t = time.time()
clf_rf_2 = RandomForestClassifier(n_estimators=200, random_state=43)
clr_rf_2 = clf_rf_2.fit(x_train, y_train)
print('seconds', time.time() - t)
ac_2 = accuracy_score(y_test, clf_rf_2.predict(x_test))
print('Accuracy is: ', ac_2)
print('F1 is:', f1_score(y_test, clf_rf_2.predict(x_test)))
cm_2 = confusion_matrix(y_test, clf_rf_2.predict(x_test))
sns.heatmap(cm_2, annot=True, fmt="d")
# %% [markdown]
# ## Which features would RFE keep on the train part?
# %%
xa_train, xa_test, ya_train, ya_test = train_test_split(x_1, y_bin, test_size=0.3, random_state=42)
rfecv = RFECV(estimator=RandomForestClassifier(random_state=1), step=1, cv=5, scoring='accuracy')
rfecv = rfecv.fit(xa_train, ya_train)
print('Optimal number of features :', rfecv.n_features_)
print('Best features :', x_1.columns[rfecv.support_])
# %%
clf_rf_5 = RandomForestClassifier(random_state=1)
clf_rf_5 = clf_rf_5.fit(xa_train, ya_train)
importances = clf_rf_5.feature_importances_
std = np.std([tree.feature_importances_ for tree in clf_rf_5.estimators_], axis=0)
indices = np.argsort(importances)[::-1]
plt.figure(1, figsize=(14, 13))
plt.title("Feature importances")
plt.bar(range(xa_train.shape[1]), importances[indices], color="g", yerr=std[indices], align="center")
plt.xticks(range(xa_train.shape[1]), xa_train.columns[indices], rotation=90)
plt.show()
