import { readFile } from "node:fs/promises";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { CARDS, orderTopUp, payOrder } from "./support/purchases.ts";
import { PASSWORD } from "./support/session.ts";
import { signIn } from "./support/sign-up.ts";
import { expect, test } from "./support/test.ts";

test("a second card is added, made the default, the first removed, and an invoice kept as PDF", async ({
  open,
}) => {
  const customer = await newCustomer("Grace Hopper");
  const order = await orderTopUp(customer, "25.00");
  await payOrder(customer, order);
  const page = await open(null);
  await page.goto(at("dashboard", "billing"));
  await signIn(page, customer.email, PASSWORD);
  const cards = page.getByRole("table", { name: "Payment methods" });
  await expect(cards.getByRole("row", { name: /4242/ })).toContainText("Renewals");

  await test.step("a card is added on the provider's page; nothing is charged", async () => {
    await page.getByRole("button", { name: "Add a card" }).click();
    await expect(page.getByText("Nothing is charged now.")).toBeVisible();
    await page.getByTestId(`card-${CARDS.refundPending}`).check();
    await page.getByTestId("pay").click();
    await expect(page.getByText("Visa •••• 7726 was added")).toBeVisible();
  });

  await test.step("it becomes the default, and the first card goes", async () => {
    await cards.getByRole("button", { name: "Make Visa •••• 7726 the default" }).click();
    await expect(cards.getByRole("row", { name: /7726/ })).toContainText("Renewals");
    await cards.getByRole("button", { name: "Remove Visa •••• 4242" }).click();
    await page.getByRole("button", { name: "Remove card" }).click();
    await expect(cards.getByRole("row", { name: /4242/ })).toHaveCount(0);
  });

  await test.step("the invoice of the payment is a PDF with its number for a name", async () => {
    const row = page.getByRole("table", { name: "Invoices" }).getByRole("row", { name: /INV-/ });
    await expect(row).toContainText("25.00");
    const download = page.waitForEvent("download");
    await row.getByRole("button", { name: /as PDF/ }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^INV-\d{4}-\d{6}\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
  });
});
