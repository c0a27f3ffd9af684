#!/usr/bin/env python3
"""retrace.py [COMMANDS [SEED]] - random commands, taken back one after the other, lead back to where they began; put back
again, to where they led; and taken back by their numbers, to the beginning once more. With an even seed there are undo and
redo among them, and what then stands is taken back, or each by its number. COACH_DB: a database that is not there yet."""

import json
import random
import sys

import proof
from commands import Commands
from proof import Practice

NOUNS = ["user", "trainer", "relationship", "session", "series", "plan", "program", "category", "tag", "visibility",
         "availability", "timeoff"]
LINKS = ["trainer_category", "trainer_tag", "program_session", "calendar_link"]
EVERY = 50  # commands between two looks at everything


def everything(practice):
    """All that is kept, as text. An export says it all, once there is one."""
    if practice.coach("help", "export").returncode == 0:
        return practice.must("export", "-o", "jsonl", "--to", "-")
    if practice.db.startswith("postgres:"):
        return "\n".join(practice.must(noun, "list", "--all", "-o", "jsonl") for noun in NOUNS)
    db = proof.connect(practice.db)
    links = [f"{table} {row}" for table in LINKS for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
    db.close()
    return "\n".join([practice.must(noun, "list", "--all", "-o", "jsonl") for noun in NOUNS] + links)


def newest(practice):
    return int(practice.must("log", "-n", "1", "-o", "id"))


def expect(practice, wanted, what):
    found = everything(practice)
    if found == wanted:
        return
    was, now = wanted.splitlines(), found.splitlines()
    for line in [f"- {line}" for line in was if line not in now] + [f"+ {line}" for line in now if line not in was]:
        print(line, file=sys.stderr)
    raise SystemExit(f"retrace.py: {what}: not what it was (seed {practice.seed}, {practice.db})")


def turn(practice, words, number):
    done = practice.coach(*words, "-o", "id")
    if done.returncode != 0:
        shown = practice.coach("show", str(number)).stdout
        raise SystemExit(f"retrace.py: coach {' '.join(words)}: {done.returncode} (seed {practice.seed})\n{done.stderr}{shown}")


def go(practice, commands, count, weights):
    """Runs them; the operations that came of them, and what there was at some of them."""
    first = newest(practice)
    looks = {first: everything(practice)}
    for number in range(count):
        words = commands.next(weights)
        done = practice.coach(*words)
        if done.returncode not in (0, 1, 3):
            raise SystemExit(f"retrace.py: {words}: {done.returncode} (seed {practice.seed})\n{done.stderr}")
        if done.returncode == 0:
            commands.found(words, done.stdout)
        if number % EVERY == EVERY - 1:
            looks[newest(practice)] = everything(practice)
    last = newest(practice)
    looks[last] = everything(practice)
    return first, last, looks


def back_and_forth(practice, done, looks):
    """done: the numbers of the operations; some may have no operation, where a server has counted what was refused."""
    for before, number in reversed(list(zip(done, done[1:]))):
        turn(practice, ["undo"], number)
        if before in looks:
            expect(practice, looks[before], f"after `coach undo` of {number}")
    for number in done[1:]:
        turn(practice, ["redo"], number)
        if number in looks:
            expect(practice, looks[number], f"after `coach redo` of {number}")


def undoes(practice):
    """What each operation took back."""
    lines = practice.must("log", "--fields", "number,undoes", "-o", "jsonl").splitlines()
    return {operation["number"]: operation["undoes"] for operation in map(json.loads, lines)}


def by_number(practice, done, looks):
    """To take back a redo is to take back what was first done: from then on it is the new undo that is to be taken back."""
    took = undoes(practice)
    undone_by = {}
    for before, number in reversed(list(zip(done, done[1:]))):
        source, back = took[number], number
        if source and took[source]:
            back = took[source]
        elif source:
            back = undone_by.get(source, number)
        turn(practice, ["undo", str(back)], number)
        if not source or took[source]:
            undone_by[back] = newest(practice)
        if before in looks:
            expect(practice, looks[before], f"after `coach undo {back}`")


def what_stands(practice, done, looks):
    """As often as there is something that stands, which is said by other means than undo has."""
    took, taken = undoes(practice), set()
    for number in sorted(took, reverse=True):
        if took[number] and number not in taken:
            taken.add(took[number])
    for number in sorted(took, reverse=True):
        if number > done[0] and not took[number] and number not in taken:
            turn(practice, ["undo"], number)
    expect(practice, looks[done[0]], "after `coach undo` of all that stood")


def main():
    count, seed = [int(word) for word in sys.argv[1:]] + [150, 1][len(sys.argv) - 1:]
    mixed = seed % 2 == 0  # with undo and redo among the commands
    with proof.directory() as home:
        practice = Practice(home)
        practice.seed = seed
        commands = Commands(random.Random(seed), practice.open())
        first, last, looks = go(practice, commands, count, {**Commands.ALL, "undo": 6 if mixed else 0})
        done = sorted(number for number in undoes(practice) if first <= number <= last)
        if seed % 4 == 0:
            what_stands(practice, done, looks)
        elif not mixed:
            back_and_forth(practice, done, looks)
        if seed % 4 != 0:
            by_number(practice, done, looks)
        wrong = proof.faults(practice.db)[0]
        if wrong:
            raise SystemExit("\n".join(wrong))
    print(f"{count} commands, {len(done) - 1} of which changed something, taken back")


if __name__ == "__main__":
    main()
