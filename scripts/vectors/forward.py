"""The delivery is right; the receiver wrote down the digest that it computed, and that names what it hashed."""

import hashlib

import bodies as b
from json_faults import COMPACT, GO_MARSHAL, PHP_BOTH
from model import MAIN, OTHER, Vector, by
from secret_faults import BASE64, RANDOM


def v(name, title, causes, original, hashed=None, proof="proven", **more):
    more.setdefault("trust", "wire")
    more.setdefault("verdict", "valid")
    causes = causes.split()
    return Vector(f"{causes[0]}-computed-{name}", title, [], original, proof="none", hashed=hashed, expect_computed=(proof, causes), **more)


VECTORS = [
    v("python", "The receiver hashed Python's default", "json-spacing json-unicode-escapes", b.ACCENTS, by("python", "json.dumps(json.loads(body))")),
    v("node-floats", "The receiver hashed what Node makes of 50.0 and 1.0", "json-numbers", b.FLOATS, by("node", "JSON.stringify(JSON.parse(body))"), note="A 0 after the point is lost for good: only the receiver's digest can prove it."),
    v("node-overflow", "The receiver hashed what Node makes of 1E400: null", "json-numbers", b.OVERFLOW, by("node", "JSON.stringify(JSON.parse(body))")),
    v("node-big-integer", "The receiver hashed an id that went through a double", "json-big-integers", b.BIG_INTEGER, by("node", "JSON.stringify(JSON.parse(body))")),
    v("go-map", "The receiver hashed sorted members on an event whose order nobody knows", "json-key-order", b.UNKNOWN_EVENT, by("go", GO_MARSHAL)),
    v("postgres-jsonb", "The receiver hashed jsonb::text", "json-spacing json-key-order", b.UNKNOWN_EVENT, by("postgres", ":'body'::jsonb::text")),
    v("node-duplicates", "The receiver hashed what Node makes of a member that stands twice", "json-duplicate-keys", b.DUPLICATES, by("node", "JSON.stringify(JSON.parse(body))")),
    v("node-integer-like", "The receiver hashed what Node makes of members named 10 and 2", "json-duplicate-keys", b.INTEGER_KEYS, by("node", "JSON.stringify(JSON.parse(body))")),
    v("jackson", "The receiver hashed a body without its nulls, on an event without a template", "json-nulls-dropped", b.STATUS,
      by("java-jackson", "mapper.setSerializationInclusion(NON_NULL).writeValueAsString(mapper.readValue(body, Map.class))")),
    v("php", "The receiver hashed [] for {}", "json-empty-containers", b'{"event":"CREATE_CASE","payload":{"case":{"meta":{},"tags":["new"]}}}', by("php", "json_encode(json_decode($body, true))")),
    v("laravel-empty", "The receiver hashed null for empty strings", "json-empty-strings", b.BLANKS, by("php", f"json_encode(each_value(json_decode($body, true), 'empty_to_null'), {PHP_BOTH})")),
    v("laravel-trimmed", "The receiver hashed trimmed values, which nobody can undo", "json-empty-strings", b.SPACED_VALUES, by("php", f"json_encode(each_value(json_decode($body, true), 'trimmed'), {PHP_BOTH})")),
    v("python-payload", "The receiver hashed the payload alone", "json-part-signed", b.TWO_PARTS, by("python", f"json.dumps(json.loads(body)['payload'], {COMPACT})")),
    v("node", "The receiver hashed [object Object]", "body-stringified-object", b.STATUS, by("node", "String(JSON.parse(body))")),
    v("undefined", "The receiver hashed the text undefined", "body-stringified-object", b.STATUS, by("node", "String(undefined)")),
    v("null", "The receiver hashed the text null", "body-stringified-object", b.STATUS, by("python", "json.dumps(None)")),
    v("empty-object", "The receiver hashed {}", "body-stringified-object", b.STATUS, by("node", "JSON.stringify({})")),
    v("curl-data", "The receiver hashed a body whose line breaks curl -d had taken out", "body-line-endings", b.HAND_WRITTEN, by("curl", "curl -H content-type:application/json -d @body.json")),
    v("dotnet", "The receiver hashed question marks for letters", "body-ascii", b.ACCENTS, by("mono", "Encoding.ASCII.GetBytes(body)")),
    v("python-ignored", "The receiver dropped every letter outside ASCII", "body-ascii", b.ACCENTS, by("python", "body.encode('ascii', 'ignore')")),
    v("node-replaced", "The receiver hashed U+FFFD for bytes that are no UTF-8", "body-invalid-utf8", b.LATIN1_BYTES, by("node", "body")),
    v("1024", "The receiver hashed the first 1024 bytes", "body-truncated", b.DECISION, by("python", "raw[:1024]")),
    v("1000", "The receiver hashed the first 1000 bytes", "body-truncated", b.DELETED, by("python", "raw[:1000]")),
    v("nothing", "The receiver hashed nothing", "body-empty", b.DECISION, by("node", "''")),
    v("nothing-12-digits", "The receiver hashed nothing, and its log shows 12 digits", "body-empty", b.STATUS, by("node", "''"), proof="likely", logged=lambda digest: digest[:12]),
    v("newline", "The receiver's secret ends in a newline", "secret-whitespace", b.STATUS, receiver_secret=f"{MAIN}\n"),
    v("base64-decoded", "The receiver decoded the secret from base64", "secret-encoding", b.STATUS, secrets=[("main", BASE64)], receiver_key=RANDOM),
    v("cut", "The receiver's env file cut the secret at #", "secret-truncated-or-expanded", b.STATUS, secrets=[("main", "cvh-Tq4nJ8vX#2mLr7Zc1")], receiver_secret="cvh-Tq4nJ8vX"),
    v("sha256", "The receiver hashed the secret first", "secret-hashed", b.STATUS, receiver_key=hashlib.sha256(MAIN.encode()).digest()),
    v("unset", "The receiver used the word undefined", "secret-empty-or-undefined", b.STATUS, receiver_secret="undefined"),
    v("staging", "The receiver used the secret of another environment", "secret-of-another-environment", b.STATUS, receiver_secret=OTHER, suspects=[("staging", OTHER)]),
    v("sha1", "The receiver computed an HMAC with SHA-1", "signature-algorithm", b.STATUS, receiver_construction="hmac-sha1"),
    v("plain-sha256", "The receiver computed sha256(secret + body)", "signature-construction", b.STATUS, receiver_construction="sha256(secret+body)"),
    v("spaced-newline-secret", "The receiver hashed Python's spaces with a secret that ends in a newline", "json-spacing secret-whitespace", b.STATUS, by("python", "json.dumps(json.loads(body))"), receiver_secret=f"{MAIN}\n"),
    # The right digest was computed, and the answer was no all the same.
    v("equal", "The receiver computed the very signature that it received", "comparison-wrong", b.STATUS),
    v("case", "The signature came in upper case; the receiver computed it in lower case and compared texts", "comparison-wrong", b.STATUS, headers=lambda s: [["x-cv-signature", s.upper()]]),
    # Not an answer: the digest given is the one that was received.
    Vector("secret-unknown-computed-is-received", "The digest given is the signature that was received, not one that the receiver computed", ["secret-unknown"], b.DECISION, proof="likely", trust="wire",
           sender_secret=OTHER, receiver_secret=OTHER, expect_computed=("none", []), note="To be said in so many words; it proves nothing."),
]  # fmt: skip
