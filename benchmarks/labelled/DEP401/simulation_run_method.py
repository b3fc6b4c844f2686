# silent: DEP401
# %%
import numpy as np
import pandas as pd
from ragstats import App, Server
# %%
# a queueing model: app and server are nothing to do with the web
app = App(arrivals_per_min=3.2, seed=4)
server = Server(capacity=2, service_time=lambda: np.random.default_rng(1).exponential(0.4))
# %%
app.attach(server)
app.run(minutes=600)
waits = pd.Series(app.waiting_times())
print(waits.describe(percentiles=[0.5, 0.9, 0.99]))
waits.plot.hist(bins=40)
