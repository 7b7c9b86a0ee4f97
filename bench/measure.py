# Copyright 2026 The varta authors. SPDX-License-Identifier: Apache-2.0
"""Runs nginx on one core and a client on another, and says what the client cost."""
import os
import pathlib
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field


@dataclass
class Cost:
    cpu: float = 0.0     # seconds, user + system, of the process and the children it waited for
    wall: float = 0.0    # seconds
    rss: float = 0.0     # MiB, the most that the process had
    code: int = 0        # exit code; negative: killed by that signal
    log: list = field(default_factory=list)  # what nginx was asked: (host, status, body bytes, seconds since 1970, request URI)


class Nginx:
    """with Nginx(web, run, port, cores): ...; then .log() is what it was asked."""

    def __init__(self, web, run, port, cores):
        self.web, self.run, self.port, self.cores = web, pathlib.Path(run), port, cores

    def __enter__(self):
        self.run.mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(["nginx", "-p", str(self.run), "-c", str(self.web / "nginx.conf"), "-e", "error.log"],
                                        preexec_fn=lambda: os.sched_setaffinity(0, self.cores))
        for _ in range(200):
            if self.process.poll() is not None:
                raise SystemExit(f"crawl.py: nginx did not start: see {self.run}/error.log; is port {self.port} taken?")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.05)
        raise SystemExit(f"crawl.py: nginx does not listen on port {self.port}: see {self.run}/error.log")

    def __exit__(self, *error):
        time.sleep(0.4)  # its log is flushed each 200 ms
        self.process.terminate()
        self.process.wait()

    def log(self):
        lines = (self.run / "access.log").read_text().splitlines()
        split = (line.split(" ", 4) for line in lines)
        return [(host, int(status), int(size), float(when), uri) for host, status, size, when, uri in split]


class BadHosts:
    """with BadHosts(port, cores): the hosts of bad_hosts.py are there."""

    def __init__(self, port, cores):
        self.port, self.cores = port, cores

    def __enter__(self):
        program = pathlib.Path(__file__).resolve().parent / "bad_hosts.py"
        self.process = subprocess.Popen([sys.executable, str(program), str(self.port)], stdout=subprocess.PIPE,
                                        preexec_fn=lambda: os.sched_setaffinity(0, self.cores))
        if not self.process.stdout.readline():
            raise SystemExit(f"crawl.py: the bad hosts did not start; is port {self.port} taken?")
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.wait()


def most_memory(pid):
    """Peak resident MiB of a living process; 0: gone. Not ru_maxrss: that one begins with this program's own size."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def run(argv, cores, folder, env=None, timeout=1800):
    """The client's standard output and error go to FOLDER/stdout and stderr."""
    cost = Cost()
    folder = pathlib.Path(folder)
    with open(folder / "stdout", "wb") as out, open(folder / "stderr", "wb") as err:
        begin = time.monotonic()
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env={**os.environ, **(env or {})}, cwd=folder,
                                   preexec_fn=lambda: os.sched_setaffinity(0, cores))
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            cost.rss = max(cost.rss, most_memory(process.pid))
            if time.monotonic() - begin > timeout:
                process.kill()
                timeout = float("inf")
            time.sleep(0.01)
        cost.wall = time.monotonic() - begin
    process.returncode = cost.code = os.waitstatus_to_exitcode(status)
    cost.cpu = usage.ru_utime + usage.ru_stime
    return cost
