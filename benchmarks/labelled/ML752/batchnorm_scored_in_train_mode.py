# finds: ML752
# %%
import numpy as np
import pandas as pd
import torch
import torch.nn as nn

df = pd.read_csv("boston.csv")
X = torch.tensor(df.drop(columns="MEDV").values, dtype=torch.float32)
y = torch.tensor(df["MEDV"].values, dtype=torch.float32)
model = nn.Sequential(nn.Linear(13, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Linear(64, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
# %%
model.train()
for epoch in range(200):
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(model(X[:400]).squeeze(1), y[:400])
    loss.backward()
    optimizer.step()
# %%
with torch.no_grad():  # <-- ML752?
    y_hat = model(X[400:]).squeeze(1)  # <-- ML752
print("RMSE", torch.sqrt(((y_hat - y[400:]) ** 2).mean()).item())  # <-- ML752?
