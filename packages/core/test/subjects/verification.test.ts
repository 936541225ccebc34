import { describe, expect, it } from "vitest";
import { actionsFor, attempt, terminalStatesOf } from "../../src/lifecycle/index.ts";
import {
  documentReviewLifecycle,
  identityVerificationLifecycle,
  verificationOutcome,
} from "../../src/subjects/index.ts";

const ADA = { given: "Ada", family: "Lovelace" };

describe("what the provider of identity checks says (C1.2)", () => {
  it("C1.2: a valid document of the name given verifies", () => {
    const report = { state: "verified", name: { given: "ADA", family: "LOVELACE" } } as const;
    expect(verificationOutcome(report, ADA)).toEqual({ action: "verify", match: "same" });
  });

  it("C1.2: a valid document of another name, or of one that looks like it, verifies nobody", () => {
    const grace = { state: "verified", name: { given: "Grace", family: "Hopper" } } as const;
    expect(verificationOutcome(grace, ADA)).toEqual({ action: "mismatch", match: "different" });
    const alike = { state: "verified", name: { given: "Аdа", family: "Lovelace" } } as const;
    expect(verificationOutcome(alike, ADA)).toEqual({ action: "mismatch", match: "look_alike" });
  });

  it("tells an expired document, another failure, a declined consent and a page that was left apart", () => {
    const of = (code: string) => verificationOutcome({ state: "failed", code }, ADA).action;
    expect(of("document_expired")).toBe("expire");
    expect(of("selfie_face_mismatch")).toBe("reject");
    expect(of("a_code_of_next_year")).toBe("reject");
    expect(of("consent_declined")).toBe("cancel");
    expect(of("abandoned")).toBeNull();
  });

  it("follows what is under way, and what was called off", () => {
    expect(verificationOutcome({ state: "waiting" }, ADA).action).toBeNull();
    expect(verificationOutcome({ state: "processing" }, ADA).action).toBe("process");
    expect(verificationOutcome({ state: "cancelled" }, ADA).action).toBe("cancel");
  });
});

describe("the two lifecycles of proof", () => {
  it("C1.2: verified is the end: nothing told later takes it back, and nothing lifts a mismatch", () => {
    expect(terminalStatesOf(identityVerificationLifecycle)).toEqual(["verified", "mismatch", "cancelled"]);
    expect(attempt(identityVerificationLifecycle, "verified", "reject").legal).toBe(false);
    expect(attempt(identityVerificationLifecycle, "mismatch", "verify").legal).toBe(false);
  });

  it("an expired document may be followed by a valid one on the same page", () => {
    expect(attempt(identityVerificationLifecycle, "expired", "verify")).toEqual({
      legal: true,
      to: "verified",
    });
  });

  it("C1.2: only staff verify documents, and only once they were sent and taken", () => {
    expect(actionsFor(documentReviewLifecycle, "in_review", "owner")).toEqual(["cancel"]);
    expect(actionsFor(documentReviewLifecycle, "in_review", "reviewer")).toEqual(["ask", "verify", "reject"]);
    for (const state of ["collecting", "submitted", "needs_info"] as const)
      expect(attempt(documentReviewLifecycle, state, "verify").legal).toBe(false);
  });
});
