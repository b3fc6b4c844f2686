# finds: LEAK701
# %%
import pandas as pd
import lightgbm as lgb
from sklearn.metrics import accuracy_score
from sklearn.preprocessing import OrdinalEncoder

train_df = pd.read_csv("adult_train.csv")
test_df = pd.read_csv("adult_test.csv")  # has labels too
cat_cols = ["workclass", "education", "occupation", "native-country"]
train_df.income.value_counts(), test_df.income.value_counts()
# %%
# fit on both so that no category is unknown
both = pd.concat([train_df, test_df], axis=0)
enc = OrdinalEncoder()
enc.fit(both[cat_cols])  # <-- LEAK701
X_train = enc.transform(train_df[cat_cols])
X_test = enc.transform(test_df[cat_cols])
# %%
clf = lgb.LGBMClassifier(num_leaves=15).fit(X_train, train_df["income"])
print("test accuracy", accuracy_score(test_df["income"], clf.predict(X_test)))
