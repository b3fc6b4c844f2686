# finds: DATA602
# %%
import io
import boto3
import pandas as pd
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
# %%
s3 = boto3.client("s3")
obj = s3.get_object(Bucket="acme-lake", Key="labels/tickets.csv")  # <-- DATA602
tickets = pd.read_csv(io.BytesIO(obj["Body"].read()))  # <-- DATA602?
print(tickets.team.value_counts())
# %%
x = tickets.filter(like="emb_")
sgd = SGDClassifier(random_state=0).fit(x[:2000], tickets.team[:2000])
print(f1_score(tickets.team[2000:], sgd.predict(x[2000:]), average="macro"))
