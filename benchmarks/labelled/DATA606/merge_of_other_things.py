# silent: DATA606
# %%
import heapq
import git
import numpy as np
from boltons.dictutils import OneToOne
# %%
a = np.sort(np.random.default_rng(0).integers(0, 99, 20))
b = np.sort(np.random.default_rng(1).integers(0, 99, 20))
both = list(heapq.merge(a, b))
print(both[:10])
# %%
repo = git.Repo(".")
repo.git.merge("origin/main", no_ff=True)


class Hist:
    def __init__(self, counts):
        self.counts = counts

    def merge(self, other):
        return Hist(self.counts + other.counts)


h = Hist(np.bincount(a, minlength=100)).merge(Hist(np.bincount(b, minlength=100)))
print(h.counts.sum())
