"""Reads the VTIMEZONEs of a calendar on standard input with dateutil, and compares them with zoneinfo at each transition
of the years FIRST to LAST, a second before it, and in the middle of each month: zones.py FIRST LAST. Prints what
differs, and in the end how many zones there were."""

import datetime
import io
import sys
import zoneinfo

from dateutil import tz

first, last = int(sys.argv[1]), int(sys.argv[2])
second, day, utc = datetime.timedelta(seconds=1), datetime.timedelta(days=1), datetime.timezone.utc


def change_between(zone, before, after):
    offset = after.astimezone(zone).utcoffset()
    while after - before > second:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def moments(zone):
    at = datetime.datetime(first, 1, 1, tzinfo=utc)
    while at.year <= last:
        if at.astimezone(zone).utcoffset() != (at + day).astimezone(zone).utcoffset():
            change = change_between(zone, at, at + day)
            yield change - second
            yield change
        if at.day == 15:
            yield at
        at += day


told = tz.tzical(io.StringIO(sys.stdin.read().replace("\r\n", "\n")))
for name in told.keys():
    zone = zoneinfo.ZoneInfo(name)
    for moment in moments(zone):
        local = moment.astimezone(zone)
        got = local.replace(tzinfo=told.get(name)).utcoffset()
        if got != local.utcoffset():
            print(f"{name} {moment}: {got}, but it is {local.utcoffset()}")
print(len(told.keys()))
