"""Works out refunds (orders on standard input) with Python's fractions, independent of the product."""

import json
import sys
from fractions import Fraction as F
from math import floor

NANOS_PER_MINOR = {"USD": 10**7, "JPY": 10**9, "KWD": 10**6}
COUNTED = {"draining", "ready", "calling", "pending", "unknown", "refunded"}


def split(total, capacities, minimums, live=None):
    """Whole minor units in proportion; a leg too small to pay joins the others, or gets just what can be paid."""
    if live is None:
        live = [i for i, c in enumerate(capacities) if c > 0 and c >= minimums[i]]
    whole = sum(capacities[i] for i in live)
    if total <= 0 or total > whole:
        return None
    exact = {i: F(total * capacities[i], whole) for i in live}
    legs = {i: floor(exact[i]) for i in live}
    missing = total - sum(legs.values())
    for i in sorted(live, key=lambda i: (legs[i] - exact[i], i))[:missing]:
        legs[i] += 1
    small = [i for i in live if 0 < legs[i] < minimums[i]]
    if not small:
        return legs
    gives = min(small, key=lambda i: (capacities[i], -i))
    others = [i for i in live if i != gives]
    if total <= whole - capacities[gives]:
        return split(total, capacities, minimums, others)
    if total == minimums[gives]:
        return {gives: total}
    rest = split(total - minimums[gives], capacities, minimums, others)
    return None if rest is None else rest | {gives: minimums[gives]}


answers = []
for order in json.load(sys.stdin):
    unit = NANOS_PER_MINOR[order["currency"]]
    payments = order["payments"]
    tax = sum(int(p["taxNanos"]) for p in payments)
    paid = sum(int(p["minor"]) for p in payments) * unit - tax
    gone = sum(int(e["gross"]) for e in order["earlier"] if e["state"] in COUNTED)
    capacities = []
    for i, p in enumerate(payments):
        lost, minor = int(p["lost"]), int(p["minor"])
        gone += lost * unit - floor(F(lost, minor) * int(p["taxNanos"]))
        returned = sum(int(e["returned"][i]) for e in order["earlier"] if e["state"] in COUNTED)
        capacities.append(minor - lost - returned)
    balance = max(0, paid - int(order["used"]) - gone)
    fee = floor(F(balance * order["feeBps"], 10000))
    net = floor(F(balance * (10000 - order["feeBps"]), 10000 * unit)) * unit
    tax_back = floor(F(tax * net, paid * unit)) * unit if paid else 0
    legs = split((net + tax_back) // unit, capacities, [int(p["minimum"]) for p in payments])
    answers.append(
        {
            "sums": [str(n) for n in (balance, fee, net, balance - fee - net, tax_back)],
            "legs": None if legs is None else [str(legs.get(i, 0)) for i in range(len(payments))],
        }
    )
print(json.dumps(answers))
