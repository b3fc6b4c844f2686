# finds: DEP401
# %%
import json
import joblib
from http.server import BaseHTTPRequestHandler, HTTPServer
# %%
clf = joblib.load("spam.joblib")


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        n = int(self.headers["Content-Length"])
        text = json.loads(self.rfile.read(n))["text"]
        out = json.dumps({"spam": bool(clf.predict([text])[0])}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(out)
# %%
srv = HTTPServer(("localhost", 8085), Handler)
print("listening ...")
srv.serve_forever()  # <-- DEP401
