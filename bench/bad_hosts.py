# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Hosts that answer badly, each in its own way, all on one port: what a sweep meets beside the good ones.

bad_hosts.py PORT serves until it is killed. Which way a host has follows from the number in its name, b000.bad.localhost and so on."""
import asyncio
import gzip
import re
import sys

COUNT = 200
PATIENCE = 600  # seconds; then even these close
BOMB = gzip.compress(b"<p>" + b"0" * (64 << 20), 9)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


async def silent(_, write):
    await asyncio.sleep(PATIENCE)


async def slow_head(_, write):
    await write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(PATIENCE):
        await write(b"a")
        await asyncio.sleep(1)


async def slow_body(_, write):
    await write(HEAD + b"Content-Length: 100000\r\n\r\n")
    for _ in range(PATIENCE):
        await write(b"a")
        await asyncio.sleep(1)


async def endless_head(_, write):
    await write(b"HTTP/1.1 200 OK\r\n")
    for i in range(1 << 20):
        await write(b"X-%d: %s\r\n" % (i, b"a" * 1000))


async def endless_body(_, write):
    await write(HEAD + b"\r\n")
    for _ in range(1 << 14):
        await write(b"<p>" + b"a" * 65536)


async def bomb(_, write):
    await write(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB)


async def reset(_, write):
    await write(None)


async def unavailable(_, write):
    await write(b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n")


async def redirects(path, write):
    await write(b"HTTP/1.1 302 Found\r\nLocation: %s/on\r\nContent-Length: 0\r\n\r\n" % path)


async def links(path, write):
    """The one that is quick: every page leads to a hundred others."""
    if path == b"/robots.txt":
        await write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        return
    body = b"".join(b'<a href="%s/%d/">on</a>' % (path.rstrip(b"/"), i) for i in range(100))
    await write(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)


WAYS = [silent, slow_head, slow_body, endless_head, endless_body, bomb, reset, unavailable, redirects, links]


async def serve(reader, writer):
    async def write(data):
        if data is None:
            writer.transport.abort()
            raise ConnectionResetError
        writer.write(data)
        await writer.drain()

    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1]
            host = re.search(rb"(?i)\r\nhost: b(\d+)", head)
            await WAYS[int(host[1]) % len(WAYS) if host else 0](path, write)
    except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main(port):
    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=1024)
    print("ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
