# notebook
# %% [markdown]
# # Diabetes prediction with KNN
# %%
from mlxtend.plotting import plot_decision_regions
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from pandas.plotting import scatter_matrix
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
# %%
diabetes_data_copy = diabetes_data.copy(deep=True)
zero_cols = ['Glucose', 'BloodPressure', 'SkinThickness', 'Insulin', 'BMI']
diabetes_data_copy[zero_cols] = diabetes_data_copy[zero_cols].replace(0, np.nan)
print(diabetes_data_copy.isnull().sum())
# %%
p = diabetes_data.hist(figsize=(20, 20))
# %%
diabetes_data_copy['Glucose'].fillna(diabetes_data_copy['Glucose'].mean(), inplace=True) # <-- LEAK702
diabetes_data_copy['BloodPressure'].fillna(diabetes_data_copy['BloodPressure'].mean(), inplace=True) # <-- LEAK702
diabetes_data_copy['SkinThickness'].fillna(diabetes_data_copy['SkinThickness'].median(), inplace=True) # <-- LEAK702
diabetes_data_copy['Insulin'].fillna(diabetes_data_copy['Insulin'].median(), inplace=True) # <-- LEAK702
diabetes_data_copy['BMI'].fillna(diabetes_data_copy['BMI'].median(), inplace=True) # <-- LEAK702
# %%
p = diabetes_data_copy.hist(figsize=(20, 20))
# %%
color_wheel = {1: "#0392cf", 2: "#7bc043"}
colors = diabetes_data["Outcome"].map(lambda x: color_wheel.get(x + 1))
print(diabetes_data.Outcome.value_counts())
p = diabetes_data.Outcome.value_counts().plot(kind="bar")
# %%
p = scatter_matrix(diabetes_data, figsize=(25, 25))
# %%
p = sns.pairplot(diabetes_data_copy, hue='Outcome')
# %%
plt.figure(figsize=(12, 10))
p = sns.heatmap(diabetes_data_copy.corr(), annot=True, cmap='RdYlGn')
# %% [markdown]
# ## Scaling
# %%
from sklearn.preprocessing import StandardScaler
sc_X = StandardScaler()
X = pd.DataFrame(sc_X.fit_transform(diabetes_data_copy.drop(["Outcome"], axis=1)), # <-- LEAK701
        columns=['Pregnancies', 'Glucose', 'BloodPressure', 'SkinThickness', 'Insulin',
        'BMI', 'DiabetesPedigreeFunction', 'Age'])
X.head()
# %%
y = diabetes_data_copy.Outcome
# %%
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=1/3, random_state=42, stratify=y)
# %%
from sklearn.neighbors import KNeighborsClassifier
test_scores = []
train_scores = []
for i in range(1, 15):
    knn = KNeighborsClassifier(i)
    knn.fit(X_train, y_train) # <-- LEAK707?
    train_scores.append(knn.score(X_train, y_train))
    test_scores.append(knn.score(X_test, y_test)) # <-- LEAK707?
# %%
max_train_score = max(train_scores)
train_scores_ind = [i for i, v in enumerate(train_scores) if v == max_train_score]
print('Max train score {} % and k = {}'.format(max_train_score * 100, list(map(lambda x: x + 1, train_scores_ind))))
# %%
max_test_score = max(test_scores) # <-- LEAK707
test_scores_ind = [i for i, v in enumerate(test_scores) if v == max_test_score] # <-- LEAK707?
print('Max test score {} % and k = {}'.format(max_test_score * 100, list(map(lambda x: x + 1, test_scores_ind))))
# %%
plt.figure(figsize=(12, 5))
p = sns.lineplot(x=range(1, 15), y=train_scores, marker='*', label='Train Score')
p = sns.lineplot(x=range(1, 15), y=test_scores, marker='o', label='Test Score')
# %%
knn = KNeighborsClassifier(11)
knn.fit(X_train, y_train) # <-- LEAK707?
knn.score(X_test, y_test) # <-- LEAK707?
# %%
from sklearn.metrics import confusion_matrix, classification_report
y_pred = knn.predict(X_test)
print(confusion_matrix(y_test, y_pred)) # <-- LEAK707?
print(classification_report(y_test, y_pred)) # <-- LEAK707?
