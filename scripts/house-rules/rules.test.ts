import { describe, expect, it } from "vitest";
import { HOUSE_RULES } from "./rules.ts";

/** Names of the rules a file breaks, once per finding. */
const broken = (path: string, text: string) =>
  HOUSE_RULES.flatMap((rule) => rule.check({ path, text }).map(() => rule.name));

const api = "apps/api/src/refunds/submit-refund.ts";

describe("kebab-case", () => {
  it.each(["apps/api/src/refunds/submitRefund.ts", "apps/api/src/Refunds/submit.ts", "docs/My_Guide.md"])(
    "is asked of %s",
    (path) => {
      expect(broken(path, "")).toEqual(["kebab-case"]);
    },
  );

  it.each([
    api,
    "README.md",
    "apps/api/prisma/migrations/0001_tables/migration.sql",
    "apps/dashboard/src/routes/__root.tsx",
    "apps/dashboard/src/routes/_signed-in/settings.index.tsx",
    "apps/dashboard/src/routes/orders.$order-id.tsx",
    "docs/generated/policy.en.md",
    "examples/next-handler/src/app/api/orders/[orderId]/route.ts",
    "packages/core/test/pricing/check_rating.py",
  ])("accepts %s", (path) => {
    expect(broken(path, "")).toEqual([]);
  });
});

describe("amounts-in-core", () => {
  it.each([
    "const a = paidNanos - usedNanos;",
    "const a = order.amountMinor * 2n;",
    "const a = 1n + BigInt(row.amountNanos);",
    'const a = row["amount_nanos"] / 2n;',
    "let totalNanos = 0n; totalNanos += x;",
    "totalNanos++;",
    "const a = (row?.paidNanos ?? 0n) - x;",
    "const a = (row.paidNanos as bigint) % 10n;",
    "const a = <div>{price.amountMinor / 100}</div>;",
  ])("is broken by %s", (text) => {
    expect(broken("apps/dashboard/src/features/orders/sum.tsx", text)).toEqual(["amounts-in-core"]);
  });

  it.each([
    "const debit = -amountNanos;",
    "if (paidNanos > usedNanos || paidNanos === 0n) refuse();",
    "const a = minutes * 60 + count;",
    "// paidNanos - usedNanos is core's",
    'const sql = "sum(amount_nanos - fee_nanos)";',
    "const a = sum(paidNanos, usedNanos);",
  ])("is kept by %s", (text) => {
    expect(broken(api, text)).toEqual([]);
  });

  it("does not bind core, the providers' simulators and tests", () => {
    const text = "const a = paidNanos - usedNanos;";
    expect(broken("packages/sandbox/src/stripe/balance.ts", text)).toEqual([]);
    expect(broken("packages/core/src/refunds/amount.ts", text)).toEqual([]);
    expect(broken("apps/api/test/refunds/submit.test.ts", text)).toEqual([]);
  });
});

describe("one-ledger-writer", () => {
  const writes = [
    "await sql`INSERT INTO ledger_posting (id) VALUES (1)`;",
    'await sql`insert\n into "public"."ledger_journal" values (1)`;',
    "await sql`UPDATE credit_lot SET state = 'spent'`;",
    "await sql`DELETE FROM ONLY ledger_account`;",
    "await tx.creditLot.create({ data });",
    "await tx.ledgerPosting\n  .createMany({ data });",
    "await tx.ledgerAccount.upsert(x);",
  ];
  it.each(writes)("is broken by %s", (text) => {
    expect(broken(api, text)).toEqual(["one-ledger-writer"]);
  });
  it.each(writes)("lets the ledger write: %s", (text) => {
    expect(broken("apps/api/src/ledger/post.ts", text)).toEqual([]);
  });
  it("lets everybody read", () => {
    expect(broken(api, "await tx.creditLot.findMany({}); sql`SELECT * FROM ledger_posting`;")).toEqual([]);
  });
});

describe("one-policy-reader", () => {
  const shipped = 'import { type Policy, policyAt } from "@tenure/core/policy";';
  it("is broken where something decides by the shipped policy", () => {
    expect(broken(api, shipped)).toEqual(["one-policy-reader"]);
    expect(broken(api, 'import {\n  POLICIES,\n} from "@tenure/core/policy";')).toEqual([
      "one-policy-reader",
    ]);
  });
  it("lets the reader read, and everybody else the types and texts", () => {
    expect(broken("apps/api/src/policy-versions/in-force.ts", shipped)).toEqual([]);
    expect(broken(api, 'import { clauseText, type Policy } from "@tenure/core/policy";')).toEqual([]);
  });
});

describe("features-apart", () => {
  const from = "apps/admin/src/features/refunds/parts/row.tsx";
  it.each([
    'import { x } from "../../orders/x.ts";',
    'export { x } from "../../orders/x.ts";',
    'const x = await import("../../orders/x.ts");',
    'import type { X } from "../../../features/orders/x.ts";',
  ])("is broken by %s", (text) => {
    expect(broken(from, text)).toEqual(["features-apart"]);
  });
  it("lets a feature use itself and what is shared", () => {
    expect(
      broken(
        from,
        'import a from "../row.ts"; import b from "../../../trpc.ts"; import c from "@tenure/ui";',
      ),
    ).toEqual([]);
  });
});

describe("core-has-no-clock", () => {
  it("is broken by a date of now, in core only", () => {
    expect(broken("packages/core/src/time/now.ts", "export const now = () => new Date();")).toEqual([
      "core-has-no-clock",
    ]);
    expect(broken("packages/core/src/time/at.ts", "export const at = (ms: number) => new Date(ms);")).toEqual(
      [],
    );
    expect(broken(api, "const now = new Date();")).toEqual([]);
  });
});

describe("no-machine-paths", () => {
  it.each([
    ["home", "ada/tenure"],
    ["Users", "ada/tenure"],
    ["work", "main"],
    ["root", ".cache"],
  ])("is broken by a path under /%s", (top, rest) => {
    expect(broken("docs/guide.md", `see /${top}/${rest.replace(".", "")} for more`)).toEqual([
      "no-machine-paths",
    ]);
  });
  it("keeps addresses and routes", () => {
    expect(
      broken("docs/guide.md", `https://example.org/${"home"}/page and /homework and ./${"work"}/x`),
    ).toEqual([]);
  });
});

describe("nothing-unfinished", () => {
  it.each(["// TODO later", "// @ts-ignore", 'it.only("x", f);', 'describe.skip("x", f);'])(
    "is broken by %s",
    (text) => {
      expect(broken("apps/api/test/x.test.ts", text)).toEqual(["nothing-unfinished"]);
    },
  );
});

describe("long-file", () => {
  it("warns above 350 lines and never fails the run", () => {
    expect(broken(api, "\n".repeat(349))).toEqual([]);
    expect(broken(api, "\n".repeat(350))).toEqual(["long-file"]);
    expect(HOUSE_RULES.find((rule) => rule.name === "long-file")?.level).toBe("warning");
  });
});
