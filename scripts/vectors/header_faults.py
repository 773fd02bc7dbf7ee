"""Body and secret are as they were; the header, or the way the signature was made, is not."""

import bodies as b
from model import HOST, MAIN, MESSAGE_ID, PATH, TIMESTAMP, Vector


def v(name, title, causes, **more):
    more.setdefault("original", b.ACCENTS)
    more.setdefault("trust", "wire")
    return Vector(name, title, causes.split(), **more)


def header(change):
    return lambda signature: [["x-cv-signature", change(signature)]]


MISSING = {"verdict": "unsigned", "proof": "observed"}
VECTORS = [
    # H1
    v("header-missing", "No signature header, nor anything like it", "header-missing", headers=lambda s: [], **MISSING),
    v("header-missing-underscores", "The signature came as x_cv_signature, which nginx drops", "header-missing", headers=lambda s: [["x_cv_signature", s]], **MISSING),
    v("header-missing-cgi-name", "The signature stands under the name that CGI gives it", "header-missing", headers=lambda s: [["HTTP_X_CV_SIGNATURE", s]], **MISSING),
    v("header-missing-other-name", "The signature came as x-signature", "header-missing", headers=lambda s: [["x-signature", s]], **MISSING),
    v("header-missing-misspelt", "The signature came as x-cv-signatur", "header-missing", headers=lambda s: [["x-cv-signatur", s]], **MISSING),
    # H2
    v("header-format-sha256-prefix", "sha256= before the digest", "header-format", headers=header(lambda s: f"sha256={s}")),
    v("header-format-v1-prefix", "v1= before the digest", "header-format", headers=header(lambda s: f"v1={s}")),
    v("header-format-t-v1", "t=...,v1=... around a digest of the body alone", "header-format", headers=header(lambda s: f"t={TIMESTAMP},v1={s}")),
    v("header-format-quotes", "The digest in double quotes", "header-format", headers=header(lambda s: f'"{s}"')),
    v("header-format-spaces-inside", "A blank in the middle of the digest", "header-format", headers=header(lambda s: f"{s[:32]} {s[32:]}")),
    v("header-format-backslash-n", "A backslash and an n after the digest", "header-format", headers=header(lambda s: f"{s}\\n")),
    v("header-format-two-values", "Two digests in one value; the second fits", "header-format", headers=header(lambda s: f"{'0123456789abcdef' * 4},{s}")),
    v("header-format-two-headers", "Two headers with the same digest", "header-format", headers=lambda s: [["x-cv-signature", s], ["X-CV-Signature", s]]),
    v("header-format-two-headers-one-fits", "Two headers; only the second fits", "header-format", headers=lambda s: [["x-cv-signature", "0123456789abcdef" * 4], ["x-cv-signature", s]]),
    v("header-format-joined", "The same digest twice, joined by a comma and a blank", "header-format", headers=header(lambda s: f"{s}, {s}")),
    v("header-format-bitconverter", "BitConverter.ToString of .NET: upper case, hyphens between the bytes", "header-format", headers=header(lambda s: "-".join(s.upper()[i : i + 2] for i in range(0, 64, 2)))),
    v("header-format-mistyped", "Typed with the letter O for each 0 and l for each 1", "header-format", headers=header(lambda s: s.replace("0", "O").replace("1", "l")), trust="typed", verdict="unverifiable"),
    # H3
    v("header-encoding-base64", "The digest in base64", "header-encoding", encoding="base64", sender_call="base64.b64encode(hmac.new(key, body, 'sha256').digest())"),
    v("header-encoding-base64url", "The digest in base64url, without padding", "header-encoding", encoding="base64url", sender_call="base64.urlsafe_b64encode(hmac.new(key, body, 'sha256').digest()).rstrip(b'=')"),
    v("header-encoding-base64-of-hex", "The hex text of the digest in base64", "header-encoding", encoding="base64(hex)", sender_call="base64.b64encode(hmac.new(key, body, 'sha256').hexdigest().encode())"),
    v("header-encoding-hex-of-hex", "The hex text of the digest in hex", "header-encoding", encoding="hex(hex)", sender_call="hmac.new(key, body, 'sha256').hexdigest().encode().hex()"),
    # H4
    *(v(f"signature-algorithm-{name}", f"HMAC with {title}", "signature-algorithm", construction=f"hmac-{name}", sender_call=f"hmac.new(key, body, '{name}').hexdigest()")
      for name, title in (("md5", "MD5"), ("sha1", "SHA-1"), ("sha224", "SHA-224"), ("sha384", "SHA-384"), ("sha512", "SHA-512"))),
    # H5
    v("signature-truncated-32", "The first 32 digits, as long as an MD5", "signature-truncated", headers=header(lambda s: s[:32])),
    v("signature-truncated-40", "The first 40 digits, as long as a SHA-1", "signature-truncated", headers=header(lambda s: s[:40])),
    v("signature-truncated-63", "The last digit was lost when it was copied", "signature-truncated", headers=header(lambda s: s[:63])),
    # H6
    v("signature-construction-secret-body", "sha256(secret + body)", "signature-construction", construction="sha256(secret+body)", sender_call="hashlib.sha256(key + body).hexdigest()"),
    v("signature-construction-body-secret", "sha256(body + secret)", "signature-construction", construction="sha256(body+secret)", sender_call="hashlib.sha256(body + key).hexdigest()"),
    v("signature-construction-body", "sha256(body), no secret at all", "signature-construction", construction="sha256(body)", sender_call="hashlib.sha256(body).hexdigest()"),
    v("signature-construction-swapped", "Key and message swapped", "signature-construction", construction="hmac-sha256(key=body, message=secret)", sender_call="hmac.new(body, key, 'sha256').hexdigest()"),
    v("signature-construction-of-hex", "HMAC over the hex of the body", "signature-construction", construction="hmac-sha256(hex(body))", sender_call="hmac.new(key, body.hex().encode(), 'sha256').hexdigest()"),
    v("signature-construction-of-base64", "HMAC over the base64 of the body", "signature-construction", construction="hmac-sha256(base64(body))", sender_call="hmac.new(key, base64.b64encode(body), 'sha256').hexdigest()"),
    v("signature-construction-of-sha256", "HMAC over the SHA-256 of the body, 32 bytes", "signature-construction", construction="hmac-sha256(sha256(body))", sender_call="hmac.new(key, hashlib.sha256(body).digest(), 'sha256').hexdigest()"),
    v("signature-construction-of-sha256-hex", "HMAC over the SHA-256 of the body, in hex", "signature-construction", construction="hmac-sha256(hex(sha256(body)))",
      sender_call="hmac.new(key, hashlib.sha256(body).hexdigest().encode(), 'sha256').hexdigest()"),
    # H7
    v("signature-scheme-timestamp", "HMAC over timestamp.body, the timestamp in a header", "signature-scheme", construction="hmac-sha256(timestamp.body)", more_headers=[["x-cv-timestamp", TIMESTAMP]],
      sender_call="hmac.new(key, timestamp + b'.' + body, 'sha256').hexdigest()"),
    v("signature-scheme-standard-webhooks", "HMAC over id.timestamp.body as in Standard Webhooks, but in hex", "signature-scheme", construction="hmac-sha256(id.timestamp.body)",
      more_headers=[["webhook-id", MESSAGE_ID], ["webhook-timestamp", TIMESTAMP]], sender_call="hmac.new(key, id + b'.' + timestamp + b'.' + body, 'sha256').hexdigest()"),
    v("signature-scheme-url", "HMAC over the URL and the body", "signature-scheme", construction="hmac-sha256(url+body)", more_headers=[["host", HOST]], path=PATH,
      sender_call="hmac.new(key, url + body, 'sha256').hexdigest()", note="The URL is https://, the host header and the path."),
    # H8: valid, and the receiver said no all the same.
    v("comparison-wrong-refused", "The signature is right, and the receiver answered 401", "comparison-wrong", verdict="valid", proof="likely", answer=401, trust="receiver"),
    # H9
    v("header-static-secret", "A fixed value stands where the signature should", "header-static-secret", headers=header(lambda s: "cvh-static-55501"), proof="likely"),
    v("header-static-secret-itself", "The configured secret itself stands where the signature should", "header-static-secret", headers=header(lambda s: MAIN), proof="observed"),
]  # fmt: skip
