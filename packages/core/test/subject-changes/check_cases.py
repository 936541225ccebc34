"""Decides every worked case of cases.md a second time, from the policy alone.

Independent of the product: nothing here is read from its code. Prints `ok: N cases`, or each case that differs, and then
exits with 1.
"""

import json
import re
import sys
from datetime import datetime, timedelta
from fractions import Fraction as F
from pathlib import Path

# C3.1: each ground with its evidence; within one row any one piece is enough.
GROUNDS = {
    "merger": [["merger_agreement"], ["registry_extract"]],
    "division": [["division_plan"], ["registry_extract"]],
    "reorganisation": [["reorganisation_resolution"], ["registry_extract"]],
    "dissolution": [["dissolution_record"], ["distribution_record"]],
    "death": [["death_certificate"], ["inheritance_proof"]],
    "court_decision": [["court_decision"], ["finality_certificate"]],
    "holder_differs": [["actual_holder_proof"], ["verified_subject_statement", "court_decision"]],
    "legal_requirement": [["legal_instrument"]],
    "other": [["explanation"], ["supporting_document"]],
}
CANNOT_ACT = {"death", "dissolution", "court_decision"}

# C5.3: what each reviewer goes through, for every ground and for this one.
CHECKS = ["names_agree", "evidence_genuine", "evidence_not_reused"]
CHECKS_BY_GROUND = {
    "merger": ["successor_named"],
    "division": ["account_assigned"],
    "reorganisation": ["identity_continues"],
    "dissolution": ["recipient_entitled"],
    "death": ["heir_entitled"],
    "court_decision": ["decision_in_effect", "decision_covers_account"],
    "holder_differs": ["holding_proven"],
    "legal_requirement": ["law_requires"],
    "other": ["circumstances_accepted"],
}
CHECKS_BY_CAPACITY = {"representative": ["authority_covers_change"], "manager": ["authorisation_given"]}

# Clause, what it holds back, who may lift it, who may waive it; in the order in which blockers are always named.
STAFF = ["reviewer", "administrator"]
BLOCKERS = {
    "complaint": ("C3.8", {"agree", "effect"}, STAFF, []),
    "investigation": ("C3.8", {"agree", "effect"}, ["administrator"], []),
    "litigation": ("C3.8", {"agree", "effect"}, ["administrator"], []),
    "harm": ("C3.8", {"agree", "effect"}, ["administrator"], []),
    "contested": ("C3.10", {"agree", "effect"}, STAFF, []),
    "credit_control": ("C3.8", {"agree", "effect"}, ["administrator"], STAFF),
    "partnership": ("C3.8", {"agree", "effect"}, ["administrator"], STAFF),
    "dispute": ("C4.10", {"effect"}, [], STAFF),
    "refund": ("C4.9", {"effect"}, [], []),
    "debt": ("C4.6", {"effect"}, [], []),
    "distributor": ("C4.10", {"effect"}, [], []),
}
BY_ITSELF = {"dispute", "refund", "debt", "distributor"}
NOW = {
    "apply": "2026-11-20T10:00:00.000Z",
    "withdraw": "2026-11-21T10:00:00.000Z",
    "agree": "2026-11-24T08:00:00.000Z",
    "accept": "2026-11-24T12:00:00.000Z",
    "effect": "2026-11-24T12:30:00.000Z",
    "end": "2026-11-25T09:00:00.000Z",
    "blocker": "2026-11-22T10:00:00.000Z",
    "revoke": "2026-12-01T09:00:00.000Z",
}
SUBMITTED = "2026-11-20T10:00:00.000Z"
TOLD = "2026-11-20T10:00:05.000Z"


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def text(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def answer(refusals, **extra):
    return {"outcome": "refused" if refusals else "granted", "refusals": refusals} | extra


def account(case):
    state = case.get("account", "active")
    return [] if state == "active" else [f"T4.2 account_{state}"]


def papers(case):
    """Evidence of the ground, and that of whoever acts for the holder."""
    evidence = case.get("evidence", ["merger_agreement", "registry_extract"])
    rows = GROUNDS[case.get("ground", "merger")]
    missing = [row[0] for row in rows if not set(row) & set(evidence)]
    found = []
    capacity = case.get("capacity", "holder")
    if capacity == "representative" and "authority_document" not in evidence:
        found.append("C3.9 change_authority_missing")
    if capacity == "manager" and "authorization_proof" not in evidence:
        found.append("C3.3 change_authorization_missing")
    return found, (["C3.1 change_evidence_missing"] if missing else []), missing


def acting(case):
    """Whether the ground lets somebody act for the holder, and whether the applicant may."""
    ground, capacity = case.get("ground", "merger"), case.get("capacity", "holder")
    known = case.get("applicantVerified", {"holder": "holder", "representative": "own", "manager": "none"}[capacity])
    found = []
    if case.get("holderVerified", True) and capacity == "holder" and known != "holder":
        found.append("C2.2 change_applicant_not_holder")
    if ground == "death" and capacity != "representative":
        found.append("C3.9 change_representative_needed")
    if capacity == "representative" and ground not in CANNOT_ACT:
        found.append("C3.9 change_representative_not_allowed")
    if capacity == "representative" and known == "none":
        found.append("C3.9 change_representative_unverified")
    return found, known


def apply(case):
    now = at(NOW["apply"])
    found = account(case)
    if case.get("state", "draft") != "draft":
        found.append("C3.2 change_already_submitted")
    if case.get("startedFrom", "own") != "own":
        found.append("C3.2 change_other_account")
    if case.get("otherOpen"):
        found.append("C3.2 change_under_way")
    if case.get("scope", "whole") == "part":
        found.append("C4.3 change_partial_transfer")
    if case.get("newIsHolder"):
        found.append("C2.2 change_same_subject")
    if not case.get("holderVerified", True):
        found.append("C1.2 change_holder_unverified")
    who, known = acting(case)
    authority, evidence, missing = papers(case)
    found += who + authority
    owner = case.get("phoneOf", "applicant" if case.get("capacity") == "representative" else "holder")
    right = {"representative": owner == "applicant" and known == "own"}.get(case.get("capacity"), owner == "holder")
    code = case.get("phoneCodeAt", "2026-11-20T09:58:00.000Z")
    if code is None or not right or now - at(code) > timedelta(minutes=15):
        found.append("C3.3 change_phone_unconfirmed")
    found += evidence
    if case.get("agreement", "current") != "current":
        found.append("C1.1 change_agreement_not_accepted")
    if case.get("commitments", "current") != "current":
        found.append("C5.1 change_commitments_not_given")
    return answer(
        found,
        missing=missing,
        expiresAt=text(now + timedelta(days=90)),
        invitationExpiresAt=text(now + timedelta(days=14)),
    )


def withdraw(case):
    now = at(case.get("now", NOW["withdraw"]))
    state = case.get("state", "open")
    if state == "effective":
        return answer(["C4.4 change_undo_refused"])
    found = [] if state == "open" else ["C3.5 change_not_open"]
    if case.get("askedBy", "applicant") != "applicant":
        found.append("C3.5 change_withdrawal_not_yours")
    accepted, verified = case.get("acceptedAt"), case.get("verifiedAt")
    same = case.get("verifiedAs", "nova") == "nova"
    if accepted and verified and same and at(accepted) <= now and at(verified) <= now:
        found.append("C3.6 change_withdrawal_too_late")
    return answer(found)


def blocked(case, stage, held_since=None):
    found = []
    given = {kind: (state, rest[0] if rest else "2026-11-20T09:00:00.000Z") for kind, state, *rest in case.get("blockers", [])}
    for kind, (clause, holds, _, _) in BLOCKERS.items():
        state, raised = given.get(kind, ("none", ""))
        if state != "open" or stage not in holds:
            continue
        if kind == "contested" and held_since is not None and at(raised) >= held_since:
            continue
        found.append(f"{clause} change_blocked_by_{kind}")
    return found


def reviewer(case):
    found = []
    if case.get("startedBy") == case.get("reviewer", "rita"):
        found.append("C3.3 change_manager_reviews")
    if case.get("related"):
        found.append("C5.3 change_reviewer_related")
    return found


def eyes(case):
    return "C3.9" if case.get("capacity") == "representative" else "C5.3"


def agree(case):
    now = at(case.get("now", NOW["agree"]))
    review = case.get("review", "pending")
    found = [] if case.get("state", "open") == "open" else ["C5.3 change_not_open"]
    found += {"agreed": ["C5.3 change_already_agreed"], "info_requested": ["C5.2 change_proof_outstanding"]}.get(review, [])
    authority, evidence, missing = papers(case)
    found += authority + evidence
    asked = CHECKS + CHECKS_BY_GROUND[case.get("ground", "merger")] + CHECKS_BY_CAPACITY.get(case.get("capacity"), [])
    checks = [check for check in asked if check in case.get("unchecked", [])]
    found += ["C5.3 change_checks_missing"] if checks else []
    told = case.get("toldAt", TOLD)
    until = None
    if told is None:
        found.append("C3.10 change_contacts_not_told")
    elif now < at(told) + timedelta(hours=72):
        until = text(at(told) + timedelta(hours=72))
        found.append("C3.10 change_notice_running")
    found += blocked(case, "agree") + reviewer(case)
    first = case.get("first")
    counts = first is not None and first[1] == "same"
    if counts and first[0] == case.get("reviewer", "rita"):
        found.append(f"{eyes(case)} change_second_person_needed")
    return answer(found, missing=missing, until=until, checks=checks, agreed=counts)


def accept(case):
    now = at(case.get("now", NOW["accept"]))
    found = [] if case.get("state", "open") == "open" else ["C2.2 change_not_open"]
    if case.get("acceptedAt"):
        found.append("C2.2 change_already_accepted")
    if now > at(SUBMITTED) + timedelta(days=14):
        found.append("C2.2 change_invitation_expired")
    if case.get("attemptsLeft", 5) <= 0:
        found.append("C2.2 change_invitation_used_up")
    if case.get("newIsHolder"):
        found.append("C2.2 change_same_subject")
    if case.get("acceptance", "current") != "current":
        found.append("C1.2 change_acceptance_not_given")
    if case.get("overlapHours", 0) > 72:
        found.append("C4.10 change_key_overlap_too_long")
    return answer(found, completes=case.get("verifiedAt") is not None)


def effect(case):
    now = at(case.get("now", NOW["effect"]))
    found = [] if case.get("state", "open") == "open" else ["C1.2 change_not_open"]
    found += account(case)
    conditions = []
    if not case.get("holderVerified", True):
        conditions.append("C1.2 change_holder_unverified")
    conditions += acting(case)[0] + papers(case)[0]
    agreements = case.get("agreements", [["rita", "same"], ["sam", "same"]])
    if case.get("review", "agreed") != "agreed":
        conditions.append("C1.2 change_not_agreed")
    else:
        current = [a for a in agreements if a[1] == "same"]
        counting = {a[0] for a in current if "related" not in a and a[0] != case.get("startedBy")}
        if len(counting) >= 2:
            current = []
        elif len({a[0] for a in current}) < 2:
            stale = len(current) < len(agreements)
            conditions.append("C1.2 change_file_changed" if stale else f"{eyes(case)} change_second_person_needed")
        if any(a[0] == case.get("startedBy") for a in current):
            conditions.append("C3.3 change_manager_reviews")
        if any("related" in a for a in current):
            conditions.append("C5.3 change_reviewer_related")
    accepted = case.get("acceptedAt", "2026-11-24T12:00:00.000Z")
    verified = case.get("verifiedAt", "2026-11-24T12:30:00.000Z")
    if accepted is None:
        conditions.append("C1.2 change_not_accepted")
    if verified is None:
        conditions.append("C1.2 change_new_subject_unverified")
    if verified is not None and case.get("verifiedAs", "nova") != "nova":
        conditions.append("C2.2 change_new_subject_differs")
    held_since = None
    if not conditions:
        held_since = max(at(accepted), at(verified), at("2026-11-24T09:00:00.000Z"))
    found += conditions + blocked(case, "effect", held_since)
    return answer(
        found,
        keysEndAt=text(now + timedelta(hours=case.get("overlapHours", 0))),
        renewal="charged" if case.get("paymentMethod") else "waits",
    )


def end(case):
    step, why = case["step"], case.get("why")
    clause = "C3.8" if step == "terminate" else "C5.3"
    found = [] if case.get("state", "open") == "open" else [f"{clause} change_not_open"]
    if step == "expire":
        due = at(case.get("now", NOW["end"])) > at(SUBMITTED) + timedelta(days=90)
        holds = ["C1.2 change_conditions_hold"] if case.get("conditionsHold") else []
        return answer(found + ([] if due else ["C5.3 change_not_due"]) + holds, to="expired")
    if not case.get("reason", True):
        found.append(f"{'C5.5' if why == 'breach' else clause} change_reason_missing")
    return answer(found + reviewer(case), to={"reject": "rejected", "terminate": "terminated"}[step])


def blocker(case):
    step, kind, role = case["step"], case["kind"], case["role"]
    clause, _, lifts, waives = BLOCKERS[kind]
    found = []
    if kind in BY_ITSELF and step != "waive":
        return answer([f"{clause} change_blocker_by_itself"])
    if step == "waive" and not waives:
        found.append(f"{clause} change_blocker_not_waivable")
    else:
        may = {"place": ["public", *STAFF] if kind == "contested" else STAFF, "lift": lifts, "waive": waives}[step]
        if role not in may:
            found.append(f"{clause} change_blocker_not_yours")
    if step != "place" and case.get("blockerState", "open") != "open":
        found.append(f"{clause} change_blocker_not_open")
    if role != "public":
        if not case.get("reason", True):
            found.append(f"{clause} change_reason_missing")
        if step != "waive" and not case.get("document", True):
            found.append(f"{clause} change_document_missing")
    return answer(found + (["C5.3 change_reviewer_related"] if case.get("related") else []))


def revoke(case):
    if case.get("askedBy", "platform") != "platform":
        return answer(["C4.4 change_undo_refused"])
    found = [] if case.get("state", "effective") == "effective" else ["C5.5 change_not_effective"]
    if case.get("later"):
        found.append("C5.5 change_not_latest")
    if case.get("otherOpen"):
        found.append("C3.2 change_under_way")
    if not case.get("breach", True):
        found.append("C5.5 change_breach_missing")
    found += reviewer(case)
    first = case.get("first")
    if first and first[0] == case.get("reviewer", "rita"):
        found.append("C5.5 change_second_person_needed")
    return answer(found, revoked=first is not None)


def cut(case):
    parts = []
    for _, start, stop in case["periods"]:
        inside = [F(a) for _, _, began, a in case["entries"] if at(start) <= at(began) and (stop is None or at(began) < at(stop))]
        parts.append(sum(inside, F(0)))
    return {"whole": sum((F(e[3]) for e in case["entries"]), F(0)), "parts": parts}


def chargeback(case):
    disputed, unspent = F(case["disputed"]), F(case["unspent"])
    rest = max(F(0), disputed - unspent)
    previous = case["paidBy"] == "previous"
    return {"frozen": min(disputed, unspent), "claim": rest if previous else F(0), "debt": F(0) if previous else rest}


ASK = {f.__name__: f for f in (apply, withdraw, agree, accept, effect, end, blocker, revoke, cut, chargeback)}


def wanted_value(value, actual):
    if isinstance(actual, F):
        return F(value)
    if isinstance(value, list) and actual and all(isinstance(a, F) for a in actual):
        return [F(v) for v in value]
    return value


def main():
    text_ = (Path(__file__).parent / "cases.md").read_text(encoding="utf8")
    blocks = re.findall(r"^### (H\d+) .*?^```json\n(.*?)^```", text_, re.M | re.S)
    names = re.findall(r"^### (H\d+) ", text_, re.M)
    expected = [f"H{n + 1:02d}" for n in range(len(names))]
    faults = [] if [n for n, _ in blocks] == names == expected else ["cases and headings differ"]
    for name, block in blocks:
        case = json.loads(block)
        actual = ASK[case["ask"]](case)
        defaults = {} if case["ask"] in ("cut", "chargeback") else {"refusals": []}
        for key, wanted in (defaults | case["expect"]).items():
            if actual[key] != wanted_value(wanted, actual[key]):
                faults.append(f"{name}: {key} is {wanted} in the case, {actual[key]} decided again")
    print("\n".join(faults) or f"ok: {len(blocks)} cases")
    sys.exit(1 if faults else 0)


main()
