# notebook
# %% [markdown]
# # Big Mart sales
# %%
import numpy as np
import pandas as pd
import seaborn as sns
import matplotlib.pyplot as plt
from scipy.stats import mode
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.tree import DecisionTreeRegressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import cross_val_score, train_test_split
from sklearn import metrics
%matplotlib inline
# %%
train = pd.read_csv('Train_UWu5bXk.csv')
test = pd.read_csv('Test_u94Q5KV.csv')
train['source'] = 'train'
test['source'] = 'test'
data = pd.concat([train, test], ignore_index=True)
print(train.shape, test.shape, data.shape)
# %%
data.apply(lambda x: sum(x.isnull()))
# %%
data.describe()
# %%
data.apply(lambda x: len(x.unique()))
# %%
categorical_columns = [x for x in data.dtypes.index if data.dtypes[x] == 'object']
categorical_columns = [x for x in categorical_columns if x not in ['Item_Identifier', 'Outlet_Identifier', 'source']]
for col in categorical_columns:
    print('\nFrequency of Categories for variable %s' % col)
    print(data[col].value_counts())
# %%
sns.boxplot(x='Outlet_Type', y='Item_Outlet_Sales', data=train)
plt.xticks(rotation=30)
plt.show()
# %%
plt.figure(figsize=(12, 5))
sns.histplot(train['Item_Outlet_Sales'], bins=40, kde=True)
plt.xlabel('Item_Outlet_Sales')
print('Skew is:', train['Item_Outlet_Sales'].skew())
print('Kurtosis: %f' % train['Item_Outlet_Sales'].kurt())
plt.show()
# %%
impact = train.pivot_table(index='Outlet_Identifier', values='Item_Outlet_Sales', aggfunc='median')
impact.plot(kind='bar', color='blue', figsize=(12, 5))
# %% [markdown]
# ## Imputing
# %%
item_avg_weight = data.pivot_table(values='Item_Weight', index='Item_Identifier', aggfunc='mean')
print(item_avg_weight.head())
data['Item_Weight'] = data['Item_Weight'].fillna(data['Item_Weight'].mean())  # <-- LEAK702
# %%
data['Outlet_Size'] = data['Outlet_Size'].fillna('Small')
data.loc[data['Item_Visibility'] == 0, 'Item_Visibility'] = data['Item_Visibility'].median()  # <-- LEAK702
print('zeros left:', (data['Item_Visibility'] == 0).sum())
# %% [markdown]
# ## Features
# %%
data['Item_Type_Combined'] = data['Item_Identifier'].apply(lambda x: x[0:2])
data['Item_Type_Combined'] = data['Item_Type_Combined'].map({'FD': 'Food', 'NC': 'Non-Consumable', 'DR': 'Drinks'})
data['Outlet_Years'] = 2013 - data['Outlet_Establishment_Year']
data['Outlet_Years'].describe()
# %%
data['Item_Fat_Content'] = data['Item_Fat_Content'].replace({'LF': 'Low Fat', 'reg': 'Regular', 'low fat': 'Low Fat'})
data.loc[data['Item_Type_Combined'] == "Non-Consumable", 'Item_Fat_Content'] = "Non-Edible"
data['Item_Fat_Content'].value_counts()
# %%
var_mod = ['Item_Fat_Content', 'Outlet_Location_Type', 'Outlet_Size', 'Item_Type_Combined', 'Outlet_Type']
le = LabelEncoder()
for i in var_mod:
    data[i] = le.fit_transform(data[i])  # <-- LEAK701
data.head()
# %%
data = data.drop(['Item_Type', 'Outlet_Establishment_Year'], axis=1)
train = data.loc[data['source'] == 'train']
test = data.loc[data['source'] == 'test']
test = test.drop(['Item_Outlet_Sales', 'source'], axis=1)
train = train.drop(['source'], axis=1)
train.to_csv('train_modified.csv', index=False)
test.to_csv('test_modified.csv', index=False)
# %% [markdown]
# ## Models
# %%
target = 'Item_Outlet_Sales'
IDcol = ['Item_Identifier', 'Outlet_Identifier']

def modelfit(alg, dtrain, dtest, predictors, filename):
    alg.fit(dtrain[predictors], dtrain[target])
    dtrain_predictions = alg.predict(dtrain[predictors])
    print('Train RMSE : %.4g' % np.sqrt(metrics.mean_squared_error(dtrain[target].values, dtrain_predictions)))
    cv_score = np.sqrt(-cross_val_score(alg, dtrain[predictors], dtrain[target], cv=20, scoring='neg_mean_squared_error'))
    print("CV Score : Mean - %.4g | Std - %.4g" % (np.mean(cv_score), np.std(cv_score)))
    submission = dtest[IDcol].copy()
    submission[target] = alg.predict(dtest[predictors])
    submission.to_csv(filename, index=False)
# %%
predictors = [x for x in train.columns if x not in [target] + IDcol]
alg1 = LinearRegression()
modelfit(alg1, train, test, predictors, 'alg1.csv')
pd.Series(alg1.coef_, predictors).sort_values().plot(kind='bar', title='Model Coefficients')
# %%
alg3 = DecisionTreeRegressor(max_depth=15, min_samples_leaf=100)
modelfit(alg3, train, test, predictors, 'alg3.csv')
pd.Series(alg3.feature_importances_, predictors).sort_values(ascending=False).plot(kind='bar')
# %%
alg5 = RandomForestRegressor(n_estimators=200, max_depth=5, min_samples_leaf=100, n_jobs=4)
modelfit(alg5, train, test, predictors, 'alg5.csv')
