# notebook
# %% [markdown]
# # Heart failure, logistic regression
# %%
!pip install -q seaborn
import pandas as pd, numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
import statsmodels.api as sm
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_curve, auc, confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler, MinMaxScaler
# %%
heart = pd.read_csv('heart.csv')
heart.head()
# %%
heart.dtypes
# %%
print(heart.isna().sum())
print(heart.duplicated().sum(), 'duplicates')
heart = heart.drop_duplicates().reset_index(drop=True)
# %%
heart.describe().T
# %% [markdown]
# ### Univariate
# %%
num = ['Age', 'RestingBP', 'Cholesterol', 'MaxHR', 'Oldpeak']
cat = ['Sex', 'ChestPainType', 'RestingECG', 'ExerciseAngina', 'ST_Slope']
for c in num:
    fig, ax = plt.subplots(1, 2, figsize=(10, 3))
    sns.histplot(heart[c], ax=ax[0])
    sns.boxplot(x=heart[c], ax=ax[1])
    ax[0].axvline(heart[c].mean(), c='r')
    plt.show()
# %%
for c in cat:
    print(heart[c].value_counts(normalize=True).round(3))
# %%
sns.heatmap(heart[num + ['HeartDisease']].corr(), annot=True, cmap='viridis')
# %%
# t-tests by class, only to see
for c in num:
    a = heart.loc[heart.HeartDisease == 1, c]
    b = heart.loc[heart.HeartDisease == 0, c]
    print(c, stats.ttest_ind(a, b).pvalue)
# %%
fig, axs = plt.subplots(1, len(cat), figsize=(20, 4))
for ax, c in zip(axs, cat):
    rate = heart.groupby(c)['HeartDisease'].mean()
    rate.plot.bar(ax=ax, title=c)
    ax.axhline(heart['HeartDisease'].mean(), ls=':')
plt.show()
# %%
q1, q3 = heart['Cholesterol'].quantile([0.25, 0.75])
odd = heart[(heart['Cholesterol'] < q1 - 1.5 * (q3 - q1)) | (heart['Cholesterol'] > q3 + 1.5 * (q3 - q1))]
print(len(odd), 'outliers, most of them zeros:', (odd['Cholesterol'] == 0).sum())
print(odd[['Age', 'Cholesterol', 'HeartDisease']].head())
# %% [markdown]
# ### Profiles of the two classes on a common scale
# %%
mm = MinMaxScaler()
prof = pd.DataFrame(mm.fit_transform(heart[num]), columns=num)
prof['HeartDisease'] = heart['HeartDisease']
prof.groupby('HeartDisease').mean().T.plot(kind='bar')
plt.show()
# %% [markdown]
# ### Preparing
# %%
heart = heart[heart['RestingBP'] > 0]
heart['chol_zero'] = (heart['Cholesterol'] == 0).astype(int)
heart['AgeGroup'] = pd.cut(heart['Age'], bins=[0, 40, 50, 60, 120], labels=[0, 1, 2, 3]).astype(int)
heart['hr_gap'] = 220 - heart['Age'] - heart['MaxHR']
# %%
heart2 = pd.get_dummies(heart, columns=cat, drop_first=True)
heart2.shape
# %%
X = heart2.drop('HeartDisease', axis=1)
y = heart2['HeartDisease']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=1)
# %%
sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)
# %%
clf = LogisticRegression(C=0.5, max_iter=500)
clf.fit(X_train, y_train)
print('Training accuracy:', clf.score(X_train, y_train))
# %%
pred = clf.predict(X_test)
print('Test accuracy:', accuracy_score(y_test, pred))
cm = confusion_matrix(y_test, pred)
sns.heatmap(cm, annot=True, fmt='d', cmap='Blues')
plt.xlabel('predicted')
plt.ylabel('actual')
# %%
proba = clf.predict_proba(X_test)[:, 1]
fpr, tpr, thr = roc_curve(y_test, proba)
plt.plot(fpr, tpr, label=f'AUC = {auc(fpr, tpr):.3f}')
plt.plot([0, 1], [0, 1], 'k--')
plt.legend()
plt.show()
# %%
sens = cm[1, 1] / cm[1].sum()
spec = cm[0, 0] / cm[0].sum()
print(f'sensitivity {sens:.2f}, specificity {spec:.2f}')
# %%
coefs = pd.Series(clf.coef_[0], index=X.columns).sort_values()
coefs.plot.barh(figsize=(6, 8))
plt.title('coefficients')
