# finds: DEP402
# %%
import io
import torch
from flask import Flask, request
from PIL import Image
from torchvision import models, transforms as T
# %%
net = models.mobilenet_v3_small(num_classes=12)
net.load_state_dict(torch.load("leaf.pt", weights_only=True))
net.eval()
tf = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor()])
web = Flask("leaf")  # <-- DEP402?
# %%
@web.post("/classify")  # <-- DEP402?
def classify():  # <-- DEP402?
    img = Image.open(io.BytesIO(request.files["img"].read())).convert("RGB")
    with torch.no_grad():
        out = net(tf(img)[None])  # <-- DEP402?
    return {"class": int(out.argmax())}


web.run(port=8088)  # <-- DEP402
