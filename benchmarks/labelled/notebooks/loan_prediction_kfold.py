# notebook
# %% [markdown]
# # Loan Prediction practice problem
# %%
import pandas as pd
import numpy as np
import seaborn as sns
import matplotlib.pyplot as plt
%matplotlib inline
import warnings
warnings.filterwarnings("ignore")
# %%
train = pd.read_csv("train_ctrUa4K.csv")
test = pd.read_csv("test_lAUu6dG.csv")
train_original = train.copy()
test_original = test.copy()
# %%
train.columns
# %%
train.dtypes
# %%
train.shape, test.shape
# %%
train['Loan_Status'].value_counts(normalize=True).plot.bar()
# %%
plt.figure(1)
plt.subplot(221)
train['Gender'].value_counts(normalize=True).plot.bar(figsize=(20, 10), title='Gender')
plt.subplot(222)
train['Married'].value_counts(normalize=True).plot.bar(title='Married')
plt.subplot(223)
train['Self_Employed'].value_counts(normalize=True).plot.bar(title='Self_Employed')
plt.show()
# %%
train.groupby('Loan_Status')['ApplicantIncome'].mean().plot.bar()
# %%
bins = [0, 2500, 4000, 6000, 81000]
group = ['Low', 'Average', 'High', 'Very high']
train['Income_bin'] = pd.cut(train['ApplicantIncome'], bins, labels=group)
Income_bin = pd.crosstab(train['Income_bin'], train['Loan_Status'])
Income_bin.div(Income_bin.sum(1).astype(float), axis=0).plot(kind="bar", stacked=True)
plt.xlabel('ApplicantIncome')
P = plt.ylabel('Percentage')
# %%
train = train.drop(['Income_bin'], axis=1)
train['Dependents'].replace('3+', 3, inplace=True)
test['Dependents'].replace('3+', 3, inplace=True)
train['Loan_Status'].replace('N', 0, inplace=True)
train['Loan_Status'].replace('Y', 1, inplace=True)
# %% [markdown]
# ### Missing value imputation
# %%
train.isnull().sum()
# %%
train['Gender'].fillna(train['Gender'].mode()[0], inplace=True)  # <-- LEAK702
train['Married'].fillna(train['Married'].mode()[0], inplace=True)  # <-- LEAK702
train['Dependents'].fillna(train['Dependents'].mode()[0], inplace=True)  # <-- LEAK702
train['Credit_History'].fillna(train['Credit_History'].mode()[0], inplace=True)  # <-- LEAK702
train['Self_Employed'].fillna('No', inplace=True)
train['Loan_Amount_Term'].fillna(360, inplace=True)
train['LoanAmount'].fillna(train['LoanAmount'].median(), inplace=True)  # <-- LEAK702
# %%
test['Gender'].fillna(train['Gender'].mode()[0], inplace=True)
test['Dependents'].fillna(train['Dependents'].mode()[0], inplace=True)
test['Self_Employed'].fillna('No', inplace=True)
test['Credit_History'].fillna(train['Credit_History'].mode()[0], inplace=True)
test['Loan_Amount_Term'].fillna(360, inplace=True)
test['LoanAmount'].fillna(train['LoanAmount'].median(), inplace=True)
# %%
train['LoanAmount_log'] = np.log(train['LoanAmount'])
train['LoanAmount_log'].hist(bins=20)
test['LoanAmount_log'] = np.log(test['LoanAmount'])
# %% [markdown]
# ### Features
# %%
for d in (train, test):
    d['Total_Income'] = d['ApplicantIncome'] + d['CoapplicantIncome']
    d['EMI'] = d['LoanAmount'] / d['Loan_Amount_Term']
    d['Balance Income'] = d['Total_Income'] - (d['EMI'] * 1000)
train = train.drop(['ApplicantIncome', 'CoapplicantIncome', 'LoanAmount', 'Loan_Amount_Term'], axis=1)
test = test.drop(['ApplicantIncome', 'CoapplicantIncome', 'LoanAmount', 'Loan_Amount_Term'], axis=1)
train = train.drop('Loan_ID', axis=1)
test = test.drop('Loan_ID', axis=1)
# %%
X = train.drop('Loan_Status', axis=1)
y = train.Loan_Status
X = pd.get_dummies(X)
test = pd.get_dummies(test)
# %% [markdown]
# ### Logistic regression with stratified k-folds
# %%
from sklearn.model_selection import StratifiedKFold
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
i = 1
mean = 0
kf = StratifiedKFold(n_splits=5, random_state=1, shuffle=True)
for train_index, test_index in kf.split(X, y):
    print('\n{} of kfold {}'.format(i, kf.n_splits))
    xtr, xvl = X.iloc[train_index], X.iloc[test_index]
    ytr, yvl = y.iloc[train_index], y.iloc[test_index]
    model = LogisticRegression(random_state=1)
    model.fit(xtr, ytr)
    pred_test = model.predict(xvl)
    score = accuracy_score(yvl, pred_test)
    mean += score
    print('accuracy_score', score)
    i += 1
print('\n Mean Validation Accuracy', mean / (i - 1))
# %%
pred_test = model.predict(test)
submission = pd.read_csv("sample_submission.csv")
submission['Loan_Status'] = pred_test
submission['Loan_ID'] = test_original['Loan_ID']
submission['Loan_Status'].replace({0: 'N', 1: 'Y'}, inplace=True)
submission.to_csv('logistic.csv', index=False)
