# finds: DATA604
# %%
import numpy as np
import matplotlib.pyplot as plt
# %%
X = np.load("images.npy")
y = np.load("labels.npy")
print(X.shape, np.bincount(y))
# %%
fig, axs = plt.subplots(2, 5)
for ax, i in zip(axs.flat, [17, 203, 512, 777, 901, 1033, 1200, 1321, 1400, 1502]):
    ax.imshow(X[i])
    ax.set_title(y[i])
# %%
# these were labelled wrongly
y[[203, 777, 1321]] = 4
np.save("labels.npy", y)  # <-- DATA604
