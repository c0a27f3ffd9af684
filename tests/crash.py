#!/usr/bin/env python3
"""crash.py [ROUNDS [SEED [ENGINE]]] - writers are killed at random moments, again and again: what they had said to be done is
done, nothing is done by half, nobody is booked twice, and the database and its history are sound after each round. On the
engine postgres the server, too, ends links and crashes now and then; what a writer then says of its change is true."""

import os
import pathlib
import random
import re
import signal
import sys
import time

import proof
from commands import Commands
from places import place_for
from proof import COACH, LOOKS, SHIM, START, Practice

WRITERS = 8
FRESH = 25  # rounds in one database
WEIGHTS = {"book": 8, "series": 4, "move": 4, "cancel": 3, "session": 2, "undo": 3, "named": 3, "link": 2, "person": 2}
CHANGES = {"schedule", "add", "cancel", "confirm", "start", "complete", "no-show"}  # never done without a change
# What a writer says that has lost its server, or did not find it.
UNCHANGED, UNKNOWN = ("nothing has been changed", "cannot be reached"), "it is not known whether it was"


class Writer:
    """Runs one command after the other until it is killed. Each command has a second of its own, so that the history tells
    which one it was."""

    def __init__(self, number, place, practice, commands):
        self.place, self.practice, self.commands = place, practice, commands
        self.output, self.errors = practice.home / f"out.{number}", practice.home / f"err.{number}"
        self.pid, self.done = None, []  # (its second, its words, its exit status, its output, its errors)

    def start(self):
        self.practice.seconds += 1
        self.words = self.commands.next(WEIGHTS)
        self.second = self.practice.seconds
        actions = [(os.POSIX_SPAWN_OPEN, number, file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                   for number, file in ((1, self.output), (2, self.errors))]
        environment = self.practice.environment(**self.weakness())
        self.pid = os.posix_spawn(COACH, [COACH, *self.words], environment, file_actions=actions, setsigmask=[])

    def weakness(self):
        """One in eight ends by itself, at one of its calls: a moment that others hardly find."""
        numbers = self.commands.random
        chosen, kind = numbers.random() < 1 / 8, numbers.choice(list(self.place.weaknesses))
        call = numbers.randrange(1, self.place.weaknesses[kind])
        if "ASAN_OPTIONS" in os.environ:
            # a sanitizer stands where the shim would: then all end from without. And it may fail itself where it looks for
            # leaks, which others do
            return {"ASAN_OPTIONS": os.environ["ASAN_OPTIONS"] + ":detect_leaks=0"}
        return {"LD_PRELOAD": SHIM, "COACH_FAULT": f"{kind}:{call}"} if chosen else {}

    def ended(self, status):
        self.pid = None
        code, output = os.waitstatus_to_exitcode(status), self.output.read_text()
        self.done.append((self.second, self.words, code, output, self.errors.read_text()))
        if code == 0:
            self.commands.found(self.words, output)
        return code


def round_of(numbers, place, practice, commands):
    """Eight writers, each killed at a moment of its own. What they did, in any order."""
    writers = [Writer(number, place, practice, commands) for number in range(WRITERS)]
    begin = time.monotonic()
    ends = {writer: begin + numbers.uniform(0.001, place.longest) for writer in writers}
    strikes = [(begin + after, how) for after, how in place.strikes(numbers)]
    for writer in writers:
        writer.start()
    running = {writer.pid: writer for writer in writers}
    while running:
        late = min([ends[writer] for writer in running.values()] + [moment for moment, _ in strikes]) - time.monotonic()
        if late > 0:
            signal.sigtimedwait([signal.SIGCHLD], late)
        while strikes and strikes[0][0] <= time.monotonic():
            place.strike(numbers, strikes.pop(0)[1])
        for writer in running.values():
            if ends[writer] <= time.monotonic():
                os.kill(writer.pid, signal.SIGKILL)
        for pid in list(running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if not ended:
                continue
            writer = running.pop(pid)
            writer.ended(status)
            if ends[writer] > time.monotonic():
                writer.start()
                running[writer.pid] = writer
    return [done for writer in writers for done in writer.done]


def series_whole(history, number, command):
    """All sessions of a series, or none."""
    wanted = re.search(r"--times (\d+)", command)
    made = history.made.get(number, {})
    if wanted and (len(made.get("session_series", [])), len(made.get("training_session", []))) != (1, int(wanted[1])):
        return [f"operation {number} made {made}: {command}"]
    return []


def lost_server(code, errors):
    return code == 4 and any(said in errors for said in (*UNCHANGED, UNKNOWN))


def broken(history, all_done):
    """What writers have said that is not so."""
    wrong, by_second = [], {}
    for number, (made_at, command) in history.operations.items():
        by_second.setdefault(made_at - int(START.timestamp()), []).append(number)
        wrong += series_whole(history, number, command)
    wrong += [f"operations {numbers} are of one command" for numbers in by_second.values() if len(numbers) > 1]
    made = {row for rows in history.made.values() for ids in rows.values() for row in ids}
    for second, words, code, output, errors in all_done:
        line = " ".join(words)
        printed = output.split()
        if code not in (0, 1, 2, 3, -signal.SIGKILL) and not lost_server(code, errors):
            wrong.append(f"{line}: {code} {errors}")
        if words[0] in ("undo", "redo"):
            if printed and int(printed[0]) not in history.operations:
                wrong.append(f"{line}: {printed[0]} was printed, and is not there")
        elif [found for found in printed if len(found) == 36 and found not in made]:
            wrong.append(f"{line}: {output} was printed, and was never made")
        if code > 0 and second in by_second and UNKNOWN not in errors:
            wrong.append(f"{line}: {code} {errors}, and is operation {by_second[second]}")
        if code == 0 and second not in by_second and words[1] in CHANGES:
            wrong.append(f"{line}: was done, and is not there")
    return wrong


def check(practice, all_done):
    """What is wrong after a round."""
    wrong, history = proof.faults(practice.db)
    if history:
        wrong += broken(history, all_done)
    return wrong + [f"coach {' '.join(words)}: {done.returncode} {done.stdout} {done.stderr}" for words in LOOKS
                    if (done := practice.coach(*words)).returncode != 0]


def main():
    words = sys.argv[1:] + ["100", "1", "sqlite"][len(sys.argv) - 1:]
    rounds, seed, engine = int(words[0]), int(words[1]), words[2]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a server is stopped
    counted = {"killed": 0, "done": 0}
    with proof.directory() as home, place_for(engine, pathlib.Path(home)) as place:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
        practice = Practice(home, place.db)
        relationships = practice.open()
        opened = practice.seconds
        place.keep()
        for number in range(rounds):
            numbers = random.Random(seed * 1000003 + number)
            if number % FRESH == 0:
                place.anew()
                practice.seconds = opened
                commands, all_done = Commands(numbers, relationships), []
            commands.random = numbers
            all_done += (done := round_of(numbers, place, practice, commands))
            counted["killed"] += sum(code < 0 for _, _, code, _, _ in done)
            counted["done"] += sum(code == 0 for _, _, code, _, _ in done)
            place.settle()
            wrong = check(practice, all_done)
            if wrong:
                raise SystemExit("\n".join([f"crash.py: {engine}, round {number} of seed {seed}:", *wrong]))
    counted |= place.counted
    print(f"{rounds} rounds: " + ", ".join(f"{count} {what}" for what, count in counted.items()) + ", nothing lost")


if __name__ == "__main__":
    main()
