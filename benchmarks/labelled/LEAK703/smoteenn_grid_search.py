# finds: LEAK703
# %%
import pandas as pd
from imblearn.combine import SMOTEENN
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC

churn = pd.read_csv("bank_churners.csv").select_dtypes("number").drop(columns=["CLIENTNUM"])
target = pd.read_csv("bank_churners.csv")["Attrition_Flag"].eq("Attrited Customer").astype(int)
# %%
Xs, ys = SMOTEENN(random_state=0).fit_resample(churn, target)  # <-- LEAK703
print(len(churn), "->", len(Xs))
# %%
search = GridSearchCV(SVC(), {"C": [1, 10], "gamma": ["scale", "auto"]}, scoring="recall", cv=5)
search.fit(Xs, ys)
print("best recall", search.best_score_, search.best_params_)
