# finds: LEAK706
# %%
import pandas as pd
import torch
import torch.nn as nn

torch.manual_seed(3)
df = pd.read_csv("banknote.csv")
X = torch.tensor(df.iloc[:, :4].values, dtype=torch.float32)
y = torch.tensor(df.iloc[:, 4].values, dtype=torch.float32)
# %%
net = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 1))
optimizer = torch.optim.SGD(net.parameters(), lr=0.05)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(500):
    optimizer.zero_grad()
    loss = criterion(net(X).squeeze(), y)
    loss.backward()
    optimizer.step()
    if epoch % 100 == 0:
        print(epoch, loss.item())
# %%
from sklearn.metrics import accuracy_score

with torch.no_grad():
    guess = (net(X).squeeze() > 0).float()  # <-- LEAK706?
print("final accuracy", accuracy_score(y.numpy(), guess.numpy()))  # <-- LEAK706
