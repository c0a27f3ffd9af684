#!/usr/bin/python3
"""Compares series with python3-dateutil: recurrences.py PROGRAM, where `PROGRAM --cases` reads a case a line, zone,
local start and rule, and answers each with its instants.

dateutil expands the rule without a zone; zoneinfo resolves each local time. With fold=0 it does so as RFC 5545 (3.3.5)
says: in a gap by the offset before, in an overlap the first. Where dateutil and the RFC differ, the RFC holds:
- an UNTIL in UTC ends the series by its instant; dateutil takes none where the start has no zone, so it is applied here;
- an UNTIL that is a date is not for a start with a time; coach lets it include its day, dateutil ends at its midnight;
- a start that its rule does not name is the first of COUNT in the RFC, and not in dateutil. coach refuses it, so that
  all cases here start on a day that dateutil itself gives.
"""
import datetime
import random
import subprocess
import sys
import zoneinfo

from dateutil.rrule import rrulestr

datetime.MAXYEAR = 2150  # dateutil looks until then for days that never come
UTC = datetime.timezone.utc
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = """
    UTC Europe/Berlin Europe/London Europe/Dublin Europe/Lisbon Europe/Moscow Europe/Istanbul America/New_York
    America/Los_Angeles America/Sao_Paulo America/St_Johns America/Santiago America/Havana America/Asuncion America/Nuuk
    Africa/Casablanca Africa/Cairo Antarctica/Troll Asia/Kolkata Asia/Kathmandu Asia/Tehran Asia/Gaza Asia/Tokyo
    Australia/Lord_Howe Australia/Sydney Australia/Adelaide Pacific/Apia Pacific/Auckland Pacific/Chatham
    Pacific/Kiritimati""".split()
CLOCKS = ["000000", "003000", "013000", "014500", "020000", "021500", "023000", "024500", "030000", "070000", "180000", "235959"]

# Cases in which calendars have gone wrong: zone, start, rule.
PICKED = """
Europe/Berlin 20260901T180000 FREQ=WEEKLY;COUNT=12
Europe/Berlin 20260301T023000 FREQ=WEEKLY;BYDAY=SU;COUNT=8
Europe/Berlin 20261004T023000 FREQ=WEEKLY;BYDAY=SU;COUNT=8
Europe/Berlin 20260327T020000 FREQ=DAILY;COUNT=5
Europe/Berlin 20261024T025959 FREQ=DAILY;COUNT=3
America/New_York 20260307T023000 FREQ=DAILY;COUNT=3
America/New_York 20261031T013000 FREQ=DAILY;COUNT=3
America/Santiago 20260901T000000 FREQ=DAILY;COUNT=10
America/Santiago 20260401T233000 FREQ=DAILY;COUNT=10
America/Havana 20260306T003000 FREQ=DAILY;COUNT=5
Australia/Sydney 20261001T023000 FREQ=DAILY;COUNT=6
Australia/Sydney 20260403T023000 FREQ=DAILY;COUNT=6
Australia/Lord_Howe 20261002T021500 FREQ=DAILY;COUNT=5
Australia/Lord_Howe 20260403T014500 FREQ=DAILY;COUNT=5
Pacific/Apia 20111227T180000 FREQ=DAILY;COUNT=7
Pacific/Apia 20111202T090000 FREQ=WEEKLY;BYDAY=FR;COUNT=7
Pacific/Chatham 20260901T030000 FREQ=WEEKLY;INTERVAL=2;COUNT=30
Pacific/Auckland 20260401T023000 FREQ=DAILY;COUNT=8
Africa/Casablanca 20260201T023000 FREQ=DAILY;COUNT=60
Antarctica/Troll 20260325T013000 FREQ=DAILY;COUNT=8
Europe/Dublin 20261020T013000 FREQ=DAILY;COUNT=8
Asia/Tehran 20220318T000000 FREQ=DAILY;COUNT=6
America/Sao_Paulo 20181102T003000 FREQ=DAILY;COUNT=5
Europe/Berlin 20270131T180000 FREQ=MONTHLY;COUNT=12
Europe/Berlin 20270131T180000 FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=24
Europe/Berlin 20270129T180000 FREQ=MONTHLY;BYMONTHDAY=29,30,31;COUNT=24
Europe/Berlin 20270129T180000 FREQ=MONTHLY;BYMONTHDAY=-3,-2,-1;COUNT=24
Europe/Berlin 20270129T180000 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=24
Europe/Berlin 20270101T180000 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-1;COUNT=24
Europe/Berlin 20270112T180000 FREQ=MONTHLY;BYDAY=2TU;COUNT=24
Europe/Berlin 20270125T180000 FREQ=MONTHLY;BYDAY=-1MO;COUNT=24
Europe/Berlin 20270129T180000 FREQ=MONTHLY;BYDAY=5FR;COUNT=12
Europe/Berlin 20270813T180000 FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=12
Europe/Berlin 20270107T180000 FREQ=MONTHLY;BYDAY=TH;BYMONTHDAY=2,3,4,5,6,7,8;BYMONTH=1,11;COUNT=12
Europe/Berlin 20270103T180000 FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=2;COUNT=12
Europe/Berlin 20270131T180000 FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=31;COUNT=6
UTC 20280229T120000 FREQ=YEARLY;COUNT=20
UTC 20280229T120000 FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=-1;COUNT=20
UTC 20280229T120000 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=20
UTC 20280229T120000 FREQ=YEARLY;INTERVAL=3;COUNT=8
UTC 20280229T120000 FREQ=MONTHLY;INTERVAL=12;COUNT=8
UTC 20281231T120000 FREQ=YEARLY;BYYEARDAY=366;COUNT=10
UTC 20270101T120000 FREQ=YEARLY;BYYEARDAY=1,100,-1;COUNT=30
UTC 20270302T120000 FREQ=YEARLY;BYYEARDAY=-305;COUNT=10
UTC 20270331T120000 FREQ=YEARLY;BYMONTH=3;BYDAY=-1WE;COUNT=10
UTC 20270517T120000 FREQ=YEARLY;BYDAY=20MO;COUNT=10
UTC 20270328T120000 FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU;COUNT=10
UTC 20281103T120000 FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=FR;BYMONTHDAY=2,3,4,5,6,7,8;COUNT=10
UTC 20270104T120000 FREQ=YEARLY;BYDAY=MO;BYSETPOS=1;COUNT=10
UTC 20271231T120000 FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=10
UTC 20960229T120000 FREQ=YEARLY;COUNT=5
UTC 19970805T090000 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO
UTC 19970805T090000 FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU
UTC 20230704T180000 FREQ=WEEKLY;INTERVAL=52;BYDAY=SU,TU;WKST=FR;COUNT=9
UTC 20240418T180000 FREQ=WEEKLY;INTERVAL=3;BYDAY=TH,SU;WKST=SA;COUNT=9
UTC 20280302T180000 FREQ=WEEKLY;INTERVAL=24;BYMONTH=12,1,3;BYDAY=MO,TH,TU;WKST=SA;COUNT=9
UTC 20270101T120000 FREQ=DAILY;COUNT=1000
UTC 20270101T120000 FREQ=DAILY;INTERVAL=1000;COUNT=36
UTC 20270101T120000 FREQ=DAILY;BYMONTH=1;BYDAY=MO,FR;COUNT=100
UTC 20270113T120000 FREQ=DAILY;INTERVAL=7;BYDAY=WE;COUNT=20
UTC 20270131T120000 FREQ=DAILY;BYMONTHDAY=31;COUNT=20
UTC 20270101T120000 FREQ=WEEKLY;COUNT=1
Europe/Berlin 20260901T180000 FREQ=WEEKLY;UNTIL=20261201
Europe/Berlin 20260901T180000 FREQ=WEEKLY;UNTIL=20261201T180000
Europe/Berlin 20260901T180000 FREQ=WEEKLY;UNTIL=20261201T175959
Europe/Berlin 20260901T180000 FREQ=WEEKLY;UNTIL=20261201T170000Z
Europe/Berlin 20260901T180000 FREQ=WEEKLY;UNTIL=20261201T165959Z
Pacific/Kiritimati 20260901T090000 FREQ=DAILY;UNTIL=20260930T190000Z
Pacific/Kiritimati 20260901T090000 FREQ=DAILY;UNTIL=20260930T185959Z
America/Los_Angeles 20260901T180000 FREQ=DAILY;UNTIL=20261001T010000Z
Europe/Berlin 20261020T023000 FREQ=DAILY;UNTIL=20261025T003000Z
Europe/Berlin 20261020T024500 FREQ=DAILY;UNTIL=20261025T013000Z
Europe/Berlin 20261020T024500 FREQ=DAILY;UNTIL=20261025T004459Z
Europe/Berlin 20260325T023000 FREQ=DAILY;UNTIL=20260329T010000Z
Europe/Berlin 20260325T023000 FREQ=DAILY;UNTIL=20260329T013000Z
Pacific/Apia 20111227T180000 FREQ=DAILY;UNTIL=20111231T040000Z
"""


def local(text):
    return datetime.datetime.strptime(text, "%Y%m%dT%H%M%S")


def until_of(rule):
    return next((part[6:] for part in rule.split(";") if part.startswith("UNTIL=")), None)


def expected(zone, start, rule):
    """The instants, as coach is to give them."""
    until = until_of(rule)
    bare = ";".join(part for part in rule.split(";") if not part.startswith("UNTIL="))
    tz, instants = zoneinfo.ZoneInfo(zone), []
    for at in rrulestr(bare, dtstart=local(start)):
        instant = int(at.replace(tzinfo=tz).timestamp())
        if until and until.endswith("Z"):
            if instant > local(until[:-1]).replace(tzinfo=UTC).timestamp():
                break
        elif until and at > local(until if "T" in until else until + "T235959"):
            break
        instants.append(instant)
    return instants


def some(rng, pool, most):
    return ",".join(dict.fromkeys(str(rng.choice(pool)) for _ in range(rng.randint(1, most))))


def listed(rng, frequency):
    """The parts that name days; none that coach refuses."""
    parts = {}
    chooses = frequency in ("MONTHLY", "YEARLY") and rng.random() < 0.3
    if rng.random() < 0.3:
        parts["BYMONTH"] = some(rng, range(1, 13), 5)
    if frequency == "YEARLY" and "BYMONTH" not in parts and rng.random() < 0.4:
        ends = [1, 60, 100, 200, 365, 366] if chooses else [1, 60, 100, 200, 365, 366, -1, -60, -366]
        parts["BYYEARDAY"] = some(rng, ends, 3)
    elif frequency in ("DAILY", "MONTHLY") or (frequency == "YEARLY" and "BYMONTH" in parts):
        if rng.random() < 0.4:
            first, last = [1, 2, 13, 15, 28, 29, 30, 31], [-1, -2, -5, -29, -31]
            parts["BYMONTHDAY"] = some(rng, first if frequency == "DAILY" or chooses else first + last, 4)
            if chooses and rng.random() < 0.5:
                parts["BYMONTHDAY"] = some(rng, last, 4)
    if rng.random() < 0.5:
        counts = [""]
        if frequency in ("MONTHLY", "YEARLY") and rng.random() < 0.6:
            counts = ["1", "2", "3", "4", "5", "-1", "-2"]
            if frequency == "YEARLY" and "BYMONTH" not in parts:
                counts += ["20", "-10", "53"]
        parts["BYDAY"] = some(rng, [count + day for count in counts for day in DAYS], 4)
    if parts and chooses:
        parts["BYSETPOS"] = some(rng, [1, 2, 3, -1, -2], 2)
    return parts


def generated(rng):
    """A random case; None where its rule names no day soon."""
    frequency = rng.choice(["DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"])
    rule = [f"FREQ={frequency}"]
    if rng.random() < 0.5:
        rule.append(f"INTERVAL={rng.choice([2, 2, 3, 4, 5, 7, 10, 12, 24, 52])}")
    rule += [f"{name}={value}" for name, value in listed(rng, frequency).items()]
    if rng.random() < 0.3:
        rule.append(f"WKST={rng.choice(DAYS)}")
    rng.shuffle(rule)
    text, zone = ";".join(rule), rng.choice(ZONES)
    day = datetime.datetime(2008, 1, 1) + datetime.timedelta(rng.randrange(30 * 365))
    start = local(day.strftime("%Y%m%d") + "T" + rng.choice(CLOCKS))
    given = []
    for at in rrulestr(text + (start + datetime.timedelta(3 * 366)).strftime(";UNTIL=%Y%m%dT%H%M%S"), dtstart=start):
        given.append(at)
        if len(given) == 40:
            break
    if not given:
        return None
    if rng.random() < 0.6:
        end = f";COUNT={rng.randint(1, len(given))}"
    else:
        last = rng.choice(given)
        instant = last.replace(tzinfo=zoneinfo.ZoneInfo(zone)).astimezone(UTC)
        end = rng.choice([
            last.strftime(";UNTIL=%Y%m%d"), last.strftime(";UNTIL=%Y%m%dT%H%M%S"),
            instant.strftime(";UNTIL=%Y%m%dT%H%M%SZ")])
    return zone, given[0].strftime("%Y%m%dT%H%M%S"), text + end


def main():
    rng = random.Random(5545)
    cases = [tuple(line.split()) for line in PICKED.strip().splitlines()]
    picked = len(cases)
    while len(cases) < picked + int(sys.argv[2] if len(sys.argv) > 2 else 450):
        case = generated(rng)
        if case:
            cases.append(case)
    answer = subprocess.run([sys.argv[1], "--cases"], input="".join(" ".join(case) + "\n" for case in cases),
                            capture_output=True, text=True, check=True).stdout.splitlines()
    assert len(answer) == len(cases), f"{len(cases)} cases, {len(answer)} answers"
    wrong = 0
    for case, got in zip(cases, answer):
        wanted = " ".join(map(str, expected(*case)))
        if got != wanted:
            wrong += 1
            print(*case, f"  got    {got}", f"  wanted {wanted}", sep="\n")
    print(f"{len(cases)} cases in {len({case[0] for case in cases})} zones, {wrong} wrong")
    return wrong != 0


sys.exit(main())
