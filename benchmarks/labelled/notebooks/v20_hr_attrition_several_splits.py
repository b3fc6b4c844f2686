# notebook
# %% [markdown]
# # IBM HR attrition
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
import plotly.figure_factory as ff
from sklearn.model_selection import train_test_split, StratifiedShuffleSplit
from sklearn.preprocessing import StandardScaler, LabelEncoder
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier
from sklearn.metrics import accuracy_score, recall_score, classification_report, confusion_matrix, roc_auc_score
from imblearn.over_sampling import RandomOverSampler, SMOTE
# %%
attrition = pd.read_csv('WA_Fn-UseC_-HR-Employee-Attrition.csv')
attrition.head()
# %%
attrition.isnull().any().sum()
# %%
f, axes = plt.subplots(3, 3, figsize=(10, 8), sharex=False, sharey=False)
pairs = [('Age', 'TotalWorkingYears'), ('Age', 'DailyRate'), ('YearsInCurrentRole', 'Age')]
for i, (a, b) in enumerate(pairs):
    sns.kdeplot(x=attrition[a], y=attrition[b], fill=True, ax=axes[0, i])
# %%
target_map = {'Yes': 1, 'No': 0}
attrition["target"] = attrition["Attrition"].apply(lambda x: target_map[x])
attrition = attrition.drop(['EmployeeCount', 'StandardHours', 'Over18', 'EmployeeNumber'], axis=1)
# %%
numerical = [u'Age', u'DailyRate', u'JobSatisfaction', u'MonthlyIncome', u'TotalWorkingYears', u'YearsAtCompany']
plt.figure(figsize=(9, 8))
sns.heatmap(attrition[numerical].astype(float).corr(), cmap='viridis')
# %%
for dep, g in attrition.groupby('Department'):
    print(dep, len(g), 'attrition rate', round(g['target'].mean(), 3), 'median income', g['MonthlyIncome'].median())
# %%
fig, axes = plt.subplots(2, 3, figsize=(16, 8))
for ax, c in zip(axes.ravel(), numerical):
    sns.boxplot(x='Attrition', y=c, data=attrition, ax=ax)
plt.tight_layout()
# %%
# income against job level
attrition['IncomePerLevel'] = attrition['MonthlyIncome'] / attrition['JobLevel']
attrition['YearsRatio'] = attrition['YearsAtCompany'] / (attrition['TotalWorkingYears'] + 1)
attrition['LongCommute'] = np.where(attrition['DistanceFromHome'] > 15, 1, 0)
sns.histplot(data=attrition, x='IncomePerLevel', hue='Attrition', bins=40)
# %%
attrition_cat = pd.get_dummies(attrition.drop(['Attrition', 'target'], axis=1).select_dtypes('object'), dtype=int)
attrition_num = attrition.drop('target', axis=1).select_dtypes('number')
attrition_final = pd.concat([attrition_num, attrition_cat], axis=1)
target = attrition['target']
attrition_final.shape
# %% [markdown]
# ## First try: no balancing
# %%
train, test, target_train, target_val = train_test_split(attrition_final, target, train_size=0.80, random_state=0)
# %%
scaler = StandardScaler()
train_sc = scaler.fit_transform(train)
test_sc = scaler.transform(test)
lr = LogisticRegression(max_iter=1000)
lr.fit(train_sc, target_train)
print("Accuracy score: {}".format(accuracy_score(target_val, lr.predict(test_sc))))
print("Recall: {}".format(recall_score(target_val, lr.predict(test_sc))))
# %% [markdown]
# ## Second try: oversampling
# %%
ros = RandomOverSampler(random_state=7)
X_ros, y_ros = ros.fit_resample(attrition_final, target) # <-- LEAK703
print(y_ros.value_counts())
# %%
X_train, X_test, y_train, y_test = train_test_split(X_ros, y_ros, test_size=0.3, random_state=99)
rf = RandomForestClassifier(n_estimators=500, max_features=0.3, max_depth=10, random_state=0)
rf.fit(X_train, y_train)
rf_pred = rf.predict(X_test)
print("Accuracy score: {}".format(accuracy_score(y_test, rf_pred)))
print("=" * 80)
print(classification_report(y_test, rf_pred))
# %%
imp = pd.Series(rf.feature_importances_, index=attrition_final.columns).sort_values(ascending=False)[:20]
sns.barplot(x=imp.values, y=imp.index)
# %% [markdown]
# ## Third try: SMOTE of the training part only
# %%
a_train, a_test, b_train, b_test = train_test_split(attrition_final, target, test_size=0.25, random_state=1234, stratify=target)
a_sm, b_sm = SMOTE(random_state=0).fit_resample(a_train, b_train)
gb = GradientBoostingClassifier(n_estimators=300, learning_rate=0.1, max_depth=4, random_state=0)
gb.fit(a_sm, b_sm)
print('train recall', recall_score(b_sm, gb.predict(a_sm)))
gb_pred = gb.predict(a_test)
print(classification_report(b_test, gb_pred))
print('AUC', roc_auc_score(b_test, gb.predict_proba(a_test)[:, 1]))
