import { describe, expect, it } from "vitest";
import { codeExpiresAt, e164Schema, judgeCode, maskedPhone, sendingRefusal } from "../../src/phones/index.ts";
import { policyAt } from "../../src/policy/index.ts";

const now = "2026-11-28T12:00:00.000Z";
const policy = {
  ...policyAt(now),
  phones: {
    codeMinutes: 10,
    codeTries: 5,
    lockMinutes: 15,
    resendSeconds: 60,
    dailyPerNumber: 6,
    dailyPerAccount: 10,
    dailyPerLogin: 10,
  },
};

describe("a number", () => {
  it("is a plus, a country and at most 15 digits", () => {
    const taken = ["+46701740605", "+8613800138000", "+1234567", "+123456789012345"];
    expect(taken.filter((each) => !e164Schema.safeParse(each).success)).toEqual([]);
    const refused = ["46701740605", "+046701740605", "+123456", "+1234567890123456", "+46 70", "+46７"];
    expect(refused.filter((each) => e164Schema.safeParse(each).success)).toEqual([]);
  });

  it("shows its country and its last four digits, of a short one two; never how long it is", () => {
    expect(maskedPhone({ number: "+8613800131234", callingCode: "86" })).toBe("+86 ••• •••• 1234");
    expect(maskedPhone({ number: "+15551234567", callingCode: "1" })).toBe("+1 ••• •••• 4567");
    // National part: 8 digits show four, 7 show two.
    expect(maskedPhone({ number: "+4712345678", callingCode: "47" })).toBe("+47 ••• •••• 5678");
    expect(maskedPhone({ number: "+3541234567", callingCode: "354" })).toBe("+354 ••• •••• 67");
  });
});

describe("sending a code (C3.3)", () => {
  const free = { now, lastSentAt: null, usedUpAt: null, toNumber: 0, byAccount: 0, byLogin: 0 };

  it("C3.3: is refused in a fixed order: locked, too soon, the number's, the account's, the login's limit", () => {
    const all = { now, lastSentAt: now, usedUpAt: now, toNumber: 6, byAccount: 10, byLogin: 10 };
    expect(sendingRefusal(all, policy)).toBe("locked");
    expect(sendingRefusal({ ...all, usedUpAt: null }, policy)).toBe("too_soon");
    expect(sendingRefusal({ ...all, usedUpAt: null, lastSentAt: null }, policy)).toBe("number_limit");
    expect(sendingRefusal({ ...free, byAccount: 10, byLogin: 10 }, policy)).toBe("account_limit");
    expect(sendingRefusal({ ...free, byLogin: 10 }, policy)).toBe("login_limit");
    expect(sendingRefusal({ ...free, toNumber: 5, byAccount: 9, byLogin: 9 }, policy)).toBeNull();
  });

  it("C3.3: waits 60 seconds after the last code, and 15 minutes after one that was used up", () => {
    // 12:00:00 less 60 s is 11:59:00: then it is time again.
    expect(sendingRefusal({ ...free, lastSentAt: "2026-11-28T11:59:00.001Z" }, policy)).toBe("too_soon");
    expect(sendingRefusal({ ...free, lastSentAt: "2026-11-28T11:59:00.000Z" }, policy)).toBeNull();
    // 12:00 less 15 minutes is 11:45.
    expect(sendingRefusal({ ...free, usedUpAt: "2026-11-28T11:45:00.001Z" }, policy)).toBe("locked");
    expect(sendingRefusal({ ...free, usedUpAt: "2026-11-28T11:45:00.000Z" }, policy)).toBeNull();
  });

  it("says until when a code holds", () => {
    expect(codeExpiresAt(now, policy)).toBe("2026-11-28T12:10:00.000Z");
  });
});

describe("entering a code (C3.3)", () => {
  const entered = {
    now,
    expiresAt: "2026-11-28T12:00:00.000Z",
    isUsed: false,
    tries: 1,
    isRight: true,
  };

  it("C3.3: confirms to the very end of its time, once", () => {
    expect(judgeCode(entered, policy)).toBe("right");
    expect(judgeCode({ ...entered, expiresAt: "2026-11-28T11:59:59.999Z" }, policy)).toBe("over");
    expect(judgeCode({ ...entered, isUsed: true }, policy)).toBe("over");
  });

  it("C3.3: five tries, the fifth wrong one uses it up, and then the right one is too late", () => {
    expect(judgeCode({ ...entered, isRight: false, tries: 4 }, policy)).toBe("wrong");
    expect(judgeCode({ ...entered, isRight: false, tries: 5 }, policy)).toBe("used_up");
    expect(judgeCode({ ...entered, tries: 5 }, policy)).toBe("right");
    expect(judgeCode({ ...entered, tries: 6 }, policy)).toBe("over");
  });
});
