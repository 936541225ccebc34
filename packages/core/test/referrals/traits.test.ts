import { describe, expect, it } from "vitest";
import { type Identity, normaliseEmail, normaliseTaxId, sharedTraits } from "../../src/referrals/index.ts";

const nobody: Identity = { login: [], subject: [], card: [], device: [], tax_id: [], email: [] };

describe("what two accounts have in common", () => {
  it("R3.5: is nothing for two people, however much is unknown of both", () => {
    expect(sharedTraits(nobody, nobody)).toEqual([]);
    expect(
      sharedTraits(
        { ...nobody, login: ["l1"], card: ["c1"], email: ["ada@example.com"], tax_id: [""] },
        { ...nobody, login: ["l2"], card: ["c2"], email: ["grace@example.com"], tax_id: [""] },
      ),
    ).toEqual([]);
  });

  it("R3.5: is told whole, in a fixed order", () => {
    const same: Identity = {
      login: ["l1"],
      subject: ["s1"],
      card: ["c1", "c2"],
      device: ["d1"],
      tax_id: ["GB 123.456-7"],
      email: ["ada+shop@example.com"],
    };
    const other: Identity = { ...same, card: ["c2"], tax_id: ["gb1234567"], email: ["Ada@Example.com"] };
    expect(sharedTraits(same, other)).toEqual(["login", "subject", "card", "device", "tax_id", "email"]);
  });

  it.each([
    ["Ada@Example.COM", "ada@example.com"],
    [" ada+referral@example.com ", "ada@example.com"],
    ["a.d.a+x@gmail.com", "ada@gmail.com"],
    ["ada@googlemail.com", "ada@gmail.com"],
    // Elsewhere a dot is part of the name: two mailboxes.
    ["a.da@example.com", "a.da@example.com"],
    ["no address", "no address"],
  ])("R3.5: the address %s reaches %s", (written, mailbox) => {
    expect(normaliseEmail(written)).toBe(mailbox);
  });

  it("R3.5: tax ids are the same with and without what people write into them", () => {
    expect(normaliseTaxId("de 812.526-315/1")).toBe("DE8125263151");
  });
});
