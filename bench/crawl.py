#!/usr/bin/env python3
# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Lets crawlers read the web that web.py made, nginx on one core and the crawler on another, and prints one table, then what they did wrong."""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

import check
import measure
from clients import CLIENTS, Context, HERE


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("web", type=pathlib.Path, help="OUT of web.py, day 1")
    parser.add_argument("--clients", default="floor,floor+gzip,floor+zlib,varta", help="of: " + ", ".join(CLIENTS))
    parser.add_argument("--runs", type=int, default=3, help="of each; the table has medians")
    parser.add_argument("--check", default="varta", help="clients, of those, whose requests and pages are compared with the truth")
    parser.add_argument("--day2", action="store_true", help="then the web's second day, read by the first varta of --clients with its data of day 1")
    parser.add_argument("--new-keys", action=argparse.BooleanOptionalAction, default=True,
                        help="the source file uses seeds_file, scope and delay: 0s")
    build = HERE.parent / "build" / "release" / "bin"
    parser.add_argument("--varta", type=pathlib.Path, default=build / "varta")
    parser.add_argument("--floor", type=pathlib.Path, default=build / "floor")
    parser.add_argument("--server-cores", default="0")
    parser.add_argument("--client-cores", default="1", help="as 1 or 0,1")
    parser.add_argument("--workers", type=int, help="varta's `workers`")
    parser.add_argument("--timeout", type=float, default=1800, help="seconds for one run")
    return parser.parse_args()


class Runner:
    def __init__(self, options):
        self.options = options
        self.web = options.web.resolve()
        self.runs = self.web / "runs"
        self.load()
        shutil.rmtree(self.runs, ignore_errors=True)
        self.first_day_bytes = 0

    def load(self):
        about = json.loads((self.web / "web.json").read_text())
        truth = [json.loads(line) for line in (self.web / "truth.jsonl").read_text().splitlines()]
        self.context = Context(self.web, about, truth, self.options.varta.resolve(), self.options.floor.resolve(), self.options.new_keys,
                               self.options.workers)
        self.read = {t["url"] for t in truth if "title" in t}

    def make_web(self, day):
        keep = {k: v for k, v in self.context.about.items() if k != "day"}
        subprocess.run([sys.executable, str(HERE / "web.py"), str(self.web), "--day", str(day), *(f"--{k}={v}" for k, v in keep.items())], check=True)
        self.load()

    def once(self, name, folder):
        """One run; a sentence if it cannot be."""
        cores = lambda text: {int(c) for c in text.split(",")}
        folder.mkdir(parents=True, exist_ok=True)
        command = CLIENTS[name](self.context, folder)
        if isinstance(command, str):
            return command
        about = self.context.about
        servers = cores(self.options.server_cores)
        with contextlib.ExitStack() as stack:
            nginx = stack.enter_context(measure.Nginx(self.web, folder / f"nginx-day{about['day']}", about["port"], servers))
            if name.endswith("+bad"):
                stack.enter_context(measure.BadHosts(about["port"] + 1, servers))
            cost = measure.run(command[0], cores(self.options.client_cores), folder, command[1], self.options.timeout)
        cost.log = nginx.log()
        return cost

    def pages(self, cost):
        """Pages that came, by nginx's word: answers 200 and 304 to URLs that are pages."""
        return len(self.page_times(cost))

    def page_times(self, cost):
        port = self.context.about["port"]
        return [when for host, status, _, when, uri in cost.log if status in (200, 304) and f"http://{host}:{port}{uri}" in self.read]

    def rate(self, cost):
        """Pages a second from the first answer to the last page: without the pauses of a client that asks a robots.txt that failed once more."""
        times = self.page_times(cost)
        return len(times) / max(times[-1] - cost.log[0][3], 1e-3) if times else 0

    def row(self, name):
        costs = []
        for i in range(self.options.runs):
            cost = self.once(name, self.runs / f"{name}-{i + 1}")
            if isinstance(cost, str):
                print(f"{name:<12} skipped: {cost}")
                return None
            costs.append(cost)
        median = lambda value: statistics.median(value(c) for c in costs)
        pages = median(self.pages)
        per = f"{median(lambda c: 1000 * c.cpu / max(self.pages(c), 1)):.3f}" if pages else "-"
        print(f"{name:<12} {pages:>8.0f} {per:>13} {median(self.rate):>9.0f} {median(lambda c: c.wall):>8.2f} "
              f"{median(lambda c: c.rss):>8.0f} {sum(row[2] for row in costs[-1].log) / 1e6:>9.1f}   "
              + ("" if costs[-1].code == 0 else f"exit code {costs[-1].code}: see {self.runs}/{name}-{self.options.runs}/stderr"), flush=True)
        return costs[-1]

    def checks(self, name, cost):
        asked = check.Asked(cost.log, self.context.about)
        pages = check.read_pages(self.runs / f"{name}-{self.options.runs}" / "pages.jsonl")
        if name.startswith("varta"):
            self.first_day_bytes = asked.bytes
        if not asked.urls:
            print(f"\n{name}, day 1: asked for nothing: see {self.runs / f'{name}-{self.options.runs}' / 'stderr'}")
            return False
        return check.report([*check.of_requests(self.context.truth, asked), *check.of_pages(self.context.truth, pages)], f"{name}, day 1")

    def day_two(self, name):
        folder = self.runs / f"{name}-{self.options.runs}"
        self.make_web(2)
        try:
            cost = self.once(name, folder)
            try:
                ledger = json.loads((folder / "stdout").read_text()).get("total")
            except ValueError:
                ledger = None
            asked = check.Asked(cost.log, self.context.about)
            pages = self.pages(cost)
            print(f"\n{name}, day 2: {pages} pages, {1000 * cost.cpu / max(pages, 1):.3f} CPU-s / 1,000, {asked.bytes / 1e6:.1f} MB "
                  f"({100 * asked.bytes / max(self.first_day_bytes, 1):.1f} % of day 1), exit code {cost.code}")
            requests = [c for c in check.of_requests(self.context.truth, asked) if c.name.startswith(("denied", "only", "asked for, and"))]
            return check.report([*check.of_day_two(self.context.truth, asked, self.first_day_bytes, ledger), *requests], f"{name}, day 2")
        finally:
            self.make_web(1)


def main():
    options = parse()
    if not shutil.which("nginx"):
        raise SystemExit("crawl.py: no nginx: apt-get install nginx-light")
    names = options.clients.split(",")
    unknown = [n for n in names if n not in CLIENTS]
    if unknown:
        raise SystemExit(f"crawl.py: no client {unknown[0]}; there are: {', '.join(CLIENTS)}")
    os.sched_setaffinity(0, {int(c) for c in options.server_cores.split(",")})
    runner = Runner(options)
    about = runner.context.about
    if about["day"] != 1:
        runner.make_web(1)
    print(f"{about['hosts']} hosts, {len(runner.read)} pages of {about['bytes']} bytes; medians of {options.runs}; "
          f"nginx on core {options.server_cores}, client on {options.client_cores}\n")
    print(f"{'client':<12} {'pages':>8} {'CPU-s / 1,000':>13} {'pages/s':>9} {'seconds':>8} {'RSS MiB':>8} {'MB in':>9}")
    costs = {name: runner.row(name) for name in names}
    fine = None  # nothing was checked
    for name in options.check.split(","):
        if costs.get(name):
            fine = runner.checks(name, costs[name]) and fine is not False
    first = next((n for n in names if n.startswith("varta") and costs[n] and costs[n].log), None)
    if options.day2 and first:
        if not runner.first_day_bytes:
            runner.first_day_bytes = check.Asked(costs[first].log, about).bytes
        fine = runner.day_two(first) and fine is not False
    print("\ncrawl.py: " + {None: "nothing was checked", True: "every check passes", False: "some checks FAILED, see above"}[fine])
    return 1 if fine is False else 0


if __name__ == "__main__":
    sys.exit(main())
