# notebook
# %% [markdown]
# # Penguins: my first classifier
# %%
import pandas as pd
import numpy as np
import seaborn as sns
import matplotlib.pyplot as plt
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier, plot_tree
from sklearn.model_selection import train_test_split
from sklearn.metrics import accuracy_score, confusion_matrix, classification_report
# %%
penguins = sns.load_dataset('penguins')
penguins.head()
# %%
penguins.info()
penguins['species'].value_counts()
# %%
sns.pairplot(penguins, hue='species')
# %%
penguins = penguins.dropna()
penguins.groupby('species').mean(numeric_only=True)
# %%
le = LabelEncoder()
y = le.fit_transform(penguins['species'])
X = penguins[['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g']]
X.boxplot(figsize=(8, 4))
# %%
scaler = StandardScaler()
X_sc = scaler.fit_transform(X)
# %% [markdown]
# ## KNN
# %%
knn = KNeighborsClassifier(n_neighbors=1)
knn.fit(X_sc, y) # <-- LEAK706?
y_hat = knn.predict(X_sc) # <-- LEAK706?
print('Accuracy:', accuracy_score(y, y_hat)) # <-- LEAK706
print(confusion_matrix(y, y_hat)) # <-- LEAK706?
# %% [markdown]
# 100 %! Great. And a tree:
# %%
tree = DecisionTreeClassifier(max_depth=6, random_state=0)
tree.fit(X, y) # <-- LEAK706?
print('Accuracy:', tree.score(X, y)) # <-- LEAK706
# %%
plt.figure(figsize=(16, 9))
plot_tree(tree, feature_names=list(X.columns), class_names=list(le.classes_), filled=True)
plt.show()
# %%
def plot_regions(model, X2, y2):
    x0, x1 = np.meshgrid(np.linspace(30, 60, 200), np.linspace(12, 22, 200))
    model.fit(X2, y2)
    zz = model.predict(np.c_[x0.ravel(), x1.ravel()]).reshape(x0.shape)
    plt.contourf(x0, x1, zz, alpha=.3)
    plt.scatter(X2[:, 0], X2[:, 1], c=y2, s=12)
    plt.show()

plot_regions(DecisionTreeClassifier(max_depth=3), X.values[:, :2], y)
# %%
from sklearn.pipeline import make_pipeline
from sklearn.model_selection import cross_val_score
print(penguins.groupby(['species', 'island']).size().unstack(fill_value=0))
# %% [markdown]
# ## Now with a test set
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=8, stratify=y)
dt = DecisionTreeClassifier(max_depth=4, random_state=0)
dt.fit(X_train, y_train)
print('Train accuracy:', dt.score(X_train, y_train))
print('Test accuracy:', dt.score(X_test, y_test))
print(classification_report(y_test, dt.predict(X_test), target_names=le.classes_))
# %% [markdown]
# ## Which k? Cross-validation on the training rows
# %%
ks = list(range(1, 20, 2))
cv_acc = []
for k in ks:
    pipe = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=k))
    cv_acc.append(cross_val_score(pipe, X_train, y_train, cv=5).mean())
plt.plot(ks, cv_acc, 'o--')
plt.xlabel('k')
print('best k:', ks[int(np.argmax(cv_acc))], 'CV accuracy:', max(cv_acc))
# %%
from sklearn.cluster import KMeans
km = KMeans(3, n_init=10, random_state=0).fit(X_sc)
print(pd.crosstab(km.labels_, penguins['species'].values))
