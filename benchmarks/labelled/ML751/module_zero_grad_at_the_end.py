# silent: ML751
# %%
import torch
import torch.nn as nn
import torch.optim as optim

vocab = {"the": 0, "cat": 1, "sat": 2, "on": 3, "mat": 4}
grams = [([0, 1], 2), ([1, 2], 3), ([2, 3], 0), ([3, 0], 4)]
lm = nn.Sequential(nn.Embedding(5, 8), nn.Flatten(), nn.Linear(16, 5))
optimizer = optim.SGD(lm.parameters(), lr=0.1)
# %%
for epoch in range(50):
    total = 0
    for ctx, target in grams:
        loss = nn.functional.cross_entropy(lm(torch.tensor([ctx])), torch.tensor([target]))
        loss.backward()
        optimizer.step()
        lm.zero_grad()
        total += loss.item()
print("loss", total)
