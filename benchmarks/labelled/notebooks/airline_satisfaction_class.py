# notebook
# %% [markdown]
# # Airline passenger satisfaction
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import warnings
warnings.filterwarnings('ignore')
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler, MinMaxScaler
from sklearn.ensemble import RandomForestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.metrics import accuracy_score, classification_report, roc_auc_score
from lightgbm import LGBMClassifier
# %%
raw = pd.read_csv('airline.csv', index_col=0)
raw.head()
# %%
raw.info()
# %%
raw.isnull().sum()
# %%
raw.describe().T
# %%
raw['satisfaction'].value_counts().plot.pie(autopct='%.1f%%')
plt.show()
# %%
ratings = ['Inflight wifi service', 'Ease of Online booking', 'Food and drink', 'Seat comfort', 'Cleanliness']
fig, axs = plt.subplots(1, len(ratings), figsize=(20, 4))
for a, c in zip(axs, ratings):
    sns.countplot(data=raw, x=c, hue='satisfaction', ax=a)
plt.show()
# %%
for c in ['Customer Type', 'Type of Travel', 'Class']:
    print(raw.groupby(c)['Flight Distance'].mean())
# %%
sns.heatmap(raw.select_dtypes('number').corr(), cmap='coolwarm')
plt.show()
# %%
g = sns.FacetGrid(raw, col='Class', hue='satisfaction')
g.map(sns.kdeplot, 'Age')
g.add_legend()
plt.show()
# %% [markdown]
# ## A class for the cleaning
# %%
class Cleaner:
    def __init__(self, frame):
        self.frame = frame.copy()

    def drop_ids(self):
        self.frame = self.frame.drop(columns=['id'])
        return self

    def fill_delays(self):
        col = 'Arrival Delay in Minutes'
        self.frame[col] = self.frame[col].fillna(self.frame[col].mean())  # <-- LEAK702
        return self

    def add_features(self):
        self.frame['delay'] = self.frame['Arrival Delay in Minutes'] + self.frame['Departure Delay in Minutes']
        self.frame['long_delay'] = (self.frame['delay'] > 60).astype(int)
        self.frame['rating_sum'] = self.frame[ratings].sum(axis=1)
        return self

df = Cleaner(raw).drop_ids().fill_delays().add_features().frame  # <-- LEAK702?
df.shape
# %%
df['satisfaction'] = df['satisfaction'].map({'satisfied': 1, 'neutral or dissatisfied': 0})
df['Gender'] = (df['Gender'] == 'Male').astype(int)
df['Class'] = df['Class'].map({'Eco': 0, 'Eco Plus': 1, 'Business': 2})
df['age_group'] = pd.cut(df['Age'], [0, 18, 30, 45, 60, 120], labels=False)
# %%
X = df.drop(columns='satisfaction')
y = df['satisfaction']
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=99)
X_train, X_test = X_train.copy(), X_test.copy()
print(X_train.shape, X_test.shape)
# %%
le = LabelEncoder()
X_train['Customer Type'] = le.fit_transform(X_train['Customer Type'])
X_test['Customer Type'] = le.fit_transform(X_test['Customer Type'])  # <-- LEAK705
X_train['Type of Travel'] = le.fit_transform(X_train['Type of Travel'])
X_test['Type of Travel'] = le.fit_transform(X_test['Type of Travel'])  # <-- LEAK705
X_train.head()
# %%
mms = MinMaxScaler()
dist_cols = ['Flight Distance', 'delay', 'Departure Delay in Minutes', 'Arrival Delay in Minutes']
X_train[dist_cols] = mms.fit_transform(X_train[dist_cols])
X_test[dist_cols] = mms.transform(X_test[dist_cols])
# %% [markdown]
# ## LightGBM
# %%
lgbm = LGBMClassifier(n_estimators=500, learning_rate=0.05, num_leaves=40, random_state=1)
lgbm.fit(X_train, y_train)
# %%
pred = lgbm.predict(X_test)
proba = lgbm.predict_proba(X_test)[:, 1]
print(f'accuracy {accuracy_score(y_test, pred):.4f}')
print(f'auc      {roc_auc_score(y_test, proba):.4f}')
print(classification_report(y_test, pred))
# %%
imp = pd.Series(lgbm.feature_importances_, index=X_train.columns)
imp.sort_values()[-15:].plot.barh(figsize=(6, 6))
plt.show()
# %%
errors = X_test.assign(y=y_test, pred=pred).query('y != pred')
print(len(errors), 'errors')
print(errors[['Age', 'Class', 'Flight Distance']].describe())
