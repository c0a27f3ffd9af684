#!/usr/bin/env python3
"""faults.py [EVERY [SCENARIO…]] - the first call of a kind fails, then the second, and so on until a command gets through:
each time it has either done all of its work, or said why not and done nothing. EVERY: of many calls, try about one in so
many (1: all; the first few in any case)."""

import os
import shutil
import subprocess
import sys

import proof
from proof import COACH, LOOKS, PEOPLE, SHIM, Practice

FEW = 8  # calls of one kind that are all tried
PAIR = ["--client", PEOPLE["client"][0], "--trainer", PEOPLE["trainer"][0]]
BOOK = ["session", "schedule", *PAIR, "--type", "ONE_ON_ONE", "--title", "Squats"]
LONG = ["--description", "x" * 2000]

# What is tried, each on a copy of the same practice, in which NEEDS were done first.
SCENARIOS = {
    "init": ["init", "--email", "first@example.org", "--first-name", "Ada", "--last-name", "Admin"],
    "add": ["user", "add", "olga@example.org", "--first-name", "Olga", "--last-name", "O'Neil"],
    "schedule": [*BOOK, "--at", "2026-12-08 10:00"],
    "series": [*BOOK, "--at", "2026-12-08 10:00", "--every", "week", "--times", "8", *LONG],
    "undo": ["undo"],
    "end": ["relationship", "end", "RELATIONSHIP", "--cancel-sessions", "--close-plans"],
    "migrate": ["migrate", "--to", "TARGET"],
}
NEEDS = {
    "undo": [[*BOOK, "--at", "2026-12-08 10:00", "--every", "week", "--times", "6"]],
    "end": [[*BOOK, "--at", "2026-12-08 10:00", "--every", "week", "--times", "6"]],
}
SAID = ["has been made", "it is not known whether it was", "look what has been done",
        "could not be marked"]
ONCE, ON = "", "+"
KINDS = {"write": (ONCE, ON), "sync": (ONCE, ON), "open": (ONCE, ON), "rename": (ONCE, ON), "truncate": (ONCE, ON),
         "alloc": (ONCE, ON), "kill": (ONCE,)}
# ICU, which libical asks for a calendar, does not look at what it gets: where memory is refused it may end the process, and
# where all of it is, wait for itself for ever.
BY_ICU = "series"
EXCEPT = {(BY_ICU, "alloc", ON)}


def counts(path):
    """How many rows there are in each table; nothing where there is no database."""
    if not os.path.exists(path):
        return None
    db = proof.connect(path)
    try:
        tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}
    finally:
        db.close()


class Trial:
    def __init__(self, name, home):
        self.name, self.practice = name, Practice(home)
        self.words = SCENARIOS[name]
        self.target = str(self.practice.home / "coach.db.new")
        self.kept = self.practice.home / "kept"
        self.kept.mkdir()
        self.mark = self.practice.home / "mark"
        if name != "init":
            relationships = self.practice.open()
            meant = {"RELATIONSHIP": relationships[0], "TARGET": self.target}
            self.words = [meant.get(word, word) for word in self.words] + ([] if name == "migrate" else ["-o", "id"])
            for words in NEEDS.get(name, []):
                self.practice.must(*words, "-o", "id")
        for file in self.practice.home.glob("coach.db*"):
            shutil.move(file, self.kept)
        self.before = self.state_of(self.again())
        self.run({})
        self.after = self.state_of(self.practice.db)
        if self.before == self.after:
            raise SystemExit(f"faults.py: {name} changes nothing")

    def again(self):
        for file in [*self.practice.home.glob("coach.db*"), *self.practice.home.glob(".coach.db*"), self.mark]:
            file.unlink(missing_ok=True)
        for file in self.kept.iterdir():
            shutil.copy(file, self.practice.home)
        return self.practice.db

    def state_of(self, path):
        """Of the database and of the one beside it that it moves to."""
        return counts(path), counts(self.target)

    def run(self, fault):
        self.again()
        environment = self.practice.environment(**fault, COACH_FAULT_MARK=str(self.mark))
        return subprocess.run([COACH, *self.words], env=environment, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=30, check=False)

    def once(self, kind, number, on):
        """Whether it happened at all, and what came of it that should not have."""
        try:
            done = self.run({"LD_PRELOAD": SHIM, "COACH_FAULT": f"{kind}:{number}{on}"})
        except subprocess.TimeoutExpired:
            return True, ["it hangs"]
        struck = self.mark.exists()
        return struck, self.wrong(kind, done, struck)

    def wrong(self, kind, done, struck):
        found = self.state_of(self.practice.db)
        state = "before" if found == self.before else "after" if found == self.after else "neither"
        done_with = done.returncode < 0 or any(said in done.stderr for said in SAID)
        if found == (self.before[0], self.after[1]) and done_with:  # the copy is whole, the mark is not there yet
            state = "after"
        wrong = [fault for path in (self.practice.db, self.target) if os.path.exists(path) for fault in proof.faults(path)[0]]
        code = done.returncode
        stopped = {"kill": (-9,), "alloc": (-6, -5, 127, *((-11,) if self.name == BY_ICU else ()))}.get(kind, ())
        if state == "neither":
            wrong.append(f"half of it is there: {found}")
        if code == 0 and state != "after":
            wrong.append("it ended with 0, and its change is not there")
        if code not in (0, 1, 2, 3, 4, 5, 130, *stopped) or (not struck and code != 0):
            wrong.append("that is no exit status for it")
        if code > 0 and code not in stopped and not done.stderr.startswith("coach: "):
            wrong.append("it does not say why")
        if code > 0 and code not in stopped and state == "after" and not any(
                said in done.stderr for said in SAID):
            wrong.append("its change is there, and it does not say so")
        if self.before[0] and state == "before":
            looked = [self.practice.coach(*words) for words in LOOKS]
            wrong += [f"afterwards: {one.stderr}" for one in looked if one.returncode != 0]
        return [f"{text} (exit status {code}, {state}): {done.stderr}" for text in wrong]


def calls(trial, kind, on, every):
    """Tries it; how often, and what went wrong."""
    number, tried, wrong = 1, 0, []
    while True:
        struck, faults = trial.once(kind, number, on)
        wrong += [f"{trial.name}, {kind}:{number}{on}: {text}" for text in faults]
        if not struck:
            if kind == "kill" and not tried:
                raise SystemExit(f"faults.py: {SHIM} is not there, or does not work")
            return tried, wrong
        tried += 1
        number += 1 if number < FEW or every == 1 else every + tried % 3


def main():
    every = int(sys.argv[1]) if sys.argv[1:] else 1
    tried, wrong = 0, []
    for name in sys.argv[2:] or SCENARIOS:
        with proof.directory() as home:
            trial = Trial(name, home)
            for kind, ways in KINDS.items():
                for on in ways:
                    if (name, kind, on) in EXCEPT:
                        continue
                    count, faults = calls(trial, kind, on, every)
                    tried += count
                    wrong += faults
                    if os.environ.get("COACH_FAULTS_SHOWN"):
                        print(f"{name} {kind}{on}: {count} calls, {len(faults)} wrong", file=sys.stderr)
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{tried} faults, nothing lost and nothing done by half")


if __name__ == "__main__":
    main()
