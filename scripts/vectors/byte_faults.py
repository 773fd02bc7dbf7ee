"""The body's bytes changed without anybody parsing it as JSON."""

import bodies as b
from model import Vector, by, emulated



def v(name, title, causes, original, received, **more):
    return Vector(name, title, causes.split(), original, received, **more)


def wrapped(body):
    """Soft wraps as mail programs put them: at 60 columns, at a blank inside the text."""
    lines, line = [], ""
    for word in body.decode().split(" "):
        if line and len(line) + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line]).encode()


def smart_quotes(body):
    """Straight quotes to curly ones, as word processors do it: opening after a blank or a bracket, closing elsewhere."""
    out = ""
    for char in body.decode():
        before = out[-1:] or " "
        opening = before in " \t\n([{:,-"
        out += {'"': "\u201c" if opening else "\u201d", "'": "\u2018" if opening else "\u2019"}.get(char, char)
    return out.encode()


SMART = "smart punctuation of chats and word processors has no runtime to call; made by its common rules"
TYPED = {"trust": "typed", "verdict": "unverifiable"}

VECTORS = [
    # B1
    v("body-trailing-bytes-newline", "A newline at the end: echo", "body-trailing-bytes", b.STATUS, by("bash", 'echo "$BODY"')),
    v("body-trailing-bytes-crlf", "CR LF at the end", "body-trailing-bytes", b.STATUS, by("mono", 'body + "\\r\\n"')),
    v("body-trailing-bytes-space", "A blank at the end", "body-trailing-bytes", b.STATUS, by("bash", "printf '%s ' \"$BODY\"")),
    v("body-trailing-bytes-nul", "A NUL at the end: sizeof instead of strlen", "body-trailing-bytes", b.STATUS, emulated(b.STATUS + b"\0", "a C receiver that hashes the terminating NUL")),
    v("body-trailing-bytes-jq", "jq -c adds a newline and changes nothing else here", "body-trailing-bytes", b.DECISION, by("jq", "jq -c .")),
    # B2
    v("body-trimmed-newline", "The sender signed a final newline; the receiver trimmed it", "body-trimmed", b.STATUS + b"\n", by("node", "body.trim()")),
    v("body-trimmed-crlf", "The sender signed CR LF at the end; the receiver trimmed it", "body-trimmed", b.STATUS + b"\r\n", by("php", "trim($body)")),
    v("body-trimmed-space", "The sender signed a blank at the end; the receiver trimmed it", "body-trimmed", b.STATUS + b" ", by("ruby", "body.rstrip")),
    v("body-trimmed-nul", "The sender signed a NUL at the end; PHP's trim took it", "body-trimmed", b.STATUS + b"\0", by("php", "trim($body)")),
    # B3
    v("body-line-endings-to-crlf", "LF became CR LF in a body that was sent indented", "body-line-endings", b.PRETTY, by("python", "body.replace('\\n', '\\r\\n')")),
    v("body-line-endings-to-lf", "CR LF became LF in a body that was sent indented", "body-line-endings", b.PRETTY_CRLF, by("perl", "$body =~ s/\\r\\n/\\n/gr")),
    v("body-line-endings-plain-text", "LF became CR LF in a body that is no JSON", "body-line-endings", b.TWO_LINES, by("python", "body.replace('\\n', '\\r\\n')"), content_type="text/plain"),
    v("body-line-endings-curl-data", "curl -d @file takes out every line break; the file had irregular ones", "body-line-endings", b.HAND_WRITTEN, by("curl", "curl -H content-type:application/json -d @body.json"), proof="likely",
      trust="wire", note="curl --data-binary keeps them. Where the breaks stood cannot be told from this."),
    # B4
    v("body-bom-added", "A byte order mark in front", "body-bom", b.ACCENTS, by("mono", "File.WriteAllText(path, body, Encoding.UTF8)")),
    v("body-bom-removed", "The sender signed a byte order mark; TextDecoder dropped it", "body-bom", b"\xef\xbb\xbf" + b.ACCENTS, by("node", "new TextDecoder().decode(raw)")),
    # B5, B6
    v("body-latin1-mojibake", "UTF-8 was read as ISO 8859-1 and written as UTF-8", "body-latin1", b.ACCENTS, by("node", "raw.toString('latin1')")),
    v("body-latin1-mojibake-windows-1252", "UTF-8 was read as windows-1252: an emoji holds bytes that only it maps to letters", "body-latin1", b.ACCENTS,
      by("java", 'new String(raw, Charset.forName("windows-1252")).getBytes(StandardCharsets.UTF_8)')),
    v("body-latin1-bytes", "UTF-8 was signed, and ISO 8859-1 bytes were hashed", "body-latin1", b.LATIN, by("python", "body.encode('latin-1')")),
    v("body-latin1-bytes-signed", "ISO 8859-1 bytes were signed, and UTF-8 was hashed", "body-latin1", b.LATIN1_BYTES, by("python", "raw.decode('latin-1')")),
    # B7, B8
    v("body-ascii-dotnet", "Encoding.ASCII: a question mark for each letter outside ASCII, two for an emoji", "body-ascii", b.ACCENTS, by("mono", "Encoding.ASCII.GetBytes(body)"), proof="likely"),
    v("body-ascii-java", "US_ASCII in Java", "body-ascii", b.DECISION, by("java", "body.getBytes(StandardCharsets.US_ASCII)"), proof="likely"),
    v("body-invalid-utf8-replaced", "ISO 8859-1 bytes were signed; the receiver read them as UTF-8 and got U+FFFD", "body-invalid-utf8", b.LATIN1_BYTES, by("node", "body"), proof="likely"),
    v("body-invalid-utf8-split-chunks", "Chunks were turned into text one by one: characters across their borders broke", "body-invalid-utf8", b.comment("💉🌙🧊 é" * 8), by("node", "joinChunks(raw, 16)"), proof="likely"),
    v("body-invalid-utf8-go-lone-surrogate", "Go reads the escape of a lone surrogate as U+FFFD", "body-invalid-utf8",
      b'{"event":"SMS_RECEIVED","payload":{"sms":{"from":"404-555-0187","text":"cut emoji \\ud83d, ok"}}}',
      by("go", "var v map[string]any; json.Unmarshal(body, &v); json.Marshal(v)"), proof="likely"),
    # B9
    v("body-utf16-le", "UTF-16, little endian, no byte order mark", "body-utf16", b.ACCENTS, by("mono", "Encoding.Unicode.GetBytes(body)")),
    v("body-utf16-le-bom", "UTF-16, little endian, with byte order mark", "body-utf16", b.ACCENTS, by("mono", "File.WriteAllText(path, body, Encoding.Unicode)")),
    v("body-utf16-be", "UTF-16, big endian, no byte order mark", "body-utf16", b.ACCENTS, by("java", "body.getBytes(StandardCharsets.UTF_16BE)")),
    v("body-utf16-be-bom", "UTF-16, big endian, with byte order mark", "body-utf16", b.DECISION, by("java", "body.getBytes(StandardCharsets.UTF_16)")),
    # B10
    v("body-unicode-normalised-nfd", "Composed letters were signed; decomposed ones were hashed", "body-unicode-normalised", b.ACCENTS, by("python", "unicodedata.normalize('NFD', body)")),
    v("body-unicode-normalised-nfc", "Decomposed letters were signed; composed ones were hashed", "body-unicode-normalised", b.comment("Zoe\u0308 Nu\u0301n\u0303ez"), by("python", "unicodedata.normalize('NFC', body)")),
    # B11
    v("body-compressed-gzip", "Still compressed by gzip", "body-compressed", b.DECISION, by("python-zlib", "gzip(raw)"), more_headers=[["content-encoding", "gzip"]]),
    v("body-compressed-zlib", "Still compressed, zlib format", "body-compressed", b.STATUS, by("python-zlib", "zlib.compress(raw)"), more_headers=[["content-encoding", "deflate"]]),
    v("body-compressed-brotli", "Still compressed by brotli", "body-compressed", b.STATUS, by("node", "brotliCompressSync(raw)"), more_headers=[["content-encoding", "br"]]),
    v("body-compressed-gzip-no-header", "Still compressed by gzip, and no header says so", "body-compressed", b.STATUS, by("python-zlib", "gzip(raw)")),
    v("body-compressed-zstd", "Still compressed by zstd, which is recognised only", "body-compressed", b.DECISION, by("zstd", "zstd -q -c"), proof="likely", more_headers=[["content-encoding", "zstd"]]),
    v("body-compressed-signed", "The compressed bytes were signed; the captured body is decompressed", "body-compressed", b.DECISION, None, signed=by("python-zlib", "gzip(raw, name='body.json')"), proof="likely",
      more_headers=[["content-encoding", "gzip"]], note="The stream holds a file name and a time, so that compressing again cannot give it."),
    # B12
    v("body-base64-or-hex-base64", "The body in base64", "body-base64-or-hex", b.ACCENTS, by("python", "b64encode(raw)")),
    v("body-base64-or-hex-base64url", "The body in base64url, without padding", "body-base64-or-hex", b.QUOTES, by("node", "raw.toString('base64url')")),
    v("body-base64-or-hex-base64-lines", "The body in base64 of 76 columns", "body-base64-or-hex", b.ACCENTS, by("python", "encodebytes(raw)")),
    v("body-base64-or-hex-hex", "The body in hex", "body-base64-or-hex", b.PHONE, by("php", "bin2hex($body)")),
    # B13
    v("body-form-encoded-payload", "A form with the body in payload=", "body-form-encoded", b.QUOTES, by("php", "http_build_query(['payload' => $body])"), content_type="application/x-www-form-urlencoded"),
    v("body-form-encoded-percent", "The whole body percent-encoded", "body-form-encoded", b.ACCENTS, by("node", "encodeURIComponent(body)"), content_type="application/x-www-form-urlencoded"),
    v("body-form-encoded-key", "JSON as the name of a form's only field, written as JSON again", "body-form-encoded", b.STATUS, by("node", "JSON.stringify(Object.fromEntries(new URLSearchParams(body)))"),
      content_type="application/x-www-form-urlencoded", note="As Express's urlencoded parser and then JSON.stringify do it."),
    v("body-form-encoded-key-form", "JSON as the name of a form's only field, written as a form again", "body-form-encoded", b.STATUS, by("node", "new URLSearchParams(body).toString()"), content_type="application/x-www-form-urlencoded"),
    # B14
    v("body-html-escaped-python", "The whole body through html.escape", "body-html-escaped", b.QUOTES, by("python", "html.escape(body)")),
    v("body-html-escaped-php", "The whole body through htmlspecialchars", "body-html-escaped", b.DECISION, by("php", "htmlspecialchars($body)")),
    # B15, B16
    v("body-truncated-1024", "Cut at 1024 bytes", "body-truncated", b.DECISION, by("python", "raw[:1024]"), proof="likely"),
    v("body-truncated-content-length", "Shorter than the content-length says, in the middle of a character", "body-truncated", b.ACCENTS, by("python", "raw[:raw.index('ñ'.encode()) + 1]"), proof="likely",
      more_headers=[["content-length", str(len(b.ACCENTS))]], trust="wire"),
    v("body-empty-consumed", "Nothing left: a parser had read the stream before", "body-empty", b.DECISION, by("node", "''"), proof="likely", more_headers=[["content-length", str(len(b.DECISION))]]),
    v("body-empty-computed", "Nothing left, and the receiver's digest is that of nothing", "body-empty", b.STATUS, by("node", "''"), proof="likely", more_headers=[["content-length", str(len(b.STATUS))]],
      expect_computed=("proven", ["body-empty"])),
    # B17
    v("body-of-another-delivery", "The signature belongs to another delivery in the store", "body-of-another-delivery", b.STATUS, emulated(b.HTML, "two deliveries were mixed up"),
      others=[("comment", b.ACCENTS), ("status", b.STATUS), ("date", b.DATES)]),
    v("body-of-another-delivery-edited", "Delivered again after an edit, with the signature of the first time", "body-of-another-delivery", b.DECISION,
      emulated(b.DECISION.replace(b'"refillCount":1', b'"refillCount":2'), "the body was edited after it was signed"), others=[("first", b.DECISION)]),
    # B18
    v("body-altered-by-proxy-chunk-framing", "The framing of the chunked transfer coding was left in the body", "body-altered-by-proxy", b.STATUS,
      emulated(b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (100, b.STATUS[:100], len(b.STATUS) - 100, b.STATUS[100:]), "a proxy that strips the header and keeps the framing"), more_headers=[["via", "1.1 edge"]]),
    v("body-altered-by-proxy-minified", "An indented body was signed; a proxy that says so in Via took the whitespace out", "body-altered-by-proxy", b.PRETTY, by("jq", "jq -c -j ."), more_headers=[["via", "1.1 optimiser"]]),
    v("body-altered-by-proxy-masked", "A proxy replaced a telephone number: complete JSON, but not of the length announced", "body-altered-by-proxy", b.PHONE,
      emulated(b.PHONE.replace(b"+14045550187", b"[removed]"), "a data-loss-prevention proxy"), proof="likely", more_headers=[["via", "1.1 dlp"], ["content-length", str(len(b.PHONE))]]),
    # body-typographic
    v("body-typographic-quotes", "Curly quotes for straight ones", "body-typographic", b.TYPED, emulated(smart_quotes(b.TYPED), SMART), **TYPED),
    v("body-typographic-dash-ellipsis", "A dash for two hyphens, an ellipsis for three dots", "body-typographic", b.TYPED, emulated(b.TYPED.replace(b"--", "—".encode()).replace(b"...", "…".encode()), SMART), **TYPED),
    v("body-typographic-no-break-spaces", "No-break spaces for blanks", "body-typographic", b.TYPED, emulated(b.TYPED.replace(b" ", "\u00a0".encode()), SMART), **TYPED),
    v("body-typographic-links", "Automatic links of a chat: <mailto:...|...> and <https://...>", "body-typographic", b.TYPED,
      emulated(b.TYPED.replace(b"bjorn.akesson@example.com", b"<mailto:bjorn.akesson@example.com|bjorn.akesson@example.com>").replace(b"https://example.com/help", b"<https://example.com/help>"), SMART), **TYPED),
    v("body-typographic-soft-wraps", "Wrapped by a mail program at 60 columns, inside strings", "body-typographic", b.TYPED, emulated(wrapped(b.TYPED), SMART), **TYPED),
    v("body-typographic-all", "Curly quotes, dash, ellipsis and no-break spaces at once", "body-typographic", b.TYPED,
      emulated(smart_quotes(b.TYPED.replace(b"--", "—".encode()).replace(b"...", "…".encode())).replace(b" ", "\u00a0".encode()), SMART), **TYPED),
]  # fmt: skip
