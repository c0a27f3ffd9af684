#!/usr/bin/env python3
"""faults.py [EVERY [SCENARIO…]] - the first call of a kind fails, then the second, and so on until a command gets through:
each time it has either done all of its work, or said why not and done nothing. EVERY: of many calls, try about one in so
many (1: all; the first few in any case)."""

import hashlib
import json
import multiprocessing
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys

import proof
from proof import COACH, HERE, LOOKS, PEOPLE, SHIM, Practice

FEW = 8  # calls of one kind that are all tried
PAIR = ["--client", PEOPLE["client"][0], "--trainer", PEOPLE["trainer"][0]]
BOOK = ["session", "schedule", *PAIR, "--type", "ONE_ON_ONE", "--title", "Squats"]
SERIES = [*BOOK, "--at", "2026-12-08 10:00", "--every", "week", "--times", "6"]
LONG = ["--description", "x" * 2000]
SECRET = "Quarkstrudel"
OLGA = ["user", "add", "olga@example.org", "--first-name", "Olga", "--last-name", "O'Neil", "--notes", SECRET]

# What is tried, each on a copy of the same directory, in which NEEDS were done first, and which holds FILES.
SCENARIOS = {
    "init": ["init", "--email", "first@example.org", "--first-name", "Ada", "--last-name", "Admin"],
    "add": OLGA,
    "schedule": [*BOOK, "--at", "2026-12-08 10:00"],
    "series": [*BOOK, "--at", "2026-12-08 10:00", "--every", "week", "--times", "8", *LONG],
    "undo": ["undo"],
    "end": ["relationship", "end", "RELATIONSHIP", "--cancel-sessions", "--close-plans"],
    "import": ["import", "all.jsonl"],
    "table": ["import", "--type", "user", "--delimiter", ";", "--map", "Mail=email", "people.csv"],
    "many": ["import", "many.jsonl"],
    "new": ["import", "--new", "all.jsonl"],
    "erase": ["user", "erase", "olga@example.org", "--yes"],
    "backup": ["backup", "friday.db"],
    "rotate": ["backup", "kept", "--keep", "2"],
    "restore": ["restore", "friday.db"],
    "migrate": ["migrate", "--to", "coach.db.new"],
    "upgrade": ["migrate"],
}
NEEDS = {
    "undo": [SERIES],
    "end": [SERIES],
    "erase": [OLGA, ["user", "edit", "olga@example.org", "--phone", SECRET, "--no-notes"]],
    "rotate": [["backup", "kept", "--keep", "2"]] * 2,
    "restore": [["backup", "friday.db"], ["tag", "add", "late"]],
}
BEFORE_ALL = ("init", "new")  # there is no database yet
OLD = {"upgrade": HERE / "schemas" / "v7.sql"}  # there is an old one; it stays upgraded, whatever fails afterwards
FILES = {
    "all.jsonl": "".join(json.dumps(record) + "\n" for record in (
        {"type": "session", "client": "olga@example.org", "trainer": PEOPLE["trainer"][0], "title": "Waits for two others",
         "session_type": "ONE_ON_ONE", "scheduled_at": "2026-12-09T10:00:00Z", "description": "x" * 2000},
        {"type": "user", "email": "olga@example.org", "first_name": "Olga", "last_name": "O'Neil", "notes": "y" * 2000},
        {"type": "relationship", "client": "olga@example.org", "trainer": PEOPLE["trainer"][0], "relationship_type": "ONLINE"},
        {"type": "trainer_tag", "trainer": PEOPLE["trainer"][1], "tag": "early"},
        {"type": "tag", "name": "early"})),
    "many.jsonl": "".join(json.dumps({"type": "user", "email": f"p{n}@example.org", "first_name": "P", "last_name": f"{n}",
                                      "notes": "n" * 2000}) + "\n" for n in range(600)),
    "people.csv": "\ufeffMail;last_name;first_name;notes\r\n" + "".join(
        f"p{n}@example.org;\"O\"\"Neil;\";P{n};\"{'z' * 1000}\n{n}\"\r\n" for n in range(6)),
}

# What a command may say whose change is there, though it ends with a failure.
SAID = ["has been made", "it is not known whether it was", "look what has been done", "could not be marked",
        "cannot be removed", "it is erased, but", "is in its place now"]
# Of calls that are far too many, every so manieth.
LEAST = {("many", "alloc"): 997, ("many", "write"): 17, ("many", "kill"): 17}
ONCE, ON = "", "+"
KINDS = {"write": (ONCE, ON), "sync": (ONCE, ON), "open": (ONCE, ON), "rename": (ONCE, ON), "truncate": (ONCE, ON),
         "alloc": (ONCE, ON), "kill": (ONCE,)}
STRAY = re.compile(r"\.[A-Za-z0-9]{6}$|^\.coach\.db|-journal$")  # what is thrown away, or belongs to another


def content(path, exactly):
    """What a file holds: of a database how many rows there are in each table, or with exactly all of them."""
    data = path.read_bytes()
    if data[:15] != b"SQLite format 3":
        return hashlib.sha256(data).hexdigest()
    db = proof.connect(path)
    try:
        if exactly:
            return hashlib.sha256("\n".join(db.iterdump()).encode("utf-8", "surrogateescape")).hexdigest()
        made = {kind: sorted(name for name, in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite_%'", (kind,))) for kind in ("table", "index")}
        counted = [(table, db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in made["table"]]
        return f"{counted}, {len(made['index'])} indexes"
    finally:
        db.close()


def files(directory):
    return {str(path.relative_to(directory)): path for path in directory.rglob("*") if path.is_file()}


class Trial:
    """work/: where the command runs; kept/: what was there before it."""

    def __init__(self, name, home):
        self.name, self.home = name, pathlib.Path(home)
        self.work, self.kept, self.mark = self.home / "work", self.home / "kept", self.home / "mark"
        self.work.mkdir()
        self.practice = Practice(self.work)
        self.words = SCENARIOS[name] if name in ("migrate", "upgrade") else [*SCENARIOS[name], "-o", "id"]
        self.prepare()
        shutil.move(self.work, self.kept)
        self.second = self.practice.seconds + 1
        self.again()
        self.before = self.state()
        done = self.run({})
        self.after = self.state()
        self.again()
        if self.before == self.after:
            raise SystemExit(f"faults.py: {name} changes nothing: {done.stderr}")

    def prepare(self):
        for name, text in FILES.items():
            if name in self.words:
                (self.work / name).write_text(text, newline="")
        if self.name in OLD:
            os.close(os.open(self.practice.db, os.O_CREAT | os.O_WRONLY, 0o600))
            db = sqlite3.connect(self.practice.db)
            db.executescript(OLD[self.name].read_text())
            db.close()
        elif self.name not in BEFORE_ALL:
            relationships = self.practice.open()
            self.words = [relationships[0] if word == "RELATIONSHIP" else word for word in self.words]
            for words in NEEDS.get(self.name, []):
                self.practice.must(*words, "-o", "id")
        else:
            self.own_user()

    def own_user(self):
        """What is taken into a new database says who made it: the records of the first user come along."""
        if self.name != "new":
            return
        other = Practice(self.work)
        other.db = str(self.work / "other.db")
        other.open()
        text = other.must("export", "--to", "-") + "\n"
        (self.work / "all.jsonl").write_text(text)
        (self.work / "other.db").unlink()

    def again(self):
        self.practice.seconds = self.second
        self.mark.unlink(missing_ok=True)
        if self.work.exists():
            shutil.rmtree(self.work)
        shutil.copytree(self.kept, self.work)

    def untouched(self):
        """Whether all is as it was, byte for byte, but for journals that hold nothing."""
        was, now = [{name: path for name, path in files(directory).items()
                     if not (name.endswith("-journal") and not any(path.read_bytes()[:8]))} for directory in (self.kept, self.work)]
        return was.keys() == now.keys() and all(was[name].read_bytes() == now[name].read_bytes() for name in was)

    def state(self):
        """What each file holds that has its name for good. What is copied is the same to the last row."""
        exactly = self.name in ("backup", "rotate", "restore")
        return {name: content(path, exactly or ".db.v" in name)
                for name, path in files(self.work).items() if ".db" in name and not STRAY.search(path.name)}

    def run(self, fault):
        environment = self.practice.environment(**fault, COACH_FAULT_MARK=str(self.mark))
        return subprocess.run([COACH, *self.words], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=30, check=False, cwd=self.work)

    def once(self, kind, number, on):
        """Whether it happened at all, and what came of it that should not have."""
        try:
            done = self.run({"LD_PRELOAD": SHIM, "COACH_FAULT": f"{kind}:{number}{on}"})
        except subprocess.TimeoutExpired:
            self.again()
            return True, ["it hangs"]
        struck, same = self.mark.exists(), self.untouched()
        wrong = [f"{text} (exit status {done.returncode}): {done.stderr}" for text in self.wrong(kind, done, struck, same)]
        self.mark.unlink(missing_ok=True)
        if not same:
            self.again()
        return struck, wrong

    def wrong(self, kind, done, struck, same):
        """excused: it has said what there may be, or it was ended from without, or it could put nothing back."""
        code, said = done.returncode, any(said in done.stderr for said in SAID)
        stopped = code in {"kill": (-9,), "alloc": (-6, -5, 127)}.get(kind, ())
        wrong = self.wrong_status(code, done.stderr, struck, stopped)
        if same:
            return wrong + self.wrong_state(code, self.before, False)
        hot = self.half_done()
        try:
            found = self.state()
        except sqlite3.Error as error:
            return [*wrong, f"something cannot be read: {error}"]
        # who cannot even roll back leaves that to the next one, and the copy of what there was beside it
        excused = said or stopped or (found == self.after or hot if self.name in OLD else kind == "rename")
        return wrong + self.wrong_state(code, found, excused) + self.wrong_files(kind, code, found, excused)

    def half_done(self):
        """Whether a journal stands there that the next one has to play back."""
        journal = self.work / "coach.db-journal"
        return journal.exists() and any(journal.read_bytes()[:8])

    def wrong_status(self, code, stderr, struck, stopped):
        wrong = []
        if code not in (0, 1, 2, 3, 4, 5, 130) and not stopped or (not struck and code != 0):
            wrong.append("that is no exit status for it")
        if code > 0 and not stopped and not re.search("^coach: ", stderr, re.MULTILINE):
            wrong.append("it does not say why")
        return wrong

    def wrong_state(self, code, found, excused):
        if code == 0:
            kept = self.name == "rotate" and self.after.keys() <= found.keys()  # what it cannot look at is no backup, and stays
            done = found == self.after or ((excused or kept) and self.whole(found))
            return [] if done else [f"it ended with 0, and its change is not there: {self.differing(found)}"]
        if found == self.before:
            return []
        if found == self.after:
            return [] if excused else ["its change is there, and it does not say so"]
        return [] if excused and self.whole(found) else [f"half of it is there: {self.differing(found)}"]

    def whole(self, found):
        """Whether each file is as it was, or as it was to be."""
        return all(found.get(name) in (self.before.get(name), self.after.get(name))
                   for name in self.before.keys() | self.after.keys() | found.keys())

    def differing(self, found):
        return {name: found.get(name) for name in found.keys() | self.before.keys() if found.get(name) != self.before.get(name)}

    def wrong_files(self, kind, code, found, excused):
        """What is wrong in each, and what should not be there. A file that cannot be removed stays."""
        strays = [name for name, path in files(self.work).items() if STRAY.search(path.name) and not name.endswith("-journal")]
        wrong = [f"{strays} is left"] if strays and not excused and kind != "rename" else []
        wrong += [f"{name}: {fault}" for name in found for fault in proof.faults(self.work / name, older=self.name in OLD)[0]]
        if self.name == "erase" and code == 0:
            wrong += [f"{name} still tells" for name, path in files(self.work).items() if SECRET.encode() in path.read_bytes()]
        if "coach.db" in self.before and found.get("coach.db") == self.before["coach.db"]:
            looked = [self.practice.coach(*words) for words in LOOKS]
            wrong += [f"afterwards: {one.stderr}" for one in looked if one.returncode != 0]
        return wrong


def calls(trial, kind, on, every):
    """Tries it; how often, and what went wrong."""
    number, tried, wrong, every = 1, 0, [], max(every, LEAST.get((trial.name, kind), 1))
    while True:
        struck, faults = trial.once(kind, number, on)
        wrong += [f"{trial.name}, {kind}:{number}{on}: {text}" for text in faults]
        if not struck:
            if kind == "kill" and not tried:
                wrong.append(f"{SHIM} is not there, or does not work")
            return tried, wrong
        tried += 1
        number += 1 if number < FEW or every == 1 else every + tried % 3


def every_call(name, every):
    """All kinds of calls of a scenario."""
    tried, wrong = 0, []
    with proof.directory() as home:
        try:
            trial = Trial(name, home)
        except SystemExit as why:
            return 0, [str(why)]
        for kind, ways in KINDS.items():
            for on in ways:
                count, faults = calls(trial, kind, on, every)
                tried += count
                wrong += faults
                if os.environ.get("COACH_FAULTS_SHOWN"):
                    print(f"{name} {kind}{on}: {count} calls, {len(faults)} wrong", file=sys.stderr)
    return tried, wrong


def main():
    every = int(sys.argv[1]) if sys.argv[1:] else 1
    with multiprocessing.Pool(os.cpu_count()) as pool:
        done = pool.starmap(every_call, [(name, every) for name in sys.argv[2:] or SCENARIOS], chunksize=1)
    wrong = [text for _, faults in done for text in faults]
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{sum(tried for tried, _ in done)} faults, nothing lost and nothing done by half")


if __name__ == "__main__":
    main()
