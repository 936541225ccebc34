"""Recomputes the ends of terms (cases on standard input) with Python's own calendar and time zone database.

Independent of Temporal: the month is counted in integers, the day is cut to the length of the month, and the
wall-clock time is turned into UTC with fold=0, which is PEP 495's "the offset before the change".
"""

import calendar
import json
import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo


def boundary(zone, interval, anchor, count):
    start = datetime.fromisoformat(anchor.replace("Z", "+00:00"))
    if count == 0:
        return start
    local = start.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    months = local.year * 12 + local.month - 1 + count * (12 if interval == "year" else 1)
    year, month = divmod(months, 12)
    day = min(local.day, calendar.monthrange(year, month + 1)[1])
    moved = local.replace(year=year, month=month + 1, day=day, tzinfo=ZoneInfo(zone))
    return moved.astimezone(timezone.utc)


answers = []
for zone, interval, anchor, count, *_ in json.load(sys.stdin):
    instant = boundary(zone, interval, anchor, count)
    answers.append(instant.strftime("%Y-%m-%dT%H:%M:%S.") + f"{instant.microsecond // 1000:03d}Z")
print(json.dumps(answers))
