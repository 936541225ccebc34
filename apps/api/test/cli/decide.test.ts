import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decisionSchema, replay } from "@tenure/core/decision";
import {
  refundFileSchema,
  subscriptionRefund,
  topUpRefund,
  topUpRefundFileSchema,
} from "@tenure/core/refunds";
import { afterAll, describe, expect, it } from "vitest";
import { REGISTERED_RULES } from "../../src/decisions/registered-rules.ts";
import { program, programEnv } from "../support/program.ts";

const CLI = await program("src/cli.ts");
const guide = readFileSync(join(import.meta.dirname, "../../../../docs/guides/deciding.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "tenure-decide-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tenure = (...args: string[]) =>
  spawnSync(process.execPath, [CLI, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: programEnv(),
  });
const fileOf = (name: string, value: unknown): string => {
  writeFileSync(join(folder, name), JSON.stringify(value));
  return name;
};

/** Without the figure spaces that end a line so that the decimal points stay in line. */
const linesOf = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((each) => each.trimEnd());

const facts = {
  kind: "refund.subscription",
  now: "2026-11-20T20:00:00Z",
  currency: "USD",
  order: { planId: "pro", paidAt: "2026-11-20T10:00:00Z" },
  payments: [{ id: "payment-1", provider: "stripe", amount: "20.00" }],
};

describe("tenure decide refund", () => {
  it("the samples of docs/guides/deciding.md print what it says", { tags: ["deep"] }, () => {
    for (const [, name = "", text = ""] of guide.matchAll(/```json (\S+)\n([\s\S]*?)```/g))
      writeFileSync(join(folder, name), text);
    const samples = [...guide.matchAll(/```console\n\$ pnpm tenure (.*)\n([\s\S]*?)```/g)];
    expect(samples).toHaveLength(3);
    for (const [, command = "", promised = ""] of samples) {
      const { stdout, stderr, status } = tenure(...command.split(" "));
      expect([stderr, status]).toEqual(["", 0]);
      expect(linesOf(stdout)).toEqual(linesOf(promised));
    }
  });

  it("the guide names every field of the file, and no other", () => {
    const named = [...guide.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    const fields = [refundFileSchema, topUpRefundFileSchema].flatMap((each) => Object.keys(each.in.shape));
    expect(new Set(named)).toEqual(new Set(fields));
  });

  it("R3.1, R3.7: prints the decision that the rule makes, and a replay of it is the same byte by byte", () => {
    const { stdout, status } = tenure("decide", "refund", fileOf("used.json", { ...facts, used: "4.00" }));
    expect(status).toBe(0);
    const decision = JSON.parse(stdout);
    // 20 less 4 used leave 16; 5 % of it are 0.80, and 15.20 go back: 1520 cents.
    expect(decision).toMatchObject({
      outcome: "granted",
      policyVersion: "2026-11",
      effects: { legs: [{ paymentId: "payment-1", amountMinor: "1520" }] },
    });
    expect(decisionSchema.safeParse(decision).success).toBe(true);
    expect(replay(decision, REGISTERED_RULES)).toEqual({ same: true });
  });

  it("R1.2, R3.3: decides a top-up by its own rule", () => {
    const topUp = {
      kind: "refund.top_up",
      now: "2026-11-20T20:00:00Z",
      currency: "USD",
      order: { paidAt: "2026-11-20T10:00:00Z" },
      payments: [{ id: "payment-1", provider: "antom", amount: "50.00" }],
      used: "8.00",
      unused: "40.00",
    };
    const { stdout } = tenure("decide", "refund", fileOf("top-up.json", topUp));
    // 50 less 8 used are 42, but only 40 of its credits are left; 5 % are 2, and 38.00 go back.
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "refund.top_up",
      outcome: "granted",
      effects: { walletDebitNanos: "40000000000", legs: [{ amountMinor: "3800" }] },
    });
    expect(replay(JSON.parse(stdout), REGISTERED_RULES)).toEqual({ same: true });
    const more = fileOf("more.json", { ...topUp, unused: "50.01" });
    expect(tenure("decide", "refund", more).stderr).toContain("  unused: more than was paid");
  });

  it("names each field that is wrong, and exits 2", { tags: ["deep"] }, () => {
    const wrong = {
      ...facts,
      now: "2026-11-20",
      order: { ...facts.order, planId: "gold" },
      payments: [{ id: "payment-1", provider: "stripe", amount: 20 }],
      usde: "1",
    };
    const { stderr, stdout, status } = tenure("decide", "refund", fileOf("wrong.json", wrong));
    expect([stdout, status]).toEqual(["", 2]);
    expect(stderr).toContain("  now: not an instant");
    expect(stderr).toContain("  order.planId: ");
    expect(stderr).toContain("  payments[0].amount: not an amount");
    expect(stderr).toContain('  (the file): Unrecognized key: "usde"');
    const used = fileOf("used.json", { ...facts, used: "4.00" });
    const policy = tenure(
      "decide",
      "refund",
      used,
      "--policy",
      fileOf("p.json", { refunds: { feeBps: -1 } }),
    );
    expect(policy.status).toBe(2);
    expect(policy.stderr).toContain("  refunds.feeBps: ");
    const taken = tenure("decide", "refund", used, "--policy", fileOf("q.json", { refunds: { feeBps: 0 } }));
    expect(taken.stderr).toContain("  version: 2026-11 is taken");
    writeFileSync(join(folder, "text.json"), "no json");
    expect(tenure("decide", "refund", "text.json").stderr).toMatch(/^text\.json is not JSON/);
    expect(tenure("decide", "refund", "absent.json").stderr).toBe("The file absent.json cannot be read.\n");
  });
});

describe("a file of facts", () => {
  const problems = (change: object) =>
    refundFileSchema.safeParse({ ...facts, ...change }).error?.issues.map(({ path }) => path.join("."));

  it("reads into facts that the rule reads, with an instant of any zone and amounts in the currency's smallest units", () => {
    const read = refundFileSchema.parse({
      ...facts,
      now: "2026-11-21T04:00:00+08:00",
      currency: "JPY",
      payments: [{ id: "payment-1", provider: "stripe", amount: "3000", minimumRefund: "50" }],
      openHolds: [{ id: "hold-1", held: "0.5", expiresAt: "2026-11-20T20:05:00Z" }],
    });
    expect(read.now).toBe("2026-11-20T20:00:00.000Z");
    expect(read.requestedAt).toBe(read.now);
    // Yen have no smaller unit: 3000 yen are 3000 units.
    expect(read.payments[0]).toMatchObject({ amountMinor: 3000n, minimumRefundMinor: 50n });
    expect(read.openHolds[0]?.planNanos).toBe(500_000_000n);
    expect(subscriptionRefund.facts.safeParse(subscriptionRefund.facts.encode(read)).data).toEqual(read);
  });

  it("R2.5: of a top-up leaves out what follows: what was paid and not used is left, in the order and in the wallet", () => {
    const read = topUpRefundFileSchema.parse({
      kind: "refund.top_up",
      now: "2026-11-20T20:00:00Z",
      currency: "USD",
      order: { paidAt: "2026-11-20T10:00:00Z" },
      payments: [{ id: "payment-1", provider: "stripe", amount: "55.00", tax: "5.00" }],
      used: "8.00",
      openHolds: [{ id: "hold-1", held: "0.5", expiresAt: "2026-11-20T20:05:00Z" }],
    });
    // 55 less 5 of tax are 50 of credits; 8 were used: 42 are left.
    expect(read).toMatchObject({
      unusedPaidNanos: 42_000_000_000n,
      walletPaidNanos: 42_000_000_000n,
      openHolds: [{ creditNanos: 500_000_000n }],
    });
    expect(topUpRefund.facts.safeParse(topUpRefund.facts.encode(read)).data).toEqual(read);
  });

  it("refuses what contradicts itself, at the field that does", () => {
    const [payment] = facts.payments;
    expect(problems({ payments: [{ ...payment, amount: "20.005" }] })).toEqual(["payments.0.amount"]);
    expect(problems({ payments: [payment, payment] })).toEqual(["payments.1.id"]);
    expect(problems({ payments: [{ ...payment, tax: "20.01" }] })).toEqual(["payments.0.tax"]);
    expect(problems({ order: { planId: "pro", paidAt: null } })).toEqual(["order.paidAt"]);
    const legs = [{ paymentId: "payment-2", amount: "1.00" }];
    const refund = { id: "refund-1", state: "refunded", extent: "partial", gross: "1.00", legs };
    expect(problems({ earlierRefunds: [refund] })).toEqual(["earlierRefunds.0.legs.0.paymentId"]);
  });
});
