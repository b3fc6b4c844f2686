# notebook
# %% [markdown]
# # Stroke prediction
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import matplotlib.gridspec as gridspec
import seaborn as sns
from collections import Counter
%matplotlib inline
# %%
from sklearn.impute import KNNImputer, SimpleImputer
from sklearn.preprocessing import StandardScaler, LabelEncoder, OneHotEncoder
from sklearn.model_selection import train_test_split, cross_val_score
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC
from sklearn.metrics import classification_report, accuracy_score, f1_score, roc_auc_score, confusion_matrix
from imblearn.over_sampling import SMOTE
import xgboost as xgb
# %%
df = pd.read_csv('healthcare-dataset-stroke-data.csv')
df.head(3)
# %%
df.info()
# %%
df.isnull().sum()
# %%
df = df.drop('id', axis=1)
df = df[df['gender'] != 'Other'].reset_index(drop=True)
print(df.duplicated().sum())
# %%
df.describe().T
# %% [markdown]
# ## EDA
# %%
fig = plt.figure(figsize=(14, 4))
gs = gridspec.GridSpec(1, 3)
for i, c in enumerate(['age', 'avg_glucose_level', 'bmi']):
    ax = fig.add_subplot(gs[0, i])
    sns.kdeplot(data=df, x=c, hue='stroke', common_norm=False, fill=True, ax=ax)
    ax.axvline(df[c].mean(), ls='--', c='grey')
plt.show()
# %%
for c in ['gender', 'work_type', 'Residence_type', 'smoking_status', 'ever_married']:
    print((df.groupby(c)['stroke'].mean() * 100).round(2))
# %%
df['stroke'].value_counts().plot.pie(autopct='%1.1f%%')
plt.show()
# %% [markdown]
# ## Encode
# %%
df['gender'] = df['gender'].map({'Male': 0, 'Female': 1})
df['ever_married'] = df['ever_married'].map({'No': 0, 'Yes': 1})
df['Residence_type'] = df['Residence_type'].map({'Rural': 0, 'Urban': 1})
df = pd.get_dummies(df, columns=['work_type', 'smoking_status'], dtype=int)
df.head()
# %% [markdown]
# ## Missing bmi
# %%
imputer = KNNImputer(n_neighbors=5)
df_imp = df.copy()
num_cols = ['age', 'avg_glucose_level', 'bmi']
df_imp[num_cols] = imputer.fit_transform(df[num_cols])  # <-- LEAK701
df_imp['bmi_cat'] = pd.cut(df_imp['bmi'], bins=[0, 19, 25, 30, 10000], labels=[0, 1, 2, 3]).astype(int)
df_imp.isnull().sum().sum()
# %%
plt.figure(figsize=(12, 9))
sns.heatmap(df_imp.corr(), annot=True, fmt='.1f')
plt.show()
# %% [markdown]
# ## Balance
# %%
X = df_imp.drop('stroke', axis=1)
y = df_imp['stroke'].astype(int)
print('before', Counter(y))
smote = SMOTE(random_state=5)
X_sm, y_sm = smote.fit_resample(X, y)  # <-- LEAK703
print('after', Counter(y_sm))
# %%
X_train, X_test, y_train, y_test = train_test_split(X_sm, y_sm, test_size=0.25, random_state=5)
# %% [markdown]
# ## Models
# %%
models = [
    ['Logistic Regression', LogisticRegression(random_state=0, max_iter=2000)],
    ['SVM', SVC(random_state=0)],
    ['Decision Tree', DecisionTreeClassifier(random_state=0)],
    ['Random Forest', RandomForestClassifier(random_state=0)],
    ['XGBoost', xgb.XGBClassifier(eval_metric='error')],
]
lst_1 = []
for m in range(len(models)):
    lst_2 = []
    model = models[m][1]
    model.fit(X_train, y_train)
    y_pred = model.predict(X_test)
    print(models[m][0])
    print(confusion_matrix(y_test, y_pred))  # <-- LEAK707?
    lst_2.append(models[m][0])
    lst_2.append(accuracy_score(y_test, y_pred) * 100)  # <-- LEAK707
    lst_2.append(roc_auc_score(y_test, y_pred))  # <-- LEAK707?
    lst_2.append(f1_score(y_test, y_pred))  # <-- LEAK707?
    lst_1.append(lst_2)
# %%
df2 = pd.DataFrame(lst_1, columns=['Model', 'Accuracy', 'ROC_AUC', 'F1'])
df2.sort_values(by=['Accuracy'], inplace=True, ascending=False)  # <-- LEAK707?
df2
# %%
sns.barplot(data=df2, x='Accuracy', y='Model')
plt.show()
