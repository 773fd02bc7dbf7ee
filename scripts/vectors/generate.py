#!/usr/bin/env python3
"""Writes fixtures/vectors/*.json. Run again with the same versions it writes the same bytes.

    python3 scripts/vectors/generate.py            write what can be made on this machine
    python3 scripts/vectors/generate.py --check    write nothing, say what would differ
    python3 scripts/vectors/generate.py NAME...    only these, where the runtimes of others have other versions
"""

import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

import byte_faults
import combinations
import forward
import header_faults
import json_faults
import runtimes
import secret_faults
import valid
from model import record, text_of

OUT = Path(__file__).resolve().parents[2] / "fixtures/vectors"
PARTS = [valid, json_faults, byte_faults, secret_faults, header_faults, combinations, forward]


def make(made, original):
    """The bytes, and how they were made, in the words of a vector."""
    if made is None:
        return None, runtimes.python_version()
    if made.result is not None:
        return made.result, {"emulated": made.call}
    result, runtime = runtimes.make(made.runtime, made.call, original)
    return result, {"runtime": runtime, "call": made.call}


def main():
    check = "--check" in sys.argv[1:]
    wanted = set(sys.argv[1:]) - {"--check"}
    missing, differing, known = {}, [], set()
    try:
        for vector in (vector for part in PARTS for vector in part.VECTORS):
            file = OUT / f"{vector.name}.json"
            if file in known:
                raise SystemExit(f"two vectors are named {vector.name}")
            known.add(file)
            if wanted and vector.name not in wanted:
                continue
            try:
                text = text_of(record(vector, make))
            except runtimes.Missing as absent:
                missing.setdefault(str(absent), []).append(vector.name)
                continue
            if not file.exists() or file.read_text("utf-8") != text:
                differing.append(vector.name)
                if not check:
                    file.write_text(text, "utf-8", newline="\n")
    finally:
        runtimes.stop()
    for program, names in missing.items():
        print(f"{program} is not here: {len(names)} vectors are left as they are ({', '.join(names)})")
    if unknown := sorted(name for name in wanted if OUT / f"{name}.json" not in known):
        raise SystemExit(f"there is no vector named {', '.join(unknown)}")
    left = sorted(file.name for file in set(OUT.glob("*.json")) - known)
    if left:
        print(f"not made by this script: {', '.join(left)}")
    print(f"{len(known)} vectors, {len(differing)} {'differ' if check else 'written'}")
    for name in differing if check else ():
        before = json.loads((OUT / f"{name}.json").read_text("utf-8")) if (OUT / f"{name}.json").exists() else {}
        print(f"  {name}: {before.get('madeBy', 'not there')}")
    return 1 if left or (check and differing) else 0


if __name__ == "__main__":
    sys.exit(main())
