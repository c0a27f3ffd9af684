"""A mail as JSON: its headers, decoded; its text; its event, unfolded, by name; what is wrong with its form.

mail_read.py FILE"""

import email
import email.policy
import json
import sys
from email.header import decode_header, make_header
from email.utils import getaddresses

with open(sys.argv[1], "rb") as file:
    raw = file.read().replace(b"\r\n", b"\n")
head = raw.split(b"\n\n")[0]
mail = email.message_from_bytes(raw, policy=email.policy.default)
faults = [] if raw.isascii() else ["not ASCII"]
faults += ["a long line" for line in raw.split(b"\n") if len(line) > 998]
found = {"headers": {}, "types": [], "text": None, "event": {}, "raw_head": head.decode()}
for name, value in mail.items():
    if name in found["headers"]:
        faults.append(f"two of {name}")
    found["headers"][name] = str(value)
# the newer parser of Python 3.11 leaves a blank between two encoded words of a name
plain = email.message_from_bytes(raw)["To"]
found["to"] = [[str(make_header(decode_header(name))), address] for name, address in getaddresses([plain])]
for part in mail.walk():
    found["types"].append(str(part["Content-Type"]).split("; boundary")[0].replace('"', ""))
    if part.get_content_type() == "text/plain":
        found["text"] = part.get_content()
    if part.get_content_type() == "text/calendar":
        body = part.get_payload(decode=True)
        if not body.endswith(b"\r\n") or b"\n" in body.replace(b"\r\n", b""):
            faults.append("lines of the calendar end in another way than CR LF")
        for line in body.split(b"\r\n"):
            line.decode()
            if len(line) > 75:
                faults.append("a line of the calendar is too long")
        for line in body.decode().replace("\r\n ", "").split("\r\n")[:-1]:
            name, value = line.split(":", 1) if not line.startswith(("ORG", "ATT")) else line.rsplit(":mailto:", 1)
            if name not in ("BEGIN", "END"):
                found["event"][name] = value
found["faults"] = faults
print(json.dumps(found))
