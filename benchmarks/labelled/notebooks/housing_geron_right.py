# notebook
# %% [markdown]
# # California housing, end to end
# %%
import os
import numpy as np
import pandas as pd
import matplotlib as mpl
import matplotlib.pyplot as plt
from pandas.plotting import scatter_matrix
from sklearn.model_selection import train_test_split, StratifiedShuffleSplit, cross_val_score, RandomizedSearchCV
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import OneHotEncoder, StandardScaler, OrdinalEncoder
from sklearn.pipeline import Pipeline
from sklearn.compose import ColumnTransformer
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_squared_error
from scipy.stats import randint
%matplotlib inline
np.random.seed(42)
# %%
def load_housing_data(housing_path='datasets/housing'):
    csv_path = os.path.join(housing_path, 'housing.csv')
    return pd.read_csv(csv_path)

housing = load_housing_data()
housing.head()
# %%
housing.info()
housing['ocean_proximity'].value_counts()
# %%
housing.hist(bins=50, figsize=(20, 15))
plt.show()
# %% [markdown]
# ## Create a test set
# %%
housing['income_cat'] = pd.cut(housing['median_income'], bins=[0., 1.5, 3.0, 4.5, 6., np.inf], labels=[1, 2, 3, 4, 5])
split = StratifiedShuffleSplit(n_splits=1, test_size=0.2, random_state=42)
for train_index, test_index in split.split(housing, housing['income_cat']):
    strat_train_set = housing.loc[train_index]
    strat_test_set = housing.loc[test_index]
# %%
print(strat_test_set['income_cat'].value_counts() / len(strat_test_set))
print(housing['income_cat'].value_counts() / len(housing))
for set_ in (strat_train_set, strat_test_set):
    set_.drop('income_cat', axis=1, inplace=True)
# %% [markdown]
# ## Look at the train part
# %%
housing = strat_train_set.copy()
housing.plot(kind='scatter', x='longitude', y='latitude', alpha=0.4, s=housing['population'] / 100, c='median_house_value', cmap=plt.get_cmap('jet'), colorbar=True)
plt.show()
# %%
corr_matrix = housing.select_dtypes('number').corr()
corr_matrix['median_house_value'].sort_values(ascending=False)
# %%
attributes = ['median_house_value', 'median_income', 'total_rooms', 'housing_median_age']
scatter_matrix(housing[attributes], figsize=(12, 8))
plt.show()
# %% [markdown]
# ## Prepare
# %%
housing = strat_train_set.drop('median_house_value', axis=1)
housing_labels = strat_train_set['median_house_value'].copy()
median = housing['total_bedrooms'].median()
print('median of the bedrooms', median)
# %%
rooms_ix, bedrooms_ix, population_ix, households_ix = 3, 4, 5, 6

class CombinedAttributesAdder(BaseEstimator, TransformerMixin):
    def __init__(self, add_bedrooms_per_room=True):
        self.add_bedrooms_per_room = add_bedrooms_per_room

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        rooms_per_household = X[:, rooms_ix] / X[:, households_ix]
        population_per_household = X[:, population_ix] / X[:, households_ix]
        if self.add_bedrooms_per_room:
            bedrooms_per_room = X[:, bedrooms_ix] / X[:, rooms_ix]
            return np.c_[X, rooms_per_household, population_per_household, bedrooms_per_room]
        return np.c_[X, rooms_per_household, population_per_household]
# %%
num_attribs = list(housing.drop('ocean_proximity', axis=1))
cat_attribs = ['ocean_proximity']
num_pipeline = Pipeline([
    ('imputer', SimpleImputer(strategy='median')),
    ('attribs_adder', CombinedAttributesAdder()),
    ('std_scaler', StandardScaler()),
])
full_pipeline = ColumnTransformer([
    ('num', num_pipeline, num_attribs),
    ('cat', OneHotEncoder(handle_unknown='ignore'), cat_attribs),
])
# %% [markdown]
# ## Compare by cross-validation
# %%
def display_scores(scores):
    print('Scores:', scores)
    print('Mean:', scores.mean())
    print('Standard deviation:', scores.std())

for reg in (LinearRegression(), DecisionTreeRegressor(random_state=42), RandomForestRegressor(n_estimators=50, random_state=42)):
    p = Pipeline([('prep', full_pipeline), ('reg', reg)])
    s = cross_val_score(p, housing, housing_labels, scoring='neg_mean_squared_error', cv=10)
    print(type(reg).__name__)
    display_scores(np.sqrt(-s))
# %%
forest = Pipeline([('prep', full_pipeline), ('reg', RandomForestRegressor(random_state=42))])
param_distribs = {'reg__n_estimators': randint(low=10, high=200), 'reg__max_features': randint(low=1, high=8)}
rnd_search = RandomizedSearchCV(forest, param_distribs, n_iter=10, cv=5, scoring='neg_mean_squared_error', random_state=42)
rnd_search.fit(housing, housing_labels)
print(rnd_search.best_params_)
# %% [markdown]
# ## The test set
# %%
final_model = rnd_search.best_estimator_
X_test = strat_test_set.drop('median_house_value', axis=1)
y_test = strat_test_set['median_house_value'].copy()
final_predictions = final_model.predict(X_test)
final_rmse = np.sqrt(mean_squared_error(y_test, final_predictions))
print(final_rmse)
