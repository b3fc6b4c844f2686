# finds: LEAK710
# %%
import pandas as pd
from scipy.stats import randint
from sklearn.ensemble import RandomForestRegressor
from sklearn.model_selection import RandomizedSearchCV

answers = pd.read_csv("quiz_answers.csv")
answers["attempt"] = answers.groupby("student_id").cumcount() + 1
answers["prev_score"] = answers.groupby("student_id")["score"].shift(1).fillna(0)
answers[answers.student_id == 17]
# %%
X, y = answers[["attempt", "prev_score", "minutes"]], answers["score"]
rs = RandomizedSearchCV(RandomForestRegressor(), {"max_depth": randint(2, 20)}, n_iter=10, cv=5, random_state=0)  # <-- LEAK710?
rs.fit(X, y)  # <-- LEAK710
print(rs.best_score_, rs.best_params_)
