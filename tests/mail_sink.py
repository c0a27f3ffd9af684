"""A mail server for tests, on a port of its own on loopback: mail_sink.py DIRECTORY

Writes its port to DIRECTORY/port, and each mail to DIRECTORY/N.mail, with the recipients it was sent to in N.rcpt.
What is sent to busy@… is to be tried again. Ends when its standard input does."""

import os
import socketserver
import sys
import threading

directory = sys.argv[1]
lock = threading.Lock()
count = 0


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b"\r\n")

    def handle(self):
        recipients = []
        self.say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word in (b"EHLO", b"HELO", b"MAIL", b"RSET", b"NOOP"):
                self.say("250 sink")
            elif word == b"RCPT":
                address = line.decode().strip()[8:]
                if "busy@" in address:
                    self.say("451 later")
                else:
                    recipients.append(address)
                    self.say("250 ok")
            elif word == b"DATA":
                self.say("354 go on")
                self.keep(recipients)
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("500 what?")

    def keep(self, recipients):
        global count
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b".") else line)
        with lock:
            count += 1
            number = count
        with open(f"{directory}/{number}.rcpt", "w") as file:
            file.write("\n".join(recipients) + "\n")
        with open(f"{directory}/{number}.mail", "wb") as file:
            file.write(b"".join(lines))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


with Server(("127.0.0.1", 0), Session) as server:
    with open(f"{directory}/port.new", "w") as file:
        file.write(str(server.server_address[1]))
    os.rename(f"{directory}/port.new", f"{directory}/port")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdin.read()
