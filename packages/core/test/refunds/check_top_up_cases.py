"""Recomputes every worked case of top-up-cases.md with Python's fractions.

Independent of the product: the rules are written down here a second time, from the policy. Prints `ok: N cases`, or
each case that differs, and then exits with 1.
"""

import json
import re
import sys
from datetime import datetime
from fractions import Fraction as F
from math import floor
from pathlib import Path

NANO = F(1, 10**9)
MINOR = {"USD": F(1, 100), "JPY": F(1), "KWD": F(1, 1000)}


def instant(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def down(value, unit):
    return floor(value / unit) * unit


def amounts(case, extra):
    unit = MINOR[case.get("currency", "USD")]
    policy = case.get("policy", {})
    bps = policy.get("feeBps", 500)
    _, captured, tax_minor = case.get("payment", ["stripe", 5000, 0])
    tax = tax_minor * unit
    paid = captured * unit - tax
    settle = case.get("settle")
    unused = F(settle["reserved"]) if settle else F(case.get("unused", paid))
    used = F(case.get("used", "0"))
    earlier = case.get("earlier", [])
    already = sum((F(gross) for state, _, gross, _ in earlier if state != "failed"), F(0))
    returned = sum(minor for state, _, _, minor in earlier if state != "failed")
    spent_bonus = F(case.get("bonus", ["0", "0"])[0])
    if policy.get("attribution") == "order_lot":
        since = used - F(settle["usedThen"]) if settle else F(0)
        rest = unused - (F(0) if settle else spent_bonus) - since - extra
    else:
        rest = paid - used - extra - already
    wanted = max(F(0), rest)
    balance = min(wanted, unused)
    fee = down(balance * bps / 10000, NANO)
    net = down(balance * (10000 - bps) / 10000, unit)
    tax_back = down(tax * net / paid, unit)
    final = net + tax_back
    debit = net if policy.get("walletDebit") == "net" else balance
    partial = sum((F(g) for s, e, g, _ in earlier if s != "failed" and e == "partial"), F(0))
    return {
        "balance": balance,
        "beyond": max(F(0), -rest),
        "capped": wanted - balance,
        "fee": fee,
        "net": net,
        "remainder": balance - fee - net,
        "tax": tax_back,
        "final": final,
        "leg": int(final / unit),
        "walletDebit": debit,
        "payable": 0 < final / unit <= captured - returned,
        "consumed": used + extra > 0 and used + extra >= paid - partial and balance == 0,
        "full": any(s == "refunded" and e == "whole" for s, e, _, _ in earlier)
        or sum((F(g) for s, _, g, _ in earlier if s == "refunded"), F(0)) >= paid,
    }


def decide(case):
    settle = case.get("settle")
    paid = case.get("orderState", "paid") == "paid"
    by_mail = case.get("route") == "email"
    held = sum((F(h) for h in case.get("holds", [])), F(0))
    asked = instant(case.get("requestedAt", "2026-11-20T12:00:00.000Z"))
    remaining = 86_400_000 - round((asked - instant("2026-11-20T10:00:00.000Z")).total_seconds() * 1000)
    money = amounts(case, held if settle else F(0)) if paid else None
    cover = F(case.get("wallet", case.get("unused", money["walletDebit"] if money else "0"))) - F(case.get("debt", "0"))
    states = [e[0] for e in case.get("earlier", [])]
    provider = case.get("payment", ["stripe", 5000, 0])[0]
    checks = [
        ("R2.6", not paid),
        ("T4.2", case.get("account") == "terminated"),
        ("R7.1", not settle and not by_mail and provider not in ("stripe", "antom")),
        ("R2.2", bool(money) and money["full"]),
        ("R2.3", not settle and "pending" in states),
        ("R2.8", case.get("dispute") == "open"),
        ("C4.9 paid_by_previous_holder", not settle and case.get("previousHolder", False)),
        ("C4.9 subject_change_pending", not settle and case.get("subjectChange") == "accepted"),
        ("R2.1", paid and not settle and remaining < 0),
        ("R2.4", bool(money) and money["consumed"]),
        ("R2.9", bool(money) and not money["payable"]),
        ("R2.5", bool(money) and not settle and cover < money["walletDebit"]),
        ("R2.10", not settle and case.get("recentRefunds", 0) >= 3),
    ]
    refusals = [code for code, applies in checks if applies]
    softer = {"R2.10"} | ({"C4.9 paid_by_previous_holder"} if by_mail else set())
    outcome = "granted" if not refusals else "review" if set(refusals) <= softer else "refused"
    result = {"outcome": outcome, "refusals": refusals, "remainingMs": remaining}
    result["forfeited"] = F(case.get("bonus", ["0", "0"])[1])
    if money:
        lowest = amounts(case, held)
        result |= money
        result["expected"] = money["final"]
        result["floor"] = lowest["final"] if lowest["payable"] else F(0)
        if settle:
            result["difference"] = money["final"] - F(settle["expected"])
            result["returned"] = F(settle["reserved"]) - money["walletDebit"]
    return result


def main():
    text = (Path(__file__).parent / "top-up-cases.md").read_text(encoding="utf8")
    blocks = re.findall(r"^### (U\d+) .*?^```json\n(.*?)^```", text, re.M | re.S)
    names = re.findall(r"^### (U\d+) ", text, re.M)
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
