# finds: LEAK704
# %%
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

genes = pd.read_csv("leukemia_expression.csv", index_col=0)
X = genes.drop(columns="type")
y = genes["type"]
print(X.shape)  # 72 x 7129
# %%
selector = SelectKBest(score_func=f_classif, k=50)
X_new = selector.fit_transform(X, y)  # <-- LEAK704
print(X.columns[selector.get_support()][:10])
# %%
X_train, X_test, y_train, y_test = train_test_split(X_new, y, test_size=0.3, random_state=0)
clf = LogisticRegression(max_iter=2000).fit(X_train, y_train)
print("accuracy:", clf.score(X_test, y_test))
