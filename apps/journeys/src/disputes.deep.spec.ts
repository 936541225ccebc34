import { newCustomer } from "./support/people.ts";
import { at, control } from "./support/product.ts";
import { buyTopUp } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a bank disputes a top-up and gives it back: the customer's row and the staff's page say what it moved (R2.8, C4.10)", async ({
  open,
}) => {
  const [customer, rin] = await Promise.all([newCustomer("Jean Bartik"), newStaff("Rin Okafor", "reviewer")]);
  const { orderId, number } = await buyTopUp(customer, "50");
  const page = await open(customer);
  const admin = await open(rin);
  const row = admin.getByRole("row").filter({ hasText: number });

  const intents = await control<{ id: string; metadata: Record<string, string> }[]>("/payment-intents");
  const charges = await control<{ id: string; payment_intent: string }[]>("/charges");
  const intent = intents.find(({ metadata }) => Object.values(metadata).includes(orderId));
  const charge = charges.find(({ payment_intent }) => payment_intent === intent?.id);
  const { id } = await control<{ id: string }>(`/charges/${charge?.id}/dispute`, {});

  await test.step("open: its credits are frozen, on both sides", async () => {
    await expect(async () => {
      await page.goto(at("dashboard", "credits"));
      await expect(page.getByText("Disputed: frozen")).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await expect(page.getByRole("row").filter({ hasText: "Disputed payment" })).toBeVisible();
    await admin.goto(at("admin", "disputes"));
    await expect(row).toContainText("Held by the bank");
    await expect(row).toContainText("$50.00");
    await expect(row).toContainText("$15.00");
    await expect(row).toContainText("Credits frozen");
    await expect(row.getByRole("button", { name: "Clause C4.10" }).first()).toBeVisible();
  });

  await test.step("lost: what was frozen is gone", async () => {
    await control(`/disputes/${id}/lose`, {});
    await expect(async () => {
      await admin.reload();
      await expect(row).toContainText("Credits taken", { timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await page.reload();
    await expect(page.getByText("Returned by the bank")).toBeVisible();
  });
});
