"""The bodies that were signed. All people, places and numbers are fictional."""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def compact(value):
    """What JSON.stringify writes, for values without floats and lone surrogates."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def fixture(event):
    return json.loads((ROOT / "fixtures/events" / f"{event}.json").read_text("utf-8"))


def changed(value, changes):
    """A copy with members replaced by path ("a.b.0.c"); every path must be there already, so that order and members stay the vendor's."""
    value = json.loads(json.dumps(value))
    for path, member in changes.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place = value
        for step in way:
            place = place[step]
        place[last]  # a path that is not there is an error
        place[last] = member
    return value


# Another case than the fixtures': the vendor's members, nulls and member order, everything else different.
# NPI and DEA numbers fail their check digits; 555-01xx numbers and example.com addresses belong to nobody.
_CLINICIAN = {
    "id": "Kq2VtTz8wYcQmR4nUoB1dXs6LhE3",
    "firstName": "Maëlle",
    "lastName": "D'Arcy-Løvstad",
    "email": "maelle.darcy@example.org",
}
_SHARED = {
    "payload.decision.id": "0f6a1c1e-52b7-4c0d-9a35-6c1f0b7e2d48",
    "payload.decision.startDate": "2026-05-11T00:00:00.000Z",
    "payload.decision.endDate": "2026-06-10T00:00:00.000Z",
    "payload.decision.decisionText": "Suitable. Pulse 64/min, naïve to GLP-1; BMI > 30 & no \"red flags\".",
    "payload.decision.createdAt": "2026-05-10T09:20:41.305Z",
    "payload.decision.visitType": "SYNC_VIDEO",
    "payload.formResponse.id": "7be2d3a4-93f5-4f5e-b6c0-41b1f8a7c902",
    "payload.formResponse.form.name": "Before we talk",
    "payload.formResponse.responses": [
        {
            "id": "b2a5c0de-6f0d-4a6e-8a35-1f6a0c9d7e11",
            "isArchived": False,
            "question": {"index": 0, "type": "TEXT", "text": "Anything else?", "isPHI": True, "options": [], "required": False},
            "text": "Call me after 17:00 please 🌙; my flat's bell says \"Åkesson <2nd>\"",
            "createdAt": "2026-05-09T21:14:03.060Z",
        }
    ],
    "payload.case.id": "41d7e6b0-0c3b-4f7e-9d52-a1c9e8b3f674",
    "payload.case.title": "Björn & co: plan \"Fjord\"",
    "payload.case.shortId": "ADA-4T9XQ2",
    "payload.case.createdAt": "2026-05-09T21:14:03.060Z",
    "payload.case.updatedAt": "2026-05-10T09:20:41.350Z",
    "payload.case.assignedAt": "2026-05-10T07:01:00.000Z",
    "payload.case.inProgressAt": "2026-05-10T07:30:12.004Z",
    "payload.case.closedAt": "2026-05-10T09:20:41.300Z",
    "payload.case.isImported": False,
    "payload.case.closedBy": _CLINICIAN["id"],
    "payload.case.inProgressBy": _CLINICIAN["id"],
    "payload.case.productBundle.name": "Fjord \"Plus\", 4 weeks",
    "payload.case.submitter.id": "vT7cPz0LrNQe5uJxW2gaFh9sKbYd",
    "payload.case.submitter.firstName": "Björn",
    "payload.case.submitter.lastName": "Åkesson-Díaz",
    "payload.case.submitter.email": "bjorn.akesson@example.com",
    "payload.case.submitter.dob": "1979-02-08T00:00:00.000Z",
    "payload.case.submitter.gender": "MALE",
    "payload.case.submitter.phoneNumber": "+14045550187",
    "payload.case.submitter.address": "3 Fähre Straße / Rear",
    "payload.case.submitter.city": "Doña Marsh",
    "payload.case.submitter.state": "GA",
    "payload.case.submitter.postalCode": "39999",
    "payload.activity.id": "d9c0a7f2-18b4-4e7b-8f5a-0e2c6b1d3a95",
    "payload.activity.timestamp": "2026-05-10T09:20:41.305Z",
    "payload.activity.actor": _CLINICIAN,
}
_MEDICINE = {
    "id": "c4f1b6a8-27d9-4c53-a0be-95d2e7f8013b",
    "medicine": "Tirzepatide 5 mg/ml, 2 ml vial",
    "dosage": "Inject 0.5 ml (2.5 mg) once a week 💉, at < 25 °C",
    "refillCount": 1,
    "pharmacyInstructions": "",
    "dosingFrequency": "Weekly",
    "externalId": None,
    "isRefill": True,
    "treatmentPeriod": "Week 1",
    "isPriorAuthRequested": False,
}

_DECISION = changed(
    fixture("ADD_CASE_DECISION"),
    {
        **_SHARED,
        "payload.decision.addedBy.firstName": _CLINICIAN["firstName"],
        "payload.decision.addedBy.lastName": _CLINICIAN["lastName"],
        "payload.decision.addedBy.email": _CLINICIAN["email"],
        "payload.decision.addedBy.phoneNumber": "+17205550134",
        "payload.decision.addedBy.npi": "1730000573",
        "payload.decision.addedBy.dea": "MD5550118",
        "payload.decision.addedBy.address": "12 Rue du Café / Door 7",
        "payload.decision.addedBy.city": "Peñasco Bajo",
        "payload.decision.addedBy.postalCode": "80998",
        "payload.decision.medInfo": [_MEDICINE],
    },
)

_DELETED = changed(
    fixture("DECISION_DELETED"),
    {
        **_SHARED,
        "payload.decision.caseId": _SHARED["payload.case.id"],
        "payload.decision.addedById": _CLINICIAN["id"],
        "payload.decision.medInfo": [
            {
                "id": _MEDICINE["id"],
                "decisionId": _SHARED["payload.decision.id"],
                "medicine": _MEDICINE["medicine"],
                "dosage": _MEDICINE["dosage"],
                "refillCount": 1,
                "isPriorAuthRequested": False,
                "dosingFrequency": "Weekly",
                "treatmentPeriod": "Week 1",
                "pharmacyInstructions": "",
                "externalId": None,
                "isRefill": True,
            }
        ],
        "payload.decision.addedBy.id": _CLINICIAN["id"],
        "payload.decision.addedBy.createdAt": "2025-12-01T10:00:00.730Z",
        "payload.decision.addedBy.email": _CLINICIAN["email"],
        "payload.decision.addedBy.firstName": _CLINICIAN["firstName"],
        "payload.decision.addedBy.lastName": _CLINICIAN["lastName"],
        "payload.decision.addedBy.hoursWorkedPerWeek": "24",
        "payload.activity.valueBefore": "APPROVED",
    },
)

# The same without anything that any serializer escapes: only order, whitespace and nulls can go wrong.
_PLAIN = {
    "payload.decision.decisionText": "Suitable. Pulse 64, no red flags.",
    "payload.formResponse.responses.0.text": "Call me after 17:00 please",
    "payload.case.title": "Plan Fjord",
    "payload.case.productBundle.name": "Fjord Plus, 4 weeks",
    "payload.case.submitter.firstName": "Bjorn",
    "payload.case.submitter.lastName": "Akesson",
    "payload.case.submitter.phoneNumber": "404-555-0187",
    "payload.case.submitter.address": "3 Ferry Street, Rear",
    "payload.case.submitter.city": "Dona Marsh",
    "payload.activity.actor.firstName": "Maelle",
    "payload.activity.actor.lastName": "Lovstad",
    "payload.decision.addedBy.firstName": "Maelle",
    "payload.decision.addedBy.lastName": "Lovstad",
    "payload.decision.medInfo.0.medicine": "Tirzepatide 5 mg, 2 ml vial",
    "payload.decision.medInfo.0.dosage": "Inject 0.5 ml once a week",
}

DECISION = compact(_DECISION)
DECISION_PLAIN = compact(
    changed(
        _DECISION,
        {
            **_PLAIN,
            "payload.decision.addedBy.phoneNumber": "720-555-0134",
            "payload.decision.addedBy.address": "12 Cafe Row, Door 7",
            "payload.decision.addedBy.city": "Penasco Bajo",
        },
    )
)
DELETED = compact(_DELETED)
DELETED_PLAIN = compact(changed(_DELETED, _PLAIN))

# A decision without a bundle: an empty object where the vendor's example has an object.
DECISION_NO_BUNDLE = compact(changed(json.loads(DECISION_PLAIN), {"payload.case.productBundle": {}}))
# A "no decision" without medicine and answers: every array is empty.
DECISION_NO_LISTS = compact(
    changed(
        json.loads(DECISION_PLAIN),
        {"payload.decision.isNoDecision": True, "payload.decision.medInfo": [], "payload.formResponse.responses": []},
    )
)

_CASE_ID = _SHARED["payload.case.id"]


def comment(message):
    return compact({"event": "ADD_CASE_COMMENT", "payload": {"comment": {"id": "5d1b8c92-7a4e-4f19-8b0d-3e6f2a917c50", "message": message}}})


# Small, plain ASCII, nothing to escape.
STATUS = compact(
    {
        "event": "CHANGE_CASE_STATUS",
        "payload": {
            "changeStatus": {"oldStatus": "OPEN", "newStatus": "IN_PROGRESS"},
            "case": {"id": _CASE_ID, "shortId": "ADA-4T9XQ2", "isEscalated": False, "referralCode": None, "tags": []},
        },
    }
)
# The same members where sorting by name, or by the length of the name as jsonb does, changes nothing.
STATUS_SORTED = compact(
    {
        "event": "CHANGE_CASE_STATUS",
        "payload": {
            "case": {"id": _CASE_ID, "isEscalated": False, "referralCode": None, "shortId": "ADA-4T9XQ2", "tags": []},
            "changeStatus": {"newStatus": "IN_PROGRESS", "oldStatus": "OPEN"},
        },
    }
)
STATUS_BY_LENGTH = compact(
    {
        "event": "CHANGE_CASE_STATUS",
        "payload": {
            "case": {"id": _CASE_ID, "tags": [], "shortId": "ADA-4T9XQ2", "isEscalated": False, "referralCode": None},
            "changeStatus": {"newStatus": "IN_PROGRESS", "oldStatus": "OPEN"},
        },
    }
)
ACCENTS = comment("Zoë Núñez: naïve to GLP-1, 25 °C, über 10 µg 💉")
LATIN = comment("Zoë Núñez: naïve to GLP-1, 25 °C")
SLASHES = comment("138/86 on 05/09, see https://example.com/log/41")
HTML = comment("BMI > 30 & <strong>no</strong> allergy; </script> = fine")
MARKUP = comment("<a title=\"x\">it's</a> & more")
ASTRAL = comment("💉🌙 and 𝒳")
QUOTES = comment("she'll take \"half\" & call +14045550187, ok? `yes`")
LINE_SEPARATORS = comment("first\u2028second\u2029third")
CONTROLS = comment("unit\x1fseparator and \x01 start")
DELETE = comment("delete\x7fcharacter")
BACKSPACE = comment("back\bspace and form\ffeed")
PHONE = comment("+14045550187")
ESCAPABLE = comment("A & B <ok> it's \"fine\"")

# Text that lone surrogates are in: JSON.stringify writes them as escapes.
LONE_SURROGATE = (
    b'{"event":"SMS_RECEIVED","payload":{"sms":{"from":"404-555-0187","text":"cut emoji \\ud83d, ok","segments":2,"isRead":false}}}'
)

# Numbers as JSON.stringify writes them.
NUMBERS = (
    b'{"event":"UPDATE_FORM_RESPONSE","payload":{"labs":{"tsh":0.00001,"ratio":1e-7,"drift":1.5e-8,"dose":2.5,"count":12,"zero":0}}}'
)
HUGE_NUMBERS = b'{"event":"UPDATE_FORM_RESPONSE","payload":{"labs":{"copies":100000000000000000000,"limit":1e+21,"count":12}}}'
NUMBERS_BY_LENGTH = b'{"event":"UPDATE_FORM_RESPONSE","payload":{"labs":{"tsh":0.00001,"dose":2.5,"drift":1.5e-8,"ratio":1e-7}}}'
HUGE_INTEGER = b'{"event":"UPDATE_FORM_RESPONSE","payload":{"labs":{"copies":100000000000000000000,"count":12}}}'
DOSE = b'{"event":"ADD_CASE_COMMENT","payload":{"comment":{"message":"dose","dose":0.25}}}'
# Numbers as other senders write them; a serializer that keeps their text leaves them alone.
FOREIGN_NUMBERS = (
    b'{"event":"PAYMENT_ADDED","payload":{"payment":{"id":12345678901234567890,"amount":50.0,"rate":1E2,"limit":1E400,"fee":-0.0}}}'
)
FLOATS = b'{"event":"PAYMENT_ADDED","payload":{"payment":{"shortId":"PAY-7Q","amount":50.0,"fee":1.0,"isPaid":true}}}'
BIG_INTEGER_17 = b'{"event":"PAYMENT_ADDED","payload":{"payment":{"id":90071992547409933,"amount":50}}}'
BIG_INTEGERS = (
    b'{"event":"PAYMENT_ADDED","payload":{"payment":{"id":12345678901234567891,"batch":11223344556677889911,"invoice":13579135791357913579}}}'
)
BIG_INTEGER = b'{"event":"PAYMENT_ADDED","payload":{"payment":{"id":12345678901234567891,"amount":50,"isPaid":true}}}'
OVERFLOW = b'{"event":"PAYMENT_ADDED","payload":{"payment":{"shortId":"PAY-7Q","limit":1E400,"isPaid":true}}}'
DUPLICATES = b'{"event":"CHANGE_CASE_STATUS","payload":{"changeStatus":{"status":"OPEN","note":"first","status":"APPROVED"}}}'
INTEGER_KEYS = b'{"event":"UPDATE_FORM_RESPONSE","payload":{"answers":{"total":2,"10":"no","2":"yes"}}}'
# Everything a parser would change, for tools that only move whitespace.
HAZARDS = (
    b'{"event":"PAYMENT_ADDED","payload":{"payment":{"id":12345678901234567890,"amount":50.0,"rate":1E2,"limit":1E400},'
    b'"notes":{"b":1,"10":"ten","2":"two","b":2},"tags":[],"meta":{},"text":"caf\\u00e9 \\/ \\ud83d"}}'
)

DATES = compact(
    {
        "event": "ADD_CASE_DECISION",
        "payload": {
            "decision": {
                "id": "0f6a1c1e-52b7-4c0d-9a35-6c1f0b7e2d48",
                "startDate": "2026-05-11T00:00:00.000Z",
                "endDate": "2026-06-10T12:30:00.500Z",
                "createdAt": "2026-05-10T09:20:41.305Z",
                "updatedAt": "2026-05-10T09:20:41.350Z",
            }
        },
    }
)
# Arrays and empty strings on an event whose member order nobody knows.
BLANKS = compact(
    {
        "event": "ADD_HR_REP",
        "payload": {"rep": {"id": "a77", "title": "", "suffix": "", "phone": None, "city": "Dona Marsh", "address2": "", "code": None}},
    }
)
SPACED_VALUES = comment("  please call back ")
# Three members at the top, sorted inside already.
ORDER_BESIDE = compact(
    {
        "event": "ORDER_TRACKING_ADDED",
        "payload": {"id": _CASE_ID, "status": "APPROVED"},
        "order": {"carrier": "POST", "id": "o-17", "trackingId": "TRK0055501"},
    }
)
# An event that the vendor announced without a name: nobody has a template, and there are too many members to try them all.
UNKNOWN_EVENT = compact(
    {
        "event": "CASE_PRODUCT_REQUEST_SHIPPED",
        "payload": {
            "request": {
                "status": "SHIPPED", "id": "rq-4471", "product": "Fjord Plus", "quantity": 1, "carrier": "POST", "trackingId": "TRK0055501",
                "shippedAt": "2026-05-12T08:00:00.000Z", "note": "leave at door",
            },
            "case": {"shortId": "ADA-4T9XQ2", "id": _CASE_ID, "status": "APPROVED", "isImported": False, "type": "GLP-1", "closedBy": "KqV", "assignee": "Maelle"},
            "activity": {"type": "ORDERED", "id": "ac-9", "valueBefore": "ORDERED", "valueAfter": "SHIPPED", "isPHI": False, "actor": "KqV", "byRule": True},
        },
    }
)

# As a tool with a text editor writes it: not compact, and signed as it is.
PRETTY = json.dumps(json.loads(STATUS), indent=2).encode()
PRETTY_CRLF = PRETTY.replace(b"\n", b"\r\n")
# Written by hand: no serializer breaks lines like this.
HAND_WRITTEN = (
    b'{ "event": "CHANGE_CASE_STATUS",\n  "payload":\n    { "changeStatus": { "oldStatus": "OPEN",\n                        "newStatus": "IN_PROGRESS" },\n'
    b'      "case": { "shortId": "ADA-4T9XQ2", "tags": [ ]\n      }\n    }\n}'
)
TWO_LINES = b"ping 1\nping 2\nend"
LATIN1_BYTES = '{"event":"ADD_CASE_COMMENT","payload":{"comment":{"message":"Zoë Núñez, 25 °C"}}}'.encode("latin-1")
TWO_PARTS = compact({"event": "ADD_CASE_COMMENT", "payload": {"comment": {"id": "c1", "message": "see the signed part"}, "case": {"id": _CASE_ID, "shortId": "ADA-4T9XQ2"}}})
TYPED = comment("He said \"take 2 -- then rest...\", it's fine; write to bjorn.akesson@example.com or https://example.com/help")
