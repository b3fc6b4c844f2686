# notebook
# %% [markdown]
# # Loan Prediction Problem
# ### (Analytics practice)
# %%
import pandas as pd
import numpy as np
import seaborn as sns
from matplotlib import pyplot as plt
import matplotlib
%matplotlib inline
import warnings
warnings.filterwarnings('ignore')
# %%
df = pd.read_csv("Loan Prediction Dataset.csv")
df.head()
# %%
df.describe()
# %%
df.info()
# %%
df.isnull().sum()
# %%
df['LoanAmount'] = df['LoanAmount'].fillna(df['LoanAmount'].mean()) # <-- LEAK702
df['Loan_Amount_Term'] = df['Loan_Amount_Term'].fillna(df['Loan_Amount_Term'].mean()) # <-- LEAK702
df['Credit_History'] = df['Credit_History'].fillna(df['Credit_History'].mean()) # <-- LEAK702
# %%
for c in ['Gender', 'Married', 'Dependents', 'Self_Employed']:
    df[c] = df[c].fillna(df[c].mode()[0]) # <-- LEAK702
# %%
df.isnull().sum()
# %% [markdown]
# ## EDA
# %%
for c in ['Gender', 'Married', 'Dependents', 'Education', 'Self_Employed', 'Property_Area', 'Loan_Status']:
    sns.countplot(x=df[c])
    plt.show()
# %%
sns.distplot(df["ApplicantIncome"])
# %%
df['Total_Income'] = df['ApplicantIncome'] + df['CoapplicantIncome']
for src in ['ApplicantIncome', 'CoapplicantIncome', 'LoanAmount', 'Loan_Amount_Term', 'Total_Income']:
    df[src + '_Log'] = np.log(df[src] + 1)
sns.distplot(df["ApplicantIncome_Log"])
# %%
corr = df.select_dtypes('number').corr()
plt.figure(figsize=(15, 10))
sns.heatmap(corr, annot=True, cmap="BuPu")
# %%
cols = ['ApplicantIncome', 'CoapplicantIncome', "LoanAmount", "Loan_Amount_Term", "Total_Income", 'Loan_ID', 'CoapplicantIncome_Log']
df = df.drop(columns=cols, axis=1)
df.head()
# %%
cols = ['Gender', "Married", "Education", 'Self_Employed', "Property_Area", "Loan_Status", "Dependents"]
df = df.replace({'Gender': {'Male': 1, 'Female': 0}, 'Married': {'Yes': 1, 'No': 0},
                 'Education': {'Graduate': 1, 'Not Graduate': 0}, 'Self_Employed': {'Yes': 1, 'No': 0},
                 'Property_Area': {'Urban': 2, 'Semiurban': 1, 'Rural': 0},
                 'Loan_Status': {'Y': 1, 'N': 0}, 'Dependents': {'0': 0, '1': 1, '2': 2, '3+': 3}})
# %%
X = df.drop(columns=['Loan_Status'], axis=1)
y = df['Loan_Status']
# %%
print(X.shape, y.shape)
X.head()
# %%
for c in X.columns:
    print(c, X[c].nunique(), X[c].min(), X[c].max())
# %%
fig, ax = plt.subplots(2, 2, figsize=(12, 8))
for a, c in zip(ax.ravel(), ['ApplicantIncome_Log', 'LoanAmount_Log', 'Total_Income_Log', 'Loan_Amount_Term_Log']):
    sns.kdeplot(data=df, x=c, hue='Loan_Status', ax=a)
    a.axvline(df[c].mean(), ls=':')
plt.tight_layout()
plt.show()
# %%
print(df.groupby('Credit_History')['Loan_Status'].mean())
print(df.groupby('Property_Area')['Loan_Status'].agg(['mean', 'count']))
# %%
from sklearn.model_selection import train_test_split, cross_val_score
x_train, x_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)
# %%
from sklearn.preprocessing import StandardScaler
ss = StandardScaler()
x_train = ss.fit_transform(x_train)
x_test = ss.fit_transform(x_test) # <-- LEAK705
# %% [markdown]
# ## Model training
# %%
def classify(model, x, y):
    model.fit(x_train, y_train) # <-- LEAK707?
    print("Accuracy is", model.score(x_test, y_test) * 100) # <-- LEAK707?
    score = cross_val_score(model, x, y, cv=5)
    print("Cross validation is", np.mean(score) * 100)
# %%
from sklearn.linear_model import LogisticRegression
model = LogisticRegression()
classify(model, X, y) # <-- LEAK707?
# %%
from sklearn.tree import DecisionTreeClassifier
model = DecisionTreeClassifier()
classify(model, X, y) # <-- LEAK707
# %%
from sklearn.ensemble import RandomForestClassifier, ExtraTreesClassifier
model = RandomForestClassifier()
classify(model, X, y) # <-- LEAK707?
# %%
model = ExtraTreesClassifier()
classify(model, X, y) # <-- LEAK707?
# %%
model = RandomForestClassifier(n_estimators=100, min_samples_split=25, max_depth=7, max_features=1)
classify(model, X, y) # <-- LEAK707?
# %% [markdown]
# ## Confusion matrix
# %%
from sklearn.metrics import confusion_matrix
y_pred = model.predict(x_test)
cm = confusion_matrix(y_test, y_pred) # <-- LEAK707?
sns.heatmap(cm, annot=True)
