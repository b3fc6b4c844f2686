# silent: LEAK710
# %%
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_score

eeg = pd.read_csv("eeg_windows.csv")
print(eeg.groupby("subject_id").size().describe())
# %%
X = eeg.filter(regex="^band_")
cv = GroupKFold(n_splits=6)
s = cross_val_score(LogisticRegression(max_iter=2000), X, eeg["seizure"], groups=eeg["subject_id"], cv=cv, scoring="average_precision")
print(s.round(3), s.mean())
