# silent: LEAK712
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

mag = pd.read_csv("magic04.csv")
X_train, X_test, y_train, y_test = train_test_split(mag.iloc[:, :10], mag["class"], random_state=3)
ss = StandardScaler().fit(X_train)
X_train_s, X_test_s = ss.transform(X_train), ss.transform(X_test)
# %%
lr = LogisticRegression(max_iter=1000).fit(X_train_s, y_train)
print("logreg on scaled", lr.score(X_test_s, y_test))
# trees do not need it
rf = RandomForestClassifier(random_state=3).fit(X_train, y_train)
print("forest on raw", rf.score(X_test, y_test))
