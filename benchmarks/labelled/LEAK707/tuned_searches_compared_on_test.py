# finds: LEAK707
# %%
import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, RandomizedSearchCV, train_test_split

df = pd.read_csv("stroke.csv").drop(columns="id").dropna()
X = pd.get_dummies(df.drop(columns="stroke"))
X_train, X_test, y_train, y_test = train_test_split(X, df["stroke"], stratify=df["stroke"], random_state=0)
# %%
ridge = GridSearchCV(RidgeClassifier(class_weight="balanced"), {"alpha": [0.1, 1, 10]}).fit(X_train, y_train)
trees = RandomizedSearchCV(
    ExtraTreesClassifier(class_weight="balanced"), {"max_depth": [3, 6, 9], "n_estimators": [100, 300]}, n_iter=4, random_state=0
).fit(X_train, y_train)
# %%
acc_ridge = balanced_accuracy_score(y_test, ridge.predict(X_test))  # <-- LEAK707?
acc_trees = balanced_accuracy_score(y_test, trees.predict(X_test))  # <-- LEAK707?
best_model = ridge if acc_ridge > acc_trees else trees  # <-- LEAK707
print("we keep", best_model.best_estimator_, max(acc_ridge, acc_trees))  # <-- LEAK707?
