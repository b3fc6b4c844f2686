# silent: ML751
# %%
import torch
from torch import nn

emb = nn.Embedding(500, 32)
opt = torch.optim.SparseAdam(emb.parameters()) if emb.sparse else torch.optim.Adam(emb.parameters())
pairs = torch.randint(0, 500, (2000, 2))
print(pairs.shape)
# %%
for epoch in range(20):
    for chunk in pairs.split(100):
        for p in emb.parameters():
            p.grad = None
        a, b = emb(chunk[:, 0]), emb(chunk[:, 1])
        loss = -nn.functional.cosine_similarity(a, b).mean()
        loss.backward()
        opt.step()
    print(epoch, loss.item())
