# finds: ML751
# %%
import pandas as pd
import torch

df = pd.read_csv("height_weight.csv")
h = torch.tensor(df["height"].values, dtype=torch.float32)
w = torch.tensor(df["weight"].values, dtype=torch.float32)
a = torch.zeros(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
sgd = torch.optim.SGD([a, b], lr=1e-5)
# %%
it, err = 0, float("inf")
while err > 1.0 and it < 10_000:  # <-- ML751?
    loss = ((a * h + b - w) ** 2).mean()
    loss.backward()  # <-- ML751
    sgd.step()  # <-- ML751?
    err = loss.item()
    it += 1
print(a.item(), b.item(), err)
