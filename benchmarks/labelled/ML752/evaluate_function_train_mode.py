# finds: ML752
# %%
import torch
import torch.nn as nn
from sklearn.metrics import f1_score


class Tagger(nn.Module):
    def __init__(self, vocab=5000, classes=7):
        super().__init__()
        self.emb = nn.EmbeddingBag(vocab, 64)
        self.head = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(p=0.2), nn.Linear(64, classes))

    def forward(self, ids):
        return self.head(self.emb(ids))


def evaluate(m, ids, labels):
    with torch.no_grad():  # <-- ML752?
        out = m(ids).argmax(dim=1)  # <-- ML752
    return f1_score(labels.numpy(), out.numpy(), average="macro")  # <-- ML752?
# %%
ids_tr, y_tr, ids_te, y_te = torch.load("docs.pt")
tagger = Tagger()
opt = torch.optim.AdamW(tagger.parameters(), lr=1e-3)
tagger.train()
for _ in range(30):
    opt.zero_grad()
    nn.functional.cross_entropy(tagger(ids_tr), y_tr).backward()
    opt.step()
print("macro F1:", evaluate(tagger, ids_te, y_te))  # <-- ML752?
