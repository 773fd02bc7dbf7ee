"""The body is as it was sent; the configured secret and the sender's key differ."""

import base64
import hashlib
import unicodedata

import bodies as b
from model import MAIN, OTHER, Vector

RANDOM = hashlib.sha256(b"a fictional secret").digest()
BASE64 = base64.b64encode(RANDOM).decode()
HEX = RANDOM.hex()
PASSPHRASE = "Gehäuse-Straße 7"


def v(name, title, causes, configured, sender=None, key=None, **more):
    more.setdefault("original", b.ACCENTS)
    more.setdefault("trust", "wire")
    return Vector(name, title, causes.split(), secrets=[("main", configured)], sender_secret=sender, sender_key=key, **more)


VECTORS = [
    # S1
    v("secret-whitespace-newline", "The configured secret ends in a newline that the sender's lacks", "secret-whitespace", f"{MAIN}\n", MAIN),
    v("secret-whitespace-crlf", "The configured secret ends in CR LF", "secret-whitespace", f"{MAIN}\r\n", MAIN),
    v("secret-whitespace-leading", "The configured secret begins with a blank", "secret-whitespace", f" {MAIN}", MAIN),
    v("secret-whitespace-tab", "The configured secret ends in a tab", "secret-whitespace", f"{MAIN}\t", MAIN),
    v("secret-whitespace-both-ends", "Blanks at both ends of the configured secret", "secret-whitespace", f"  {MAIN} ", MAIN),
    v("secret-whitespace-sender-newline", "The sender's secret ends in a newline that the configured one lacks", "secret-whitespace", MAIN, f"{MAIN}\n"),
    v("secret-whitespace-sender-space", "The sender's secret ends in a blank that the configured one lacks", "secret-whitespace", MAIN, f"{MAIN} "),
    # S2
    v("secret-quotes-or-invisible-double-quotes", "The configured secret is wrapped in double quotes", "secret-quotes-or-invisible", f'"{MAIN}"', MAIN),
    v("secret-quotes-or-invisible-single-quotes", "The configured secret is wrapped in single quotes", "secret-quotes-or-invisible", f"'{MAIN}'", MAIN),
    v("secret-quotes-or-invisible-backslash-n", "The configured secret ends in a backslash and an n", "secret-quotes-or-invisible", f"{MAIN}\\n", MAIN),
    v("secret-quotes-or-invisible-zero-width", "A zero-width space at the end of the configured secret", "secret-quotes-or-invisible", f"{MAIN}\u200b", MAIN),
    v("secret-quotes-or-invisible-bom", "A byte order mark before the configured secret", "secret-quotes-or-invisible", f"\ufeff{MAIN}", MAIN),
    v("secret-quotes-or-invisible-no-break-space", "A no-break space at the end of the configured secret", "secret-quotes-or-invisible", f"{MAIN}\u00a0", MAIN),
    v("secret-quotes-or-invisible-zero-width-inside", "A zero-width space in the middle of the configured secret", "secret-quotes-or-invisible", f"{MAIN[:13]}\u200b{MAIN[13:]}", MAIN),
    # S3
    v("secret-pasted-prefix-name", "The configured secret is a whole line NAME=value", "secret-pasted-prefix", f"CV_HOOK_SECRET={MAIN}", MAIN),
    v("secret-pasted-prefix-export", "The configured secret is a whole line export NAME=value", "secret-pasted-prefix", f"export CV_HOOK_SECRET={MAIN}", MAIN),
    v("secret-pasted-prefix-bearer", "The configured secret begins with Bearer", "secret-pasted-prefix", f"Bearer {MAIN}", MAIN),
    v("secret-pasted-prefix-whsec", "The configured secret begins with whsec_", "secret-pasted-prefix", f"whsec_{MAIN}", MAIN),
    v("secret-pasted-prefix-v1", "The configured secret begins with v1,", "secret-pasted-prefix", f"v1,{MAIN}", MAIN),
    # S4
    v("secret-encoding-base64-decoded", "The sender decoded the secret from base64 to bytes", "secret-encoding", BASE64, key=RANDOM),
    v("secret-encoding-base64-decoded-text", "The configured secret is the base64 of the sender's, as Kubernetes shows it", "secret-encoding", base64.b64encode(MAIN.encode()).decode(), MAIN),
    v("secret-encoding-hex-decoded", "The sender decoded the secret from hex to bytes", "secret-encoding", HEX, key=RANDOM),
    v("secret-encoding-base64-encoded", "The sender's key is the base64 of the configured secret", "secret-encoding", MAIN, base64.b64encode(MAIN.encode()).decode()),
    v("secret-encoding-hex-encoded", "The sender's key is the hex of the configured secret", "secret-encoding", MAIN, MAIN.encode().hex()),
    # S5
    v("secret-truncated-or-expanded-hash-sign", "The sender's env file cut the secret at #", "secret-truncated-or-expanded", "cvh-Tq4nJ8vX#2mLr7Zc1", "cvh-Tq4nJ8vX"),
    v("secret-truncated-or-expanded-space", "The sender's shell cut the secret at a blank", "secret-truncated-or-expanded", "cvh-Tq4nJ8vX 2mLr7Zc1", "cvh-Tq4nJ8vX"),
    v("secret-truncated-or-expanded-variable", "The sender's shell expanded $mLr7Zc1 to nothing, and the rest stayed", "secret-truncated-or-expanded", "cvh-Tq4n$mLr7Zc1-J8vX", "cvh-Tq4n-J8vX"),
    v("secret-truncated-or-expanded-dollar-end", "Cut at $: what followed was taken for a variable's name", "secret-truncated-or-expanded", "cvh-Tq4nJ8vX$mLr7Zc1", "cvh-Tq4nJ8vX"),
    v("secret-truncated-or-expanded-compose", "Docker Compose made one $ of $$", "secret-truncated-or-expanded", "cvh-Tq4n$$J8vX2mLr", "cvh-Tq4n$J8vX2mLr"),
    v("secret-truncated-or-expanded-url-decoded", "The sender URL-decoded %2B and %2F", "secret-truncated-or-expanded", "cvh-Tq4n%2BJ8vX%2F2mLr", "cvh-Tq4n+J8vX/2mLr"),
    v("secret-truncated-or-expanded-plus-as-space", "The sender URL-decoded + to a blank", "secret-truncated-or-expanded", "cvh-Tq4n+J8vX2mLr", "cvh-Tq4n J8vX2mLr"),
    # S6
    v("secret-case-or-charset-upper", "The sender's secret is in upper case", "secret-case-or-charset", HEX, HEX.upper()),
    v("secret-case-or-charset-lower", "The sender's secret is in lower case", "secret-case-or-charset", MAIN, MAIN.lower()),
    v("secret-case-or-charset-nfd", "The sender's secret is decomposed (NFD), the configured one composed", "secret-case-or-charset", PASSPHRASE, unicodedata.normalize("NFD", PASSPHRASE)),
    v("secret-case-or-charset-nfc", "The sender's secret is composed (NFC), the configured one decomposed", "secret-case-or-charset", unicodedata.normalize("NFD", PASSPHRASE), PASSPHRASE),
    v("secret-case-or-charset-latin1", "The sender's key is the secret in ISO 8859-1", "secret-case-or-charset", PASSPHRASE, key=PASSPHRASE.encode("latin-1")),
    # S7
    v("secret-hashed-raw", "The sender's key is the SHA-256 of the secret, 32 bytes", "secret-hashed", MAIN, key=hashlib.sha256(MAIN.encode()).digest()),
    v("secret-hashed-hex", "The sender's key is the SHA-256 of the secret, in hex", "secret-hashed", MAIN, hashlib.sha256(MAIN.encode()).hexdigest()),
    # S8
    v("secret-empty-or-undefined-empty", "The sender signed with an empty key", "secret-empty-or-undefined", MAIN, ""),
    v("secret-empty-or-undefined-undefined", "The sender signed with the word undefined", "secret-empty-or-undefined", MAIN, "undefined"),
    v("secret-empty-or-undefined-null", "The sender signed with the word null", "secret-empty-or-undefined", MAIN, "null"),
    # S9
    v("secret-of-another-environment", "The sender used a secret that is known by another name", "secret-of-another-environment", MAIN, OTHER, suspects=[("old", "cvh-fictional-retired-0001"), ("staging", OTHER)]),
    v("secret-of-another-environment-decision", "The same on a whole decision", "secret-of-another-environment", MAIN, OTHER, suspects=[("staging", OTHER)], original=b.DECISION),
    # S10
    v("secret-unknown", "Nothing fits; the body is compact and in the vendor's order, so the secret is the suspect", "secret-unknown", MAIN, OTHER, original=b.DECISION, proof="likely"),
    v("secret-unknown-decision-deleted", "The same on the other event whose order is known, with suspects that do not fit", "secret-unknown", MAIN, OTHER, original=b.DELETED, proof="likely",
      suspects=[("old", "cvh-fictional-retired-0001")]),
]  # fmt: skip
