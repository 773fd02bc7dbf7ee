#!/usr/bin/env python3
"""Checks fixtures/vectors/*.json: the format, the names, the digests, and that every answer is exactly right.

Signatures are computed here a second time, by code of its own, and by openssl where it is installed.
"""

import base64
import hashlib
import hmac
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from catalogue import CAUSES
from differences import AXES, SPACE, complaint

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "fixtures/vectors"
ORDER = list(CAUSES)
# The events whose member order is the vendor's.
KNOWN_EVENTS = ("ADD_CASE_DECISION", "DECISION_DELETED")

REQUIRED = {"vector", "title", "expect", "madeBy", "secrets", "headers", "trust", "event", "original", "sender"}
OPTIONAL = {"expectComputed", "suspects", "path", "body", "bodyBase64", "others", "answer", "computed", "receiver", "note"}


def fits(condition, complaint):
    if not condition:
        raise ValueError(complaint)


def bytes_of(record, name="body"):
    """The bytes of a `body`/`bodyBase64` pair of members; None where there are none."""
    fits(name not in record or f"{name}Base64" not in record, f"{name} twice")
    if f"{name}Base64" in record:
        raw = base64.b64decode(record[f"{name}Base64"], validate=True)
        try:
            raw.decode()
        except UnicodeDecodeError:
            return raw
        fits(name != "body", "base64 for bytes that are valid UTF-8")
        return raw
    return record[name].encode() if name in record else None


def key_of(record):
    fits(("secret" in record) != ("keyBase64" in record), "a secret or a key")
    return base64.b64decode(record["keyBase64"]) if "keyBase64" in record else record["secret"].encode()


def header(vector, name):
    return [value for given, value in vector["headers"] if given.lower() == name]


def digest_of(record, body, vector):
    """The signature's text that a sender or receiver makes of a body."""
    key = key_of(record)
    construction = record["construction"]
    sha256 = lambda data: hashlib.sha256(data).digest()
    over = lambda data: hmac.digest(key, data, "sha256")
    one = lambda name: header(vector, name)[0].encode()
    if match := re.fullmatch(r"hmac-(md5|sha1|sha224|sha256|sha384|sha512)", construction):
        digest = hmac.digest(key, body, match.group(1))
        by_openssl(match.group(1), key, body, digest)
    else:
        digest = {
            "sha256(secret+body)": lambda: sha256(key + body),
            "sha256(body+secret)": lambda: sha256(body + key),
            "sha256(body)": lambda: sha256(body),
            "hmac-sha256(key=body, message=secret)": lambda: hmac.digest(body, key, "sha256"),
            "hmac-sha256(hex(body))": lambda: over(body.hex().encode()),
            "hmac-sha256(base64(body))": lambda: over(base64.b64encode(body)),
            "hmac-sha256(sha256(body))": lambda: over(sha256(body)),
            "hmac-sha256(hex(sha256(body)))": lambda: over(sha256(body).hex().encode()),
            "hmac-sha256(timestamp.body)": lambda: over(one("x-cv-timestamp") + b"." + body),
            "hmac-sha256(id.timestamp.body)": lambda: over(b".".join([one("webhook-id"), one("webhook-timestamp"), body])),
            "hmac-sha256(url+body)": lambda: over(b"https://" + one("host") + vector["path"].encode() + body),
        }[construction]()
    return {
        "hex": lambda: digest.hex(),
        "base64": lambda: base64.b64encode(digest).decode(),
        "base64url": lambda: base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "base64(hex)": lambda: base64.b64encode(digest.hex().encode()).decode(),
        "hex(hex)": lambda: digest.hex().encode().hex(),
    }[record["encoding"]]()


OPENSSL = shutil.which("openssl")


def by_openssl(algorithm, key, body, digest):
    if OPENSSL and key:
        command = [OPENSSL, "dgst", f"-{algorithm}", "-mac", "HMAC", "-macopt", f"hexkey:{key.hex()}", "-binary"]
        fits(subprocess.run(command, input=body, capture_output=True, check=True).stdout == digest, "openssl computes another digest")


def is_valid(vector, body):
    """The scheme: one header, blanks around it stripped, 64 hex digits of either case, equal for one of the secrets."""
    values = header(vector, "x-cv-signature")
    if len(values) != 1 or not re.fullmatch("[0-9a-fA-F]{64}", values[0].strip(" \t")):
        return False
    received = bytes.fromhex(values[0].strip(" \t"))
    return any(hmac.compare_digest(hmac.digest(secret["value"].encode(), body, "sha256"), received) for secret in vector["secrets"])


def check_answer(expect, given=""):
    causes = expect["causes"]
    unknown = [cause for cause in causes if cause not in CAUSES]
    fits(not unknown, f"{given}unknown causes {unknown}")
    fits(causes == sorted(set(causes), key=ORDER.index), f"{given}causes out of the catalogue's order")
    fits(expect["proof"] in ("proven", "observed", "likely", "none"), f"{given}proof")
    fits((expect["proof"] == "none") == (not causes), f"{given}a proof without causes or causes without a proof")


def check_name(name, vector):
    causes = vector["expect"]["causes"] or vector.get("expectComputed", {}).get("causes", [])
    if vector["expect"]["causes"]:
        begin = "+".join(causes)
    else:
        begin = f"{causes[0]}-computed" if causes else "valid"
    fits(name == begin or name.startswith(f"{begin}-"), f"the name does not begin with {begin}")


def check_format(vector):
    fits(REQUIRED <= vector.keys(), f"missing {sorted(REQUIRED - vector.keys())}")
    fits(vector.keys() <= REQUIRED | OPTIONAL, f"unknown {sorted(vector.keys() - REQUIRED - OPTIONAL)}")
    fits(vector["vector"] == 1, "version")
    fits(isinstance(vector["title"], str) and 10 < len(vector["title"]) <= 120 and not vector["title"].endswith("."), "title")
    fits(vector["trust"] in ("wire", "receiver", "logged", "typed"), "trust")
    fits(vector["event"] is None or re.fullmatch("[A-Z_]+", vector["event"]), "event")
    made = vector["madeBy"]
    fits(made.keys() in ({"runtime", "call"}, {"emulated"}), "madeBy")
    fits("emulated" in made or re.search(r"\d+\.\d+", made["runtime"]), "a runtime without its version")
    fits(all(pair.keys() == {"label", "value"} and pair["value"] for pair in vector["secrets"] + vector.get("suspects", [])), "secrets")
    fits(vector["secrets"], "no secret")
    fits(all(len(pair) == 2 and all(isinstance(text, str) and text.isascii() for text in pair) for pair in vector["headers"]), "headers")
    fits(("computed" in vector) == ("receiver" in vector) == ("expectComputed" in vector), "computed, receiver and expectComputed go together")
    fits(bytes_of(vector) is not None, "no body")
    people = json.dumps(vector, ensure_ascii=False)
    fits(all(re.search(r"@example\.(com|org|net)$", mail) for mail in re.findall(r"[\w.+-]+@[\w-]+(?:\.[a-z]+)+", people)), "an address that may be somebody's")
    fits(all("55501" in number for number in re.findall(r"\+1(\d{10})\b", people)), "a telephone number that may be somebody's")


def check_signatures(vector, body, original):
    expect, sender = vector["expect"], vector["sender"]
    fits(hashlib.sha256(original).hexdigest() == vector["original"]["sha256"], "original.sha256")
    fits(len(original) == vector["original"]["bytes"], "original.bytes")
    signature = digest_of(sender, original, vector)
    fits(signature == sender["signature"], "sender.signature")

    # What stands in the headers is the sender's signature, or it is damaged in the way that the answer says.
    values, causes = header(vector, "x-cv-signature"), expect["causes"]
    if "header-missing" in causes:
        fits(not values and expect["verdict"] == "unsigned", "header-missing with a header")
    elif "header-static-secret" in causes:
        fits(signature not in values[0], "a static value that holds the signature")
    elif "signature-truncated" in causes:
        fits(len(values) == 1 and signature.startswith(values[0]) and 16 <= len(values[0]) < 64, "not a part of the signature")
    elif "header-format" in causes:
        text = "|".join(values)
        bare = re.sub(r"[^0-9a-f]", "", text.lower().replace("o", "0").replace("l", "1"))
        fits(values != [signature] and (signature in text or signature in bare), "the header does not hold the signature")
    else:
        fits(len(values) == 1 and values[0].strip(" \t").lower() == signature.lower(), "the header is not the signature")
    plain = sender["construction"] == "hmac-sha256"
    fits(plain != bool({"signature-algorithm", "signature-construction", "signature-scheme"} & set(causes)), "construction and causes disagree")
    fits((sender["encoding"] == "hex") != ("header-encoding" in causes), "encoding and causes disagree")

    # The verdict is what the scheme says of the body and the secrets given.
    valid = is_valid(vector, body)
    fits(valid == (expect["verdict"] == "valid"), f"the scheme says valid: {valid}")
    if not valid and values:
        trusted = vector["trust"] in ("wire", "receiver")
        fits(expect["verdict"] == ("invalid" if trusted else "unverifiable"), "verdict and trust disagree")
    fits((expect["verdict"] == "unsigned") == (not values), "unsigned")

    # The secret is at fault exactly where the answer says so.
    keys = [secret["value"].encode() for secret in vector["secrets"]]
    secret_fault = any(cause.startswith("secret-") for cause in causes)
    fits((key_of(sender) in keys) != secret_fault, "the sender's key and the causes disagree")
    if "secret-of-another-environment" in causes:
        fits(key_of(sender) in [suspect["value"].encode() for suspect in vector["suspects"]], "the sender's secret is no suspect")
    body_fault = any(cause.startswith(("json-", "body-")) for cause in causes)
    fits((body != original) == body_fault, "the body and the causes disagree")
    if "body-of-another-delivery" in causes:
        fits(original in [bytes_of(other) for other in vector["others"]], "the signed body is not among the others")


def check_computed(vector, body, original):
    receiver, expect = vector["receiver"], vector["expectComputed"]
    hashed = bytes_of(receiver)
    hashed = body if hashed is None else hashed
    digest = digest_of(receiver, hashed, vector)
    fits(len(vector["computed"]) >= 8 and digest.startswith(vector["computed"]), "computed is not what the receiver computes")
    causes = expect["causes"]
    if expect["proof"] == "none":
        fits(vector["computed"] in header(vector, "x-cv-signature"), "a computed digest without an answer")
        return
    fits(expect["proof"] == ("proven" if vector["computed"] == digest else "likely"), "proof and length of the digest disagree")
    different = hashed != original
    fits(different == any(cause.startswith(("json-", "body-")) for cause in causes), "the bytes hashed and the causes disagree")
    other_key = key_of(receiver) not in [secret["value"].encode() for secret in vector["secrets"]]
    fits(other_key == any(cause.startswith("secret-") for cause in causes), "the receiver's key and the causes disagree")
    if causes == ["comparison-wrong"]:
        fits(vector["expect"]["verdict"] == "valid" and not different and not other_key, "something other than the comparison is wrong")
    else:
        check_differences(hashed, original, causes)


def check_differences(received, original, causes):
    """Where the fault is one of spelling: the texts differ in these ways and no others."""
    causes = [cause for cause in causes if cause.startswith(("json-", "body-"))]
    if any(cause in AXES or cause in SPACE for cause in causes):
        wrong = complaint(received, original, causes)
        fits(wrong is None, wrong)


def check_template(vector, original):
    """A body with a template keeps the fixture's members, their order and their nulls, so that the template can prove it."""
    if vector["event"] not in KNOWN_EVENTS or len(original) < 1000:
        return
    fixture = json.loads((ROOT / "fixtures/events" / f"{vector['event']}.json").read_text("utf-8"))

    def same(value, pattern, path):
        fits((value is None) == (pattern is None), f"{path}: null here or there")
        if isinstance(value, dict) and value:
            fits(list(value) == list(pattern), f"{path}: other members than the fixture")
            for name in value:
                same(value[name], pattern[name], f"{path}.{name}")
        elif isinstance(value, list) and pattern:
            for item in value:
                same(item, pattern[0], f"{path}[]")

    same(json.loads(original), fixture, "")


def check(name, vector):
    check_format(vector)
    expect = vector["expect"]
    fits(expect["verdict"] in ("valid", "invalid", "unsigned", "unverifiable"), "verdict")
    check_answer(expect)
    check_name(name, vector)
    if expect["causes"]:
        reachable = set.intersection(*(CAUSES[cause] for cause in expect["causes"]))
        fits(expect["proof"] in reachable, f"{expect['proof']} cannot be reached for these causes")
    body = bytes_of(vector)
    original = bytes_of(vector["original"])
    fits(original != body, "the original is given though it is the body")
    original = body if original is None else original
    check_signatures(vector, body, original)
    check_differences(body, original, expect["causes"])
    if "computed" in vector:
        check_answer(vector["expectComputed"], "computed: ")
        check_computed(vector, body, original)
    if {"json-key-order", "json-nulls-dropped", "json-empty-containers", "json-empty-strings"} & set(expect["causes"]):
        check_template(vector, original)


def main():
    failed, seen, covered = 0, {}, set()
    files = sorted(VECTORS.glob("*.json"))
    for file in files:
        try:
            text = file.read_text("utf-8")
            vector = json.loads(text)
            check(file.stem, vector)
            covered |= set(vector["expect"]["causes"]) | set(vector.get("expectComputed", {}).get("causes", []))
            same = json.dumps([vector.get(name) for name in ("secrets", "suspects", "headers", "body", "bodyBase64", "others", "answer", "computed", "path", "trust")])
            fits(same not in seen, f"the same as {seen.get(same)}")
            fits(vector["title"] not in seen, f"the title of {seen.get(vector['title'])}")
            seen[same] = seen[vector["title"]] = file.stem
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            failed += 1
            print(f"{file.name}: {type(error).__name__}: {error}" if not isinstance(error, ValueError) else f"{file.name}: {error}")
    for cause in ORDER:
        if cause not in covered:
            failed += 1
            print(f"no vector for {cause}")
    print(f"{len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


if __name__ == "__main__":
    sys.exit(main())
