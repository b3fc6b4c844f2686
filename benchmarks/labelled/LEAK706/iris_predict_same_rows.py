# finds: LEAK706
# %%
from sklearn import datasets
from sklearn.svm import SVC
from sklearn.metrics import accuracy_score, confusion_matrix
import seaborn as sns
# %%
iris = datasets.load_iris()
X = iris.data
y = iris.target
print(iris.feature_names)
# %%
classifier = SVC(kernel="rbf", gamma=0.7)
classifier.fit(X, y)
# %%
y_pred = classifier.predict(X)  # <-- LEAK706?
cm = confusion_matrix(y, y_pred)  # <-- LEAK706?
sns.heatmap(cm, annot=True, fmt="d")
print("Accuracy:", accuracy_score(y, y_pred))  # <-- LEAK706
