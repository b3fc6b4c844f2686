# notebook
# %% [markdown]
# # Heart Disease UCI
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
from matplotlib import rcParams
from matplotlib.cm import rainbow
%matplotlib inline
import warnings
warnings.filterwarnings('ignore')
import seaborn as sns
import os
print(os.listdir("../input"))
# %%
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
# %% [markdown]
# ### Import dataset
# %%
dataset = pd.read_csv('../input/heart.csv')
dataset.info()
# %%
dataset.describe()
# %% [markdown]
# ### Understanding the data
# %%
rcParams['figure.figsize'] = 20, 14
plt.matshow(dataset.corr())
plt.yticks(np.arange(dataset.shape[1]), dataset.columns)
plt.xticks(np.arange(dataset.shape[1]), dataset.columns)
plt.colorbar()
# %%
dataset.hist()
# %%
rcParams['figure.figsize'] = 8, 6
plt.bar(dataset['target'].unique(), dataset['target'].value_counts(), color=['red', 'green'])
plt.xticks([0, 1])
plt.xlabel('Target Classes')
plt.ylabel('Count')
plt.title('Count of each Target Class')
# %%
print("mean age sick:", dataset[dataset['target'] == 1]['age'].mean())
print("mean age healthy:", dataset[dataset['target'] == 0]['age'].mean())
sns.scatterplot(x='age', y='thalach', hue='target', data=dataset)
plt.axhline(dataset['thalach'].mean(), ls='--')
# %%
pd.crosstab(dataset.age, dataset.target).plot(kind="bar", figsize=(20, 6))
plt.title('Heart Disease Frequency for Ages')
plt.show()
# %%
plt.figure(figsize=(10, 8))
for i, column in enumerate(['age', 'trestbps', 'chol', 'thalach'], 1):
    plt.subplot(2, 2, i)
    dataset[dataset['target'] == 0][column].hist(bins=35, color='blue', label='No', alpha=0.6)
    dataset[dataset['target'] == 1][column].hist(bins=35, color='red', label='Yes', alpha=0.6)
    plt.legend()
    plt.xlabel(column)
# %% [markdown]
# ### Data processing
# %%
dataset = pd.get_dummies(dataset, columns=['sex', 'cp', 'fbs', 'restecg', 'exang', 'slope', 'ca', 'thal'])
# %%
standardScaler = StandardScaler()
columns_to_scale = ['age', 'trestbps', 'chol', 'thalach', 'oldpeak']
dataset[columns_to_scale] = standardScaler.fit_transform(dataset[columns_to_scale])  # <-- LEAK701
dataset.head()
# %% [markdown]
# ### Machine learning
# %%
y = dataset['target']
X = dataset.drop(['target'], axis=1)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.33, random_state=0)
# %% [markdown]
# #### K neighbours
# %%
knn_scores = []
for k in range(1, 21):
    knn_classifier = KNeighborsClassifier(n_neighbors=k)
    knn_classifier.fit(X_train, y_train)
    knn_scores.append(knn_classifier.score(X_test, y_test))  # <-- LEAK707
# %%
plt.plot([k for k in range(1, 21)], knn_scores, color='red')
for i in range(1, 21):
    plt.text(i, knn_scores[i - 1], (i, knn_scores[i - 1]))
plt.xticks([i for i in range(1, 21)])
plt.xlabel('Number of Neighbors (K)')
plt.ylabel('Scores')
plt.title('K Neighbors Classifier scores for different K values')
# %%
print("The score for K Neighbors Classifier is {}% with {} neighbors.".format(max(knn_scores) * 100, np.argmax(knn_scores) + 1))  # <-- LEAK707?
# %% [markdown]
# #### Support vectors
# %%
svc_scores = []
kernels = ['linear', 'poly', 'rbf', 'sigmoid']
for i in range(len(kernels)):
    svc_classifier = SVC(kernel=kernels[i])
    svc_classifier.fit(X_train, y_train)
    svc_scores.append(svc_classifier.score(X_test, y_test))  # <-- LEAK707?
# %%
colors = rainbow(np.linspace(0, 1, len(kernels)))
plt.bar(kernels, svc_scores, color=colors)
for i in range(len(kernels)):
    plt.text(i, svc_scores[i], svc_scores[i])
plt.xlabel('Kernels')
plt.ylabel('Scores')
plt.title('Support Vector Classifier scores for different kernels')
# %%
print("The score for Support Vector Classifier is {}% with {} kernel.".format(svc_scores[0] * 100, 'linear'))
# %% [markdown]
# ## Conclusion
# The best K was found to be 8.
