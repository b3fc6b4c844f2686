# finds: ML751
# %%
import torch
from datasets import load_dataset
from torch.utils.data import DataLoader
from transformers import AutoModelForSequenceClassification, AutoTokenizer

name = "distilbert-base-uncased"
tok = AutoTokenizer.from_pretrained(name)
ds = load_dataset("rotten_tomatoes", split="train").map(
    lambda r: tok(r["text"], truncation=True, padding="max_length", max_length=64), batched=True
)
ds.set_format("torch", columns=["input_ids", "attention_mask", "label"])
model = AutoModelForSequenceClassification.from_pretrained(name, num_labels=2)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
# %%
model.train()
for i, batch in enumerate(DataLoader(ds, batch_size=16, shuffle=True)):  # <-- ML751?
    out = model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"], labels=batch["label"])
    loss = out.loss
    loss.backward()  # <-- ML751
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()  # <-- ML751?
    if i % 50 == 0:
        print(i, loss.item())
