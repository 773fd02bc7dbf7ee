"""Starts the real serializers: each takes a body on standard input and gives what it makes of it."""

import html
import http.server
import json
import os
import platform
import shutil
import subprocess
import tempfile
import threading
import unicodedata
import urllib.parse
import zlib
from base64 import b64encode, encodebytes, urlsafe_b64encode
from datetime import datetime
from decimal import Decimal
from gzip import GzipFile
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = Path(tempfile.mkdtemp(prefix="cv-vectors-"))
WORK.chmod(0o755)
JARS = [f"/usr/share/java/{name}.jar" for name in ("jackson-annotations", "jackson-core", "jackson-databind", "gson")]
NEWTONSOFT = "/usr/lib/cli/Newtonsoft.Json-5.0/Newtonsoft.Json.dll"


class Missing(Exception):
    """A runtime that is not on this machine."""


_prepared = {}


def once(make):
    """Prepares a runtime at its first use; remembers also that it is missing."""

    def prepare():
        if make not in _prepared:
            try:
                _prepared[make] = make()
            except Missing as missing:
                _prepared[make] = missing
        if isinstance(_prepared[make], Missing):
            raise _prepared[make]
        return _prepared[make]

    prepare.make = make
    return prepare


def run(command, body=b"", **more):
    done = subprocess.run(command, input=body, capture_output=True, **more)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))[:200]}\n{done.stderr.decode(errors='replace')}")
    return done.stdout


def need(*programs, files=()):
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(program)
    for file in files:
        if not os.path.exists(file):
            raise Missing(os.path.basename(file))


def version(command):
    try:
        return run(command).decode()
    except RuntimeError:
        raise Missing(" ".join(map(str, command)))


# Python, in this process.


def html_values(value):
    if isinstance(value, dict):
        return {name: html_values(member) for name, member in value.items()}
    if isinstance(value, list):
        return [html_values(item) for item in value]
    return html.escape(value) if isinstance(value, str) else value


def iso_dates(value):
    """Every time through datetime, as an ORM does it."""
    if isinstance(value, dict):
        return {name: iso_dates(member) for name, member in value.items()}
    if isinstance(value, str) and value.endswith("Z") and value[10:11] == "T":
        return datetime.fromisoformat(value.replace("Z", "+00:00")).isoformat()
    return value


def gzip(raw, name=None):
    out = BytesIO()
    with GzipFile(filename=name or "", mode="wb", mtime=1778404841 if name else 0, fileobj=out) as file:
        file.write(raw)
    return out.getvalue()


def python(call, body):
    tools = {
        "json": json, "html": html, "unicodedata": unicodedata, "urllib": urllib, "zlib": zlib, "Decimal": Decimal, "gzip": gzip,
        "b64encode": b64encode, "encodebytes": encodebytes, "urlsafe_b64encode": urlsafe_b64encode,
        "html_values": html_values, "iso_dates": iso_dates, "raw": body,
    }  # fmt: skip
    tools["body"] = body.decode("utf-8", "surrogateescape")
    made = eval(call, tools)
    return made if isinstance(made, bytes) else made.encode()


def python_version():
    return f"Python {platform.python_version()}"


# The others, each a program of its own.


@once
def php():
    need("php")
    return version(["php", HERE / "make.php", "--version"])


@once
def ruby():
    need("ruby")
    return version(["ruby", HERE / "make.rb", "--version"])


@once
def rails():
    need("ruby")
    return version(["ruby", HERE / "make.rb", "--version-rails"])


@once
def perl():
    need("perl")
    return version(["perl", HERE / "make.pl", "--version"])


@once
def node():
    need("node")
    return version(["node", HERE / "make.mjs", "--version"])


@once
def vscode():
    need("node")
    return version(["node", HERE / "make.mjs", "--version-jsonc"])


@once
def jq():
    need("jq")
    return run(["jq", "--version"]).decode().strip().replace("-", " ", 1)


@once
def bash():
    need("bash")
    return "Bash " + run(["bash", "-c", 'printf %s "${BASH_VERSION%%(*}"']).decode()


@once
def zstd():
    need("zstd")
    return "zstd " + run(["zstd", "--version"]).decode().split(" v")[1].split(",")[0]


@once
def go():
    need("go")
    program = WORK / "make-go"
    run(["go", "build", "-o", program, HERE / "make.go"], env={**os.environ, "GO111MODULE": "off"})
    return program, version([program, "--version"])


@once
def java():
    need("javac", "java", files=JARS)
    path = ":".join([*JARS, str(WORK)])
    run(["javac", "-nowarn", "-cp", path, "-d", WORK, HERE / "Make.java"])
    command = ["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", path, "Make"]
    return command, {kind: version([*command, f"--version{kind}"]) for kind in ("", "-jackson", "-gson")}


@once
def mono():
    need("mono", "mcs", files=[NEWTONSOFT])
    program = WORK / "make.exe"
    shutil.copy(NEWTONSOFT, WORK)
    run(["mcs", "-nowarn:0649", f"-out:{program}", f"-r:{NEWTONSOFT}", HERE / "Make.cs"])
    command = ["mono", program]
    return command, {kind: version([*command, f"--version{kind}"]) for kind in ("", "-newtonsoft")}


@once
def postgres():
    """A throw-away cluster on a unix socket; the server refuses to run as root, so root hands it to the user postgres."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if os.path.isdir("/usr/lib/postgresql") else []
    if not found:
        raise Missing("postgresql")
    programs = found[-1].parent
    home = WORK / "postgres"
    home.mkdir()
    as_user = []
    if os.geteuid() == 0:
        shutil.chown(home, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    run([*as_user, programs / "initdb", "-D", home / "data", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "-A", "trust"], cwd="/")
    options = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    control = [*as_user, programs / "pg_ctl", "-D", home / "data", "-w"]
    subprocess.run([*control, "-l", home / "log", "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    psql = [*as_user, programs / "psql", "-X", "-q", "-h", home, "-d", "postgres"]
    number = run([*psql, "-Atc", "show server_version"], cwd="/").decode().split()[0]
    return psql, [*control, "-m", "immediate", "stop"], f"PostgreSQL {number}"


def stop():
    """Ends the database and removes the temporary folder."""
    ready = _prepared.get(postgres.make)
    if isinstance(ready, tuple):
        subprocess.run(ready[1], check=True, stdout=subprocess.DEVNULL, cwd="/")
    shutil.rmtree(WORK)


@once
def curl():
    need("curl")
    return "curl " + run(["curl", "--version"]).decode().split()[1]


def curl_body(options, body):
    """The body that curl puts on the wire: `@file` in the options stands for a file with the text given."""
    received = []

    class Receiver(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            received.append(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    file = WORK / "body.json"
    file.write_bytes(body)
    server = http.server.HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    words = [f"@{file}" if word == "@body.json" else word for word in options.split()]
    run(["curl", "--silent", "--noproxy", "*", *words, f"http://127.0.0.1:{server.server_port}/"])
    server.shutdown()
    thread.join()
    server.server_close()
    return received[0]


def make(runtime, call, body):
    """What a runtime makes of a body: the bytes, and the runtime with its version."""
    if runtime == "python":
        return python(call, body), python_version()
    if runtime == "python-zlib":
        return python(call, body), f"{python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}"
    if runtime == "php":
        name = php()
        return run(["php", HERE / "make.php", call], body), name
    if runtime in ("ruby", "rails"):
        name = rails() if runtime == "rails" else ruby()
        return run(["ruby", HERE / "make.rb", call], body), name
    if runtime == "perl":
        name = perl()
        return run(["perl", HERE / "make.pl", call], body), name
    if runtime in ("node", "vscode"):
        name = vscode() if runtime == "vscode" else node()
        return run(["node", HERE / "make.mjs", call], body), name
    if runtime == "jq":
        name = jq()
        return run(["jq", *call.split()[1:]], body), name
    if runtime == "bash":
        name = bash()
        return run(["bash", "-c", call], env={"PATH": os.environ["PATH"], "BODY": body.decode()}), name
    if runtime == "zstd":
        name = zstd()
        return run(["zstd", "-q", "-c"], body), name
    if runtime == "curl":
        name = curl()
        return curl_body(call.removeprefix("curl "), body), name
    if runtime == "go":
        program, name = go()
        return run([program, call], body), name
    if runtime.startswith("java"):
        command, names = java()
        return run([*command, call], body), names[runtime[4:]]
    if runtime.startswith("mono"):
        command, names = mono()
        return run([*command, call], body), names[runtime[4:]]
    if runtime == "postgres":
        psql, _, name = postgres()
        path = WORK / "body.sql-input"
        path.write_bytes(body)
        script = WORK / "make.sql"
        shutil.copy(HERE / "make.sql", script)
        made = run([*psql, "-v", "ON_ERROR_STOP=1", "-v", f"path={path}", "-v", f"expression={call}", "-f", script], cwd="/")
        return made.removesuffix(b"\n"), name
    raise ValueError(runtime)
