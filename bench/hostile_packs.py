# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Rule packs that are made to hurt, and what `varta rules activate` makes of them.

    python3 bench/hostile_packs.py [--varta build/release/bin/varta] [--keep DIR]

Each must be refused with exit code 2 or 1 and a message that names file, line and column, within 2 s and 256 MB (peak memory of the whole
process, by wait4), while the rules in use stay as they were: `rules history` and what they find say the same before and after. A table, a last
line, exit code 1 if one of them does otherwise. It takes about half a minute.
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SECONDS, MEGABYTES = 2.0, 256
MANIFEST = "name: t\nversion: 1.0.0\nlanguages: [uk]\nlicence: Apache-2.0\nowners: [desk]\n"


LARGE = r"<слово{}(?:\s\p{L}{0,180}\d)?"


def rule(number, pattern="<паспорт{}", word=None, match=None):
    hits = "[а, б, в]" if word is None else "[{0}, так {0}, {0} тут]".format(word.replace("{}", str(number)))
    match = match or "{any: ['" + pattern.replace("{}", str(number)) + "']}"
    return (f"- id: t.r{number}\n  title: {{uk: Знак, en: Sign}}\n  status: stable\n  indicator: J1\n  forms: [LABOUR]\n"
            f"  evidence: S\n  references: [x]\n  match: {match}\n  weight: 1\n  why: {{uk: Так, en: So}}\n"
            f"  hit: {hits}\n  miss: [г, д, е]\n")


def rules(first, count, pattern="<паспорт{}", word=None):
    return "".join(rule(i, pattern, word) for i in range(first, first + count))


def several(make, files):
    return {f"r{i:03}.yaml": make(i) for i in range(files)}


def alias_bomb():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for i in range(1, 10):
        lines.append(f"a{i}: &a{i} [" + ", ".join([f"*a{i - 1}"] * 9) + "]")
    return "\n".join(lines) + "\n"


def macros(text):
    return {"macros.yaml": text, "r.yaml": rule(1)}


def chain_of_macros():
    lines = ["м0: [" + ", ".join(f"слово{i}" for i in range(500)) + "]"]
    lines += [f"м{i}: [" + ", ".join(["'{м%d}'" % (i - 1)] * 20) + "]" for i in range(1, 8)]
    return "\n".join(lines) + "\n"


# What RE2 alone can judge.
def asked(number):
    return "[" + ", ".join(f"'[а-\\x{{FFF}}]\\p{{Thai}}?с{number}о{i}'" for i in range(200)) + "]"


def packs():
    return {
        # I1: YAML
        "alias bomb": {"r.yaml": alias_bomb()},
        "10 MB in one file": {"r.yaml": rules(0, 30_000)},
        "10 MB of comments": {"r.yaml": "# " + "а" * (5 << 20) + "\n" + rule(1)},
        "10 MB in files": several(lambda i: rules(i * 1000, 1000), 30),
        "100,000 rules": several(lambda i: rules(i * 5000, 5000), 20),
        "100,000 short items": {"r.yaml": "- {}\n" * 100_000},
        "1,001 files": several(lambda i: rule(i), 1001),
        "10,000 deep, flow": {"r.yaml": "[" * 10_000},
        "10,000 deep, block": {"r.yaml": "".join(" " * (i % 300) + "- \n" for i in range(10_000)) + "- " * 10_000 + "a\n"},
        "10,000 maps deep": {"r.yaml": "{a: " * 10_000},
        "two million values": {"r.yaml": "[" + "a," * 2_000_000},
        "one key twice": {"r.yaml": rule(1) + "  weight: 2\n"},
        "100,000 keys": {"r.yaml": "- " + "\n  ".join(f"k{i}: v" for i in range(100_000)) + "\n"},
        "unknown key": {"r.yaml": rule(1) + "  wieght: 2\n"},
        "weight .nan": {"r.yaml": rule(1).replace("weight: 1", "weight: .nan")},
        "weight .inf": {"r.yaml": rule(1).replace("weight: 1", "weight: .inf")},
        "weight 1e999": {"r.yaml": rule(1).replace("weight: 1", "weight: 1e999")},
        "huge integer": {"r.yaml": rule(1, match="{any: [а, б], at_least: " + "9" * 400 + "}")},
        "not UTF-8": {"r.yaml": rule(1).encode().replace("Знак".encode(), b"\xff\xfe")},
        "UTF-16": {"r.yaml": rule(1).encode("utf-16")},
        "NUL bytes": {"r.yaml": rule(1).replace("Sign", "Si\0gn")},
        "unclosed quote": {"r.yaml": rule(1) + "  x: '" + "а" * 100_000},
        "macro in itself": macros("а: ['{б}']\nб: ['{а}']\n"),
        "macros that multiply": macros(chain_of_macros()),
        # I2: patterns
        "look-behind": {"r.yaml": rule(1, "(?<=паспорт)забир")},
        "back-reference": {"r.yaml": rule(1, r"(а)\1")},
        "repeat over 1,000": {"r.yaml": rule(1, "а{1001}")},
        "repeats of repeats": {"r.yaml": rule(1, "(?:(?:а{40}){40}){40}")},
        "10,000 brackets deep": {"r.yaml": rule(1, "(" * 1500 + "а" + ")" * 1500)},
        "matches nothing": {"r.yaml": rule(1, "а*")},
        "10,000 alternatives": {"r.yaml": rule(1, "|".join(f"с{i}" for i in range(10_000)))},
        "a program of 100,000": {"r.yaml": rule(1, r"(?:\p{L}{200}\p{N}){4}")},
        "201 patterns": {"r.yaml": rule(1, match="{any: [" + ", ".join(f"'слово{i}'" for i in range(201)) + "]}")},
        "16,000 large programs": several(lambda i: rules(i * 800, 800, LARGE, "слово{}"), 20),
        "60,000 rare classes": several(lambda i: "".join(rule(i * 30 + j, match="{any: " + asked(i * 30 + j) + "}") for j in range(30)), 10),
        "19,000 rules, the last wrong": {**several(lambda i: rules(i * 950, 950, word="паспорт{}"), 20), "z.yaml": rule(1) + "  wieght: 2\n"},
        # I3: it must not go live unseen, and cannot, for its own examples show it
        "hits everything": {"r.yaml": rule(1, ".")},
        "hits nothing": {"r.yaml": rule(1, "<жодного{}")},
    }


# These are just within the limits: dear, and somebody may want them. What they cost is shown and not judged.
def dear_packs():
    many = "(?:" + "|".join(f"слово{i}" for i in range(260)) + ")"
    return {
        "2,800 large programs": several(lambda i: rules(i * 280, 280, LARGE, "слово{}"), 10),
        "600 large alternations": several(lambda i: rules(i * 60, 60, "<слово{}(?:\\s" + many + ")?", "слово{}"), 10),
        "20,000 rules": several(lambda i: rules(i * 1000, 1000, word="паспорт{}"), 20),
        "999 files": several(lambda i: rule(i, word="паспорт{}"), 998),
    }


def write(folder, files):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for name, text in {"pack.yaml": MANIFEST, **files}.items():
        with open(os.path.join(folder, name), "wb") as out:
            out.write(text if isinstance(text, bytes) else text.encode())


def write_all(folder, only, dear=False):
    """Writes the packs and gives their names. In a process of its own: what a child's peak memory says begins with that of its parent."""
    read, out = os.pipe()
    child = os.fork()
    if child == 0:
        names = []
        for name, files in (dear_packs() if dear else packs()).items():
            if only not in name:
                continue
            write(os.path.join(folder, str(len(names)), "t"), files)
            names.append(name)
        with os.fdopen(out, "w") as pipe:
            json.dump(names, pipe)
        os._exit(0)
    os.close(out)
    with os.fdopen(read) as pipe:
        names = json.load(pipe)
    os.waitpid(child, 0)
    return names


class Runner:
    def __init__(self, varta, folder):
        self.varta, self.folder = os.path.abspath(varta), folder

    def run(self, *arguments):
        """Exit code, standard output and error, seconds, peak megabytes."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            begun = time.monotonic()
            child = subprocess.Popen([self.varta, *arguments], cwd=self.folder, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(child.pid, 0)
            seconds = time.monotonic() - begun
            child.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0), err.seek(0)
            return child.returncode, out.read().decode(errors="replace"), err.read().decode(errors="replace"), seconds, usage.ru_maxrss / 1024

    def in_use(self):
        code, out, err, *_ = self.run("--json", "rules", "history")
        if code != 0:
            sys.exit("rules history: " + err)
        return json.loads(out).get("activations", [])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--varta", default="build/release/bin/varta")
    parser.add_argument("--keep", help="write packs and data here, and leave them")
    parser.add_argument("--only", help="packs whose name contains this")
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp(prefix="varta-hostile-")
    os.makedirs(folder, exist_ok=True)
    runner = Runner(options.varta, folder)
    write(os.path.join(folder, "good", "t"), {"r.yaml": rule(1, word="паспорт{}")})
    code, _, err, seconds, peak = runner.run("rules", "activate", "good/t", "--reason", "bench")
    if code != 0:
        sys.exit("the good pack is refused: " + err)
    before = runner.in_use()
    print(f"{'':26} {'KB':>7} {'s':>6} {'MB':>5}  refused with")
    print(f"{'(a good pack)':26} {1:>7} {seconds:>6.2f} {peak:>5.0f}  in use")
    wrong = 0
    tried = write_all(os.path.join(folder, "bad"), options.only or "")
    for number, name in enumerate(tried):
        pack = os.path.join(folder, "bad", str(number), "t")
        size = sum(os.path.getsize(os.path.join(pack, file)) for file in os.listdir(pack)) / 1024
        code, out, err, seconds, peak = runner.run("rules", "activate", f"bad/{number}/t", "--reason", "bench")
        message = err.strip().splitlines()[0] if err.strip() else out.strip()[:80]
        faults = []
        if code not in (1, 2):
            faults.append(f"exit code {code}")
        # A pack that is too much as a whole has no one place.
        if not re.search(r"\.yaml:\d+:\d+: ", message) and not re.search(r"more than 1000|over 8 MiB", message):
            faults.append("no place")
        if seconds > SECONDS:
            faults.append(f"over {SECONDS:.0f} s")
        if peak > MEGABYTES:
            faults.append(f"over {MEGABYTES} MB")
        if runner.in_use() != before:
            faults.append("the rules in use changed")
        wrong += bool(faults)
        shown = re.sub(r"^varta: ", "", message)
        shown = shown if len(shown) < 110 else shown[:107] + "..."
        print(f"{name:26} {size:>7.0f} {seconds:>6.2f} {peak:>5.0f}  {'WRONG: ' + ', '.join(faults) + ': ' if faults else ''}{shown}", flush=True)
    dear = write_all(os.path.join(folder, "dear"), options.only or "", dear=True)
    for number, name in enumerate(dear):
        pack = os.path.join(folder, "dear", str(number), "t")
        size = sum(os.path.getsize(os.path.join(pack, file)) for file in os.listdir(pack)) / 1024
        code, out, err, seconds, peak = runner.run("rules", "activate", f"dear/{number}/t", "--check")
        print(f"{name:26} {size:>7.0f} {seconds:>6.2f} {peak:>5.0f}  (within the limits: {(out or err).strip()[:60]})", flush=True)
    if not options.keep:
        shutil.rmtree(folder)
    print(f"{len(tried)} packs, {wrong} not refused as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
