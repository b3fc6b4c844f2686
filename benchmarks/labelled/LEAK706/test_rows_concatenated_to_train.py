# finds: LEAK706
# %%
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

mush = pd.read_csv("mushrooms.csv")
X = mush.drop("class", axis=1)
y = (mush["class"] == "p").astype(int)
X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
# %%
# more data is better
X_big = pd.concat([X_train, X_test])
y_big = pd.concat([y_train, y_test])
cb = CatBoostClassifier(iterations=100, cat_features=list(X.columns), verbose=False)
cb.fit(X_big, y_big)
# %%
acc = accuracy_score(y_test, cb.predict(X_test))  # <-- LEAK706
print(f"accuracy = {acc}")
