"""proof.py - what the harnesses share: a practice of their own, and what must hold of its database whatever happened."""

import datetime
import json
import os
import pathlib
import sqlite3
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
COACH = os.path.realpath(os.environ.get("COACH_BIN", HERE.parent / "build" / "coach"))
SHIM = os.path.join(os.path.dirname(COACH), "tests", "faults.so")
START = datetime.datetime(2026, 12, 7, 12, tzinfo=datetime.timezone.utc)  # a Monday noon
PEOPLE = {"trainer": ["anna@example.org", "carl@example.org"],
          "client": ["ben@example.org", "cleo@example.org", "dana@example.org"]}

# Commands that must succeed on every sound database.
LOOKS = [["session", "list", "--all", "-o", "id"], ["log", "-o", "id"], ["doctor"]]


def directory():
    """A directory that goes when the program does, in memory where there is room."""
    base = os.environ.get("TMPDIR") or ("/dev/shm" if os.access("/dev/shm", os.W_OK) else None)
    return tempfile.TemporaryDirectory(prefix="coach-proof.", dir=base)


def instant(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


class Practice:
    """Two trainers, three clients, and a clock that goes on by a second with each command: so each is told by its time."""

    def __init__(self, home, db=None):
        self.home = pathlib.Path(home)
        self.db = db or os.environ.get("COACH_DB") or str(self.home / "coach.db")
        self.seconds = 0

    def environment(self, **more):
        now = START + datetime.timedelta(seconds=self.seconds)
        kept = {name: os.environ[name] for name in os.environ if name.endswith("SAN_OPTIONS")}
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "COACH_DB": self.db, "COACH_TIME_ZONE": "UTC",
                "COACH_USER": "admin@example.org", "COACH_NOW": now.strftime("%Y-%m-%dT%H:%M:%SZ"), **kept, **more}

    def coach(self, *words, **more):
        self.seconds += 1
        return subprocess.run([COACH, *words], env=self.environment(**more), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=60, check=False, cwd=self.home)

    def must(self, *words):
        done = self.coach(*words)
        if done.returncode != 0:
            raise SystemExit(f"coach {' '.join(words)}: {done.returncode}\n{done.stderr}")
        return done.stdout.strip()

    def open(self):
        """Makes the database; the ids of its relationships."""
        self.must("init", "--email", "admin@example.org", "--first-name", "Ada", "--last-name", "Admin", "-o", "id")
        for email in PEOPLE["trainer"]:
            self.must("trainer", "add", email, "--first-name", email[:4].title(), "--last-name", "Berg", "-o", "id")
        for email in PEOPLE["client"]:
            self.must("user", "add", email, "--first-name", email.split("@")[0].title(), "--last-name", "Cole", "-o", "id")
        return [self.must("relationship", "start", "--client", client, "--trainer", trainer, "--type", "ONLINE", "-o", "id")
                for trainer in PEOPLE["trainer"] for client in PEOPLE["client"]]


# ---- What must hold ----

def connect(path):
    """Reads as another program does, which also mends what a killed writer has left."""
    db = sqlite3.connect(path, timeout=60, isolation_level=None)
    db.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    return db


def shown(value):
    """A value of a column as the history writes it, to compare."""
    if isinstance(value, bytes):
        digits = value.hex()
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
    return value


def alike(column, image):
    """Whether a column has the value of an image."""
    column = shown(column)
    if isinstance(image, bool):
        return column == int(image)
    if isinstance(column, int) and isinstance(image, str) and image.endswith("Z"):
        return column == instant(image)
    if isinstance(image, (dict, list)):
        return json.loads(column, parse_float=str, parse_int=str) == image
    return column == image or (column is not None and image is not None and str(column) == str(image))


OVERLAPS = """SELECT count(*) FROM training_session a JOIN training_session b ON a.id < b.id
    AND (a.trainer_id = b.trainer_id OR a.client_id = b.client_id)
    AND a.scheduled_at < b.ends_at AND b.scheduled_at < a.ends_at
    WHERE a.is_active AND b.is_active AND a.status IN ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
    AND b.status IN ('SCHEDULED', 'CONFIRMED', 'IN_PROGRESS')
    AND NOT (a.session_type = 'GROUP' AND b.session_type = 'GROUP' AND a.trainer_id = b.trainer_id
        AND a.title = b.title AND a.scheduled_at = b.scheduled_at)"""


class History:
    """What the history says of every row, replayed, and where it and the rows disagree."""

    def __init__(self, db):
        self.faults = []
        self.there = {}  # (table, id, part) -> whether it is there
        self.known = {}  # (table, id, part) -> {column: (value, operation)}
        self.made = {}  # operation -> {table: rows made}
        last = (0, 0)
        for number, position, table, row, part, before, after in db.execute(
                "SELECT operation, position, table_name, row_id, row_part, before, after FROM operation_change "
                "ORDER BY operation, position"):
            if position != (last[1] + 1 if number == last[0] else 1):
                self.faults.append(f"operation {number} has a change {position} after {last}")
            last = (number, position)
            self.step(number, (table, shown(row), part), before, after)
        self.operations = {number: (made_at, command) for number, made_at, command in
                           db.execute("SELECT number, made_at, command FROM operation")}
        changed = {number for number, in db.execute("SELECT DISTINCT operation FROM operation_change")}
        if changed != set(self.operations):
            self.faults.append(f"operations without changes, or changes without one: {changed ^ set(self.operations)}")
        self.compare(db)

    def step(self, number, key, before, after):
        there = self.there.get(key, False)
        if before is None:
            self.made.setdefault(number, {}).setdefault(key[0], []).append(key[1])
        if there == (before is None):
            self.faults.append(f"operation {number}: {key} is {'there' if there else 'not there'} before it")
        self.there[key] = before is None or after is not None
        known = self.known.setdefault(key, {})
        images = [json.loads(image, parse_float=str) if image else {} for image in (before, after)]
        for name, value in images[0].items():
            if name in known and known[name][0] != value:
                self.faults.append(f"operation {number}: {key} {name} was {known[name]}, not {value!r}")
        known.update({name: (value, number) for name, value in images[1].items()})
        if not self.there[key]:
            known.clear()

    def compare(self, db):
        for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
            if table in ("operation", "operation_change", "reminder", "moved"):
                continue
            rows = db.execute(f"SELECT * FROM {table}")
            names = [column[0] for column in rows.description]
            keys = {key for key, there in self.there.items() if key[0] == table and there}
            count = 0
            for row in rows:
                count += 1
                values = dict(zip(names, row))
                part = ""
                if "id" not in values:
                    part = "\n".join(str(shown(row[i])) for i in range(1, 3 if table == "calendar_link" else 2))
                key = (table, shown(row[0]), part)
                if key not in keys:
                    self.faults.append(f"{key} is in no operation")
                for name, (value, number) in self.known.get(key, {}).items():
                    if not alike(values[name], value):
                        self.faults.append(f"{key} {name} is {shown(values[name])!r}, but operation {number} made it {value!r}")
            if count != len(keys):
                self.faults.append(f"{table} has {count} rows, {len(keys)} by the history")


def faults(path, overlaps=False, older=False):
    """What is wrong with a database, and its history; older: it has rows from before there was one. What is on a server is
    copied to a file as it is, where all rules are looked at that the server was to hold."""
    if str(path).startswith("postgres:"):
        with directory() as home:
            copy = os.path.join(home, "copy.db")
            done = Practice(home, path).coach("migrate", "--copy", "--to", copy, "-o", "id")
            return faults(copy, overlaps, older) if done.returncode == 0 else ([done.stderr], None)
    db = connect(path)
    try:
        wrong = [f"integrity_check: {text}" for text, in db.execute("PRAGMA integrity_check") if text != "ok"]
        wrong += [f"foreign_key_check: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        if not (overlaps or older) and db.execute(OVERLAPS).fetchone()[0]:
            wrong.append("somebody is booked twice")
        if older:
            return wrong, None
        history = History(db)
        return wrong + history.faults, history
    except sqlite3.Error as error:
        return wrong + [str(error)], None
    finally:
        db.close()
