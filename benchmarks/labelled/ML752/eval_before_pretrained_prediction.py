# silent: ML752
# %%
import torch
import torchvision.transforms as T
from PIL import Image
from torchvision.models import EfficientNet_B0_Weights, efficientnet_b0

w = EfficientNet_B0_Weights.DEFAULT
net = efficientnet_b0(weights=w).eval()
tfm = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
# %%
@torch.no_grad()
def classify(path):
    x = tfm(Image.open(path).convert("RGB"))[None]
    i = net(x).argmax(1).item()
    return w.meta["categories"][i]


for f in ["cat.jpg", "bus.jpg", "teapot.jpg"]:
    print(f, "->", classify(f))
