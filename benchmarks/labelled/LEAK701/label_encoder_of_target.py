# silent: LEAK701
# %%
import pandas as pd
import xgboost as xgb
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder

beans = pd.read_excel("Dry_Bean_Dataset.xlsx")
beans["Class"].value_counts().plot.bar()
# %%
le = LabelEncoder()
y = le.fit_transform(beans["Class"])
X = beans.drop(columns="Class")
print(dict(enumerate(le.classes_)))
# %%
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=11)
booster = xgb.XGBClassifier(n_estimators=250, max_depth=5)
booster.fit(X_train, y_train)
print(classification_report(y_test, booster.predict(X_test), target_names=le.classes_))
