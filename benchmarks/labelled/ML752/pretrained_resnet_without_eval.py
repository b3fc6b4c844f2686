# finds: ML752
# %%
import torch
import torchvision.models as tvm
from PIL import Image

weights = tvm.ResNet50_Weights.IMAGENET1K_V2
resnet = tvm.resnet50(weights=weights)
prep = weights.transforms()
# %%
img = Image.open("dog.jpg").convert("RGB")
batch = prep(img).unsqueeze(0)
with torch.inference_mode():  # <-- ML752?
    probs = resnet(batch).softmax(1)[0]  # <-- ML752
top = probs.topk(5)  # <-- ML752?
for p, i in zip(top.values, top.indices):
    print(f"{weights.meta['categories'][i]:25s} {p:.1%}")
