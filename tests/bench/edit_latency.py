#!/usr/bin/env python3
"""How long an editor waits for the diagnostics of an edit.

    edit_latency.py [--edits N] [--gap-ms MS] FOLDER -- SERVER [ARG ...]

Makes documents of 5 KB, 100 KB and 1 MB out of the Markdown files of FOLDER,
put one behind the other, and types one letter after the other at random places
of each, over standard input and output, into a fresh server that has nothing
else open:

  lockstep  a letter as soon as the one before it was answered
  spaced    a letter every MS milliseconds (30), whatever has been answered

An edit is answered by the first diagnostics of its version or of a later one.
Time runs from the message being handed to the pipe until the last byte of the
answer has been read, in milliseconds. `processor` is the server's own time for
an edit, `faults` the pages that it touched for the first time (median), `MB`
its peak memory.

Standard library only; Linux only, since it reads /proc.
"""
import argparse
import json
import pathlib
import os
import random
import subprocess
import sys
import tempfile
import threading
import time

SIZES = (("5 KB", 5_000), ("100 KB", 100_000), ("1 MB", 1_000_000))
TICKS = os.sysconf("SC_CLK_TCK")
SEED = 1


def document(folder, size):
    """So many bytes of the files of a folder, up to the end of a line."""
    paths = sorted(folder.rglob("*.md")) + sorted(folder.rglob("*.erb"))
    texts = [path.read_bytes().replace(b"\r\n", b"\n").strip(b"\n") for path in paths]
    if not texts:
        sys.exit(f"no Markdown below {folder}")
    length = sum(len(text) + 2 for text in texts)
    whole = b"\n\n".join(texts * -(-size // length)) + b"\n"
    cut = whole[: whole.rfind(b"\n", 0, size) + 1]
    return cut.decode(errors="replace")


class Server:
    def __init__(self, command, folder):
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def send(self, method, params, request=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request is not None:
            message["id"] = request
        self.write(message)

    def write(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def read(self):
        """The next message, and when its last byte was there. Questions of the
        server are answered with nothing."""
        length = 0
        while (line := self.process.stdout.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not line:
            sys.exit("the server has ended")
        body, moment = self.process.stdout.read(length), time.perf_counter()
        message = json.loads(body)
        if "id" in message and "method" in message:
            self.write({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message, moment

    def counts(self):
        """Faults and seconds of the processor so far."""
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return int(stat[7]), (int(stat[11]) + int(stat[12])) / TICKS

    def peak(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024


class Typing:
    """A document that is open in a server, and typed into."""

    def __init__(self, server, folder, text):
        self.server, self.uri = server, (pathlib.Path(folder) / "document.md").as_uri()
        self.lines, self.version, self.random = text.split("\n"), 1, random.Random(SEED)
        abilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        root = pathlib.Path(folder).as_uri()
        server.send("initialize", {"processId": os.getpid(), "rootUri": root, "capabilities": abilities}, 1)
        while server.read()[0].get("id") != 1:
            pass
        server.send("initialized", {})
        document = {"uri": self.uri, "languageId": "markdown", "version": 1, "text": text}
        server.send("textDocument/didOpen", {"textDocument": document})
        self.answer(1)

    def type(self):
        row = self.random.randrange(len(self.lines))
        line = self.lines[row]
        column = self.random.randrange(len(line) + 1)
        self.lines[row] = line[:column] + "x" + line[column:]
        place = {"line": row, "character": len(line[:column].encode("utf-16-le")) // 2}
        self.version += 1
        change = {"range": {"start": place, "end": place}, "text": "x"}
        params = {"textDocument": {"uri": self.uri, "version": self.version}, "contentChanges": [change]}
        moment = time.perf_counter()
        self.server.send("textDocument/didChange", params)
        return self.version, moment

    def answer(self, version):
        """Waits for diagnostics of this version or a later one."""
        while True:
            message, moment = self.server.read()
            told = message.get("params") or {}
            if message.get("method") == "textDocument/publishDiagnostics" and told.get("version", 0) >= version:
                return told["version"], moment


def lockstep(typing, edits):
    times, faults = [], []
    for _ in range(edits):
        before = typing.server.counts()[0]
        version, sent = typing.type()
        times.append(typing.answer(version)[1] - sent)
        faults.append(typing.server.counts()[0] - before)
    return times, faults


def spaced(typing, edits, gap):
    sent = []

    def type_all():
        due = time.perf_counter()
        for _ in range(edits):
            due += gap
            time.sleep(max(0, due - time.perf_counter()))
            sent.append(typing.type())

    first, last = typing.version + 1, typing.version + edits
    typist = threading.Thread(target=type_all)
    typist.start()
    answers = [typing.answer(first)]
    while answers[-1][0] < last:
        answers.append(typing.answer(answers[-1][0] + 1))
    typist.join()
    answered = [next(moment for told, moment in answers if told >= version) for version, _ in sent]
    return [moment - begun for moment, (_, begun) in zip(answered, sent)], [0]


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]


def measure(name, command, text, measured):
    with tempfile.TemporaryDirectory() as folder:
        server = Server(command, folder)
        try:
            typing = Typing(server, folder, text)
            time.sleep(0.5)
            before = server.counts()[1]
            times, faults = measured(typing)
            processor = (server.counts()[1] - before) / len(times)
            cells = [min(times), percentile(times, 50), percentile(times, 99), processor]
            cells = "".join(f"{cell * 1000:>10.2f}" for cell in cells)
            print(f"{name:<20}{cells}{percentile(faults, 50):>10}{server.peak():>10.0f}", flush=True)
        finally:
            server.process.kill()
            server.process.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--gap-ms", type=float, default=30)
    if "--" not in sys.argv:
        parser.error("no server: put its command behind --")
    cut = sys.argv.index("--")
    arguments, command = parser.parse_args(sys.argv[1:cut]), sys.argv[cut + 1 :]
    command[0] = os.path.abspath(command[0])
    heads = ("least", "p50", "p99", "processor", "faults", "MB")
    print(f"{'ms':<20}" + "".join(f"{head:>10}" for head in heads))
    for name, size in SIZES:
        text = document(arguments.folder, size)
        measure(f"{name} lockstep", command, text, lambda typing: lockstep(typing, arguments.edits))
        gap = arguments.gap_ms / 1000
        measure(f"{name} spaced", command, text, lambda typing: spaced(typing, arguments.edits, gap))


if __name__ == "__main__":
    main()
