"""commands.py - random commands of a small practice, which fit what is there more often than not."""

import re

from proof import PEOPLE

UUID = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$", re.MULTILINE)
TEXTS = ["Squats", "O'Neil; --", "Ünï “x”", "=1+1", "  two  ", "{\"a\": 1}", "\\", "%s %n", "@@home", "日本語"]
TYPES = ["ONE_ON_ONE", "GROUP", "ASSESSMENT", "CHECK_IN"]


class Commands:
    """random: its own numbers. ids: of each noun, what was made so far; found() adds to them."""

    def __init__(self, random, relationships):
        self.random = random
        self.ids = {"relationship": list(relationships), "session": [], "plan": [], "timeoff": [], "availability": [],
                    "program session": []}
        self.names = {noun: [] for noun in ("tag", "category", "program", "visibility")}
        self.people = list(PEOPLE["client"])
        self.count = 0

    # ---- Words ----

    def any(self, items):
        return self.random.choice(items)

    def text(self):
        return self.any(TEXTS) + self.any(["", "", f" {self.random.randrange(100)}"])

    def lines(self):
        return self.text() + self.any(["", "\n\tand\n\n", "\n"])

    def some(self, **options):
        """Some of these options, at least one."""
        chosen = [name for name in options if self.random.random() < 0.4] or [self.any(list(options))]
        words = []
        for name in chosen:
            value = options[name]
            words += [f"--{'no-' if value is None else ''}{name.replace('_', '-')}"] + ([] if value in (None, True) else [value])
        return words

    def id(self, noun):
        return self.any(self.ids[noun][-40:]) if self.ids[noun] else "00000000"

    def name(self, noun):
        return self.any(self.names[noun]) if self.names[noun] else "none"

    def when(self):
        return f"2026-12-{self.random.randrange(8, 29):02} {self.random.randrange(7, 20):02}:{self.any(['00', '30'])}"

    def pair(self):
        return ["--client", self.any(PEOPLE["client"]), "--trainer", self.any(PEOPLE["trainer"])]

    # ---- Commands ----

    def book(self):
        return ["session", "schedule", *self.pair(), "--type", self.any(TYPES), "--title", self.text(), "--at", self.when()]

    def series(self):
        times = self.random.randrange(2, 9)
        return [*self.book(), "--every", self.any(["day", "week", "2 weeks"]), "--times", str(times)]

    def move(self):
        extent = self.any([[], [], [], ["--following"], ["--all"]])
        return ["session", "reschedule", self.id("session"), "--at", self.when(), *extent]

    def cancel(self):
        extent = self.any([[], [], [], ["--following"], ["--all"]])
        return ["session", "cancel", self.id("session"), "--reason", self.text(), *extent]

    def session(self):
        which, verb = self.id("session"), self.any(["edit", "edit", "confirm", "start", "complete", "no-show", "feedback"])
        if verb == "edit":
            extent = self.any([[], [], ["--following"]])
            return ["session", "edit", which, *self.some(title=self.text(), location=self.text(), trainer_notes=self.lines(),
                                                         description=None), *extent]
        if verb == "feedback":
            return ["session", "feedback", which, "--rating", str(self.random.randrange(1, 6)), "--feedback", self.lines()]
        return ["session", verb, which]

    def named(self):
        noun = self.any(list(self.names))
        if not self.names[noun] or self.random.random() < 0.4:
            self.count += 1
            name = f"{noun} {self.count}"
            self.names[noun].append(name)
            return [noun, "add", name]
        return [noun, "edit", self.name(noun), *self.some(description=self.lines())]

    def link(self):
        trainer = self.any(PEOPLE["trainer"])
        verb = self.any(["tag", "untag", "categorize", "uncategorize"])
        noun = "tag" if verb.endswith("tag") else "category"
        primary = ["--primary"] if verb == "categorize" and self.random.random() < 0.4 else []
        return ["trainer", verb, trainer, self.name(noun), *primary]

    def person(self):
        if self.random.random() < 0.3:
            self.count += 1
            self.people.append(f"person{self.count}@example.org")
            return ["user", "add", self.people[-1], "--first-name", self.text(), "--last-name", self.text()]
        return ["user", "edit", self.any(self.people), *self.some(
            first_name=self.text(), notes=self.lines(), phone=self.any(["123", "+49 30 1"]), time_zone=self.any(
                ["Europe/Berlin", "UTC", "Asia/Tokyo"]), date_of_birth=self.any(["1990-02-28", None]))]

    def trainer(self):
        return ["trainer", "edit", self.any(PEOPLE["trainer"]), *self.any([
            ["--rate", self.any(["75.50", "0.1", "100"]), "--currency", self.any(["EUR", "USD"])], ["--no-rate", "--no-currency"],
            self.some(bio=self.lines(), specializations=self.text(), certifications=self.any(['{"a": [1, 2.50, null]}', '"x"', "null", "12", "false", None]),
                      buffer=self.any(["0", "5"]), accepts_clients=self.any([True, None]))])]

    def relationship(self):
        which = self.id("relationship")
        verb = self.any(["start", "edit", "pause", "resume", "activate", "end"])
        if verb == "start":
            return ["relationship", "start", "--client", self.any(self.people), "--trainer", self.any(PEOPLE["trainer"]),
                    "--type", self.any(["ONLINE", "HYBRID"]), *self.any([[], ["--status", "PENDING"]])]
        if verb == "edit":
            return ["relationship", "edit", which, *self.some(notes=self.lines(), type=self.any(["TRIAL", "IN_PERSON"]))]
        if verb == "end":
            which = self.any(self.ids["relationship"])
            return ["relationship", "end", which, "--reason", self.text(), *self.any([[], ["--cancel-sessions", "--close-plans"]])]
        return ["relationship", verb, which]

    def plan(self):
        verb = self.any(["create", "create", "edit", "pause", "resume", "complete", "cancel"])
        if verb == "create":
            program = ["--program", self.name("program"), *self.any([[], ["--schedule", "--skip-conflicts"]])] \
                if self.names["program"] and self.random.random() < 0.5 else []
            return ["plan", "create", *self.pair(), "--name", self.text(), "--start",
                    f"2026-12-{self.random.randrange(8, 29):02}", *program]
        if verb == "edit":
            return ["plan", "edit", self.id("plan"), *self.some(goals=self.lines(), name=self.text(), end=self.any(["2027-02-01", None]))]
        return ["plan", verb, self.id("plan"), *(["--cancel-sessions"] if verb in ("complete", "cancel") and
                                                 self.random.random() < 0.5 else [])]

    def program(self):
        if self.ids["program session"] and self.random.random() < 0.4:
            return ["program", "session", "edit", self.id("program session"), *self.some(title=self.text(), day="3")]
        return ["program", "session", "add", self.name("program"), "--day", str(self.random.randrange(1, 20)), "--at",
                f"{self.random.randrange(6, 20):02}:15", "--title", self.text(), "--type", self.any(TYPES)]

    def hours(self):
        trainer = self.any(PEOPLE["trainer"])
        if self.random.random() < 0.3:
            return ["availability", "clear", trainer]
        return ["availability", "set", trainer, "--days", self.any(["mon-fri", "sat", "daily"]), "--hours",
                self.any(["06:00-22:00", "08:00-12:00,13:00-20:00", "07:00-21:00"]),
                *self.any([[], ["--from", "2026-12-14"], ["--to", "2026-12-20"]])]

    def away(self):
        if self.ids["timeoff"] and self.random.random() < 0.3:
            return ["timeoff", "remove", self.id("timeoff")]
        day = self.random.randrange(8, 28)
        return ["timeoff", "add", self.any(self.people + PEOPLE["trainer"]), "--from", f"2026-12-{day:02} 06:00", "--to",
                f"2026-12-{day:02} 09:00", "--reason", self.text()]

    def archive(self):
        noun = self.any(["session", "session", "plan", "tag", "category", "program", "visibility", "user", "relationship"])
        which = self.any(self.people) if noun == "user" else self.name(noun) if noun in self.names else self.id(noun)
        return [*noun.split(), self.any(["archive", "restore"]), which]

    def undo(self):
        return [self.any(["undo", "undo", "redo"])]

    ALL = {"book": 8, "series": 4, "move": 5, "cancel": 4, "session": 6, "named": 5, "link": 4, "person": 4, "trainer": 3,
           "relationship": 3, "plan": 4, "program": 3, "hours": 2, "away": 2, "archive": 4}

    def next(self, weights=None):
        weights = weights or self.ALL
        words = getattr(self, self.random.choices(list(weights), list(weights.values()))[0])()
        return [*words, "-o", "id"]

    def found(self, words, output):
        """What a command has printed is there from now on."""
        noun = " ".join(words[:2]) if words[:2] == ["program", "session"] else words[0]
        if noun in self.ids and words[-3] != "archive":
            for found in UUID.findall(output):
                if found not in self.ids[noun]:
                    self.ids[noun].append(found)
