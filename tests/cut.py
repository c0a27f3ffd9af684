#!/usr/bin/env python3
"""Stands between coach and a PostgreSQL server, and cuts the first connection that says COMMIT.

    cut.py SERVER-DIRECTORY DIRECTORY HOW [COMMAND…]
    cut.py SERVER-DIRECTORY DIRECTORY mute TEXT

The sockets are .s.PGSQL.5432 in the two directories. HOW:
  before  the COMMIT does not reach the server; the command, if any, is run in its stead
  after   it does, and is carried out; the command, if any, is run then, and the answer does not come back
  gone    the same, and nobody is let in any more
  mute    from the first message on that holds TEXT nothing goes either way, and nothing is read; links stay open, and new
          ones are let in; "muted" is printed. Where TEXT is empty, that is so from the beginning
"""
import os
import socket
import struct
import subprocess
import sys
import threading
import time

server, directory, how, *command = sys.argv[1:]
listener = socket.socket(socket.AF_UNIX)
cut = threading.Lock()  # taken by the first COMMIT
muted = threading.Event()
if command == [""]:
    muted.set()


def read(sock, count):
    data = b""
    while len(data) < count:
        more = sock.recv(count - len(data))
        if not more:
            raise EOFError
        data += more
    return data


def close(*socks):
    for sock in socks:
        try:
            sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def wait_if_muted():
    while muted.is_set():
        time.sleep(3600)


def answers(upstream, client, silent):
    try:
        while data := upstream.recv(65536):
            wait_if_muted()
            if not silent.is_set():
                client.sendall(data)
    except OSError:
        pass
    if not silent.is_set():
        close(client, upstream)


def connection(client):
    upstream, silent = socket.socket(socket.AF_UNIX), threading.Event()
    wait_if_muted()
    try:
        upstream.connect(server + "/.s.PGSQL.5432")
        length = read(client, 4)
        upstream.sendall(length + read(client, struct.unpack("!I", length)[0] - 4))
        back = threading.Thread(target=answers, args=(upstream, client, silent), daemon=True)
        back.start()
        while True:
            head = read(client, 5)
            body = read(client, struct.unpack("!I", head[1:])[0] - 4)
            if how == "mute" and command[0].encode() in body:
                muted.set()
                print("muted", flush=True)
                wait_if_muted()
            if how != "mute" and head[:1] == b"Q" and body.startswith(b"COMMIT") and cut.acquire(blocking=False):
                if how == "gone":
                    os.unlink(directory + "/.s.PGSQL.5432")
                if how != "before":
                    silent.set()
                    upstream.sendall(head + body)
                    time.sleep(0.3)
                if command:
                    subprocess.run(command, check=True)
                break
            upstream.sendall(head + body)
    except (EOFError, OSError):
        pass
    close(client, upstream)


listener.bind(directory + "/.s.PGSQL.5432")
os.chmod(directory + "/.s.PGSQL.5432", 0o777)
listener.listen(64)
print("ready", flush=True)
while True:
    threading.Thread(target=connection, args=(listener.accept()[0],), daemon=True).start()
