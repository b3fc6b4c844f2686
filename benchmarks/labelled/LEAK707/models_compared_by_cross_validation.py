# silent: LEAK707
# %%
import matplotlib.pyplot as plt
import pandas as pd
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.tree import DecisionTreeClassifier

iris = pd.read_csv("iris.csv")
X, y = iris.values[:, 0:4], iris.values[:, 4]
X_train, X_validation, Y_train, Y_validation = train_test_split(X, y, test_size=0.20, random_state=1)
# %%
models = [("LR", LogisticRegression(max_iter=500)), ("LDA", LinearDiscriminantAnalysis())]
models += [("KNN", KNeighborsClassifier()), ("CART", DecisionTreeClassifier())]
results, names = [], []
for name, model in models:
    cv_results = cross_val_score(model, X_train, Y_train, cv=StratifiedKFold(10, shuffle=True, random_state=1))
    results.append(cv_results); names.append(name)
    print("%s: %f (%f)" % (name, cv_results.mean(), cv_results.std()))
plt.boxplot(results); plt.xticks(range(1, 5), names)
# %%
lda = LinearDiscriminantAnalysis().fit(X_train, Y_train)
print(lda.score(X_validation, Y_validation))
