"""Recomputes every worked case of subscription-cases.md with Python's fractions.

Independent of the product: the rules are written down here a second time, from the policy. Prints `ok: N cases`, or
each case that differs, and then exits with 1.
"""

import json
import re
import sys
from datetime import datetime
from fractions import Fraction as F
from itertools import product
from math import floor
from pathlib import Path

NANO = F(1, 10**9)
MINOR = {"USD": F(1, 100), "JPY": F(1), "KWD": F(1, 1000)}
UNDER_WAY = {"draining", "ready", "calling", "pending", "unknown"}
GONE = UNDER_WAY | {"refunded"}


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def down(value, unit):
    return floor(value / unit) * unit


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


def amounts(case, used):
    unit = MINOR[case.get("currency", "USD")]
    payments = case.get("payments", [["stripe", 2000, 0]])
    disputes = case.get("disputes", [["none", 0]] * len(payments))
    bps = case.get("policy", {}).get("feeBps", 500)
    captured = sum(p[1] for p in payments) * unit
    tax = sum(p[2] for p in payments) * unit
    paid = captured - tax
    lost_before_tax = F(0)
    capacities = []
    for index, (_, minor, tax_minor) in enumerate(payments):
        state, disputed = disputes[index]
        lost = disputed if state == "lost" else 0
        lost_before_tax += lost * unit - down(F(lost * tax_minor, minor) * unit, NANO)
        returned = sum(e[3][index] for e in case.get("earlier", []) if e[0] in GONE)
        capacities.append(max(0, minor - returned - lost))
    gross = {extent: F(0) for extent in ("whole", "partial")}
    done = F(0)
    for state, extent, amount, _ in case.get("earlier", []):
        if state in GONE:
            gross[extent] += F(amount)
        if state == "refunded":
            done += F(amount)
    already = gross["whole"] + gross["partial"] + lost_before_tax
    rest = paid - used - already
    balance = max(F(0), rest)
    fee = down(balance * bps / 10000, NANO)
    net = down(balance * (10000 - bps) / 10000, unit)
    tax_back = down(tax * net / paid, unit) if paid else F(0)
    final = net + tax_back
    legs = split(int(final / unit), capacities, [case.get("minimum", 1)] * len(payments))
    if legs is not None:
        legs = [legs.get(i, 0) for i in range(len(payments))]
    return {
        "paid": paid,
        "balance": balance,
        "beyond": max(F(0), -rest),
        "fee": fee,
        "net": net,
        "remainder": balance - fee - net,
        "tax": tax_back,
        "final": final,
        "legs": legs,
        "payable": final > 0 and legs is not None,
        "full": done + lost_before_tax >= paid
        or any(e[0] == "refunded" and e[1] == "whole" for e in case.get("earlier", [])),
        "consumed": used > 0 and used >= paid - gross["partial"] - lost_before_tax,
    }


def decide(case):
    settle = case.get("settle")
    policy = case.get("policy", {})
    payments = case.get("payments", [["stripe", 2000, 0]])
    self_service = case.get("route", "self_service") == "self_service"
    gift = case.get("gift", "none")
    start = case.get("subscribedAt") if case.get("origin") == "renewal" else None
    if start is None or policy.get("renewalReopensWindow"):
        start = "2026-11-20T10:00:00.000Z"
    asked = case.get("requestedAt", "2026-11-20T12:00:00.000Z")
    window_ms = policy.get("windowHours", 24) * 3600 * 1000
    remaining = window_ms - round((instant(asked) - instant(start)).total_seconds() * 1000)
    holds = sum((F(h) for h in case.get("holds", [])), F(0))
    used = F(case.get("used", "0")) + (holds if settle else 0)
    money = amounts(case, used) if payments else None
    states = [e[0] for e in case.get("earlier", [])]
    checks = [
        ("R2.6", case.get("orderState", "paid") != "paid"),
        ("R2.7", gift in ("received", "given_redeemed")),
        ("T1.3", case.get("distributor", False)),
        ("T4.2", case.get("account") == "terminated"),
        (
            "R7.1",
            not settle
            and self_service
            and (gift == "received" or any(p[0] not in ("stripe", "antom") for p in payments)),
        ),
        ("R2.2", bool(money) and money["full"]),
        ("R2.3", not settle and any(s in UNDER_WAY for s in states)),
        ("R2.8", any(d[0] == "open" for d in case.get("disputes", []))),
        ("C4.9 paid_by_previous_holder", not settle and case.get("previousHolder", False)),
        ("C4.9 subject_change_pending", not settle and case.get("subjectChange") == "accepted"),
        ("R2.1", case.get("orderState", "paid") == "paid" and not settle and remaining < 0),
        ("R2.4", bool(money) and money["consumed"]),
        ("R2.9", bool(money) and not money["payable"]),
        ("R2.10", not settle and case.get("recentRefunds", 0) >= 3),
    ]
    refusals = [code for code, applies in checks if applies]
    softer = {"R2.10"} if self_service else {"R2.10", "C4.9 paid_by_previous_holder"}
    outcome = "granted" if not refusals else "review" if set(refusals) <= softer else "refused"
    result = {"outcome": outcome, "refusals": refusals, "remainingMs": remaining}
    result["after"] = {"upgrade": "earlier_term"}.get(case.get("origin"), "free")
    if gift == "given_unredeemed":
        result["after"] = "gift_void"
    if money:
        result |= money
        lowest = amounts(case, F(case.get("used", "0")) + holds)
        result["expected"] = money["final"]
        result["floor"] = lowest["final"] if lowest["payable"] else F(0)
        if settle:
            result["difference"] = money["final"] - F(settle["expected"])
    return result


def main():
    text = (Path(__file__).parent / "subscription-cases.md").read_text(encoding="utf8")
    blocks = re.findall(r"^### (S\d+) .*?^```json\n(.*?)^```", text, re.M | re.S)
    names = re.findall(r"^### (S\d+) ", text, re.M)
    faults = [] if [n for n, _ in blocks] == names == sorted(set(names)) else ["cases and headings differ"]
    for name, block in blocks:
        case = json.loads(block)
        actual = decide(case)
        for key, wanted in ({"refusals": []} | case["expect"]).items():
            value = F(wanted) if isinstance(actual[key], F) else wanted
            if actual[key] != value:
                shown = float(actual[key]) if isinstance(actual[key], F) else actual[key]
                faults.append(f"{name}: {key} is {wanted} in the case, {shown} recomputed")
    print("\n".join(faults) or f"ok: {len(blocks)} cases")
    sys.exit(1 if faults else 0)


main()
