# silent: LEAK701
# %%
import pandas as pd
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.metrics import ConfusionMatrixDisplay, f1_score

df = pd.read_csv("Social_Network_Ads.csv")
df.head(3)
# %%
X = df[["Age", "EstimatedSalary"]].values
y = df["Purchased"].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
# %%
# Feature Scaling
sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)
# %%
mlp = MLPClassifier(hidden_layer_sizes=(16,), max_iter=800, random_state=0)
mlp.fit(X_train, y_train)
print("F1", f1_score(y_test, mlp.predict(X_test)))
ConfusionMatrixDisplay.from_estimator(mlp, X_test, y_test)
