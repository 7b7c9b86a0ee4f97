# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""What each host of the synthetic web is like: charsets, robots.txt files, odd links. Tables only."""

# How a host declares its charset: name, Python codec, charset parameter of the Content-Type header, markup in the head.
CHARSETS = [
    ("header-utf-8", "utf-8", "utf-8", ""),
    ("header-1251", "cp1251", "windows-1251", ""),
    ("meta-1251", "cp1251", "", '<meta charset="cp1251">'),
    ("undeclared-utf-8", "utf-8", "", ""),
    ("undeclared-1251", "cp1251", "", ""),
    ("http-equiv-koi8-u", "koi8_u", "", '<meta http-equiv="Content-Type" content="text/html; charset=koi8-u">'),
]
WHATWG_NAME = {"utf-8": "UTF-8", "cp1251": "windows-1251", "koi8_u": "KOI8-U"}

# robots.txt (RFC 9309): name, bytes (None: 404), paths it forbids, paths near by that it allows. {AGENT} is the crawlers' product token.
ROBOTS = [
    ("plain", b"User-agent: *\nDisallow: /private/\n", ["/private/a.html"], ["/private-not.html"]),
    ("wildcards", b"User-agent: *\nDisallow: /*.php$\nDisallow: /*?sort=\n", ["/script.php", "/sorted.html?sort=price"], ["/other.php?id=1"]),
    ("merged groups", b"User-agent: *\nDisallow: /closed/\n\nUser-agent: otherbot\nDisallow: /\n\nUser-agent: *\nDisallow: /shut/\n",
     ["/closed/a.html", "/shut/b.html"], ["/open/c.html"]),
    ("longest wins", b"User-agent: *\nDisallow: /shop/\nAllow: /shop/open\nDisallow: /tie/\nAllow: /tie/\n",
     ["/shop/a.html"], ["/shop/open-b.html", "/tie/c.html"]),
    ("not ASCII", "User-agent: *\nDisallow: /закрито/\nDisallow: /~admin/\n".encode(), ["/закрито/a.html", "/%7Eadmin/b.html"], ["/відкрито/c.html"]),
    ("own group", b"User-agent: *\nDisallow: /others/\n\nUser-Agent: {AGENT}\nDisallow: /private/\n", ["/private/a.html"], ["/others/b.html"]),
    ("none", None, [], ["/private/a.html"]),
    ("tolerant", b"\xef\xbb\xbfUser-agent: * # all\rContent-Signal: ai-train=no\rCrawl-delay: 0\rDISALLOW : /private/\r",
     ["/private/a.html"], ["/Private/b.html"]),
    ("redirected", b"User-agent: *\nDisallow: /private/\n", ["/private/a.html"], ["/robots/private.html"]),
]

# Links that many crawlers get wrong: name, the URL they lead to (no host: the page's), markup; where they stand is PLACE below.
# {at} is host:port, {HOST} the host in capitals.
ODD = [
    ("backslash", "/odd/back/slash.html", r'<a href="\odd\back\slash.html">odd</a>'),
    ("backslash in authority", "/odd/backslash2.html", r'<a href="http:\\{at}\odd\backslash2.html">odd</a>'),
    ("newline", "/odd/newline.html", '<a href="/odd/new\n\tline.html">odd</a>'),
    ("spaces", "/odd/spaces.html", '<a href=" \t/odd/spaces.html \n">odd</a>'),
    ("character reference", "/odd/charref.html?a=1&b=2", '<a href="/odd/char&#x72;ef.html?a=1&amp;b=2">odd</a>'),
    ("reference without semicolon", "/odd/no-semi.html", '<a href="/odd/no&#45semi.html">odd</a>'),
    ("no reference", "/odd/bare.html?a=1&copy=2&reg=3", '<a href="/odd/bare.html?a=1&copy=2&amp;reg=3">odd</a>'),
    ("area", "/odd/area.html", '<map name="m"><area shape="default" href="/odd/area.html"></map>'),
    ("unquoted", "/odd/unquoted.html", "<A class=x HREF=/odd/unquoted.html>odd</A>"),
    ("dots", "/odd/dots.html", '<a href="/odd/x/%2e%2E/./dots.html">odd</a>'),
    ("scheme-relative", "/odd/relative.html", '<a href="//{HOST}:{port}/odd/relative.html">odd</a>'),
    ("fragment", "/odd/fragment.html", '<a href="/odd/fragment.html#top">odd</a>'),
    ("query in the page's charset", "/odd/query.html?q={q}", '<a href="/odd/query.html?q=робота">odd</a>'),
    ("iframe", "/odd/frame.html", '<iframe src="/odd/frame.html"></iframe>'),
    ("base", "/odd/deep/base.html", '<a href="base.html">odd</a>'),
    ("meta refresh", "/odd/refresh.html", '<meta http-equiv="refresh" content="300; url=/odd/refresh.html">'),
    ("link rel=next", "/odd/next.html", '<link rel="next" href="/odd/next.html">'),
]
PLACE = {"base": "base", "meta refresh": "head", "link rel=next": "head"}  # else: the body of the page of odd links

# Markup with URLs that are no links. {n} makes them different on each page.
NOWHERE = (
    '<script>var page = "<a href=\'/nowhere/script-{n}.html\'>"; var next = "/nowhere/path-{n}.html";</script>\n'
    '<!-- <a href="/nowhere/comment-{n}.html">old</a> -->\n'
    "<style>.c {{ color: #333 }} /* <a href=/nowhere/css-{n}.html> */</style>\n"
    '<textarea><a href="/nowhere/textarea-{n}.html">example</a></textarea>\n'
    '<p data-card=\'<a href="/nowhere/attribute-{n}.html">\'>&lt;a href="/nowhere/text-{n}.html"></p>\n')
