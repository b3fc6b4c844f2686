# silent: ML751
# %%
import matplotlib.pyplot as plt
import torch

xy = torch.tensor([-1.5, 2.0], requires_grad=True)
lbfgs = torch.optim.LBFGS([xy], history_size=10, max_iter=4, line_search_fn="strong_wolfe")


def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def closure():
    lbfgs.zero_grad()
    loss = rosenbrock(xy)
    loss.backward()
    return loss
# %%
history = []
for _ in range(20):
    history.append(lbfgs.step(closure).item())
plt.semilogy(history)
print(xy)
