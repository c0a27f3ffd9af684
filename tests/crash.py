#!/usr/bin/env python3
"""crash.py [ROUNDS [SEED]] - writers are killed at random moments, again and again: what they had said to be done is done,
nothing is done by half, nobody is booked twice, and the database and its history are sound after each round."""

import os
import random
import re
import shutil
import signal
import sys
import time

import proof
from commands import Commands
from proof import COACH, LOOKS, SHIM, START, Practice

WRITERS = 8
LONGEST = 0.06  # seconds that a round lasts
FRESH = 25  # rounds in one database
WEIGHTS = {"book": 8, "series": 4, "move": 4, "cancel": 3, "session": 2, "undo": 3, "named": 3, "link": 2, "person": 2}


class Writer:
    """Runs one command after the other until it is killed. Each command has a second of its own, so that the history tells
    which one it was."""

    def __init__(self, number, practice, commands):
        self.number, self.practice, self.commands = number, practice, commands
        self.pid, self.done = None, []  # (its second, its words, its exit status, its output)

    def start(self):
        self.practice.seconds += 1
        self.words = self.commands.next(WEIGHTS)
        self.second = self.practice.seconds
        self.output = self.practice.home / f"out.{self.number}"
        actions = [(os.POSIX_SPAWN_OPEN, 1, self.output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                   (os.POSIX_SPAWN_OPEN, 2, self.practice.home / f"err.{self.number}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
        environment = self.practice.environment(**self.weakness())
        self.pid = os.posix_spawn(COACH, [COACH, *self.words], environment, file_actions=actions, setsigmask=[])

    def weakness(self):
        """One in eight is killed by itself, at one of its writes: a moment that others hardly find."""
        numbers = self.commands.random
        chosen, write = numbers.random() < 1 / 8, numbers.randrange(1, 70)
        # a sanitizer stands where the shim would: then all are killed from without
        return {"LD_PRELOAD": SHIM, "COACH_FAULT": f"kill:{write}"} if chosen and "ASAN_OPTIONS" not in os.environ else {}

    def ended(self, status):
        self.pid = None
        code, output = os.waitstatus_to_exitcode(status), self.output.read_text()
        self.done.append((self.second, self.words, code, output))
        if code == 0:
            self.commands.found(self.words, output)
        return code


def round_of(numbers, practice, commands):
    """Eight writers, each killed at a moment of its own. What they did, in any order."""
    writers = [Writer(number, practice, commands) for number in range(WRITERS)]
    ends = {writer: time.monotonic() + numbers.uniform(0.001, LONGEST) for writer in writers}
    for writer in writers:
        writer.start()
    running = {writer.pid: writer for writer in writers}
    while running:
        late = min(ends[writer] for writer in running.values()) - time.monotonic()
        if late > 0:
            signal.sigtimedwait([signal.SIGCHLD], late)
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


def check(practice, all_done):
    """What is wrong after a round."""
    wrong, history = proof.faults(practice.db)
    by_second = {}
    for number, (made_at, command) in history.operations.items():
        by_second.setdefault(made_at - int(START.timestamp()), []).append(number)
        wrong += series_whole(history, number, command)
    wrong += [f"operations {numbers} are of one command" for numbers in by_second.values() if len(numbers) > 1]
    made = {row for rows in history.made.values() for ids in rows.values() for row in ids}
    for second, words, code, output in all_done:
        line = " ".join(words)
        printed = output.split()
        if code not in (0, 1, 2, 3, -signal.SIGKILL):
            wrong.append(f"{line}: {code}")
        if words[0] in ("undo", "redo"):
            if printed and int(printed[0]) not in history.operations:
                wrong.append(f"{line}: {printed[0]} was printed, and is not there")
        elif [found for found in printed if len(found) == 36 and found not in made]:
            wrong.append(f"{line}: {output} was printed, and was never made")
        if code > 0 and second in by_second:
            wrong.append(f"{line}: was refused, and is operation {by_second[second]}")
        if code == 0 and second not in by_second and words[1] in ("schedule", "add"):
            wrong.append(f"{line}: was done, and is not there")
    wrong += [f"coach {' '.join(words)}: {done.returncode} {done.stderr}" for words in LOOKS
              if (done := practice.coach(*words)).returncode != 0]
    return wrong


def half_done(practice):
    """Whether a journal stands there that the next one has to play back."""
    journal = practice.home / "coach.db-journal"
    return journal.exists() and any(journal.read_bytes()[:8])


def main():
    rounds, seed = [int(word) for word in sys.argv[1:]] + [100, 1][len(sys.argv) - 1:]
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
    counted = {"killed": 0, "done": 0, "left a journal": 0}
    with proof.directory() as home:
        practice = Practice(home)
        relationships = practice.open()
        shutil.copy(practice.db, practice.db + ".first")
        for number in range(rounds):
            numbers = random.Random(seed * 1000003 + number)
            if number % FRESH == 0:
                for name in practice.home.glob("coach.db*"):
                    if not name.name.endswith(".first"):
                        name.unlink()
                shutil.copy(practice.db + ".first", practice.db)
                commands, all_done = Commands(numbers, relationships), []
            commands.random = numbers
            all_done += (done := round_of(numbers, practice, commands))
            counted["killed"] += sum(code < 0 for _, _, code, _ in done)
            counted["done"] += sum(code == 0 for _, _, code, _ in done)
            counted["left a journal"] += half_done(practice)
            wrong = check(practice, all_done)
            if wrong:
                raise SystemExit("\n".join([f"crash.py: round {number} of seed {seed}:", *wrong]))
    print(f"{rounds} rounds: " + ", ".join(f"{count} {what}" for what, count in counted.items()) + ", nothing lost")


if __name__ == "__main__":
    main()
