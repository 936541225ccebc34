"""Works out refunds (orders on standard input) with Python's fractions, independent of the product."""

import json
import sys
from fractions import Fraction as F
from itertools import product
from math import floor

NANOS_PER_MINOR = {"USD": 10**7, "JPY": 10**9, "KWD": 10**6}
COUNTED = {"draining", "ready", "calling", "pending", "unknown", "refunded"}


def split(total, capacities, minimums):
    """Newest first, each leg as large as it can be: the best of every choice of payments that can make the total."""
    best = None
    for chosen in product([0, 1], repeat=len(capacities)):
        live = [i for i, c in enumerate(chosen) if c]
        least = {i: max(minimums[i], 1) for i in live}
        if any(capacities[i] < least[i] for i in live):
            continue
        if total <= 0 or not sum(least.values()) <= total <= sum(capacities[i] for i in live):
            continue
        legs, rest = {}, total
        for i in reversed(live):
            legs[i] = min(capacities[i], rest - sum(least[j] for j in live if j < i))
            rest -= legs[i]
        key = [legs.get(i, 0) for i in reversed(range(len(capacities)))]
        if best is None or key > best[0]:
            best = (key, legs)
    return None if best is None else best[1]


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
