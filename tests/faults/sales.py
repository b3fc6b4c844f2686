# %% [markdown]
# # Sales
# %%
import csv
import json
import random
import statistics
# %% tags=["parameters"]
data_path = "sales.csv"
test_share = 0.25
rounds = 3
rate = 0.1
label = "sold"
# %% [markdown]
# ## Load the rows
# %%
with open(data_path) as file:
    rows = list(csv.DictReader(file))
print(len(rows), "rows")
# %% [markdown]
# ## Clean the rows
# %%
for row in rows:
    row["price"] = float(row["price"])
    row["sold"] = int(row["sold"])
rows = [row for row in rows if row["price"] > 0]
rows.sort(key=lambda row: row["price"])
cheapest, dearest = rows[0], rows[-1]
print("from", cheapest["price"], "to", dearest["price"])
# %% [markdown]
# ## Engineer features
# %%
mean = statistics.mean(row["price"] for row in rows)
def centered(price):
    return price - mean
for row in rows:
    row["centered"] = centered(row["price"])
columns = ["price", "centered"]
columns_alias = columns
# %% [markdown]
# ## Split the rows
# %%
random.seed(7)
shuffled = rows[:]
random.shuffle(shuffled)
cut = int(len(shuffled) * test_share)
test, train = shuffled[:cut], shuffled[cut:]
print(len(train), len(test))
# %% [markdown]
# ## Train the model
# %%
class Model:
    def __init__(self, rate):
        self.rate = rate
        self.weight = 0.0
        self.bias = 0.0
    def step(self, x, y):
        error = self.weight * x + self.bias - y
        self.weight -= self.rate * error * x / scale
        self.bias -= self.rate * error
scale = 100.0
model = Model(rate)
history = []
for number in range(rounds):
    for row in train:
        model.step(row["centered"], row[label])
    history.append(round(model.weight, 6))
    print("round", number, history[-1])
# %% [markdown]
# ## Evaluate the model
# %%
def loss(model, rows, label):
    return sum((model.weight * row["centered"] + model.bias - row[label]) ** 2 for row in rows) / len(rows)
train_loss = loss(model, train, label)
test_loss = loss(model, test, label)
noise = random.random()
columns.append("noise")
print("train", round(train_loss, 4))
print("test", round(test_loss, 4))
# %% [markdown]
# ## Save the report
# %%
report = {"train": train_loss, "test": test_loss, "columns": columns_alias, "noise": noise}
with open("report.json", "w") as file:
    json.dump(report, file)
with open("log.txt", "w") as file:
    file.write("first\n")
    file.write("second\n")
best = min(report["train"], report["test"])
print("best", round(best, 4))
