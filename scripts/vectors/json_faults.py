"""The body was parsed and written again, so that its JSON is spelled differently."""

import json
import re

import bodies as b
from model import Vector, by, emulated

PHP_BOTH = "JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES"
COMPACT = "ensure_ascii=False, separators=(',', ':')"
GO_MARSHAL = "var v map[string]any; json.Unmarshal(body, &v); json.Marshal(v)"
GO_ENCODE = "var v map[string]any; json.Unmarshal(body, &v); json.NewEncoder(w).Encode(v)"


def v(name, title, causes, original, received, **more):
    return Vector(name, title, causes.split(), original, received, **more)


def system_text_json(body):
    """JavaScriptEncoder.Default: Basic Latin without < > & ' " + ` and backslash stays, all else is \\uXXXX in upper case."""
    short = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\\": "\\\\"}

    def char(c):
        if c in short:
            return short[c]
        if " " <= c <= "~" and c not in "<>&'\"+`":
            return c
        units = c.encode("utf-16-be")
        return "".join(f"\\u{units[i] << 8 | units[i + 1]:04X}" for i in range(0, len(units), 2))

    def string(found):
        return '"' + "".join(map(char, json.loads(found.group()))) + '"'

    return re.sub(r'"(?:[^"\\]|\\.)*"', string, body.decode()).encode()


SYSTEM_TEXT_JSON = "JsonSerializer.Serialize(JsonNode.Parse(body)): .NET cannot be had here; made by the documented rules of JavaScriptEncoder.Default"

VECTORS = [
    # J1
    v("json-spacing-python", "Spaces after colons and commas: Python's default", "json-spacing", b.STATUS, by("python", "json.dumps(json.loads(body))")),
    v("json-spacing-python-ensure-ascii-false", "Spaces after colons and commas, text left as it is", "json-spacing", b.DECISION, by("python", "json.dumps(json.loads(body), ensure_ascii=False)")),
    v("json-spacing-python-lone-surrogate", "Spaces; a lone surrogate that was an escape must stay one", "json-spacing", b.LONE_SURROGATE, by("python", "json.dumps(json.loads(body))")),
    v("json-spacing-python-numbers-kept", "Spaces; 50.0 and 1.0 were sent like that and must not be reformatted", "json-spacing", b.FLOATS, by("python", "json.dumps(json.loads(body))"),
      note="The sender is not JSON.stringify: numbers are an axis of their own."),
    v("json-spacing-postgres-jsonb", "jsonb::text where the members were in jsonb's order already: only its spaces differ", "json-spacing", b.STATUS_BY_LENGTH, by("postgres", ":'body'::jsonb::text")),
    v("json-spacing+json-unicode-escapes-python", "Python's default on text with accents and an emoji", "json-spacing json-unicode-escapes", b.ACCENTS, by("python", "json.dumps(json.loads(body))")),
    v("json-spacing+json-unicode-escapes-python-decision", "Python's default on a whole decision", "json-spacing json-unicode-escapes", b.DECISION, by("python", "json.dumps(json.loads(body))")),
    v("json-spacing+json-numbers-python", "Python's default on small numbers: spaces, and 1e-05 for 0.00001", "json-spacing json-numbers", b.NUMBERS, by("python", "json.dumps(json.loads(body))")),
    v("json-spacing+json-numbers-postgres", "jsonb writes 1e-7 as 0.0000001", "json-spacing json-numbers", b.NUMBERS_BY_LENGTH, by("postgres", ":'body'::jsonb::text")),
    v("json-spacing+json-key-order-postgres-jsonb", "jsonb::text: spaces, and members by length of their name, then by bytes", "json-spacing json-key-order", b.DECISION, by("postgres", ":'body'::jsonb::text")),
    v("json-spacing+json-unicode-escapes+json-key-order-python-sort-keys", "sort_keys=True: spaces, escapes and sorted members", "json-spacing json-unicode-escapes json-key-order", b.DECISION,
      by("python", "json.dumps(json.loads(body), sort_keys=True)")),
    # J2
    v("json-indentation-jq", "Indented by 2, with a final newline", "json-indentation", b.STATUS, by("jq", "jq .")),
    v("json-indentation-jq-tab", "Indented by tabs", "json-indentation", b.STATUS, by("jq", "jq --tab .")),
    v("json-indentation-node", "Indented by 2, without a final newline, text left as it is", "json-indentation", b.DECISION, by("node", "JSON.stringify(JSON.parse(body), null, 2)")),
    v("json-indentation-python-indent-4", "Indented by 4", "json-indentation", b.STATUS, by("python", "json.dumps(json.loads(body), indent=4)")),
    v("json-indentation-one-space", "Indented by 1", "json-indentation", b.STATUS, by("python", "json.dumps(json.loads(body), indent=1)")),
    v("json-indentation-perl", "Indented by 3, with blanks before the colons", "json-indentation", b.STATUS_SORTED,
      by("perl", "JSON::PP->new->utf8->pretty->canonical->encode(JSON::PP->new->utf8->decode($body))")),
    v("json-indentation-go-indent", "json.Indent with tabs moves whitespace and nothing else", "json-indentation", b.HAZARDS, by("go", 'json.Indent(w, body, "", "\\t")'),
      note="Big integers, 50.0, 1E400, duplicate and integer-like members and needless escapes were sent like that and must stay."),
    v("json-indentation-jackson", "Jackson's pretty printer: blanks before colons and inside empty containers", "json-indentation", b.STATUS,
      by("java-jackson", "mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body))")),
    v("json-indentation-gson-number-text-kept", "Gson's pretty printer keeps the text of numbers", "json-indentation", b.FOREIGN_NUMBERS,
      by("java-gson", "new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create().toJson(JsonParser.parseString(body))"),
      note="12345678901234567890, 50.0, 1E2, 1E400 and -0.0 were sent like that and must stay."),
    v("json-indentation-editor", "Format Document in an editor: whitespace alone changes, in a body full of hazards", "json-indentation", b.HAZARDS, by("vscode", "formatDocument(body)"),
      note="Big integers, 50.0, 1E400, duplicate and integer-like members and needless escapes were sent like that and must stay."),
    v("json-indentation-ruby", "JSON.pretty_generate", "json-indentation", b.STATUS, by("ruby", "JSON.pretty_generate(JSON.parse(body))")),
    v("json-indentation+json-unicode-escapes-python", "indent=2 on text with accents", "json-indentation json-unicode-escapes", b.ACCENTS, by("python", "json.dumps(json.loads(body), indent=2)")),
    v("json-indentation+json-unicode-escapes-jq", "jq -a: indented, and everything outside ASCII escaped", "json-indentation json-unicode-escapes", b.ACCENTS, by("jq", "jq -a .")),
    v("json-indentation+json-unicode-escapes+json-slash-escapes-php", "JSON_PRETTY_PRINT alone keeps PHP's escapes", "json-indentation json-unicode-escapes json-slash-escapes", b.DECISION,
      by("php", "json_encode(json_decode($body, true), JSON_PRETTY_PRINT)")),
    v("json-indentation+json-html-escapes+json-key-order-go", "MarshalIndent of a map: tabs, \\u003c, sorted members", "json-indentation json-html-escapes json-key-order", b.DECISION,
      by("go", 'var v map[string]any; json.Unmarshal(body, &v); json.MarshalIndent(v, "", "\\t")')),
    v("json-indentation+json-key-order-jq", "jq -S: indented, members sorted", "json-indentation json-key-order", b.DELETED, by("jq", "jq -S .")),
    v("json-indentation+json-dates-newtonsoft", "JObject.ToString() is indented and rewrites times", "json-indentation json-dates", b.DATES, by("mono-newtonsoft", "JObject.Parse(body).ToString()")),
    # J3
    v("json-unicode-escapes-php", "Letters outside ASCII as \\u00e9 in lower case", "json-unicode-escapes", b.LATIN, by("php", "json_encode(json_decode($body, true))")),
    v("json-unicode-escapes-php-unescaped-slashes", "A whole decision, slashes left alone; an emoji as a surrogate pair", "json-unicode-escapes", b.DECISION,
      by("php", "json_encode(json_decode($body, true), JSON_UNESCAPED_SLASHES)")),
    v("json-unicode-escapes-python-compact", "ensure_ascii in a compact body", "json-unicode-escapes", b.DELETED, by("python", "json.dumps(json.loads(body), separators=(',', ':'))")),
    v("json-unicode-escapes-jackson", "Letters outside ASCII as \\u00E9 in upper case", "json-unicode-escapes", b.ACCENTS,
      by("java-jackson", "mapper.configure(ESCAPE_NON_ASCII, true).writeValueAsString(mapper.readTree(body))")),
    v("json-unicode-escapes-jackson-controls", "A control character as \\u001F, where JSON.stringify writes \\u001f", "json-unicode-escapes", b.CONTROLS,
      by("java-jackson", "mapper.writeValueAsString(mapper.readTree(body))")),
    v("json-unicode-escapes-jq-delete", "jq escapes U+007F, which JSON.stringify does not", "json-unicode-escapes", b.DELETE, by("jq", "jq -c -j .")),
    v("json-unicode-escapes-go-backspace", "\\u0008 and \\u000c, where JSON.stringify writes \\b and \\f", "json-unicode-escapes", b.BACKSPACE, by("go", GO_MARSHAL), note="Go before 1.22."),
    v("json-unicode-escapes-ruby", "ascii_only: true, on characters beyond U+FFFF", "json-unicode-escapes", b.ASTRAL, by("ruby", "JSON.generate(JSON.parse(body), ascii_only: true)")),
    v("json-unicode-escapes-perl", "JSON::PP with ascii, on a body whose members were sorted already", "json-unicode-escapes", b.ACCENTS,
      by("perl", "JSON::PP->new->ascii->canonical->encode(JSON::PP->new->utf8->decode($body))")),
    v("json-unicode-escapes+json-slash-escapes-php", "PHP's default on a whole decision", "json-unicode-escapes json-slash-escapes", b.DECISION, by("php", "json_encode(json_decode($body, true))")),
    v("json-unicode-escapes+json-html-escapes-system-text-json", "System.Text.Json's default encoder: \\u00EB, \\u0027, \\u002B, \\u0022 in upper case", "json-unicode-escapes json-html-escapes", b.DECISION,
      emulated(system_text_json(b.DECISION), SYSTEM_TEXT_JSON)),
    v("json-unicode-escapes+json-key-order-perl", "JSON::PP with ascii and canonical", "json-unicode-escapes json-key-order", b.DECISION,
      by("perl", "JSON::PP->new->ascii->canonical->encode(JSON::PP->new->utf8->decode($body))")),
    # J4
    v("json-slash-escapes-php", "Every slash as \\/", "json-slash-escapes", b.SLASHES, by("php", "json_encode(json_decode($body, true))")),
    v("json-slash-escapes-php-unescaped-unicode", "A whole decision, letters left as they are", "json-slash-escapes", b.DECISION, by("php", "json_encode(json_decode($body, true), JSON_UNESCAPED_UNICODE)")),
    v("json-slash-escapes-ruby", "escape_slash: true, in another whole body", "json-slash-escapes", b.DELETED, by("ruby", "JSON.generate(JSON.parse(body), escape_slash: true)")),
    v("json-slash-escapes+json-html-escapes-php-hex", "JSON_HEX_TAG and its like: \\u003C in upper case beside \\/", "json-slash-escapes json-html-escapes", b.HTML,
      by("php", "json_encode(json_decode($body, true), JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT)")),
    # J5
    v("json-html-escapes-go-raw-message", "Go escapes <, > and & even in a json.RawMessage; the order stays", "json-html-escapes", b.HTML, by("go", "json.Marshal(json.RawMessage(body))")),
    v("json-html-escapes-rails", "to_json in Rails: \\u003c, \\u003e, \\u0026", "json-html-escapes", b.DECISION, by("rails", "ActiveSupport::JSON.encode(ActiveSupport::JSON.decode(body))")),
    v("json-html-escapes-gson", "Gson's default: also \\u003d and \\u0027", "json-html-escapes", b.DECISION, by("java-gson", "new GsonBuilder().serializeNulls().create().toJson(JsonParser.parseString(body))")),
    v("json-html-escapes-php-hex", "JSON_HEX_*: \\u003C, \\u0026, \\u0027 and \\u0022", "json-html-escapes", b.QUOTES,
      by("php", f"json_encode(json_decode($body, true), JSON_HEX_TAG | JSON_HEX_AMP | JSON_HEX_APOS | JSON_HEX_QUOT | {PHP_BOTH})")),
    v("json-html-escapes-php-line-separators", "U+2028 and U+2029 as \\u2028, \\u2029: PHP escapes them even with JSON_UNESCAPED_UNICODE", "json-html-escapes", b.LINE_SEPARATORS,
      by("php", f"json_encode(json_decode($body, true), {PHP_BOTH})"), note="Gson and Newtonsoft.Json escape them too, whatever the settings."),
    v("json-html-escapes-system-text-json", "System.Text.Json on ASCII: \\u0027, \\u0022, \\u0026, \\u002B, \\u0060", "json-html-escapes", b.QUOTES, emulated(system_text_json(b.QUOTES), SYSTEM_TEXT_JSON)),
    v("json-html-escapes-newtonsoft", "StringEscapeHandling.EscapeHtml: \\u003c, \\u0022, \\u0027", "json-html-escapes", b.MARKUP,
      by("mono-newtonsoft", "JsonConvert.SerializeObject(JObject.Parse(body), new JsonSerializerSettings { StringEscapeHandling = StringEscapeHandling.EscapeHtml })")),
    v("json-html-escapes+json-key-order-go-marshal", "Marshal of a map: \\u003c and sorted members", "json-html-escapes json-key-order", b.DECISION, by("go", GO_MARSHAL)),
    v("json-html-escapes+json-key-order+body-trailing-bytes-go-encoder", "Encoder on a map: \\u003c, sorted members, and a final newline", "json-html-escapes json-key-order body-trailing-bytes", b.DELETED, by("go", GO_ENCODE)),
    v("json-html-escapes+json-nulls-dropped-gson", "Gson's default on a whole decision: HTML escapes, and null members gone", "json-html-escapes json-nulls-dropped", b.DECISION,
      by("java-gson", "new Gson().toJson(JsonParser.parseString(body))")),
    v("json-html-escapes+json-numbers+json-nulls-dropped-gson", "Gson through Object: 1 becomes 1.0 as well", "json-html-escapes json-numbers json-nulls-dropped", b.DECISION,
      by("java-gson", "new Gson().toJson(new Gson().fromJson(body, Object.class))")),
    # J6
    v("json-numbers-python", "1e-05 for 0.00001, 1e-07 for 1e-7", "json-numbers", b.NUMBERS, by("python", "json.dumps(json.loads(body), separators=(',', ':'))")),
    v("json-numbers-php", "1.0e-5 for 0.00001", "json-numbers", b.NUMBERS, by("php", "json_encode(json_decode($body, true))")),
    v("json-numbers-php-huge", "1.0e+20 for 100000000000000000000", "json-numbers", b.HUGE_NUMBERS, by("php", "json_encode(json_decode($body, true))")),
    v("json-numbers-ruby", "1.0e-05 for 0.00001", "json-numbers", b.NUMBERS, by("ruby", "JSON.generate(JSON.parse(body))")),
    v("json-numbers-jackson", "1.0E-5 for 0.00001", "json-numbers", b.NUMBERS, by("java-jackson", "mapper.writeValueAsString(mapper.readTree(body))")),
    v("json-numbers-gson-doubles", "Gson without a class: 12 becomes 12.0, 0.00001 becomes 1.0E-5", "json-numbers", b.NUMBERS, by("java-gson", "new Gson().toJson(new Gson().fromJson(body, Object.class))")),
    v("json-numbers-newtonsoft", "1E-05 for 0.00001", "json-numbers", b.NUMBERS, by("mono-newtonsoft", "JObject.Parse(body).ToString(Formatting.None)")),
    v("json-numbers-python-decimal-as-string", "A decimal written as a string by default=str", "json-numbers", b.DOSE, by("python", "json.dumps(json.loads(body, parse_float=Decimal), default=str, separators=(',', ':'))")),
    v("json-numbers-perl-big-as-string", "JSON::PP quotes an integer beyond 64 bits", "json-numbers", b.HUGE_INTEGER,
      by("perl", "JSON::PP->new->utf8->canonical->encode(JSON::PP->new->utf8->decode($body))")),
    v("json-numbers+body-trailing-bytes-jq", "jq -c: 1e-05 for 0.00001, and a final newline", "json-numbers body-trailing-bytes", b.NUMBERS, by("jq", "jq -c .")),
    # J7
    v("json-big-integers-node", "An id of 20 digits went through a double", "json-big-integers", b.BIG_INTEGER, by("node", "JSON.stringify(JSON.parse(body))"),
      note="Doubles of this size lie 2048 apart: every integer that becomes this one can be tried."),
    v("json-big-integers-node-17-digits", "An id of 17 digits went through a double", "json-big-integers", b.BIG_INTEGER_17, by("node", "JSON.stringify(JSON.parse(body))"),
      note="Doubles of this size lie 16 apart."),
    v("json-big-integers-node-three", "Three ids of 20 digits went through doubles", "json-big-integers", b.BIG_INTEGERS, by("node", "JSON.stringify(JSON.parse(body))"), proof="likely", note="2048 times 2048 times 2048 ways are too many to try."),
    # J8
    v("json-key-order-go", "Marshal of a map sorts the members of every object", "json-key-order", b.DECISION_PLAIN, by("go", GO_MARSHAL)),
    v("json-key-order-python-sort-keys", "sort_keys=True in a compact body", "json-key-order", b.DECISION, by("python", f"json.dumps(json.loads(body), sort_keys=True, {COMPACT})")),
    v("json-key-order-perl-canonical", "JSON::PP with canonical", "json-key-order", b.DELETED, by("perl", "JSON::PP->new->utf8->canonical->encode(JSON::PP->new->utf8->decode($body))")),
    v("json-key-order-jackson-sorted", "ORDER_MAP_ENTRIES_BY_KEYS", "json-key-order", b.DELETED_PLAIN,
      by("java-jackson", "mapper.configure(ORDER_MAP_ENTRIES_BY_KEYS, true).writeValueAsString(mapper.readValue(body, Map.class))")),
    v("json-key-order-java-hashmap", "java.util.HashMap: members in the order of their hashes", "json-key-order", b.DECISION, by("java-jackson", "mapper.writeValueAsString(every object as java.util.HashMap)")),
    v("json-key-order-top-level-of-three", "Only the three members at the top changed places: six orders to try, no template needed", "json-key-order", b.ORDER_BESIDE, by("python", f"json.dumps(json.loads(body), sort_keys=True, {COMPACT})")),
    v("json-key-order-unknown-event", "Sorted at every level, on an event whose order nobody knows", "json-key-order", b.UNKNOWN_EVENT, by("python", f"json.dumps(json.loads(body), sort_keys=True, {COMPACT})"), proof="likely"),
    v("json-key-order+body-trailing-bytes-go-encoder", "Encoder without HTML escapes: sorted members and a final newline", "json-key-order body-trailing-bytes", b.DECISION,
      by("go", "var v map[string]any; json.Unmarshal(body, &v); e := json.NewEncoder(w); e.SetEscapeHTML(false); e.Encode(v)")),
    # J9: the sender signed what JSON.parse and JSON.stringify make of the body that it sent.
    v("json-duplicate-keys-node", "A member stands twice in the body; what was signed holds it once", "json-duplicate-keys", b.DUPLICATES, None, signed=by("node", "JSON.stringify(JSON.parse(body))"),
      note="The later value stands at the place of the first."),
    v("json-duplicate-keys-integer-like", "Members named 10 and 2 in the body; what was signed has them first, in ascending order", "json-duplicate-keys", b.INTEGER_KEYS, None,
      signed=by("node", "JSON.stringify(JSON.parse(body))")),
    # J10
    v("json-nulls-dropped-jackson", "Include.NON_NULL: members that were null are gone", "json-nulls-dropped", b.DECISION,
      by("java-jackson", "mapper.setSerializationInclusion(NON_NULL).writeValueAsString(mapper.readValue(body, Map.class))")),
    v("json-nulls-dropped-gson", "Gson with disableHtmlEscaping: members that were null are gone, thirty of them in one object", "json-nulls-dropped", b.DELETED,
      by("java-gson", "new GsonBuilder().disableHtmlEscaping().create().toJson(JsonParser.parseString(body))")),
    # J11
    v("json-empty-containers-php", "{} came back as []", "json-empty-containers", b.DECISION_NO_BUNDLE, by("php", f"json_encode(json_decode($body, true), {PHP_BOTH})")),
    v("json-empty-containers-php-force-object", "[] came back as {}", "json-empty-containers", b.DECISION_NO_LISTS, by("php", f"json_encode(json_decode($body, true), JSON_FORCE_OBJECT | {PHP_BOTH})")),
    v("json-empty-containers-rails-null", "[] came back as null", "json-empty-containers", b.DECISION_NO_LISTS,
      by("ruby", "deep = ->(v) { v == [] ? nil : v.is_a?(Hash) ? v.transform_values(&deep) : v.is_a?(Array) ? v.map(&deep) : v }; JSON.generate(deep.(JSON.parse(body)))"),
      note="As the deep_munge of old Rails did it."),
    # J12
    v("json-empty-strings-laravel", "Empty strings came back as null", "json-empty-strings", b.DECISION, by("php", f"json_encode(each_value(json_decode($body, true), 'empty_to_null'), {PHP_BOTH})"),
      note="As Laravel's ConvertEmptyStringsToNull does it. Members that are null in the vendor's example were null."),
    v("json-empty-strings-laravel-deleted", "Empty strings came back as null among thirty real nulls", "json-empty-strings", b.DELETED, by("php", f"json_encode(each_value(json_decode($body, true), 'empty_to_null'), {PHP_BOTH})")),
    v("json-empty-strings-without-template", "Five nulls, three of them were empty strings: 32 ways to try, no template needed", "json-empty-strings", b.BLANKS, by("php", f"json_encode(each_value(json_decode($body, true), 'empty_to_null'), {PHP_BOTH})")),
    # J13
    v("json-dates-newtonsoft", "JObject.Parse reads times and writes them without trailing zeros", "json-dates", b.DELETED, by("mono-newtonsoft", "JObject.Parse(body).ToString(Formatting.None)")),
    v("json-dates-dotnet-seven-digits", "The round-trip format of .NET: seven digits", "json-dates", b.DATES, by("mono-newtonsoft", 'each date: DateTime.Parse(text).ToUniversalTime().ToString("o")')),
    v("json-dates-jackson", "java.util.Date: +00:00 for Z", "json-dates", b.DATES,
      by("java-jackson", "mapper.disable(WRITE_DATES_AS_TIMESTAMPS).writeValueAsString(mapper.readValue(body, a class with java.util.Date))")),
    v("json-dates-python-isoformat", "datetime.isoformat(): six digits or none, +00:00", "json-dates", b.DATES, by("python", f"json.dumps(iso_dates(json.loads(body)), {COMPACT})")),
    v("json-dates-go", "time.Time: trailing zeros of the fraction are dropped", "json-dates", b.DATES, by("go", "var v struct{... time.Time}; json.Unmarshal(body, &v); json.Marshal(v)")),
    v("json-dates-laravel", "Carbon writes six digits", "json-dates", b.DATES,
      by("php", f"json_encode(each_value(json_decode($body, true), fn ($s) => preg_match('/^\\d{{4}}-\\d\\d-\\d\\dT[\\d:.]+Z$/', $s) ? carbon($s) : $s), {PHP_BOTH})")),
    v("json-dates-ruby-local-offset", "The same times told with another offset", "json-dates", b.DATES,
      by("ruby", "JSON.generate(each_value(JSON.parse(body)) { |v| v.is_a?(String) && v.match?(ISO) ? Time.iso8601(v).getlocal('-05:00').iso8601(3) : v })")),
    # J14
    v("json-plus-as-space-php", "A telephone number whose plus sign came back as a blank", "json-plus-as-space", b.PHONE, by("php", "urldecode($body)")),
    v("json-plus-as-space-decision", "Two telephone numbers of a whole body", "json-plus-as-space", b.DECISION, by("python", "urllib.parse.unquote_plus(body)"),
      note="No other plus sign and no % stands in the body."),
    # J15
    v("json-html-values-php", "Values through htmlspecialchars: &#039; for an apostrophe", "json-html-values", b.ESCAPABLE,
      by("php", f"json_encode(each_value(json_decode($body, true), fn ($v) => is_string($v) ? htmlspecialchars($v) : $v), {PHP_BOTH})")),
    v("json-html-values-python", "Values through html.escape: &#x27; for an apostrophe", "json-html-values", b.DECISION, by("python", f"json.dumps(html_values(json.loads(body)), {COMPACT})")),
    v("json-html-values-ruby", "Values through CGI.escapeHTML: &#39; for an apostrophe", "json-html-values", b.ESCAPABLE,
      by("ruby", "require 'cgi'; JSON.generate(each_value(JSON.parse(body)) { |v| v.is_a?(String) ? CGI.escapeHTML(v) : v })")),
    v("json-html-values-go", "Values through html.EscapeString: &#34; for a quotation mark", "json-html-values", b.ESCAPABLE, by("go", "json.Marshal(each string through html.EscapeString)")),
    # J16
    v("json-part-signed-payload", "Only the payload was signed", "json-part-signed", b.TWO_PARTS, None, signed=by("python", "json.dumps(json.loads(body)['payload'], separators=(',', ':'))")),
    v("json-part-signed-nested", "Only payload.case was signed", "json-part-signed", b.TWO_PARTS, None, signed=by("python", "json.dumps(json.loads(body)['payload']['case'], separators=(',', ':'))")),
    v("body-envelope-api-gateway", "The event of AWS API Gateway instead of the body inside", "body-envelope", b.ACCENTS,
      by("python", "json.dumps({'version': '2.0', 'routeKey': 'POST /carevalidate', 'headers': {'content-type': 'application/json'}, 'body': body, 'isBase64Encoded': False}, separators=(',', ':'))"),
      note="The envelope's shape is AWS's documented one; its text was written by Python."),
    v("body-envelope-api-gateway-base64", "The event of AWS API Gateway with a base64 body", "body-envelope", b.STATUS,
      by("python", "json.dumps({'version': '2.0', 'routeKey': 'POST /carevalidate', 'body': b64encode(raw).decode(), 'isBase64Encoded': True}, separators=(',', ':'))")),
    v("body-envelope-sns", "The notification of AWS SNS instead of its Message", "body-envelope", b.ACCENTS,
      by("python", "json.dumps({'Type': 'Notification', 'MessageId': '0055501a', 'TopicArn': 'arn:aws:sns:us-east-1:000000000000:cases', 'Message': body}, ensure_ascii=False, indent=2)")),
    v("body-envelope-eventbridge", "The event of EventBridge, where the body is the object detail", "body-envelope", b.STATUS,
      by("python", "json.dumps({'version': '0', 'detail-type': 'case', 'source': 'example.cases', 'detail': json.loads(body)}, separators=(',', ':'))")),
    v("body-envelope-pubsub", "The push message of Google Pub/Sub: the body is base64 in message.data", "body-envelope", b.STATUS,
      by("python", "json.dumps({'message': {'data': b64encode(raw).decode(), 'messageId': '55501'}, 'subscription': 'projects/example/subscriptions/cases'})")),
    # J17 to J19
    v("json-double-encoded-node", "JSON.stringify of a text: a JSON string of JSON", "json-double-encoded", b.ACCENTS, by("node", "JSON.stringify(body)")),
    v("json-double-encoded-php", "json_encode of a text, with PHP's escapes inside the string", "json-double-encoded", b.DECISION, by("php", "json_encode($body)")),
    v("json-buffer-object-node", "JSON.stringify of a Buffer", "json-buffer-object", b.PHONE, by("node", "JSON.stringify(raw)")),
    v("body-stringified-object-python-repr", "str() of a dict: single quotes, None, True", "body-stringified-object", b.STATUS, by("python", "str(json.loads(body))")),
    v("body-stringified-object-python-repr-quotes", "str() of a dict whose strings hold both kinds of quotes and accents", "body-stringified-object", b.DECISION, by("python", "str(json.loads(body))")),
    v("body-stringified-object-python-bytes", "str() of bytes: b'...' with \\xc3\\xab", "body-stringified-object", b.ACCENTS, by("python", "str(raw)")),
    v("body-stringified-object-node", "[object Object]", "body-stringified-object", b.STATUS, by("node", "String(JSON.parse(body))"), proof="likely"),
    v("body-stringified-object-undefined", "The text undefined", "body-stringified-object", b.STATUS, by("node", "String(undefined)"), proof="likely"),
    v("body-stringified-object-null", "The text null", "body-stringified-object", b.STATUS, by("python", "json.dumps(None)"), proof="likely"),
    v("body-stringified-object-empty", "{}, as a framework without a body parser gives it", "body-stringified-object", b.STATUS, by("node", "JSON.stringify({})"), proof="likely"),
]  # fmt: skip
