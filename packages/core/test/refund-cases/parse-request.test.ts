import { describe, expect, it } from "vitest";
import {
  completeRequest,
  instantOfLocal,
  languageOf,
  parseRequest,
  type ParsedRequest,
} from "../../src/refund-cases/index.ts";
import { nanos } from "../refunds/scenario.ts";

const COMPLETE: ParsedRequest = {
  account: { kind: "email", email: "zoe@example.com" },
  purchasedAt: "2026-11-20 14:02",
  amount: { nanos: nanos("20"), currency: "USD" },
  unusedBalance: { nanos: nanos("3.5"), currency: "USD" },
  reason: "I bought the wrong plan.",
  missing: [],
  unclear: [],
};

const ENGLISH = `Hello,

please refund my order.

Account e-mail or id: zoe@example.com
Purchase date and time (YYYY-MM-DD HH:mm): 2026-11-20 14:02
Purchase amount: USD 20.00
Current unused credit balance: 3.50 USD
Reason: I bought the wrong plan.

-- 
Zoe, +1 555 0100
Account: somebody-else@example.com`;

describe("reading a request (R5.1)", () => {
  it("R5.1: reads the five fields of an English message, and nothing of its signature", () => {
    expect(parseRequest(ENGLISH)).toEqual(COMPLETE);
  });

  it("R5.1: reads a Chinese message with full-width signs, numbered lines and a reason of two lines", () => {
    const read = parseRequest(
      [
        "您好，申请退款：",
        "１、账户邮箱或编号：ｚｏｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
        "２、购买日期与时间：２０２６年１１月２０日　１４：０２",
        "３、购买金额：人民币１，２３４．５０元",
        "４、当前未使用的额度余额：￥３.５ 元",
        "５、退款原因：买错了套餐，",
        "不再需要。",
        "",
        "谢谢！",
      ].join("\r\n"),
    );
    expect(read).toEqual({
      account: { kind: "email", email: "zoe@example.com" },
      purchasedAt: "2026-11-20 14:02",
      amount: { nanos: nanos("1234.5"), currency: "CNY" },
      unusedBalance: { nanos: nanos("3.5"), currency: "CNY" },
      reason: "买错了套餐，\n不再需要。",
      missing: [],
      unclear: [],
    });
  });

  it.each([
    ["- **Account ID:** 0192f1c4-7a5e-7c3b-9d2a-1b2c3d4e5f60", "id"],
    ["[account email] = ZOE@example.com", "email"],
    ["Account:\n\n  zoe@example.com", "email"],
    ["Hi, my address here is zoe@example.com, thanks", "email"],
    ["帐号： zoe@example.com", "email"],
    ["Account: x-0192f1c4-7a5e-7c3b-9d2a-1b2c3d4e5f60@example.com", "email"],
  ])("R5.1: finds the account in %j", (text, kind) => {
    expect(parseRequest(text).account?.kind).toBe(kind);
  });

  it.each([
    ["2026-11-20 14:02", "2026-11-20 14:02"],
    ["2026/11/20 9:05", "2026-11-20 09:05"],
    ["2026-11-20T14:02", "2026-11-20 14:02"],
    ["2026年11月20日14时02分", "2026-11-20 14:02"],
    ["2026-02-30 14:02", null],
    ["2026-11-20 24:00", null],
    ["20/11/2026 14:02", null],
    ["20 Nov 2026 14:02", null],
    ["2026-11-20", null],
    ["2026-11-20 02:02 pm", null],
    ["2026年11月20日 下午2:02", null],
    ["2026-11-20 14:02 or 2026-11-20 14:20", null],
  ])("R5.1: reads the time %j as %j and guesses nothing", (text, expected) => {
    const read = parseRequest(`Purchase time: ${text}`);
    expect(read.purchasedAt).toBe(expected);
    expect(read.unclear.includes("purchasedAt")).toBe(expected === null);
  });

  it.each([
    ["$20.00", "20", null],
    ["US$20", "20", "USD"],
    ["1,234.56 EUR", "1234.56", "EUR"],
    ["100元", "100", "CNY"],
    ["0", "0", null],
    ["20,50", null, null],
    ["1.234,50 €", null, null],
    ["20 or 30", null, null],
    ["-20", null, null],
    ["99999999999", null, null],
    ["twenty", null, null],
  ])("R5.1: reads the amount %j as %j %j", (text, amount, currency) => {
    expect(parseRequest(`Amount: ${text}`).amount).toEqual(
      amount === null ? null : { nanos: nanos(amount), currency },
    );
  });

  it("R5.1: says what is missing and what is unclear, in the order of the clause", () => {
    expect(parseRequest("Amount: some dollars\nReason: no longer needed")).toMatchObject({
      missing: ["account", "purchasedAt", "unusedBalance"],
      unclear: ["amount"],
      reason: "no longer needed",
    });
  });

  it("R5.1: an answer completes what was said, and what it quotes is not said again", () => {
    const first = parseRequest("Account: zoe@example.com\nAmount: 20,50\nReason: wrong plan");
    const answer = parseRequest(
      "Amount: 20.50 USD\n\nOn Fri, 20 Nov 2026 at 14:10 Tenure <refunds@example.com> wrote:\n> Account: other@example.com\n> Amount: 99\n",
    );
    const known = completeRequest(first, answer);
    expect(known).toMatchObject({
      account: { email: "zoe@example.com" },
      amount: { nanos: nanos("20.5"), currency: "USD" },
      reason: "wrong plan",
      missing: ["purchasedAt", "unusedBalance"],
      unclear: [],
    });
  });

  it.each(["-----Original Message-----", "发件人：Tenure <a@b.example>", "在 2026年11月20日，Tenure 写道："])(
    "R5.1: stops where the message before begins: %s",
    (begin) => {
      expect(parseRequest(`谢谢\n${begin}\n金额：99 元`).missing).toContain("amount");
    },
  );

  it("hostile text is only text, and reading it takes no time", () => {
    const hostile = [
      "Reason: <script>alert(1)</script> {{7*7}} ${process.exit()} '; DROP TABLE refund_case; --",
      `Account: ${"a".repeat(5000)}@${"b.".repeat(5000)}`,
      `Amount: ${"1,".repeat(4000)}`,
      `Purchase time: ${"2026-".repeat(4000)}`,
      ":".repeat(50_000),
      `${"[".repeat(20_000)}Account`,
      "on ".repeat(20_000),
    ].join("\n");
    const before = performance.now();
    const read = parseRequest(hostile);
    expect(performance.now() - before).toBeLessThan(500);
    expect(read.reason).toContain("<script>alert(1)</script> {{7*7}} ${process.exit()}");
    expect([read.account, read.amount, read.purchasedAt]).toEqual([null, null, null]);
  });

  it("R5.1: reads the time in the account's zone, in hours that occur twice or never too", () => {
    expect(instantOfLocal("2026-11-20 14:02", "Asia/Shanghai")).toBe("2026-11-20T06:02:00.000Z");
    // Berlin turns back at 03:00 on 25 October 2026 (first 02:30 is UTC+2), and ahead at 02:00 on 28 March 2027.
    expect(instantOfLocal("2026-10-25 02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(instantOfLocal("2027-03-28 02:30", "Europe/Berlin")).toBe("2027-03-28T01:30:00.000Z");
    expect(instantOfLocal("2026-11-20", "UTC")).toBeNull();
  });

  it("tells the language of a message from what it says itself", () => {
    expect(languageOf("请退款 order TOP-2026-00012 谢谢您的帮助，买错了")).toBe("zh");
    expect(languageOf("Please refund my order.\n\n> 请写明账户邮箱或编号")).toBe("en");
    expect(languageOf("")).toBe("en");
  });
});
