# notebook
# %% [markdown]
# # Used cars: what is my car worth?
# %%
!pip install -q xgboost
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import xgboost as xgb
from sklearn.model_selection import train_test_split
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.linear_model import LinearRegression
import warnings
warnings.filterwarnings('ignore')
# %%
cars = pd.read_csv('vehicles.csv')
cars.head()
# %%
cars.shape
# %%
cars.isnull().mean().sort_values(ascending=False)
# %%
drop_cols = ['id', 'url', 'region_url', 'VIN', 'image_url', 'description', 'county', 'lat', 'long', 'posting_date']
df = cars.drop(columns=drop_cols)
df = df.dropna(subset=['year', 'odometer', 'manufacturer', 'model'])
df.describe()
# %% [markdown]
# ### Implausible rows
# %%
df = df[(df['price'] > 500) & (df['price'] < 100000)]
df = df[(df['year'] >= 1990) & (df['year'] <= 2021)]
len(df)
# %%
sns.boxplot(x=df['odometer'])
plt.show()
# %%
q1 = df['odometer'].quantile(0.25)  # <-- LEAK702?
q3 = df['odometer'].quantile(0.75)  # <-- LEAK702?
iqr = q3 - q1  # <-- LEAK702?
df = df[(df['odometer'] > q1 - 1.5 * iqr) & (df['odometer'] < q3 + 1.5 * iqr)]  # <-- LEAK702
print('after outliers', df.shape)
# %% [markdown]
# ### Missing values
# %%
for c in ['condition', 'cylinders', 'fuel', 'drive', 'type', 'paint_color', 'size', 'title_status']:
    df[c] = df[c].fillna('unknown')
df['cylinders'] = df['cylinders'].str.extract(r'(\d+)').astype(float)
df['cylinders'] = df['cylinders'].fillna(-1)
df.isnull().sum()
# %%
plt.figure(figsize=(10, 5))
order = df.groupby('manufacturer')['price'].median().sort_values().index
sns.boxplot(x='manufacturer', y='price', data=df, order=order)
plt.xticks(rotation=90)
plt.show()
# %%
fig, axs = plt.subplots(1, 3, figsize=(18, 4))
for ax, c in zip(axs, ['fuel', 'transmission', 'drive']):
    sns.boxplot(data=df, x=c, y='price', showfliers=False, ax=ax)
    ax.set_title(f'price by {c}')
plt.tight_layout()
plt.show()
# %%
top = df['model'].value_counts().head(20)
print(top)
top.plot.barh(figsize=(6, 6))
plt.show()
# %%
plt.figure(figsize=(10, 5))
df.groupby('year')['price'].mean().plot()
plt.title('mean price by year')
plt.show()
# %% [markdown]
# ### Features
# %%
df['age'] = 2021 - df['year']
df['km_per_year'] = df['odometer'] * 1.609 / (df['age'] + 1)
df['log_odometer'] = np.log1p(df['odometer'])
df['is_clean'] = (df['title_status'] == 'clean').astype(int)
# %%
model_price = df.groupby('model')['price'].mean()  # <-- LEAK704?
df['model_price'] = df['model'].map(model_price)  # <-- LEAK704
# %%
df = df.drop(columns=['model', 'region', 'title_status', 'year'])
cat_cols = df.select_dtypes('object').columns
df = pd.get_dummies(df, columns=cat_cols)
df.columns = [c.replace('[', '').replace(']', '').replace('<', '') for c in df.columns]
# %%
sns.heatmap(df[['price', 'age', 'log_odometer', 'cylinders', 'model_price']].corr(), annot=True)
plt.show()
# %% [markdown]
# ### XGBoost
# %%
X = df.drop('price', axis=1)
y = np.log(df['price'])
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
# %%
params = dict(n_estimators=5000, learning_rate=0.03, max_depth=8, subsample=0.8, colsample_bytree=0.7)
reg = xgb.XGBRegressor(early_stopping_rounds=50, eval_metric='mae', **params)
reg.fit(X_train, y_train, eval_set=[(X_test, y_test)], verbose=200)  # <-- LEAK707
print('best iteration', reg.best_iteration)  # <-- LEAK707?
# %%
pred = reg.predict(X_test)
print('MAE in dollars:', mean_absolute_error(np.exp(y_test), np.exp(pred)))  # <-- LEAK707?
print('R2:', r2_score(y_test, pred))  # <-- LEAK707?
# %%
xgb.plot_importance(reg, max_num_features=15)
plt.show()
# %%
res = pd.DataFrame({'true': np.exp(y_test), 'pred': np.exp(pred)}).sample(500, random_state=0)
sns.scatterplot(x='true', y='pred', data=res, alpha=0.4)
plt.show()
