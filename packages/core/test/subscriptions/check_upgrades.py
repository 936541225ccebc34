"""Recomputes upgrades (cases on standard input) with fractions and Python's own calendar, written from the clauses.

The credit is the smaller of two values of what the running term holds: by the time left and by the usage left. It is
cut once to whole minor units; tax on what is due is rounded half up to whole minor units.
"""

import json
import sys
from datetime import datetime
from fractions import Fraction
from math import floor


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def share(left, whole):
    if left <= 0:
        return Fraction(0)
    return min(Fraction(left, whole), Fraction(1))


def upgrade(case):
    paid, credited, refunded, included, used, held, price = (
        Fraction(int(case[key]), 10**9)
        for key in ("paid", "credited", "refunded", "included", "used", "held", "price")
    )
    minor = Fraction(1, 10 ** case["digits"])
    value = max(paid + credited - refunded, Fraction(0))
    ms = lambda delta: delta.days * 86_400_000 + delta.seconds * 1000 + delta.microseconds // 1000
    by_time = value * share(ms(at(case["end"]) - at(case["now"])), ms(at(case["end"]) - at(case["start"])))
    if case["creditUsage"] == "list_value":
        by_usage = max(value - used - held, Fraction(0))
    else:
        by_usage = value if included == 0 else value * share(included - used - held, included)
    credit = floor(min(by_time, by_usage) / minor) * minor
    due = price - credit
    tax = floor(due * case["taxBps"] / 10_000 / minor + Fraction(1, 2)) * minor
    return [str(int(amount * 10**9)) for amount in (credit, due, tax, due + tax)]


print(json.dumps([upgrade(case) for case in json.load(sys.stdin)]))
