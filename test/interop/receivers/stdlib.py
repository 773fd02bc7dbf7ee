"""A receiver with nothing but Python's standard library: verifies the raw bytes and says what it received.

Usage: CV_SECRET=... stdlib.py [folder]; prints "port N" once it listens. With a folder each body is kept there.
"""

import hashlib
import hmac
import json
import os
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

SECRET = os.environ["CV_SECRET"].encode()
FOLDER = sys.argv[1] if len(sys.argv) > 1 else None
NUMBERS = count()


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body of an answer are written one after the other: the second is not to wait for the first one's receipt.
    disable_nagle_algorithm = True

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        given = self.headers.get_all("x-cv-signature", [])
        expected = hmac.new(SECRET, body, hashlib.sha256).hexdigest()
        valid = (
            len(given) == 1
            and re.fullmatch("[0-9a-fA-F]{64}", given[0]) is not None
            and hmac.compare_digest(bytes.fromhex(given[0]), bytes.fromhex(expected))
        )
        name = "%06d" % next(NUMBERS)
        if FOLDER:
            with open(os.path.join(FOLDER, name), "wb") as file:
                file.write(body)
        answer = {
            "file": name,
            "bytes": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
            "hmac": expected,
            "given": given,
            "type": self.headers["content-type"],
        }
        text = json.dumps(answer).encode()
        self.send_response(200 if valid else 401)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
print("port", server.server_port, flush=True)
server.serve_forever()
