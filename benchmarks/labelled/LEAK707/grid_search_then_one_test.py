# silent: LEAK707
# %%
import pandas as pd
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.metrics import classification_report

ion = pd.read_csv("ionosphere.data", header=None)
X, y = ion.iloc[:, :34], ion[34]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0)
# %%
grid = GridSearchCV(make_pipeline(StandardScaler(), SVC()), {"svc__C": [0.1, 1, 10, 100], "svc__gamma": ["scale", 0.01, 0.1]}, refit=True, verbose=1)
grid.fit(X_train, y_train)
print(grid.best_params_, grid.best_score_)
pd.DataFrame(grid.cv_results_).sort_values("rank_test_score").head()
# %%
print(classification_report(y_test, grid.predict(X_test)))
