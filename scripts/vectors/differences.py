"""In which ways two JSON texts differ: each cause is an axis that can be levelled, and the text is parsed by tokens.

Two texts differ in exactly a set of causes when they are the same once those axes are levelled, and are not
when any one of them is left out. Nothing of cv-hook is used here.
"""

import html
import math
import re
from datetime import datetime, timezone
from decimal import Decimal

_TOKEN = re.compile(r'[ \t\r\n]*([{}\[\]:,]|"(?:[^"\\]|\\.)*"|[-+.\w]+)', re.S)
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(.))', re.S)
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)")


class Text(str):
    """A string or number as it is spelled."""


def parse(text):
    """A tree of lists: ["{", [name, value], ...], ["[", value, ...], or the spelling of anything else."""
    tokens, place = [], 0
    while found := _TOKEN.match(text, place):
        tokens.append(found.group(1))
        place = found.end()
    if text[place:].strip(" \t\r\n"):
        raise ValueError(f"no JSON at character {place}")
    value, rest = _value(tokens, 0)
    if rest != len(tokens):
        raise ValueError("something after the JSON")
    return value


def _value(tokens, i):
    if tokens[i] not in "{[":
        return Text(tokens[i]), i + 1
    kind, out = tokens[i], [tokens[i]]
    i += 1
    while tokens[i] not in "}]":
        if kind == "{":
            name = Text(tokens[i])
            value, i = _value(tokens, i + 2)
            out.append([name, value])
        else:
            value, i = _value(tokens, i)
            out.append(value)
        if tokens[i] == ",":
            i += 1
    return out, i + 1


def write(value):
    if isinstance(value, Text):
        return str(value)
    if value[0] == "{":
        return "{" + ",".join(f"{name}:{write(member)}" for name, member in value[1:]) + "}"
    return "[" + ",".join(map(write, value[1:])) + "]"


def each(value, leaf=lambda text: text, node=lambda value: value):
    """A copy with every spelling (names too) through `leaf` and then every container through `node`."""
    if isinstance(value, Text):
        return leaf(value)
    if value[0] == "{":
        return node(["{", *([leaf(name), each(member, leaf, node)] for name, member in value[1:])])
    return node(["[", *(each(item, leaf, node) for item in value[1:])])


def strings(change):
    return lambda text: Text(change(text)) if text.startswith('"') else text


def unescaped(wanted):
    """Undoes the escapes that `wanted(code, long)` names, in the way JSON.stringify writes the character."""

    def one(found):
        code = int(found.group(1), 16) if found.group(1) else ord(found.group(2))
        if not wanted(code, bool(found.group(1))):
            return found.group()
        if code in (0x22, 0x5C):
            return "\\" + chr(code)
        if code < 0x20:
            return {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}.get(code, f"\\u{code:04x}")
        return chr(code)

    def string(text):
        plain = _ESCAPE.sub(one, text)
        # Pairs of surrogates are one character; single ones stay escapes.
        plain = plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        return re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone.group()):04x}", plain)

    return strings(string)


def number(text):
    if re.fullmatch(r'"?-?\d+(\.\d+)?([eE][-+]?\d+)?"?', text):
        if math.isinf(float(text.strip('"'))):
            return Text("null")  # what JavaScript writes for a number that is no finite double
        return Text(f"{Decimal(text.strip(chr(34))).normalize():e}")
    return text


def double(text):
    if re.fullmatch(r"-?\d{16,}(\.\d+)?([eE][-+]?\d+)?", text):
        return Text(repr(float(text)))
    return text


def date(text):
    found = _DATE.fullmatch(text.strip('"'))
    if not found:
        return text
    base, fraction, zone = found.groups()
    when = datetime.fromisoformat(base + (zone if zone != "Z" else "+00:00")).astimezone(timezone.utc)
    return Text(f'"{when.isoformat()} {Decimal(fraction or 0).normalize()}"')


def html_free(text):
    return Text(html.unescape(text.replace("&quot;", '\\"').replace("&#34;", '\\"')))


def without_nulls(value):
    return [value[0], *(member for member in value[1:] if member[1] != "null")] if value[0] == "{" else value


def in_order(value):
    return ["{", *sorted(value[1:], key=lambda member: member[0])] if value[0] == "{" else value


def no_empty(value):
    return Text("null") if len(value) == 1 else value


def last_of_each(value):
    if value[0] == "[":
        return value
    members = dict(value[1:])
    numeric = sorted((name for name in members if re.fullmatch(r'"(0|[1-9]\d*)"', name)), key=lambda name: int(name[1:-1]))
    return ["{", *([name, members[name]] for name in [*numeric, *(name for name in members if name not in numeric)])]


# How to level an axis: (a function of each spelling, a function of each container).
AXES = {
    "json-unicode-escapes": (unescaped(lambda code, long: long and not 0x20 <= code < 0x7F and code not in (0x2028, 0x2029)), None),
    "json-slash-escapes": (unescaped(lambda code, long: not long and code == 0x2F), None),
    "json-html-escapes": (unescaped(lambda code, long: long and (0x20 <= code < 0x7F or code in (0x2028, 0x2029))), None),
    "json-numbers": (number, None),
    "json-big-integers": (double, None),
    "json-key-order": (None, in_order),
    "json-duplicate-keys": (None, last_of_each),
    "json-nulls-dropped": (None, without_nulls),
    "json-empty-containers": (None, no_empty),
    "json-empty-strings": (lambda text: Text("null") if text == '""' else Text(f'"{text[1:-1].strip()}"') if text.startswith('"') else text, None),
    "json-dates": (date, None),
    "json-plus-as-space": (strings(lambda text: re.sub(r'^" (?=\d)', '"+', text)), None),
    "json-html-values": (strings(html_free), None),
}

# Axes that are seen in the whitespace between the tokens.
SPACE = ("json-spacing", "json-indentation")


def levelled(text, causes):
    """The text without the whitespace between its tokens, the axes of these causes levelled."""
    value = parse(text)
    for cause, (leaf, node) in AXES.items():
        if cause in causes:
            value = each(value, leaf or (lambda text: text), node or (lambda value: value))
    return write(value)


def space_between(text):
    """The whitespace before each token, as a set of runs."""
    return {text[found.start() : found.start(1)] for found in _TOKEN.finditer(text)} - {""}


def complaint(received, original, causes):
    """Why the texts do not differ in exactly these causes; None where they do. Both are bytes."""
    received, original = received.decode(), original.decode()
    if levelled(original, ()) != original:
        return "the original is not compact"
    tail = received[len(received.rstrip(" \t\r\n\0")) :]
    received = received.removesuffix(tail)
    space = space_between(received)
    seen = []
    if space:
        seen.append("json-indentation" if any("\n" in run for run in space) else "json-spacing")
    if tail and "json-indentation" not in seen:
        seen.append("body-trailing-bytes")
    bytes_seen = [cause for cause in causes if cause not in AXES]
    if sorted(seen) != sorted(bytes_seen):
        return f"the whitespace says {seen}, not {bytes_seen}"
    axes = [cause for cause in causes if cause in AXES]
    if levelled(received, axes) != levelled(original, axes):
        return "these causes do not explain it all"
    for cause in axes:
        fewer = [other for other in axes if other != cause]
        if levelled(received, fewer) == levelled(original, fewer):
            return f"{cause} is not needed to explain it"
    return None
