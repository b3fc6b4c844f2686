# notebook
# %% [markdown]
# # Used car prices
# Split first, learn second.
# %%
import pandas as pd, numpy as np
import matplotlib.pyplot as plt, seaborn as sns
import re
from sklearn.model_selection import train_test_split, RandomizedSearchCV
from sklearn.ensemble import RandomForestRegressor
from sklearn.preprocessing import OneHotEncoder
from sklearn.metrics import mean_absolute_error, mean_absolute_percentage_error, r2_score
import joblib
# %%
raw = pd.read_csv('cars_raw.csv')
raw.head(3)
# %%
df = raw.copy()
df.columns = [c.strip().lower().replace(' ', '_') for c in df.columns]
df.info()
# %%
def to_number(s):
    if pd.isnull(s):
        return np.nan
    m = re.findall(r'[\d.]+', str(s))
    return float(m[0]) if m else np.nan

for c in ['mileage', 'engine', 'max_power']:
    df[c] = df[c].apply(to_number)
df['brand'] = df['name'].str.split().str[0]
df['age'] = 2021 - df['year']
df = df.drop(columns=['name', 'torque', 'year'])
# %%
df.isnull().mean().sort_values(ascending=False)
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
sns.histplot(df['selling_price'], ax=ax[0])
sns.histplot(np.log(df['selling_price']), ax=ax[1])
print('price median', df['selling_price'].median())
# %%
sns.heatmap(df.select_dtypes('number').corr(), annot=True)
# %%
by_brand = df.groupby('brand')['selling_price'].median().sort_values(ascending=False)
by_brand.head(15).plot.bar(figsize=(10, 4))
plt.ylabel('median price')
plt.show()
# %%
for c in ['fuel', 'seller_type', 'transmission', 'owner']:
    print(df[c].value_counts(normalize=True).round(3))
    sns.boxplot(x=c, y=np.log(df['selling_price']), data=df)
    plt.xticks(rotation=20)
    plt.show()
# %%
tmp = df[['km_driven', 'mileage', 'engine']].fillna(df[['km_driven', 'mileage', 'engine']].mean())
tmp = (tmp - tmp.min()) / (tmp.max() - tmp.min())
tmp.plot.box(title='scaled for the eye only')
del tmp
# %%
df = df.drop_duplicates()
df = df[df['km_driven'] < 1_000_000]
# %%
train, test = train_test_split(df, test_size=0.2, random_state=5)
train = train.copy()
test = test.copy()
# %% [markdown]
# ## Imputation
# %%
med = train[['mileage', 'engine', 'max_power', 'seats']].median()
for part in (train, test):
    for c in med.index:
        part[c] = part[c].fillna(med[c])
print(train.isnull().sum().sum(), test.isnull().sum().sum())
# %%
lo, hi = train['km_driven'].quantile([0.01, 0.99])
train['km_driven'] = train['km_driven'].clip(lo, hi)
test['km_driven'] = test['km_driven'].clip(lo, hi)
# %%
brand_mean = train.groupby('brand')['engine'].mean()
glob = train['engine'].mean()
train['brand_engine'] = train['brand'].map(brand_mean)
test['brand_engine'] = test['brand'].map(brand_mean).fillna(glob)
# %% [markdown]
# ## Encoding
# %%
cat = ['fuel', 'seller_type', 'transmission', 'owner', 'brand']
ohe = OneHotEncoder(handle_unknown='ignore', sparse_output=False)
tr_c = pd.DataFrame(ohe.fit_transform(train[cat]), columns=ohe.get_feature_names_out(), index=train.index)
te_c = pd.DataFrame(ohe.transform(test[cat]), columns=ohe.get_feature_names_out(), index=test.index)
# %%
y_train = np.log(train['selling_price'])
y_test = test['selling_price']
X_train = pd.concat([train.drop(columns=cat + ['selling_price']), tr_c], axis=1)
X_test = pd.concat([test.drop(columns=cat + ['selling_price']), te_c], axis=1)
X_train.shape, X_test.shape
# %%
dist = {
    'n_estimators': [200, 400, 600],
    'max_features': ['sqrt', 0.3, 0.5],
    'min_samples_leaf': [1, 2, 4],
}
rs = RandomizedSearchCV(RandomForestRegressor(random_state=0), dist, n_iter=10, cv=5, scoring='neg_mean_absolute_error', random_state=0, n_jobs=-1)
rs.fit(X_train, y_train)
print(rs.best_params_, rs.best_score_)
# %%
pred = np.exp(rs.predict(X_test))
print(f'MAE  {mean_absolute_error(y_test, pred):,.0f}')
print(f'MAPE {mean_absolute_percentage_error(y_test, pred):.3f}')
print(f'R2   {r2_score(y_test, pred):.3f}')
# %%
plt.scatter(y_test, pred, s=5, alpha=.5)
plt.xscale('log'); plt.yscale('log')
# %%
joblib.dump({'model': rs.best_estimator_, 'ohe': ohe, 'med': med}, 'cars.joblib')
