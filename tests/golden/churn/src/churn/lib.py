"""Functions and classes defined in the notebook."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, roc_auc_score

# set by the steps, read by the functions below when they are called
spend_limits: object


# cell 19
def spend_band(row):
    """low / middle / high, as in the sales reports"""
    if row["monthly_spend"] < spend_limits[0]:
        return "low"
    if row["monthly_spend"] < spend_limits[1]:
        return "middle"
    return "high"


# cell 20
def tenure_group(months):
    if months < 12:
        return "first year"
    if months < 36:
        return "1-3 years"
    return "longer"


# cell 21
def build_matrix(frame, *, features, categories):
    numeric = frame[features].astype(float)
    dummies = pd.get_dummies(frame[categories], dtype=float)
    return pd.concat([numeric, dummies], axis=1)


# cell 23
def campaign_cost(actual, predicted, *, COSTS):
    tn, fp, fn, tp = confusion_matrix(actual, predicted).ravel()
    return int((tp + fp) * COSTS["call"] + fn * COSTS["lost"])


# cell 23
def evaluate(name, model, X, y, *, THRESHOLD, COSTS):
    proba = model.predict_proba(X)[:, 1]
    predicted = (proba > THRESHOLD).astype(int)
    scores = {
        "model": name,
        "accuracy": accuracy_score(y, predicted),
        "auc": roc_auc_score(y, proba),
        "f1": f1_score(y, predicted),
        "cost": campaign_cost(y, predicted, COSTS=COSTS),
    }
    print(f"{name}: accuracy {scores['accuracy']:.4f}  auc {scores['auc']:.4f}  f1 {scores['f1']:.4f}")
    return scores


# cell 32
def lift(actual, proba, share=0.1):
    """churn rate among the riskiest share of customers, relative to all of them"""
    ranked = np.asarray(actual)[np.argsort(-proba, kind="stable")]
    top = ranked[:int(len(ranked) * share)]
    return top.mean() / ranked.mean()


# cell 36
@dataclass
class Contact:
    customer_id: str
    score: float
    band: str


# cell 36
class CrmClient:
    def __init__(self, user, password):
        self.user = user
        self.password = password
        self.contacts = []

    def push(self, contacts):
        for contact in contacts:
            if contact.score < 0 or contact.score > 1:
                raise ValueError(f"not a probability: {contact}")
            self.contacts.append(contact)
        return len(contacts)
