# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Compares what nginx was asked, and what the crawler says of each page, with the truth of web.py. Each check is n of m and first failures."""
import json
import pathlib
from collections import Counter
from dataclasses import dataclass


@dataclass
class Check:
    name: str
    good: int
    of: int
    first: tuple = ()        # of what failed
    note: str = ""           # instead of a verdict, for what could not be measured
    enough: float = 1.0      # share that passes

    def passed(self):
        return not self.note and self.good >= self.of * self.enough

    def counts(self):
        return self.of > 0

    def line(self):
        verdict = self.note or ("-" if not self.counts() else "ok" if self.passed() else "FAILED")
        return f"  {self.name:<44} {self.good:>7}/{self.of:<7} {verdict}" + "".join(f"\n      {x}" for x in self.first[:4] if not self.passed())


def all_of(name, rows, is_good, show=lambda row: row["url"]):
    bad = [row for row in rows if not is_good(row)]
    return Check(name, len(rows) - len(bad), len(rows), tuple(show(row) for row in bad))


class Asked:
    """nginx's log by URL."""

    def __init__(self, log, about):
        self.urls = {}
        self.count = Counter()
        self.bytes = 0
        for host, status, size, _, uri in log:
            url = f"http://{host}:{about['port']}{uri}"
            self.urls.setdefault(url, set()).add(status)
            self.count[url] += 1
            self.bytes += size

    def got(self, row):
        statuses = self.urls.get(row["url"], set())
        return row["status"] in statuses or (row["status"] == 200 and 304 in statuses)


def of_requests(truth, asked):
    """What can be said of any crawler from the log alone."""
    must = [t for t in truth if t["must"]]
    yield all_of("must be fetched, and was", must, asked.got)
    for kind in ("sitemap-only", "allowed", "cyrillic", "redirect", "missing"):
        yield all_of(f"  of these: {kind}", [t for t in must if t["kind"] == kind], asked.got)
    yield all_of("  of these: odd links", [t for t in must if t["kind"] == "odd"], asked.got, lambda t: f"{t['odd']}: {t['url']}")
    forbidden = [t for t in truth if t.get("forbidden")]
    yield all_of("denied by robots.txt, not asked for", forbidden, lambda t: t["url"] not in asked.urls)
    nofollow = [t for t in truth if t["kind"] == "nofollow" and not t.get("forbidden")]
    yield all_of("only by nofollow, not asked for", nofollow, lambda t: t["url"] not in asked.urls)
    known = {t["url"] for t in truth}
    asked_rows = [{"url": u} for u in asked.urls]
    yield all_of("asked for, and exists", asked_rows, lambda row: row["url"] in known)
    once = [row for row in asked_rows if row["url"] in known and not row["url"].endswith("/robots.txt")]
    yield all_of("asked for once", once, lambda row: asked.count[row["url"]] == 1, lambda row: f"{asked.count[row['url']]} times {row['url']}")


def read_pages(path):
    """By URL; None: no such file."""
    if path is None or not pathlib.Path(path).exists():
        return None
    with open(path, encoding="utf-8") as lines:
        return {page["url"]: page for page in map(json.loads, lines)}


def of_pages(truth, pages):
    """What only the crawler's own lines tell: a JSON object a page."""
    read = [t for t in truth if t["must"] and t["status"] == 200 and "title" in t]
    if pages is None:
        yield Check("title and charset of each page", 0, len(read), note="not measured: the crawler wrote no file of pages")
        return
    yield all_of("a line for each URL that must be fetched", [t for t in truth if t["must"]], lambda t: t["url"] in pages)
    line = lambda t: pages.get(t["url"], {})
    told = [t for t in read if t["url"] in pages]  # those that have no line are counted above
    for way in sorted({t["way"] for t in read}):
        rows = [t for t in told if t["way"] == way]
        yield all_of(f"title right: {way}", rows, lambda t: line(t).get("title") == t["title"],
                     lambda t: f"{line(t).get('title')!r}, not {t['title']!r}: {t['url']}")
    # A page of ASCII alone that declares nothing is in whatever the reader takes for the default.
    not_ascii = [t for t in told if not (t["way"].startswith("undeclared") and t["title"].isascii())]
    if any("charset" in page for page in pages.values()):
        yield all_of("charset right", not_ascii, lambda t: str(line(t).get("charset", "")).lower() == t["charset"].lower(),
                     lambda t: f"{line(t).get('charset')}, not {t['charset']} ({t['way']}): {t['url']}")
    yield all_of("text found", told, lambda t: line(t).get("text_length", 0) > 300)


def of_day_two(truth, asked, first_day_bytes, ledger):
    """The second sweep: `ledger` is its sum over all sources, None if there is none."""
    live = [t for t in truth if t["must"] and t["status"] == 200]
    same = [t for t in live if t["state"] == "same"]
    seen = [t for t in same if t["url"] in asked.urls]
    yield all_of("unchanged pages asked for again", same, lambda t: t["url"] in asked.urls)
    yield all_of("  of these: all answers were 304", seen, lambda t: asked.urls[t["url"]] == {304})
    for state in ("changed", "new"):
        yield all_of(f"{state} pages fetched", [t for t in live if t["state"] == state], lambda t: 200 in asked.urls.get(t["url"], ()))
    gone = [t for t in truth if t.get("state") == "gone" and not t.get("forbidden")]
    yield all_of("gone ads asked for", gone, lambda t: t["url"] in asked.urls)
    # What was gone on day 1 need not be asked for again so soon.
    missing = len(gone) + sum(t["kind"] == "missing" and t["must"] and t["url"] in asked.urls for t in truth)
    if ledger is None:
        yield Check("gone, says the ledger", 0, missing, note="not measured: no ledger")
    else:
        count = lambda state: sum(t["state"] == state for t in live)
        for field, truly in (("gone", missing), ("changed", count("changed")), ("new_pages", count("new"))):
            said = int(ledger.get(field, 0))
            yield Check(f"{field}, says the ledger", truly - min(abs(said - truly), truly), truly, (f"the ledger says {said}",))
    bar = first_day_bytes // 4
    yield Check("body bytes, at most a quarter of day 1", asked.bytes, bar, enough=0.0, note="" if asked.bytes <= bar else "FAILED")


def report(checks, title):
    checks = list(checks)
    print(f"\n{title}")
    for check in checks:
        print(check.line())
    checks = [c for c in checks if c.counts()]
    good, measured = sum(c.passed() for c in checks), len(checks)
    print(f"  => {good} of {measured} checks pass")
    return good == measured
