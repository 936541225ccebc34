import { expectLines, fact } from "./support/decision-sheet.ts";
import { mailsTo, mailTo } from "./support/mail.ts";
import { type Customer, newCustomer } from "./support/people.ts";
import { at, control } from "./support/product.ts";
import { CARDS, sdkOf } from "./support/purchases.ts";
import { identity, PASSWORD } from "./support/session.ts";
import { Authenticator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const usd = (amount: string) => ({ amount, currency: "USD" as const });

/** Waits until so much is available. */
const comesTo = ({ api, accountId }: Customer, amount: string) =>
  expect
    .poll(async () => (await api.wallet.balance.query({ accountId })).available.amount, {
      message: `${amount} available`,
      intervals: [200, 400],
      timeout: 30_000,
    })
    .toBe(amount);

/** A customer with an authenticator who bought $10.00 in credits with a card, which is saved now. */
async function withCredits(name: string) {
  const customer = await newCustomer(name);
  const { api, accountId } = customer;
  const { terms } = await api.topUps.review.query({ accountId, amount: usd("10.00"), language: "en" });
  const { orderId, checkoutUrl } = await api.topUps.create.mutate({ accountId, amount: usd("10.00"), terms });
  const sessionId = new URL(checkoutUrl ?? "").pathname.split("/").at(-1) ?? "";
  await control(`/checkout-sessions/${sessionId}/pay`, { card: CARDS.approved });
  await comesTo(customer, "10.00");
  const { totpURI } = await identity<{ totpURI: string }>(customer, "/two-factor/enable", {
    password: PASSWORD,
  });
  const authenticator = new Authenticator(new URL(totpURI).searchParams.get("secret") ?? "");
  await identity(customer, "/two-factor/verify-totp", { code: await authenticator.code() });
  const intents =
    await control<{ metadata: { orderId?: string }; payment_method: string }[]>("/payment-intents");
  const methodId = intents.find(({ metadata }) => metadata.orderId === orderId)?.payment_method ?? "";
  return { customer, authenticator, methodId };
}

test("agreed to word by word, a low balance is topped up by itself; a card that says no stops it", async ({
  open,
}) => {
  const { customer, authenticator, methodId } = await withCredits("Radia Perlman");
  const page = await open(customer);
  const card = page.getByRole("region", { name: /^Automatic top-up/ });

  await test.step("off, until its owner reviews the numbers and agrees to the words, proving who it is", async () => {
    await page.goto(at("dashboard", "credits"));
    await expect(card.getByText("Off", { exact: true })).toBeVisible();
    await card.getByRole("link", { name: "Set up automatic top-up" }).click();
    await page.getByLabel("Buy each time").fill("20");
    await page.getByLabel("When less is available than").fill("5");
    await page.getByLabel("At most in a calendar month").fill("100");
    await expect(page.getByLabel("Card")).toContainText("Visa •••• 4242");
    await expectLines(page.getByRole("article"), [
      ["Paid credits", "$20.00"],
      ["Tax 0%", "$0.00"],
      ["Charged to the card each time", "$20.00"],
      ["When less than this is available", "$5.00"],
      ["At most in a calendar month", "$100.00"],
    ]);
    const agree = page.getByRole("button", { name: "Agree and switch on · $20.00 each time" });
    await agree.click();
    await expect(
      page.getByText("Without your agreement nothing is ever charged automatically."),
    ).toBeVisible();
    await page
      .getByRole("checkbox", {
        name: "Whenever my balance falls below $5.00, charge $20.00 to Visa •••• 4242 and add $20.00 in credits: at most $100.00 in each calendar month, until I switch it off.",
      })
      .check();
    await agree.click();
    // Proving the second factor when it was set up may count as fresh; where it does not, it is asked for.
    const code = page.getByLabel("Code from your authenticator app");
    await expect(code.or(card.getByText("On", { exact: true }))).toBeVisible();
    if (await code.isVisible()) {
      await code.fill(await authenticator.code());
      await page.getByRole("button", { name: "Confirm", exact: true }).click();
    }
    await expect(card.getByText("On", { exact: true })).toBeVisible();
    await expect(fact(card, "Charged to")).toContainText("Visa •••• 4242");
    const mail = await mailTo(customer.email, /Automatic top-up is on/);
    expect(mail.text).toContain("at most $100.00 in each calendar month");
  });

  await test.step("usage brings the balance below $5.00: it is topped up, with a receipt that says so", async () => {
    const sdk = await sdkOf(customer);
    // Two million input tokens at $3.00 a million are $6.00: $10.00 − $6.00 = $4.00, and $20.00 on top.
    const { recorded } = await sdk.usage.record(
      [1, 2].map(() => ({
        clientEventId: crypto.randomUUID(),
        model: "harbor-large",
        tokens: { inputTokens: 1_000_000 },
      })),
    );
    expect(recorded).toBe(2);
    await comesTo(customer, "24.00");
    const mail = await mailTo(customer.email, /automatic top-up/);
    expect(mail.subject).toMatch(/^Receipt TOP-\d{4}-\d{5}: automatic top-up of \$20\.00 in credits$/);
    await page.reload();
    await expect(card.getByText("$20.00 of at most $100.00")).toBeVisible();
    await expect(
      card.getByRole("table", { name: "Last automatic top-ups" }).getByRole("row", { name: /^TOP-/ }),
    ).toContainText("Paid");
  });

  await test.step("a card that is declined stops it, in the provider's words, once", async () => {
    await control(`/payment-methods/${methodId}/card`, { card: CARDS.declined });
    const sdk = await sdkOf(customer);
    // 1.3 million output tokens at $15.00 a million are $19.50: $24.00 − $19.50 = $4.50.
    await sdk.usage.record([
      {
        clientEventId: crypto.randomUUID(),
        model: "harbor-large",
        tokens: { inputTokens: 0, outputTokens: 1_300_000 },
      },
    ]);
    const mail = await mailTo(customer.email, /Automatic top-up stopped/);
    expect(mail.text).toContain("Your card was declined.");
    await page.reload();
    await expect(card.getByText("Stopped", { exact: true })).toBeVisible();
    await expect(
      card.getByText("The payment provider says: Your card was declined. (card_declined, generic_decline)"),
    ).toBeVisible();
    await expect(card.getByRole("link", { name: "Switch on again" })).toBeVisible();
    await comesTo(customer, "4.50");
    expect((await mailsTo(customer.email)).filter(({ subject }) => /stopped/.test(subject))).toHaveLength(1);
  });

  await test.step("the card is removed in the settings, after a warning where it is in use", async () => {
    await page.goto(at("dashboard", "settings/payment-methods"));
    await page.getByRole("button", { name: "Remove Visa •••• 4242" }).click();
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("heading", { name: "Remove Visa •••• 4242?" })).toBeVisible();
    await dialog.getByRole("button", { name: "Remove card" }).click();
    await expect(page.getByText("No card is saved yet.")).toBeVisible();
  });
});
