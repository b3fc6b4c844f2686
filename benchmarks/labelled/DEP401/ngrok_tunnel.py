# finds: DEP401
# %%
!pip install -q pyngrok==7.0.5 flask==3.0.0
# %%
from flask import Flask, request
from pyngrok import ngrok
from transformers import pipeline
from threading import Thread
# %%
summ = pipeline("summarization", model="./bart-news")
web = Flask("demo")


@web.route("/sum", methods=["POST"])
def summarise():
    return summ(request.form["text"], max_length=80)[0]["summary_text"]
# %%
url = ngrok.connect(5000)  # <-- DEP401
print("share this:", url)
Thread(target=lambda: web.run(port=5000)).start()  # <-- DEP401?
