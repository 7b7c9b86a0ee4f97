#!/usr/bin/env python3
# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Makes a synthetic web of classifieds for nginx, the same for the same --seed, and the truth about it.

In OUT: www/HOST/ (each page plain and .gz), nginx.conf, seeds.txt, web.json (the parameters) and truth.jsonl: a line for each URL that
exists, {"url", "kind", "must": it has to be fetched, "status", "title", "way" and "charset" of a page, "odd", "state" on day 2}.
A URL that is not in truth.jsonl exists nowhere. Day 2 is made over day 1, in the same OUT; --day 1 brings day 1 back.
"""
import argparse
import gzip
import json
import math
import os
import pathlib
import random
from urllib.parse import quote, unquote

import web_tables as tables
import words

FIRST_DAY = 1764547200  # 2025-12-01T00:00:00Z, the Last-Modified of day 1
PER_LIST = 20           # ads on one listing page
FIXED = 33              # pages of a host that are no ads, about


def wire(path):
    """A path as it goes over the wire: UTF-8, percent-encoded."""
    return quote(path, safe="/%?=&~")


class Page:
    def __init__(self, path, kind, title, links=(), must=True, head="", body="", **truth):
        self.path, self.kind, self.title, self.links, self.must = path, kind, title, links, must  # path: as it is written, with the query
        self.head, self.body, self.truth = head, body, truth


class Host:
    """One host's pages on one day."""

    def __init__(self, options, number):
        self.options, self.number = options, number
        self.name = f"h{number:02d}.{options.domain}"
        self.at = f"{self.name}:{options.port}"
        self.way, self.codec, self.header, self.meta = tables.CHARSETS[number % len(tables.CHARSETS)]
        languages = ["uk", "ru", "en"] if self.codec == "utf-8" else ["uk", "ru"]
        self.language = languages[number // len(tables.CHARSETS) % len(languages)]
        self.closed = number == options.hosts - 1  # its robots.txt answers 503
        self.robots = tables.ROBOTS[number % len(tables.ROBOTS)]
        rng = self.random("text")
        self.pool = [words.sentence(rng, self.language) for _ in range(400)]
        self.words = words.vocabulary(self.language)
        self.conf, self.files = [], {}  # nginx locations; files that are no pages: path -> bytes
        self.lines = []                 # truth of URLs that are no pages
        self.pages = []
        self.build()

    def random(self, *what):
        return random.Random("/".join(map(str, (self.options.seed, self.number, *what))))

    # -- what there is

    def build(self):
        o = self.options
        quota = o.pages // o.hosts + (self.number < o.pages % o.hosts)
        self.ads = [self.ad(i) for i in range(max(quota - FIXED, 20))]
        fresh = [self.ad(len(self.ads) + i, fresh=True) for i in range(math.ceil(len(self.ads) * o.new))] if o.day == 2 else []
        self.sitemap_only = [] if self.robots[1] is None else self.ads[:3]
        self.moved = self.ads[3:5]  # only redirects lead to them
        listed = [a for a in self.ads if a not in self.sitemap_only and a not in self.moved]
        self.related = [a for a in listed if a.fate != "gone"]  # the same on both days
        lists = [listed[i:i + PER_LIST] for i in range(0, len(listed), PER_LIST)]
        lists[0] = fresh + lists[0]
        self.lists = [f"/list/{i + 1}.html" for i in range(len(lists))]
        self.specials()
        for i, ads in enumerate(lists):
            label = words.LABELS[self.language]
            links = [(a.path, a.title) for a in ads if a.truth["state"] != "gone"]
            links += [(p, label["next"]) for p in self.lists[i + 1:i + 2]]
            self.pages.append(Page(self.lists[i], "listing", f"{label['list']} {i + 1} - {self.number}", links))
        self.pages += self.ads + fresh
        self.sitemaps()

    def ad(self, i, fresh=False):
        rng = self.random("ad", i)
        number = 100000 + 1000 * self.number + i
        title = words.title(rng, self.language, number)
        cyrillic = self.codec == "cp1251" and i % 5 == 4
        path = f"/оголошення/{words.slug(title)}.html" if cyrillic else f"/ads/{number}.html"
        page = Page(path, "cyrillic" if cyrillic else "ad", title)
        draw, o = rng.random(), self.options
        fate = "gone" if draw < o.gone else "changed" if draw < o.gone + o.changed else "same"
        page.fate = "same" if i < 5 or fresh else fate  # those that no listing shows stay
        page.truth["state"] = page.fate if o.day == 2 else "same"
        page.key = (i, 2 if page.truth["state"] == "changed" else 1)
        return page

    def specials(self):
        """The front page and what only it leads to."""
        extra = []  # markup on the front page
        def link(path, more=""):
            extra.append(f'<a href="{path}"{more}>{path.rsplit("/", 1)[-1].split("?")[0]}</a>')
        def add(path, kind, must=True, **more):
            self.pages.append(Page(path, kind, f"{kind} {path.rsplit('/', 1)[-1].split('?')[0]} {self.number}", must=must, **more))
        for path in self.robots[2]:
            add(path, "forbidden", must=False)
            link(path)
        for path in self.robots[3]:
            add(path, "allowed")
            link(path)
        add("/nofollow/rel.html", "nofollow", must=False)
        link("/nofollow/rel.html", ' rel="external nofollow"')
        add("/meta-nofollow.html", "page", head='<meta name="robots" content="noarchive, NoFollow">', links=[("/nofollow/meta.html", "meta")])
        add("/nofollow/meta.html", "nofollow", must=False)
        add("/x-robots/page.html", "page", links=[("/nofollow/header.html", "header")])
        add("/nofollow/header.html", "nofollow", must=False)
        self.conf.append("location /x-robots/ { add_header X-Robots-Tag nofollow; }")
        for path, status, target in (("/go/301", 301, self.moved[0].path), ("/go/302", 302, self.moved[1].path),
                                     ("/go/404", 404, ""), ("/go/410", 410, "")):
            self.conf.append(f"location = {path} {{ return {status} {wire(target)}; }}".replace(" ;", ";"))
            self.line(path, "redirect" if target else "missing", status)
            link(path)
        for path in ("/meta-nofollow.html", "/x-robots/page.html", "/odd/index.html", "/odd/based.html", *self.lists[:3]):
            link(path)
        self.odd(add)
        neighbours = [(f"http://h{(self.number + k) % self.options.hosts:02d}.{self.options.domain}:{self.options.port}/", f"h{k}") for k in (1, 7)]
        self.pages.append(Page("/", "home", f"{words.LABELS[self.language]['home']} {self.number}", neighbours, body="\n".join(extra)))

    def odd(self, add):
        query = quote("робота".encode(self.codec))
        fill = {"at": self.at, "HOST": self.name.upper(), "port": self.options.port}
        markup = {"head": "", "base": "", "body": ""}
        for name, path, text in tables.ODD:
            if "{" in text:
                text = text.format(**fill)
            markup[tables.PLACE.get(name, "body")] += text + "\n"
            add(path.replace("{q}", query), "odd", odd=name)
        add("/odd/index.html", "page", head=markup["head"], body=markup["body"])
        add("/odd/based.html", "page", head='<base href="/odd/deep/">\n<base href="/nowhere/">', body=markup["base"])

    def line(self, path, kind, status, must=True, **more):
        self.lines.append({"url": f"http://{self.at}{wire(path)}", "kind": kind, "must": must and not self.closed,
                           "forbidden": self.closed and path != "/robots.txt", "status": status, **more})

    def sitemaps(self):
        """robots.txt and the sitemaps that it names."""
        name, text, _, _ = self.robots
        self.line("/robots.txt", "robots", 503 if self.closed else 404 if text is None else 200, must=False)
        if self.closed:
            self.conf.append("location = /robots.txt { return 503; }")
        if text is None:
            return
        urls = [f"http://{self.at}{wire(p.path)}" for p in self.sitemap_only + self.related[:20]]
        urlset = ('<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
                  + "".join(f"<url><loc>{u.replace('&', '&amp;')}</loc><lastmod>2025-11-30</lastmod></url>\n" for u in urls) + "</urlset>\n").encode()
        index = ('<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
                 f"<sitemap><loc>http://{self.at}/sitemaps/ads.xml.gz</loc></sitemap></sitemapindex>\n").encode()
        files = [{"/sitemap.xml": urlset}, {"/sitemap-index.xml": index, "/sitemaps/ads.xml.gz": gzip.compress(urlset, 6, mtime=0)},
                 {"/sitemap.txt": "".join(u + "\n" for u in urls).encode()}][self.number % 3]
        self.files.update(files)
        for path in files:
            self.line(path, "sitemap", 200, must=False)
        end = b"\r" if name == "tolerant" else b"\n"
        text = text.replace(b"{AGENT}", self.options.agent.encode()) + f"Sitemap: http://{self.at}{next(iter(files))}".encode() + end
        if name == "redirected":
            self.files["/robots/real.txt"] = text
            self.line("/robots/real.txt", "robots", 200, must=False)
            if not self.closed:
                self.conf.append("location = /robots.txt { return 301 /robots/real.txt; }")
        else:
            self.files["/robots.txt"] = text

    # -- how it is written

    def html(self, page):
        i, version = getattr(page, "key", (page.path, 1))
        rng, label = self.random("page", i), words.LABELS[self.language]
        links = list(page.links) + [("/", label["home"])] + [(p, str(k + 1)) for k, p in enumerate(self.lists[:10])]
        if page.kind in ("ad", "cyrillic", "listing"):
            links += [(a.path, a.title) for a in rng.sample(self.related, min(len(self.related), 60))]
        price = rng.randrange(50, 50000, 10) + 7 * (version - 1)
        cards = "\n".join(f'<li class="card" data-id="{rng.getrandbits(48):012x}"><a href="{path}" title="{text}">{text}</a></li>'
                          for path, text in links)
        size = min(max(int(self.options.bytes * rng.lognormvariate(-0.08, 0.4)), 3000), 400000)
        text, wide = [], 1 + (self.codec == "utf-8" and self.language != "en") * 0.8  # bytes a character
        used = sum(len(text) for _, text in links) * wide
        rest = size - len(cards.encode(self.codec)) - 800
        while used < size * self.options.text or not text:  # sentences, and words without order: gzip finds as much as in a page of people
            text.append(f"{rng.choice(self.pool)}{', '.join(rng.choices(self.words, k=6))}: {rng.randrange(10000)}.</p>\n<p>")
            used += len(text[-1]) * wide
            rest -= len(text[-1]) * wide
        before, after = (words.markup(rng, rest * part) for part in (0.6, 0.4))
        nowhere = tables.NOWHERE.format(n=f"{self.number}-{words.slug(str(i))}") if page.kind != "odd" else ""
        return (f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n{self.meta}<title>{page.title}</title>\n{page.head}\n</head>\n<body>\n{before}'
                f"<h1>{page.title}</h1>\n<p>{label['price']}: {price} {label['unit']}</p>\n{page.body}\n{nowhere}<p>{''.join(text)}</p>\n"
                f"<h2>{label['more']}</h2>\n<ul>\n{cards}\n</ul>\n{after}</body>\n</html>\n").encode(self.codec)

    def write(self, www, truth):
        root, stamp, keep = www / self.name, FIRST_DAY + 86400 * (self.options.day - 1), set()
        for path, data in self.files.items():
            put(root / path[1:], data, stamp, keep, zipped=False)
        for page in self.pages:
            url = f"http://{self.at}{wire(page.path)}"
            state = page.truth.get("state", "same")
            if state == "gone":
                truth.append({"url": url, "kind": page.kind, "must": False, "forbidden": self.closed, "status": 404, "state": "gone"})
                continue
            file = root / unquote(page.path[1:].split("?")[0] or "index.html")
            put(file, self.html(page), stamp, keep)
            if self.options.day == 2:
                fresh = page.kind in ("ad", "cyrillic") and page.key[0] >= len(self.ads)
                state = "new" if fresh else "changed" if file.stat().st_mtime > FIRST_DAY else "same"
            truth.append({"url": url, "kind": "sitemap-only" if page in self.sitemap_only else page.kind, "must": page.must and not self.closed,
                          "forbidden": page.kind == "forbidden" or self.closed, "status": 200, "title": page.title, "way": self.way,
                          "charset": tables.WHATWG_NAME[self.codec], **page.truth, "state": state})
        truth += self.lines
        for file in root.rglob("*"):
            if file.is_file() and file not in keep:
                file.unlink()

    def server(self, www):
        charset = f"charset {self.header};" if self.header else "charset off;"
        return (f"  server {{ listen 127.0.0.1:{self.options.port}; server_name {self.name}; root {www / self.name}; {charset}\n"
                + "".join(f"    {line}\n" for line in self.conf) + "  }\n")


def put(file, data, stamp, keep, zipped=True):
    """A file that is as it should be keeps its time: ETag and Last-Modified come from it."""
    if file in keep:
        raise SystemExit(f"web.py: two URLs have the same file {file}")
    keep.add(file)
    if zipped:
        keep.add(file.with_name(file.name + ".gz"))
    if file.exists() and file.read_bytes() == data:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    for path, text in [(file, data)] + ([(file.with_name(file.name + ".gz"), gzip.compress(data, 6, mtime=0))] if zipped else []):
        path.write_bytes(text)
        os.utime(path, (stamp, stamp))


NGINX = """# Made by bench/web.py. nginx -p RUN_FOLDER -c this file
{user}daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
events {{ worker_connections 4096; multi_accept on; }}
http {{
  types {{ text/plain txt; application/xml xml; application/gzip gz; }}
  default_type text/html; charset_types application/xhtml+xml;
  log_format crawl '$host $status $body_bytes_sent $msec $request_uri';
  access_log access.log crawl buffer=256k flush=200ms;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  sendfile on; tcp_nopush on; keepalive_requests 1000000; absolute_redirect off; gzip_static on; gzip_vary on;
  server_names_hash_bucket_size 128; server_names_hash_max_size 4096;
  open_file_cache max=100000 inactive=1h; open_file_cache_valid 1h;
  server {{ listen 127.0.0.1:{port} default_server; return 421; }}
{servers}}}
"""


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--hosts", type=int, default=64)
    parser.add_argument("--pages", type=int, default=9000, help="in all, about")
    parser.add_argument("--bytes", type=int, default=36000, help="of a page before gzip, on average")
    parser.add_argument("--text", type=float, default=0.15, help="share of a page's bytes that is text; 0.7: hardly anything else")
    parser.add_argument("--day", type=int, choices=[1, 2], default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8480)
    parser.add_argument("--domain", default="web.localhost", help="host names are hNN.DOMAIN; curl finds .localhost without any DNS")
    parser.add_argument("--agent", default="benchbot", help="product token that one host's robots.txt names")
    for share, default in (("gone", 0.03), ("changed", 0.03), ("new", 0.03)):
        parser.add_argument(f"--{share}", type=float, default=default, help="share of the ads on day 2")
    return parser.parse_args()


def main():
    options = parse()
    out = options.out.resolve()
    www, truth, servers = out / "www", [], []
    if options.day == 2 and not www.exists():
        raise SystemExit(f"web.py: no day 1 in {out}: make it first, with --day 1")
    for number in range(options.hosts):
        host = Host(options, number)
        host.write(www, truth)
        servers.append(host.server(www))
    user = "user root; " if os.getuid() == 0 else ""
    (out / "nginx.conf").write_text(NGINX.format(user=user, port=options.port, servers="".join(servers)))
    seeds = [f"http://h{n:02d}.{options.domain}:{options.port}/" for n in range(options.hosts)]
    (out / "seeds.txt").write_text("".join(s + "\n" for s in seeds))
    (out / "truth.jsonl").write_text("".join(json.dumps(t, ensure_ascii=False) + "\n" for t in truth))
    (out / "web.json").write_text(json.dumps({k: v for k, v in vars(options).items() if k != "out"}, indent=1) + "\n")
    must = sum(t["must"] for t in truth)
    print(f"web.py: {out}: day {options.day}, {options.hosts} hosts, {len(truth)} URLs, {must} of them to be fetched")


if __name__ == "__main__":
    main()
