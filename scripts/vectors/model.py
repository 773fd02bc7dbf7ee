"""A vector, how its signature is made, and how it is written down."""

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass, field

MAIN = "cvh-fictional-Tq4nJ8vX2mLr7Zc1"
OTHER = "cvh-fictional-Wy6bK3hD9sPf5Ga0"
TIMESTAMP = "1778404841"
MESSAGE_ID = "msg_fictional01"
HOST, PATH = "hooks.example.com", "/carevalidate"

CONSTRUCTIONS = {
    "hmac-md5": lambda key, body: hmac.new(key, body, "md5").digest(),
    "hmac-sha1": lambda key, body: hmac.new(key, body, "sha1").digest(),
    "hmac-sha224": lambda key, body: hmac.new(key, body, "sha224").digest(),
    "hmac-sha256": lambda key, body: hmac.new(key, body, "sha256").digest(),
    "hmac-sha384": lambda key, body: hmac.new(key, body, "sha384").digest(),
    "hmac-sha512": lambda key, body: hmac.new(key, body, "sha512").digest(),
    "sha256(secret+body)": lambda key, body: hashlib.sha256(key + body).digest(),
    "sha256(body+secret)": lambda key, body: hashlib.sha256(body + key).digest(),
    "sha256(body)": lambda key, body: hashlib.sha256(body).digest(),
    "hmac-sha256(key=body, message=secret)": lambda key, body: hmac.new(body, key, "sha256").digest(),
    "hmac-sha256(hex(body))": lambda key, body: hmac.new(key, body.hex().encode(), "sha256").digest(),
    "hmac-sha256(base64(body))": lambda key, body: hmac.new(key, base64.b64encode(body), "sha256").digest(),
    "hmac-sha256(sha256(body))": lambda key, body: hmac.new(key, hashlib.sha256(body).digest(), "sha256").digest(),
    "hmac-sha256(hex(sha256(body)))": lambda key, body: hmac.new(key, hashlib.sha256(body).hexdigest().encode(), "sha256").digest(),
    "hmac-sha256(timestamp.body)": lambda key, body: hmac.new(key, f"{TIMESTAMP}.".encode() + body, "sha256").digest(),
    "hmac-sha256(id.timestamp.body)": lambda key, body: hmac.new(key, f"{MESSAGE_ID}.{TIMESTAMP}.".encode() + body, "sha256").digest(),
    "hmac-sha256(url+body)": lambda key, body: hmac.new(key, f"https://{HOST}{PATH}".encode() + body, "sha256").digest(),
}

ENCODINGS = {
    "hex": lambda digest: digest.hex(),
    "HEX": lambda digest: digest.hex().upper(),
    "base64": lambda digest: base64.b64encode(digest).decode(),
    "base64url": lambda digest: base64.urlsafe_b64encode(digest).decode().rstrip("="),
    "base64(hex)": lambda digest: base64.b64encode(digest.hex().encode()).decode(),
    "hex(hex)": lambda digest: digest.hex().encode().hex(),
}

HMAC_CALL = "hmac.new(key, body, 'sha256').hexdigest()"


@dataclass
class Made:
    """How bytes came about: by a call of a runtime, or emulated."""

    runtime: str
    call: str = ""
    result: bytes | None = None


def by(runtime, call):
    """A real runtime's call over the original body."""
    return Made(runtime, call)


def emulated(made, why):
    """Bytes made here, because the real thing cannot be had."""
    return Made("", why, made)


@dataclass
class Vector:
    """One known answer. What is not given is as it should be: the original body, the main secret, the plain header."""

    name: str
    title: str
    causes: list
    original: bytes
    received: Made | None = None
    # What the sender signed instead of the body that it sent.
    signed: Made | None = None
    proof: str = "proven"
    verdict: str = "invalid"
    trust: str = "receiver"
    secrets: list = field(default_factory=lambda: [("main", MAIN)])
    suspects: list = field(default_factory=list)
    sender_secret: str | None = None
    sender_key: bytes | None = None
    sender_call: str = HMAC_CALL
    construction: str = "hmac-sha256"
    encoding: str = "hex"
    # The headers after content-type, made from the signature's text.
    headers: object = None
    content_type: str | None = "application/json"
    more_headers: list = field(default_factory=list)
    path: str | None = None
    others: list = field(default_factory=list)
    answer: int | None = None
    # The forward search: what the receiver hashed, with which key, and what it wrote to its log.
    hashed: Made | None = None
    receiver_secret: str | None = None
    receiver_key: bytes | None = None
    receiver_construction: str = "hmac-sha256"
    receiver_encoding: str = "hex"
    logged: object = None
    expect_computed: tuple | None = None
    event: str | None = ""
    note: str | None = None


def text_or_base64(name, raw):
    """Text where the bytes are valid UTF-8, so that they come back exactly."""
    try:
        return {name: raw.decode("utf-8")}
    except UnicodeDecodeError:
        return {f"{name}Base64": base64.b64encode(raw).decode()}


def key_record(secret, key):
    return {"secret": secret} if key is None else {"keyBase64": base64.b64encode(key).decode()}


def record(vector, make):
    """The vector as it is written. `make(made, original)` gives bytes and how they were made."""
    v = vector
    made_by = None
    body = v.original
    if v.received is not None:
        body, made_by = make(v.received, v.original)
    hashed = body
    signed = v.original
    if v.signed is not None:
        signed, made_by = make(v.signed, v.original)
    if v.hashed is not None:
        hashed, made_by = make(v.hashed, v.original)
    if made_by is None:
        made_by = {"runtime": make(None, None)[1], "call": v.sender_call}

    secret = v.secrets[0][1] if v.sender_secret is None else v.sender_secret
    key = secret.encode() if v.sender_key is None else v.sender_key
    signature = ENCODINGS[v.encoding](CONSTRUCTIONS[v.construction](key, signed))
    headers = [] if v.content_type is None else [["content-type", v.content_type]]
    headers += v.more_headers
    headers += [["x-cv-signature", signature]] if v.headers is None else v.headers(signature)

    out = {"vector": 1, "title": v.title, "expect": {"verdict": v.verdict, "proof": v.proof, "causes": v.causes}}
    if v.expect_computed is not None:
        proof, causes = v.expect_computed
        out["expectComputed"] = {"proof": proof, "causes": causes}
    out["madeBy"] = made_by
    out["secrets"] = [{"label": label, "value": value} for label, value in v.secrets]
    if v.suspects:
        out["suspects"] = [{"label": label, "value": value} for label, value in v.suspects]
    if v.path is not None:
        out["path"] = v.path
    out["headers"] = headers
    out |= text_or_base64("body", body)
    if v.others:
        out["others"] = [{"label": label, **text_or_base64("body", other)} for label, other in v.others]
    if v.answer is not None:
        out["answer"] = {"status": v.answer}
    out["trust"] = v.trust
    out["event"] = event_of(v.original) if v.event == "" else v.event
    out["original"] = {"sha256": hashlib.sha256(signed).hexdigest(), "bytes": len(signed)}
    if signed != body:
        out["original"] |= text_or_base64("body", signed)
    out["sender"] = {**key_record(secret, v.sender_key), "construction": v.construction, "encoding": v.encoding, "signature": signature}
    if v.expect_computed is not None:
        receiver_secret = v.secrets[0][1] if v.receiver_secret is None else v.receiver_secret
        receiver_key = receiver_secret.encode() if v.receiver_key is None else v.receiver_key
        digest = ENCODINGS[v.receiver_encoding](CONSTRUCTIONS[v.receiver_construction](receiver_key, hashed))
        out["computed"] = v.logged(digest) if v.logged else digest
        out["receiver"] = {**key_record(receiver_secret, v.receiver_key), "construction": v.receiver_construction, "encoding": v.receiver_encoding}
        if hashed != body:
            out["receiver"] |= text_or_base64("body", hashed)
    if v.note:
        out["note"] = v.note
    return out


def event_of(body):
    found = re.match(rb'\s*\{\s*"event"\s*:\s*"(\w+)"', body.removeprefix(b"\xef\xbb\xbf"))
    return found.group(1).decode() if found else None


# Characters that nobody sees, or that editors change: written as escapes.
_UNSEEN = re.compile("[\x7f-\xa0\xad\u0300-\u036f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffd\ufffe\uffff]")


def text_of(out):
    """JSON with one member a line, pairs of headers and of labels too; unseen characters as escapes."""
    lines = []
    for name, value in out.items():
        if isinstance(value, list) and value and name != "causes":
            items = ",\n".join(f"    {inline(item)}" for item in value)
            lines.append(f"  {inline(name)}: [\n{items}\n  ]")
        else:
            lines.append(f"  {inline(name)}: {inline(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def inline(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{inline(name)}: {inline(member)}" for name, member in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(value, ensure_ascii=False))
