# notebook
# %% [markdown]
# # IBM HR attrition
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
import plotly.offline as py
import plotly.graph_objs as go
import plotly.tools as tls
from sklearn.ensemble import RandomForestClassifier, GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder, LabelEncoder
from sklearn.metrics import accuracy_score, log_loss, classification_report
from imblearn.over_sampling import SMOTE
import xgboost
import warnings
warnings.filterwarnings('ignore')
# %%
attrition = pd.read_csv('../input/WA_Fn-UseC_-HR-Employee-Attrition.csv')
attrition.head()
# %%
print(attrition.isnull().any().sum(), 'columns with missing values')
# %%
f, axes = plt.subplots(3, 3, figsize=(10, 8), sharex=False, sharey=False)
cols_kde = ['Age', 'DistanceFromHome', 'JobLevel', 'TotalWorkingYears', 'YearsAtCompany', 'DailyRate', 'HourlyRate', 'PercentSalaryHike', 'YearsInCurrentRole']
for ax, c in zip(axes.ravel(), cols_kde):
    sns.kdeplot(data=attrition, x=c, hue='Attrition', ax=ax)
f.tight_layout()
# %%
target_map = {'Yes': 1, 'No': 0}
attrition["Attrition_numerical"] = attrition["Attrition"].apply(lambda x: target_map[x])
numerical = ['Age', 'DailyRate', 'JobSatisfaction', 'MonthlyIncome', 'PerformanceRating', 'YearsAtCompany']
trace = go.Heatmap(z=attrition[numerical].corr().values, x=numerical, y=numerical, colorscale='Viridis')
fig = go.Figure(data=[trace])
py.iplot(fig, filename='labelled-heatmap')
# %%
attrition = attrition.drop(['Attrition_numerical', 'EmployeeCount', 'StandardHours', 'Over18', 'EmployeeNumber'], axis=1)
print(attrition.groupby('Department')['MonthlyIncome'].median())
# %%
rate = attrition.groupby('OverTime')['Attrition'].apply(lambda s: (s == 'Yes').mean())
rate.plot.bar()
plt.show()
# %% [markdown]
# ## Encoding
# %%
categorical = []
for col, value in attrition.items():
    if value.dtype == 'object' and col != 'Attrition':
        categorical.append(col)
numerical = attrition.columns.difference(categorical + ['Attrition'])
print(categorical)
# %%
enc = OneHotEncoder(sparse_output=False)
attrition_cat = enc.fit_transform(attrition[categorical])  # <-- LEAK701
attrition_cat = pd.DataFrame(attrition_cat, columns=enc.get_feature_names_out(categorical))
attrition_num = attrition[numerical]
attrition_final = pd.concat([attrition_num, attrition_cat], axis=1)
attrition_final.shape
# %%
target = LabelEncoder().fit_transform(attrition["Attrition"])
go.Figure(data=[go.Bar(x=['No', 'Yes'], y=np.bincount(target))]).show()
# %%
from sklearn.model_selection import train_test_split, StratifiedShuffleSplit
train, test, target_train, target_val = train_test_split(attrition_final, target, train_size=0.80, random_state=0)
# %%
oversampler = SMOTE(random_state=0)
smote_train, smote_target = oversampler.fit_resample(train, target_train)
print(smote_train.shape, np.bincount(smote_target))
# %% [markdown]
# ## Random forest
# %%
seed = 0
rf_params = {
    'n_jobs': -1,
    'n_estimators': 1000,
    'max_features': 0.3,
    'max_depth': 4,
    'min_samples_leaf': 2,
    'random_state': seed,
    'verbose': 0,
}
rf = RandomForestClassifier(**rf_params)
rf.fit(smote_train, smote_target)
print("Fitting of Random Forest finished")
# %%
rf_predictions = rf.predict(test)
print("Accuracy score: {}".format(accuracy_score(target_val, rf_predictions)))  # <-- LEAK707?
print("=" * 80)
print(classification_report(target_val, rf_predictions))  # <-- LEAK707?
# %%
imp = pd.Series(rf.feature_importances_, index=attrition_final.columns).sort_values(ascending=False)
imp.head(25).plot.bar(figsize=(12, 4))
plt.show()
# %% [markdown]
# ## Gradient boosting
# %%
gb_params = {'n_estimators': 1500, 'max_features': 0.9, 'learning_rate': 0.25, 'max_depth': 4, 'subsample': 1, 'random_state': seed}
gb = GradientBoostingClassifier(**gb_params)
gb.fit(smote_train, smote_target)
gb_predictions = gb.predict(test)
print(accuracy_score(target_val, gb_predictions))  # <-- LEAK707
print(classification_report(target_val, gb_predictions))  # <-- LEAK707?
# %%
pd.Series(gb.feature_importances_, index=attrition_final.columns).nlargest(15).plot.barh()
plt.show()
