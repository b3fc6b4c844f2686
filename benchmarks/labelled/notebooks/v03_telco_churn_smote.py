# notebook
# %%
!pip install imbalanced-learn
# %%
import pandas as pd, numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.express as px
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, StandardScaler
from sklearn.model_selection import train_test_split
from imblearn.over_sampling import SMOTE
from sklearn.linear_model import LogisticRegression
from sklearn.ensemble import RandomForestClassifier
from xgboost import XGBClassifier
from sklearn import metrics
# %% [markdown]
# # Telco Customer Churn
# %%
data = pd.read_csv("WA_Fn-UseC_-Telco-Customer-Churn.csv")
df = data.copy()
df.head()
# %%
df.shape, df.columns
# %%
df.dtypes
# %%
df['TotalCharges'] = pd.to_numeric(df['TotalCharges'], errors='coerce')
df.isnull().sum()
# %%
df[df['TotalCharges'].isnull()]
# %%
df.dropna(inplace=True)
df = df.drop('customerID', axis=1)
# %%
df['Churn'].value_counts(normalize=True)
# %%
fig = px.pie(df, names='Churn', title='Churn share')
fig.show()
# %%
for col in ['gender', 'Partner', 'Contract', 'PaymentMethod']:
    plt.figure(figsize=(6, 3))
    sns.countplot(x=col, hue='Churn', data=df)
    plt.xticks(rotation=30)
    plt.show()
# %%
fig, axes = plt.subplots(1, 3, figsize=(16, 4))
for ax, c in zip(axes, ['tenure', 'MonthlyCharges', 'TotalCharges']):
    sns.kdeplot(data=df, x=c, hue='Churn', fill=True, ax=ax)
    print(c, 'mean', round(df[c].mean(), 2), 'std', round(df[c].std(), 2))
# %% [markdown]
# ## Feature engineering
# %%
df['Churn'] = df['Churn'].map({'Yes': 1, 'No': 0})
df['SeniorCitizen'] = df['SeniorCitizen'].astype('category')
df['HasSupport'] = np.where((df['TechSupport'] == 'Yes') | (df['OnlineSecurity'] == 'Yes'), 1, 0)
df['avg_monthly'] = df['TotalCharges'] / (df['tenure'] + 1)
# %%
cat_cols = df.select_dtypes(include=['object', 'category']).columns.tolist()
num_cols = ['tenure', 'MonthlyCharges', 'TotalCharges', 'avg_monthly']
cat_cols
# %%
le = LabelEncoder()
for c in cat_cols:
    df[c] = le.fit_transform(df[c]) # <-- LEAK701
df.head()
# %%
mms = MinMaxScaler()
df[num_cols] = mms.fit_transform(df[num_cols]) # <-- LEAK701
df.describe().T
# %%
plt.figure(figsize=(18, 12))
sns.heatmap(df.corr(), annot=True, cmap='coolwarm', fmt='.1f')
plt.show()
# %%
x = df.drop('Churn', axis=1)
y = df['Churn']
print(x.shape, y.shape)
# %% [markdown]
# The classes are not balanced, so we use SMOTE.
# %%
smote = SMOTE(random_state=42)
x_res, y_res = smote.fit_resample(x, y) # <-- LEAK703
print(y.value_counts())
print(y_res.value_counts())
# %%
x_train, x_test, y_train, y_test = train_test_split(x_res, y_res, test_size=0.2, random_state=42)
# %%
def plot_cm(yt, yp, title):
    cm = metrics.confusion_matrix(yt, yp) # <-- LEAK707?
    sns.heatmap(cm, annot=True, fmt='d', cmap='Blues')
    plt.title(title)
    plt.show()
# %% [markdown]
# ### Logistic regression
# %%
lr = LogisticRegression(max_iter=500)
lr.fit(x_train, y_train) # <-- LEAK707?
y_pred = lr.predict(x_test) # <-- LEAK707?
print(metrics.classification_report(y_test, y_pred)) # <-- LEAK707?
plot_cm(y_test, y_pred, 'LR') # <-- LEAK707?
# %% [markdown]
# ### Random forest
# %%
rf = RandomForestClassifier(n_estimators=300, max_depth=12, random_state=0)
rf.fit(x_train, y_train) # <-- LEAK707?
y_pred = rf.predict(x_test) # <-- LEAK707?
print(metrics.classification_report(y_test, y_pred)) # <-- LEAK707
plot_cm(y_test, y_pred, 'RF') # <-- LEAK707?
# %% [markdown]
# ### XGBoost
# %%
xgb = XGBClassifier(n_estimators=200, learning_rate=0.1)
xgb.fit(x_train, y_train) # <-- LEAK707?
y_pred = xgb.predict(x_test) # <-- LEAK707?
print(metrics.classification_report(y_test, y_pred)) # <-- LEAK707?
print('AUC', metrics.roc_auc_score(y_test, xgb.predict_proba(x_test)[:, 1])) # <-- LEAK707?
# %%
feat = pd.DataFrame({'f': x.columns, 'imp': xgb.feature_importances_}).sort_values('imp', ascending=False)
plt.figure(figsize=(8, 8))
sns.barplot(y='f', x='imp', data=feat)
# %%
import pickle
pickle.dump(xgb, open('churn_model.pkl', 'wb'))
