# silent: LEAK712
# %%
import joblib
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

mpg = pd.read_csv("mpg.csv").dropna()
cols = ["weight", "horsepower", "displacement"]
X_train, X_test, y_train, y_test = train_test_split(mpg[cols], mpg["mpg"], random_state=0)
model = make_pipeline(StandardScaler(), SVR(C=20))
model.fit(X_train, y_train)
print("R2", model.score(X_test, y_test))
# %%
joblib.dump(model, "mpg.joblib")
new = pd.DataFrame([[3000, 120, 200]], columns=cols)
print(model.predict(new))
