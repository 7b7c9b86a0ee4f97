# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""How each client is asked to crawl the web. A client is a function (context, folder) -> (argv, environment), or a sentence why not."""
import os
import pathlib
import shutil
import socket
import subprocess
from dataclasses import dataclass

import bad_hosts

HERE = pathlib.Path(__file__).resolve().parent


@dataclass
class Context:
    web: pathlib.Path      # OUT of web.py
    about: dict            # its web.json
    truth: list
    varta: pathlib.Path
    floor: pathlib.Path
    new_keys: bool
    workers: int | None

    def seeds(self):
        return (self.web / "seeds.txt").read_text().split()


def floor(*flags):
    def client(context, folder):
        if not context.floor.exists():
            return f"{context.floor} is not there: configure with -DVARTA_BENCH=ON and build the target floor"
        urls = folder / "urls.txt"
        urls.write_text("".join(t["url"] + "\n" for t in context.truth if t["must"] and t["status"] == 200))
        return [str(context.floor), str(urls), str(context.about["port"]), *flags], {}
    return client


def source_yaml(context, ads):
    """One source for all hosts. Without ads no page is read for more than its text and links."""
    about = context.about
    lines = ["id: bench", "title: 'synthetic web'", "kind: test", "region: UA", "purpose: 'benchmark'", "legal_basis: 'own invented data'",
             "approved_by: 'the varta authors'", "expires: 2099-12-31"]
    if context.new_keys:
        lines += [f"seeds_file: '{context.web / 'seeds.txt'}'", "scope: host", "delay: 0s"]
    else:
        domain = about["domain"].replace(".", r"\.")
        lines += ["seeds: [" + ", ".join(f"'{s}'" for s in context.seeds()) + "]",
                  f"allow: ['^http://h[0-9]+\\.{domain}:{about['port']}/']", "delay: 1ms"]
    if not ads:
        lines += ["ad: ['^no page is an ad$']"]
    return "\n".join(lines) + "\n"


def bad_yaml(context):
    """A second source: the hosts of bad_hosts.py, on the port behind that of the web."""
    lines = [line for line in source_yaml(context, ads=False).splitlines() if not line.startswith(("id:", "seeds_file:"))]
    seeds = [f"'http://b{i:03}.bad.localhost:{context.about['port'] + 1}/'" for i in range(bad_hosts.COUNT)]
    return "\n".join(["id: bad", "seeds: [" + ", ".join(seeds) + "]", "max_pages: 2000", *lines]) + "\n"


def varta(rules, bad=False):
    def client(context, folder):
        """Without rules: the crawl path. With: the whole job, with the packs built into varta. Goes on from a data folder that is there.
        bad: the hosts of bad_hosts.py are a source, too."""
        if not context.varta.exists():
            return f"{context.varta} is not there: build the target varta, or name it with --varta"
        (folder / "sources").mkdir(exist_ok=True)
        (folder / "sources" / "bench.yaml").write_text(source_yaml(context, ads=rules))
        if bad:
            (folder / "sources" / "bad.yaml").write_text(bad_yaml(context))
        if not rules:
            pack = folder / "packs" / "none"
            pack.mkdir(parents=True, exist_ok=True)
            (pack / "pack.yaml").write_text("name: none\nversion: 1.0.0\nlanguages: [uk, ru, en]\nlicence: Apache-2.0\nowners: [bench]\n")
        (folder / "varta.yaml").write_text(
            f"data_dir: data\nsources_dir: sources\npacks_dir: '{'' if rules else 'packs'}'\n"
            f"user_agent: '{context.about['agent']}/1 (+http://{context.about['domain']}/; loopback only)'\nrobots_agent: {context.about['agent']}\n"
            "allow_networks: ['127.0.0.0/8', '::1/128']\nmax_pages_per_source: 10000000\nmax_depth: 1000\nmax_in_flight: 64\n"
            + ("connect_timeout: 5s\nfetch_timeout: 10s\nmax_attempts: 1\n" if bad else "")
            + (f"workers: {context.workers}\n" if context.workers else ""))
        argv = [str(context.varta), "--json", "sweep"]
        if knows_pages(context.varta):
            argv += ["--pages", str(folder / "pages.jsonl")]
        return argv, {"VARTA_CONFIG": str(folder / "varta.yaml")}
    return client


def knows_pages(program):
    text = subprocess.run([str(program), "sweep", "--help"], capture_output=True, text=True, check=False)
    return "--pages" in text.stdout + text.stderr


def named(context, folder, argv):
    """The peers ask the system for names: where it does not know them, they get an /etc/hosts of their own."""
    hosts = [s.split("/")[2].split(":")[0] for s in context.seeds()]
    try:
        socket.getaddrinfo(hosts[0], None)
        return argv
    except OSError:
        pass
    table = folder / "hosts"
    table.write_text("127.0.0.1 localhost\n" + "".join(f"127.0.0.1 {h}\n" for h in hosts))
    own = ["unshare", "-m"] if os.getuid() == 0 else ["unshare", "-r", "-m"]
    return [*own, "sh", "-c", f'mount --bind "{table}" /etc/hosts && exec "$@"', "sh", *argv]


def wget2(context, folder):
    if not shutil.which("wget2"):
        return "not installed: apt-get install wget2"
    argv = ["wget2", "-q", "-r", "-l", "inf", "-H", f"--domains={context.about['domain']}", "--max-threads=8", "--compression=gzip",
            f"--user-agent={context.about['agent']}", "--tries=1", "-P", str(folder / "files"), "-i", str(context.web / "seeds.txt")]
    return named(context, folder, argv), {}


def scrapy(context, folder):
    if not shutil.which("scrapy"):
        return "not installed: apt-get install python3-scrapy"
    argv = ["scrapy", "runspider", str(HERE / "peers" / "scrapy_spider.py"), "-a", f"seeds={context.web / 'seeds.txt'}",
            "-a", f"domain={context.about['domain']}", "-s", f"USER_AGENT={context.about['agent']}", "-o", str(folder / "pages.jsonl")]
    return named(context, folder, argv), {}


def crawlee(context, folder):
    modules = pathlib.Path(os.environ.get("BENCH_NODE_MODULES", HERE / "peers" / "node_modules"))
    if not shutil.which("node") or not (modules / "@crawlee" / "cheerio").exists():
        return "not installed: npm install --prefix bench/peers @crawlee/cheerio, or set BENCH_NODE_MODULES"
    shutil.copy(HERE / "peers" / "crawlee_crawler.mjs", folder / "crawler.mjs")
    (folder / "node_modules").symlink_to(modules.resolve())
    argv = ["node", "crawler.mjs", str(context.web / "seeds.txt"), context.about["domain"], str(folder / "pages.jsonl")]
    return named(context, folder, argv), {"CRAWLEE_STORAGE_DIR": str(folder / "storage"), "CRAWLEE_LOG_LEVEL": "ERROR"}


CLIENTS = {
    "floor": floor(),
    "floor+gzip": floor("--gzip"),
    "floor+zlib": floor("--zlib"),
    "varta": varta(False),
    "varta+rules": varta(True),
    "varta+bad": varta(False, bad=True),
    "wget2": wget2,
    "scrapy": scrapy,
    "crawlee": crawlee,
}
