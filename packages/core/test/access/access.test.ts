import { describe, expect, it } from "vitest";
import { assuranceOf, can, PERMISSIONS, type Permission, ROLES } from "../../src/access/index.ts";

const permissions = Object.keys(PERMISSIONS) as Permission[];

describe("access table", () => {
  it("answers every role for every permission, from the table alone", () => {
    for (const permission of permissions) {
      const { roles }: { roles: readonly string[] } = PERMISSIONS[permission];
      expect(roles.length, permission).toBeGreaterThan(0);
      expect(new Set(roles).size, permission).toBe(roles.length);
      for (const role of ROLES) expect(can(role, permission)).toBe(roles.includes(role));
    }
  });

  it("names permissions as noun.verb", () => {
    for (const permission of permissions) expect(permission).toMatch(/^[a-z_]+\.[a-z]+$/);
  });

  it("lets the public only read what is public and open an account", () => {
    expect(permissions.filter((permission) => can("public", permission))).toEqual([
      "policy.read",
      "session.read",
      "account.create",
      // About an invitation that one took up by its secret, and nothing else (C2.2).
      "subject_change.accept",
      "plan.read",
      // By a signed link of an e-mail, which says for whom and for what.
      "mail_link.use",
    ]);
  });

  it("never gives a partner key approval of refunds, ownership, keys, grants or an account's settings", () => {
    // T2.4: cancelling goes with every tool; it costs nothing and can be taken back, as can a change that waits (T2.6).
    // The clock moves in sandbox accounts only, where a program tries out what a year brings.
    // A request to the desk moves nothing: a person decides about it (R5.2).
    const may: readonly Permission[] = [
      "subscription.cancel",
      "plan_change.cancel",
      "clock.advance",
      // Events hold ids; what they are about is read with a key that may.
      "webhook_endpoint.write",
      "webhook_endpoint.operate",
      "refund_case.open",
      // R4.5: what a preview promised, to where it was paid from; only where the owner gave the key that right.
      "refund.submit",
      "refund.cancel",
      // States and instants of a change of holder, without who and why.
      "subject_change.follow",
    ];
    const others = permissions.filter((each) => can("partner", each) && !may.includes(each));
    for (const permission of others) expect(permission).toMatch(/\.(read|preview|review|record)$/);
  });

  it("lets staff see an account but not act as its owner", () => {
    for (const role of ["reviewer", "administrator"] as const)
      for (const permission of [
        "subscription.buy",
        "refund.submit",
        "refund.cancel",
        "billing.update",
        "key.manage",
        "account.update",
      ] as const)
        expect(can(role, permission)).toBe(false);
  });

  it("asks administrators for a fresh second factor before money or operations move", () => {
    const onlyAdministrators = permissions.filter(
      (permission) => ROLES.filter((role) => can(role, permission)).join() === "administrator",
    );
    expect(onlyAdministrators).toContain("wallet.grant");
    // Suspending stops harm, moves nothing and can be lifted: it does not wait for a second factor.
    for (const permission of onlyAdministrators.filter((each) => each !== "measure.suspend"))
      expect(assuranceOf(permission)).toBe("step_up");
  });

  it("gives an owner everything a member has", () => {
    for (const permission of permissions)
      if (can("member", permission)) expect(can("owner", permission)).toBe(true);
  });
});
