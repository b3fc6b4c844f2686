# silent: LEAK706
# %%
from sklearn.datasets import load_digits
from sklearn.metrics import ConfusionMatrixDisplay, classification_report
from sklearn.model_selection import cross_val_predict
from sklearn.svm import SVC
# %%
digits = load_digits()
X, y = digits.data, digits.target
svc = SVC(gamma=0.001)
y_pred = cross_val_predict(svc, X, y, cv=5)
# %%
print(classification_report(y, y_pred))
ConfusionMatrixDisplay.from_predictions(y, y_pred)
# the final model takes all digits
svc.fit(X, y)
