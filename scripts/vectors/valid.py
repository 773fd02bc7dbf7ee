"""Deliveries whose signature is right, however odd they look."""

import json

import bodies as b
from model import MAIN, OTHER, Vector

DIGITS = "ends-in-an-equals-sign-cvh-fictional="


def v(name, title, original, **more):
    more.setdefault("trust", "wire")
    return Vector(f"valid-{name}", title, [], original, proof="none", verdict="valid", **more)


def headers(change, name="x-cv-signature"):
    return lambda signature: [[name, change(signature)]]


VECTORS = [
    v("decision", "A whole decision", b.DECISION),
    v("decision-deleted", "A whole deleted decision", b.DELETED),
    v("status", "A small body", b.STATUS),
    v("upper-case", "Upper-case digits", b.STATUS, headers=headers(str.upper), note="Valid, with the finding signature-case."),
    v("mixed-case", "Digits of both cases", b.STATUS, headers=headers(lambda s: s[:32].upper() + s[32:]), note="Valid, with the finding signature-case."),
    v("blanks-around", "Blanks and tabs around the digest", b.STATUS, headers=headers(lambda s: f" \t{s} ")),
    v("header-name-case", "The header's name in another case", b.STATUS, headers=headers(lambda s: s, "X-CV-Signature")),
    v("rotation", "The second of two secrets fits", b.STATUS, secrets=[("main", MAIN), ("next", OTHER)], sender_secret=OTHER),
    v("suspects-unused", "The main secret fits; suspects are not asked", b.STATUS, suspects=[("staging", OTHER)]),
    v("secret-utf8", "A secret with letters outside ASCII, used as UTF-8", b.STATUS, secrets=[("main", "Gehäuse-Straße 7 ✔")]),
    v("secret-equals-sign", "A secret that ends in an equals sign", b.STATUS, secrets=[("main", DIGITS)]),
    v("secret-newline", "A secret that ends in a newline on both sides", b.STATUS, secrets=[("main", f"{MAIN}\n")], note="A secret is used exactly as given."),
    v("secret-quotes", "A secret that is wrapped in quotes on both sides", b.STATUS, secrets=[("main", f'"{MAIN}"')], note="A secret is used exactly as given."),
    v("secret-whsec", "A secret that begins with whsec_ on both sides, and is not decoded", b.STATUS, secrets=[("main", "whsec_Y3ZoLWZpY3Rpb25hbA==")]),
    v("secret-hex", "A secret of hex digits, and not decoded", b.STATUS, secrets=[("main", "00ff" * 16)]),
    v("secret-long", "A secret longer than HMAC's block", b.STATUS, secrets=[("main", MAIN * 5)]),
    v("secret-one-character", "A secret of one character", b.STATUS, secrets=[("main", "x")]),
    v("body-empty", "An empty body, signed as such", b"", content_type=None, event=None),
    v("body-indented", "An indented body with a final newline, signed as such", json.dumps(json.loads(b.DECISION), indent=2, ensure_ascii=False).encode() + b"\n"),
    v("body-spaced", "Python's spacing and escapes, signed as such", json.dumps(json.loads(b.ACCENTS)).encode()),
    v("body-sorted", "Sorted members, signed as such", json.dumps(json.loads(b.DECISION), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()),
    v("body-hazards", "Big integers, 1E400, duplicate and integer-like members and needless escapes, signed as such", b.HAZARDS),
    v("body-lone-surrogate", "The escape of a lone surrogate, signed as such", b.LONE_SURROGATE),
    v("body-crlf", "CR LF inside, signed as such", b.PRETTY_CRLF),
    v("body-bom", "A byte order mark, signed as such", b"\xef\xbb\xbf" + b.ACCENTS),
    v("body-latin1", "ISO 8859-1 bytes, no valid UTF-8, signed as such", b.LATIN1_BYTES),
    v("body-replacement-characters", "U+FFFD in the text, signed as such", b.comment("caf\ufffd")),
    v("body-nul", "A NUL at the end, signed as such", b.STATUS + b"\0"),
    v("body-binary", "All 256 bytes, signed as such", bytes(range(256)), content_type="application/octet-stream", event=None),
    v("body-null", "The body null, signed as such", b"null", event=None),
    v("body-not-json", "Text that is no JSON, signed as such", b.TWO_LINES, content_type="text/plain", event=None),
    v("body-truncated", "JSON that stops early, signed as such", b.STATUS[:100]),
    v("logged", "A body out of a log that is still what was signed", b.ACCENTS, trust="logged"),
    v("typed", "A body that was typed and is still what was signed", b.STATUS, trust="typed"),
]  # fmt: skip
