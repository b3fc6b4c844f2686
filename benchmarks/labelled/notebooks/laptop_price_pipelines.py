# notebook
# %% [markdown]
# # Laptop price predictor
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import pickle
import re
# %%
df = pd.read_csv('laptop_data.csv')
df.head()
# %%
df.shape
# %%
df.info()
print(df.duplicated().sum())
print(df.isnull().sum())
# %%
df.drop(columns=['Unnamed: 0'], inplace=True)
df['Ram'] = df['Ram'].str.replace('GB', '').astype('int32')
df['Weight'] = df['Weight'].str.replace('kg', '').astype('float32')
# %%
sns.histplot(df['Price'])
plt.show()
# %%
df['Company'].value_counts().plot(kind='bar')
plt.show()
# %%
sns.barplot(x=df['Company'], y=df['Price'])
plt.xticks(rotation='vertical')
plt.show()
# %% [markdown]
# ## Screen
# %%
df['Touchscreen'] = df['ScreenResolution'].apply(lambda x: 1 if 'Touchscreen' in x else 0)
df['Ips'] = df['ScreenResolution'].apply(lambda x: 1 if 'IPS' in x else 0)
new = df['ScreenResolution'].str.split('x', n=1, expand=True)
df['X_res'] = new[0].str.replace(',', '').str.findall(r'(\d+\.?\d+)').apply(lambda x: x[0]).astype('int')
df['Y_res'] = new[1].astype('int')
df['ppi'] = (((df['X_res'] ** 2) + (df['Y_res'] ** 2)) ** 0.5 / df['Inches']).astype('float')
print(df.select_dtypes('number').corr()['Price'])
df.drop(columns=['ScreenResolution', 'Inches', 'X_res', 'Y_res'], inplace=True)
# %% [markdown]
# ## Processor and disk
# %%
def fetch_processor(text):
    if text in ('Intel Core i7', 'Intel Core i5', 'Intel Core i3'):
        return text
    if text.split()[0] == 'Intel':
        return 'Other Intel Processor'
    return 'AMD Processor'

df['Cpu Name'] = df['Cpu'].apply(lambda x: " ".join(x.split()[0:3]))
df['Cpu brand'] = df['Cpu Name'].apply(fetch_processor)
df.drop(columns=['Cpu', 'Cpu Name'], inplace=True)
# %%
def disk(text, kind):
    total = 0
    for part in text.split('+'):
        if kind in part:
            n = float(re.findall(r'[\d.]+', part)[0])
            total += n * 1024 if 'TB' in part else n
    return total

for kind in ('SSD', 'HDD'):
    df[kind] = df['Memory'].apply(lambda x: disk(x, kind))
df.drop(columns=['Memory'], inplace=True)
# %%
df['Gpu brand'] = df['Gpu'].apply(lambda x: x.split()[0])
df = df[df['Gpu brand'] != 'ARM']
df.drop(columns=['Gpu'], inplace=True)

def cat_os(inp):
    if 'Windows' in inp:
        return 'Windows'
    if 'mac' in inp.lower():
        return 'Mac'
    return 'Others/No OS/Linux'

df['os'] = df['OpSys'].apply(cat_os)
df.drop(columns=['OpSys'], inplace=True)
# %%
sns.heatmap(df.select_dtypes('number').corr(), annot=True)
plt.show()
# %% [markdown]
# ## Models
# %%
from sklearn.model_selection import train_test_split
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder
from sklearn.metrics import r2_score, mean_absolute_error
from sklearn.linear_model import LinearRegression, Ridge, Lasso
from sklearn.neighbors import KNeighborsRegressor
from sklearn.ensemble import RandomForestRegressor
# %%
X = df.drop(columns=['Price'])
y = np.log(df['Price'])
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.15, random_state=2)
cats = ['Company', 'TypeName', 'Cpu brand', 'Gpu brand', 'os']
# %% [markdown]
# ### Linear regression
# %%
step1 = ColumnTransformer([('col_tnf', OneHotEncoder(handle_unknown='ignore'), cats)], remainder='passthrough')
step2 = LinearRegression()
pipe = Pipeline([('step1', step1), ('step2', step2)])
pipe.fit(X_train, y_train)
y_pred = pipe.predict(X_test)
print('R2 score', r2_score(y_test, y_pred))  # <-- LEAK707?
print('MAE', mean_absolute_error(y_test, y_pred))  # <-- LEAK707?
# %% [markdown]
# ### Ridge
# %%
step1 = ColumnTransformer([('col_tnf', OneHotEncoder(handle_unknown='ignore'), cats)], remainder='passthrough')
step2 = Ridge(alpha=10)
pipe = Pipeline([('step1', step1), ('step2', step2)])
pipe.fit(X_train, y_train)
y_pred = pipe.predict(X_test)
print('R2 score', r2_score(y_test, y_pred))  # <-- LEAK707
print('MAE', mean_absolute_error(y_test, y_pred))  # <-- LEAK707?
# %% [markdown]
# ### Random forest
# %%
step1 = ColumnTransformer([('col_tnf', OneHotEncoder(handle_unknown='ignore'), cats)], remainder='passthrough')
step2 = RandomForestRegressor(n_estimators=100, random_state=3, max_samples=0.5, max_features=0.75, max_depth=15)
pipe = Pipeline([('step1', step1), ('step2', step2)])
pipe.fit(X_train, y_train)
y_pred = pipe.predict(X_test)
print('R2 score', r2_score(y_test, y_pred))  # <-- LEAK707?
print('MAE', mean_absolute_error(y_test, y_pred))  # <-- LEAK707?
# %%
pickle.dump(df, open('df.pkl', 'wb'))
pickle.dump(pipe, open('pipe.pkl', 'wb'))
