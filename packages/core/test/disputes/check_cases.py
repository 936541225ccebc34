"""Works out every case of cases.md a second time, from the policy alone.

Independent of the product: nothing here is read from its code. Prints `ok: N cases`, or each case that differs, and then
exits with 1.
"""

import json
import re
import sys
from fractions import Fraction as F
from math import floor
from pathlib import Path

DIGITS = {"JPY": 0, "KWD": 3}
WON = {"won", "warning_closed", "prevented"}
INQUIRY = {"warning_needs_response", "warning_under_review"}
ORDER = ["inquiry", "open", "lost", "won"]


def state_of(status):
    if status in WON:
        return "won"
    if status in INQUIRY:
        return "inquiry"
    return "lost" if status == "lost" or status.startswith("appeal_") else "open"


def minor(currency):
    return F(1, 10 ** DIGITS.get(currency, 2))


def cut(amount, unit):
    return floor(amount / unit) * unit


def half_up(amount, unit):
    sign = -1 if amount < 0 else 1
    return sign * floor(abs(amount) / unit + F(1, 2)) * unit


def show(amount, currency):
    digits = DIGITS.get(currency, 2)
    scaled = amount * 10**digits
    assert scaled.denominator == 1, amount
    text = str(abs(scaled.numerator)).rjust(digits + 1, "0")
    body = text if digits == 0 else f"{text[:-digits]}.{text[-digits:]}"
    return f"-{body}" if amount < 0 else body


def work_out(case):
    currency = case.get("currency", "USD")
    paid, tax = F(case.get("paid", "50.00")), F(case.get("tax", "0"))
    charged, charge_currency = case.get("charged", [case.get("paid", "50.00"), currency])
    holds, previous = case.get("holds", "credits"), case.get("paidBy") == "previous"
    unspent = F(case.get("unspent", "50.00"))
    granted = bonus = F(case.get("bonus", "0"))
    others = F(case.get("others", "0"))
    money = lambda amount: show(amount, currency)

    def in_books(amount):
        return amount if "charged" not in case else cut(amount * paid / F(charged), minor(currency))

    # The ledger of the dispute, by hand: what is away, what is set aside, how a loss was divided.
    seen, away, fees = [], F(0), F(0)
    aside, aside_bonus, shut, loss, debt, state = F(0), F(0), False, None, F(0), None
    steps = []
    for word in case["words"]:
        told = []
        unspent -= F(word.get("spend", "0"))
        debt -= F(word.get("repaid", "0"))
        new_state = state_of(word["status"])
        ids = [move[0] for move in word["moves"]]
        stale = state is not None and (
            any(each not in ids for each in seen)
            or (len(ids) == len(seen) and ORDER.index(new_state) < ORDER.index(state))
        )
        if stale:
            steps.append([])
            continue
        state = new_state
        fresh = [move for move in word["moves"] if move[0] not in seen]

        if loss is not None and (state != "lost" or fresh):
            taken, taken_bonus, owed, claim, beyond = loss
            left = min(owed, debt)
            repaid = owed - left
            debt -= left
            aside, aside_bonus, loss = taken + repaid, taken_bonus, None
            told.append(
                f"restored taken {money(taken)} bonus {money(taken_bonus)} debt {money(left)} repaid {money(repaid)}"
                f" claim {money(claim)} beyond {money(beyond)}"
            )

        for move in fresh:
            amount, fee = F(move[1]), F(move[2])
            if len(move) > 3:
                whole = F(word.get("amount", charged))
                amount = -whole if amount < 0 else whole
                fee = half_up(fee / F(move[4]), minor(charge_currency))
            taken = in_books(abs(amount)) * (1 if amount < 0 else -1)
            fee = in_books(abs(fee)) * (-1 if fee < 0 else 1)
            seen.append(move[0])
            away += taken
            fees += fee
            name = "reinstated" if taken < 0 else "withdrawn"
            told.append(f"{name} {money(abs(taken))} fee {money(fee)}")

        # What the payer answers for: what is away, but never more than was paid and not taken already, before tax.
        gross = min(away, max(F(0), paid - others))
        base = gross - gross * tax / paid
        if away > 0 and loss is None and state in ("open", "lost"):
            price = paid - tax
            if holds == "credits":
                more = min(unspent, max(F(0), base - aside))
                bonus_most = granted if base >= price else granted * base / price
                more_bonus = min(bonus, max(F(0), bonus_most - aside_bonus))
                if more > 0 or more_bonus > 0:
                    unspent, bonus = unspent - more, bonus - more_bonus
                    aside, aside_bonus = aside + more, aside_bonus + more_bonus
                    told.append(f"frozen {money(more)} bonus {money(more_bonus)}")
            elif holds == "plan" and not shut:
                shut, aside = True, min(unspent, base)
                told.append(f"frozen {money(aside)} bonus {money(F(0))}")
            if state == "lost":
                taken = min(aside, unspent) if holds == "plan" else aside
                taken = min(taken, base)
                rest = base - taken
                owed, claim = (F(0), rest) if previous else (rest, F(0))
                loss = (taken, aside_bonus, owed, claim, away - base)
                debt += owed
                told.append(
                    f"lost taken {money(taken)} bonus {money(aside_bonus)} debt {money(owed)}"
                    f" claim {money(claim)} beyond {money(away - base)}"
                )
                aside = aside_bonus = F(0)
        if (state in ("won", "inquiry") or away <= 0) and (aside > 0 or aside_bonus > 0 or shut):
            told.append(f"freed {money(aside)} bonus {money(aside_bonus)}")
            if holds == "credits":
                unspent, bonus = unspent + aside, bonus + aside_bonus
            aside, aside_bonus, shut = F(0), F(0), False
        steps.append(told)
    refunds = "disputed" if state in ("open", "inquiry") else f"lost {money(away if state == 'lost' else F(0))}"
    return {"state": state, "refunds": refunds, "steps": steps}


text = Path(__file__).with_name("cases.md").read_text(encoding="utf-8")
found = re.findall(r"^### (D\d+ [^\n]+)$.*?^```json\n(.*?)^```$", text, re.M | re.S)
wrong = 0
for title, body in found:
    case = json.loads(body)
    answer = work_out(case)
    if answer != case["expect"]:
        wrong += 1
        print(f"{title}\n  here {answer}\n  file {case['expect']}")
if wrong:
    sys.exit(1)
print(f"ok: {len(found)} cases")
