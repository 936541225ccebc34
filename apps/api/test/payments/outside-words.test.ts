import { expect, it } from "vitest";
import { outsideWords } from "../../src/payments/outside-words.ts";

it("T6.2: a bank's words are kept as they are, on one line", () => {
  expect(outsideWords("Your card has insufficient funds.", 500)).toBe("Your card has insufficient funds.");
  expect(outsideWords("余额不足，请联系发卡行。", 500)).toBe("余额不足，请联系发卡行。");
  // Markup is for whoever shows it: here it is text.
  expect(outsideWords('<b onclick="pay()">call us</b>', 500)).toBe('<b onclick="pay()">call us</b>');
});

it("T6.2: nothing in them starts a line of ours, turns ours around or hides", () => {
  expect(outsideWords("no funds\r\n\r\nPay at https://evil.example", 500)).toBe(
    "no funds Pay at https://evil.example",
  );
  expect(outsideWords("no\u2028funds\u0000now", 500)).toBe("no funds now");
  expect(outsideWords("paid \u202Eton saw ti\u202C \u2066x\u2069\u200b", 500)).toBe("paid ton saw ti x");
});

it("T6.2: they end where they are too long, between two characters", () => {
  expect(outsideWords("x".repeat(1000), 500)).toHaveLength(500);
  // The card is one character of two units.
  expect(outsideWords("💳💳💳", 2)).toBe("💳💳");
  expect(outsideWords("a\ud83d", 5)).toBe("a");
});
