# finds: DEP406
# %%
import uvicorn
import torch
from fastapi import FastAPI
from pydantic import BaseModel, conlist
# %%
net = torch.jit.load("wear_net.pt")
net.eval()
app = FastAPI(title="tool wear")  # <-- DEP406?


class Window(BaseModel):
    values: conlist(float, min_length=64, max_length=64)


@app.get("/live")
def live():
    return "yes"


@app.post("/wear")  # <-- DEP406?
def wear(w: Window):  # <-- DEP406?
    with torch.inference_mode():
        return {"wear": net(torch.tensor(w.values)[None]).item()}
# %%
uvicorn.run(app, port=8010)  # <-- DEP406
