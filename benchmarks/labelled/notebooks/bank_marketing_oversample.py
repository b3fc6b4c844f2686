# notebook
# %% [markdown]
# # Bank marketing: term deposits
# %%
!pip install catboost -q
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
from catboost import CatBoostClassifier, Pool
from imblearn.over_sampling import RandomOverSampler, SMOTE
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score, confusion_matrix, ConfusionMatrixDisplay
# %%
bank = pd.read_csv('bank-additional-full.csv', sep=';')
bank.head()
# %%
bank.info()
# %%
bank.describe()
# %%
bank['y'].value_counts(normalize=True)
# %%
cat_columns = ['job', 'marital', 'education', 'default', 'housing', 'loan', 'contact', 'month', 'poutcome']
fig, axs = plt.subplots(3, 3, figsize=(20, 14))
for i, cat_column in enumerate(cat_columns):
    counts = bank[cat_column].value_counts()
    ax = axs[i // 3, i % 3]
    counts.plot.bar(ax=ax)
    ax.set_title(cat_column)
plt.subplots_adjust(hspace=0.5)
plt.show()
# %%
for c in cat_columns:
    rate = bank.groupby(c)['y'].apply(lambda s: (s == 'yes').mean())
    print(c, rate.sort_values(ascending=False).round(3).to_dict())
# %%
fig, ax = plt.subplots(1, 3, figsize=(15, 3))
bank.boxplot(column='age', by='y', ax=ax[0])
bank.boxplot(column='campaign', by='y', ax=ax[1])
bank.boxplot(column='euribor3m', by='y', ax=ax[2])
plt.show()
# %%
high_corr = bank.select_dtypes('number').corr().abs()
sns.heatmap(high_corr, annot=True, fmt='.2f')
upper = high_corr.where(np.triu(np.ones(high_corr.shape), k=1).astype(bool))
too_high = [c for c in upper.columns if (upper[c] > 0.95).any()]
print(too_high)
# %%
j_df = pd.DataFrame()
j_df['yes'] = bank[bank['y'] == 'yes']['job'].value_counts()
j_df['no'] = bank[bank['y'] == 'no']['job'].value_counts()
j_df.plot.bar(title='Job and deposit')
plt.show()
# %%
def get_correct_values(row, column_name, threshold, df):
    if row[column_name] <= threshold:
        return row[column_name]
    return df[df[column_name] <= threshold][column_name].mean()

print(bank[['campaign', 'previous']].quantile([0.9, 0.95, 0.99]))
print('share above 34 calls:', len(bank[bank['campaign'] > 34]) / len(bank) * 100, '%')
# %% [markdown]
# ## Cleaning
# The duration is only known after the call.
# %%
def clean_data(df):
    cleaned = df.copy()
    cleaned = cleaned.drop(columns=['duration'] + too_high)
    for col in ['default', 'housing', 'loan']:
        cleaned[col + '_bool'] = cleaned[col].eq('yes').astype(int)
        cleaned = cleaned.drop(columns=col)
    for col in ['job', 'marital', 'education', 'contact', 'month', 'day_of_week', 'poutcome']:
        dummies = pd.get_dummies(cleaned[col], prefix=col, drop_first=True)
        cleaned = pd.concat([cleaned.drop(columns=col), dummies], axis=1)
    cleaned['was_called'] = (cleaned['pdays'] != 999).astype(int)
    cleaned['deposit_bool'] = cleaned['y'].map({'yes': 1, 'no': 0})
    return cleaned.drop(columns=['y', 'pdays'])

cleaned_data = clean_data(bank)
cleaned_data.head()
# %%
X = cleaned_data.drop(columns='deposit_bool')
y = cleaned_data['deposit_bool']
ros = RandomOverSampler(random_state=0)
X_over, y_over = ros.fit_resample(X, y)  # <-- LEAK703
print(y.value_counts(), y_over.value_counts())
# %%
X_train, X_test, y_train, y_test = train_test_split(X_over, y_over, test_size=0.3, random_state=101)
# %% [markdown]
# ## CatBoost
# %%
cb = CatBoostClassifier(iterations=800, depth=8, learning_rate=0.08, verbose=100, random_seed=1)
cb.fit(X_train, y_train)
y_pred = cb.predict(X_test)
# %%
print('accuracy', accuracy_score(y_test, y_pred))
print('f1', f1_score(y_test, y_pred))
print('auc', roc_auc_score(y_test, cb.predict_proba(X_test)[:, 1]))
# %%
ConfusionMatrixDisplay(confusion_matrix(y_test, y_pred), display_labels=['no', 'yes']).plot()
plt.show()
# %%
fi = pd.DataFrame({'feature': X.columns, 'importance': cb.get_feature_importance()})
fi.sort_values('importance', ascending=False).head(12).plot.barh(x='feature', y='importance')
plt.show()
# %%
cb.save_model('bank.cbm')
