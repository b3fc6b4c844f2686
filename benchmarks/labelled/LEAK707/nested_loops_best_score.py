# finds: LEAK707
# %%
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

spam = pd.read_csv("spambase.data", header=None)
train, test = train_test_split(spam, test_size=0.3, random_state=0)
feat = list(range(57))
# %%
best_score, best_params = 0, None
for depth in [4, 8, 16]:
    for n in [50, 100, 200]:
        rf = RandomForestClassifier(n_estimators=n, max_depth=depth, random_state=0)
        rf.fit(train[feat], train[57])
        score = rf.score(test[feat], test[57])  # <-- LEAK707
        print(depth, n, round(score, 4))
        if score > best_score:  # <-- LEAK707?
            best_score = score  # <-- LEAK707?
            best_params = {"n_estimators": n, "max_depth": depth}  # <-- LEAK707?
# %%
print("best:", best_params, "test accuracy:", best_score)
