# notebook
# %% [markdown]
# # Pima Indians diabetes
# %%
from mlxtend.plotting import plot_decision_regions
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
sns.set()
import warnings
warnings.filterwarnings('ignore')
%matplotlib inline
# %%
diabetes_data = pd.read_csv('../input/diabetes.csv')
diabetes_data.head()
# %%
diabetes_data.info(verbose=True)
# %%
diabetes_data.describe().T
# %% [markdown]
# Zeros do not make sense in some columns.
# %%
zero_cols = ['Glucose', 'BloodPressure', 'SkinThickness', 'Insulin', 'BMI']
diabetes_data_copy = diabetes_data.copy(deep=True)
diabetes_data_copy[zero_cols] = diabetes_data_copy[zero_cols].replace(0, np.nan)
print(diabetes_data_copy.isnull().sum())
# %%
p = diabetes_data.hist(figsize=(20, 20))
# %%
for c in zero_cols:
    print(c, 'mean', diabetes_data_copy[c].mean(), 'median', diabetes_data_copy[c].median())
# %%
from sklearn.impute import SimpleImputer
imp = SimpleImputer(missing_values=np.nan, strategy='median')
diabetes_data_copy[zero_cols] = imp.fit_transform(diabetes_data_copy[zero_cols])  # <-- LEAK701
p = diabetes_data_copy.hist(figsize=(20, 20))
# %%
print(diabetes_data_copy.Outcome.value_counts())
print(diabetes_data_copy[zero_cols].skew())
print(f'{len(diabetes_data_copy)} women, mean age {diabetes_data_copy.Age.mean():.1f}')
p = diabetes_data_copy.Outcome.value_counts().plot(kind="bar")
# %%
p = sns.pairplot(diabetes_data_copy, hue='Outcome')
# %%
plt.figure(figsize=(12, 10))
p = sns.heatmap(diabetes_data_copy.corr(), annot=True, cmap='RdYlGn')
# %%
def median_target(var):
    temp = diabetes_data_copy[diabetes_data_copy[var].notnull()]
    return temp[[var, 'Outcome']].groupby(['Outcome'])[[var]].median().reset_index()

for c in ['Insulin', 'Glucose', 'SkinThickness', 'BMI']:
    print(median_target(c))
# %%
fig, axs = plt.subplots(1, 3, figsize=(15, 4))
for ax, c in zip(axs, ['Glucose', 'BMI', 'Age']):
    sns.boxplot(x='Outcome', y=c, data=diabetes_data_copy, ax=ax)
plt.show()
# %% [markdown]
# ## Features
# %%
d = diabetes_data_copy
d['bmi_class'] = pd.cut(d['BMI'], [0, 18.5, 25, 30, 35, 100], labels=False)
d['glucose_class'] = np.select([d['Glucose'] < 100, d['Glucose'] < 126], [0, 1], default=2)
d['preg_age'] = d['Pregnancies'] / d['Age']
d['age_quart'] = pd.qcut(d['Age'], 4, labels=False)  # <-- LEAK702
d.head()
# %%
X = d.drop(["Outcome"], axis=1)
y = d.Outcome
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=1/3, random_state=42, stratify=y)
# %%
from sklearn.preprocessing import StandardScaler
sc_X = StandardScaler()
X_train = pd.DataFrame(sc_X.fit_transform(X_train), columns=X.columns)
X_test = pd.DataFrame(sc_X.transform(X_test), columns=X.columns)
# %% [markdown]
# ## k by cross-validation
# %%
from sklearn.neighbors import KNeighborsClassifier
from sklearn.model_selection import GridSearchCV
param_grid = {'n_neighbors': np.arange(1, 50)}
knn_cv = GridSearchCV(KNeighborsClassifier(), param_grid, cv=5)
knn_cv.fit(X_train, y_train)
print("Best Score:" + str(knn_cv.best_score_))
print("Best Parameters: " + str(knn_cv.best_params_))
# %%
res = pd.DataFrame(knn_cv.cv_results_)
plt.figure(figsize=(12, 5))
plt.plot(res['param_n_neighbors'].astype(int), res['mean_test_score'], marker='o')
plt.xlabel('k')
plt.ylabel('CV accuracy')
plt.show()
# %%
from sklearn.metrics import confusion_matrix, classification_report, roc_curve, roc_auc_score
y_pred = knn_cv.predict(X_test)
print(confusion_matrix(y_test, y_pred))
print(classification_report(y_test, y_pred))
# %%
y_pred_proba = knn_cv.predict_proba(X_test)[:, 1]
fpr, tpr, thresholds = roc_curve(y_test, y_pred_proba)
plt.plot([0, 1], [0, 1], 'k--')
plt.plot(fpr, tpr, label='Knn')
plt.xlabel('fpr')
plt.ylabel('tpr')
plt.title('ROC curve')
plt.show()
print(roc_auc_score(y_test, y_pred_proba))
