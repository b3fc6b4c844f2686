# notebook
# %% [markdown]
# # Toxic comments with a BiGRU, from scratch
# %%
import re
import math
import random
import numpy as np
import pandas as pd
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pad_sequence
from torch.utils.data import Dataset, DataLoader, random_split
from collections import Counter
from sklearn.model_selection import train_test_split
from sklearn.metrics import f1_score, roc_auc_score, precision_recall_curve
from tqdm.auto import tqdm
import matplotlib.pyplot as plt
# %%
SEED, MAXLEN, BS, EPOCHS = 13, 200, 128, 6
random.seed(SEED)
np.random.seed(SEED)
torch.manual_seed(SEED)
dev = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
# %%
df = pd.read_csv("jigsaw.csv")
print(df.shape)
df.head()
# %%
df["toxic"].mean(), df["comment_text"].isna().sum()
# %%
lens = df["comment_text"].str.split().str.len()
print(lens.describe(percentiles=[0.5, 0.9, 0.95, 0.99]))
lens.clip(upper=600).hist(bins=60)
plt.show()
# %%
def norm(s):
    s = s.lower()
    s = re.sub(r"\n", " ", s)
    s = re.sub(r"[^a-z' ]", " ", s)
    return re.sub(r"\s+", " ", s).strip().split()[:MAXLEN]


df["tok"] = df["comment_text"].map(norm)
df = df[df["tok"].str.len() > 0].reset_index(drop=True)
# %%
tr, rest = train_test_split(df, test_size=0.3, stratify=df["toxic"], random_state=SEED)
va, te = train_test_split(rest, test_size=0.5, stratify=rest["toxic"], random_state=SEED)
print(len(tr), len(va), len(te))
# %% [markdown]
# Vocabulary from the training comments only
# %%
class Vocab:
    PAD, UNK = 0, 1

    def __init__(self, min_freq=5):
        self.min_freq = min_freq
        self.stoi = {"<pad>": 0, "<unk>": 1}

    def build(self, docs):
        cnt = Counter(w for d in docs for w in d)
        for w, n in cnt.most_common():
            if n >= self.min_freq:
                self.stoi[w] = len(self.stoi)
        return self

    def encode(self, doc):
        return [self.stoi.get(w, self.UNK) for w in doc]

    def __len__(self):
        return len(self.stoi)


vocab = Vocab().build(tr["tok"])
print("vocabulary", len(vocab))
oov = np.mean([w not in vocab.stoi for d in te["tok"] for w in d])
print(f"out of vocabulary in the test part: {oov:.2%}")
# %%
class Comments(Dataset):
    def __init__(self, frame):
        self.x = [torch.tensor(vocab.encode(d)) for d in frame["tok"]]
        self.y = frame["toxic"].to_numpy(dtype=np.float32)

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


def collate(batch):
    xs, ys = zip(*batch)
    return pad_sequence(xs, batch_first=True), torch.tensor(ys)


loaders = {k: DataLoader(Comments(f), batch_size=BS, shuffle=(k == "tr"), collate_fn=collate)
           for k, f in {"tr": tr, "va": va, "te": te}.items()}
# %%
class BiGRU(nn.Module):
    def __init__(self, n, d=128, h=96):
        super().__init__()
        self.emb = nn.Embedding(n, d, padding_idx=0)
        self.rnn = nn.GRU(d, h, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.3)
        self.out = nn.Linear(2 * h, 1)

    def forward(self, x):
        z, _ = self.rnn(self.drop(self.emb(x)))
        return self.out(z.max(dim=1).values).squeeze(1)


net = BiGRU(len(vocab)).to(dev)
opt = torch.optim.Adam(net.parameters(), lr=2e-3)
w = torch.tensor((1 - tr["toxic"].mean()) / tr["toxic"].mean(), device=dev)
crit = nn.BCEWithLogitsLoss(pos_weight=w)
# %%
@torch.no_grad()
def scores(loader):
    net.eval()
    ps, ys = [], []
    for x, y in loader:
        ps.append(torch.sigmoid(net(x.to(dev))).cpu())
        ys.append(y)
    return torch.cat(ps).numpy(), torch.cat(ys).numpy()


log = []
best_auc = 0
for ep in range(EPOCHS):
    net.train()
    run = 0
    for x, y in tqdm(loaders["tr"]):
        opt.zero_grad()
        loss = crit(net(x.to(dev)), y.to(dev))
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        run += loss.item()
    p, y = scores(loaders["va"])
    auc = roc_auc_score(y, p)
    log.append((run / len(loaders["tr"]), auc))
    print(ep, log[-1])
    if auc > best_auc:
        best_auc = auc
        torch.save(net.state_dict(), "bigru.pt")
# %%
net.load_state_dict(torch.load("bigru.pt"))
p, y = scores(loaders["va"])
pr, rc, th = precision_recall_curve(y, p)
f = 2 * pr * rc / (pr + rc + 1e-9)
cut = th[f[:-1].argmax()]
print("cut", cut)
# %%
p, y = scores(loaders["te"])
print("test AUC %.4f, F1 %.4f" % (roc_auc_score(y, p), f1_score(y, p > cut)))
