"""Several causes of different kinds at once: a body fault with a secret or header fault, and some of three."""

import hashlib

import bodies as b
from json_faults import GO_MARSHAL
from model import MAIN, MESSAGE_ID, OTHER, TIMESTAMP, Vector, by
from secret_faults import BASE64, PASSPHRASE, RANDOM


def v(causes, title, original, received, configured=MAIN, sender=None, **more):
    return Vector(causes.replace(" ", "+"), title, causes.split(), original, received, secrets=[("main", configured)], sender_secret=sender, **more)


def header(change):
    return lambda signature: [["x-cv-signature", change(signature)]]


VECTORS = [
    # Body and secret.
    v("json-spacing secret-whitespace", "Python's spaces, and a newline after the configured secret", b.STATUS, by("python", "json.dumps(json.loads(body))"), f"{MAIN}\n", MAIN),
    v("json-indentation secret-quotes-or-invisible", "Indented, and the configured secret in quotes", b.STATUS, by("jq", "jq ."), f'"{MAIN}"', MAIN),
    v("json-unicode-escapes secret-encoding", "Escaped letters, and a secret that the sender decoded from base64", b.ACCENTS, by("php", "json_encode(json_decode($body, true))"), BASE64, sender_key=RANDOM),
    v("json-slash-escapes secret-hashed", "Escaped slashes, and a hashed secret", b.SLASHES, by("php", "json_encode(json_decode($body, true))"), sender=hashlib.sha256(MAIN.encode()).hexdigest()),
    v("json-key-order secret-of-another-environment", "Sorted members, and the secret of another environment", b.DECISION_PLAIN, by("go", GO_MARSHAL), sender=OTHER, suspects=[("staging", OTHER)]),
    v("json-nulls-dropped secret-whitespace", "Null members gone, and a blank before the configured secret", b.DELETED,
      by("java-gson", "new GsonBuilder().disableHtmlEscaping().create().toJson(JsonParser.parseString(body))"), f" {MAIN}", MAIN),
    v("json-double-encoded secret-empty-or-undefined", "A JSON string of JSON, and a sender without its secret", b.STATUS, by("node", "JSON.stringify(body)"), sender="undefined"),
    v("body-trailing-bytes secret-pasted-prefix", "A final newline, and a configured secret that is a whole line", b.STATUS, by("bash", 'echo "$BODY"'), f"CV_HOOK_SECRET={MAIN}", MAIN),
    v("body-latin1 secret-truncated-or-expanded", "Mojibake, and a secret that the sender cut at #", b.LATIN, by("node", "raw.toString('latin1')"), "cvh-Tq4nJ8vX#2mLr7Zc1", "cvh-Tq4nJ8vX"),
    v("body-base64-or-hex secret-case-or-charset", "A body in base64, and a key in ISO 8859-1", b.ACCENTS, by("python", "b64encode(raw)"), PASSPHRASE, sender_key=PASSPHRASE.encode("latin-1")),
    # Body and header.
    v("json-html-escapes header-encoding", "Rails escapes, and a digest in base64", b.HTML, by("rails", "ActiveSupport::JSON.encode(ActiveSupport::JSON.decode(body))"), encoding="base64"),
    v("json-numbers signature-truncated", "1.0E-5 for 0.00001, and half a digest", b.NUMBERS, by("java-jackson", "mapper.writeValueAsString(mapper.readTree(body))"), headers=header(lambda s: s[:32])),
    v("json-dates header-format", "Times rewritten, and sha256= before the digest", b.DATES, by("mono-newtonsoft", "JObject.Parse(body).ToString(Formatting.None)"), headers=header(lambda s: f"sha256={s}")),
    v("body-bom signature-algorithm", "A byte order mark, and SHA-1", b.ACCENTS, by("mono", "File.WriteAllText(path, body, Encoding.UTF8)"), construction="hmac-sha1"),
    v("body-utf16 header-format", "UTF-16, and a digest in quotes", b.ACCENTS, by("java", "body.getBytes(StandardCharsets.UTF_16BE)"), headers=header(lambda s: f'"{s}"')),
    v("body-compressed header-encoding", "Still compressed, and a digest in base64url", b.STATUS, by("python-zlib", "gzip(raw)"), encoding="base64url", more_headers=[["content-encoding", "gzip"]]),
    v("body-trailing-bytes signature-scheme", "A final newline, and timestamp.body signed", b.STATUS, by("bash", 'echo "$BODY"'), construction="hmac-sha256(timestamp.body)", more_headers=[["x-cv-timestamp", TIMESTAMP]]),
    v("json-spacing signature-construction", "Python's spaces, and sha256(secret + body)", b.STATUS, by("python", "json.dumps(json.loads(body))"), construction="sha256(secret+body)"),
    # Secret and header.
    v("secret-whitespace header-format", "A newline after the configured secret, and sha256= before the digest", b.STATUS, None, f"{MAIN}\n", MAIN, headers=header(lambda s: f"sha256={s}"), trust="wire"),
    # Three at once.
    v("json-spacing secret-whitespace header-format", "Python's spaces, a newline after the configured secret, sha256= before the digest", b.STATUS, by("python", "json.dumps(json.loads(body))"), f"{MAIN}\n", MAIN,
      headers=header(lambda s: f"sha256={s}")),
    v("body-trailing-bytes secret-quotes-or-invisible header-encoding", "A final newline, the configured secret in quotes, the digest in base64", b.ACCENTS, by("bash", 'echo "$BODY"'), f'"{MAIN}"', MAIN, encoding="base64"),
    v("json-spacing json-unicode-escapes secret-whitespace", "Python's default on accents, and a newline after the configured secret", b.ACCENTS, by("python", "json.dumps(json.loads(body))"), f"{MAIN}\n", MAIN),
    v("header-format header-encoding signature-scheme", "Standard Webhooks in full: v1, before base64 of an HMAC over id.timestamp.body", b.STATUS, None, construction="hmac-sha256(id.timestamp.body)", encoding="base64",
      headers=header(lambda s: f"v1,{s}"), more_headers=[["webhook-id", MESSAGE_ID], ["webhook-timestamp", TIMESTAMP]], trust="wire"),
]  # fmt: skip
