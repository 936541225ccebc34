import type { Page } from "@playwright/test";
import { moveClockTo } from "./support/database.ts";
import { mailTo } from "./support/mail.ts";
import { type Customer, newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const HOUR = 3_600_000;
const cancelButton = (page: Page) => page.getByRole("button", { name: "Cancel plan" });
const dialogOf = (page: Page) => page.getByRole("dialog", { name: "Cancel Pro?" });

/** A customer with Pro, and when its term ends. */
async function newSubscriber(name: string): Promise<{ customer: Customer; endMs: number }> {
  const customer = await newCustomer(name);
  await buyPro(customer);
  const { subscription } = await customer.api.subscriptions.get.query({ accountId: customer.accountId });
  if (subscription === null) throw new Error("no plan runs");
  return { customer, endMs: Date.parse(subscription.term.endsAt) };
}

test("a plan is cancelled in time, taken back, cancelled by an administrator, and ends when it was said to", async ({
  open,
}) => {
  const { customer, endMs } = await newSubscriber("Edsger Dijkstra");
  const page = await open(customer);
  await page.goto(at("dashboard", "subscription"));

  await test.step("one sentence says when it ends and that nothing more is charged; the survey may be filled in", async () => {
    await cancelButton(page).click();
    const dialog = dialogOf(page);
    await expect(dialog).toContainText("Nothing more is charged, nothing is refunded");
    await expect(dialog).toContainText("In time: the cut-off is");
    await dialog.getByLabel("Why are you leaving?").selectOption({ label: "I use it too little" });
    await dialog.getByLabel("What should we know?").fill("Nothing in particular");
    await dialog.getByRole("button", { name: "Cancel plan" }).click();
    await expect(page.getByText("is not charged again")).toBeVisible();
    expect((await mailTo(customer.email, /Pro plan ends on/)).text).toContain("Nothing more is charged");
  });

  await test.step("taken back, it renews again, and a mail says so", async () => {
    await page.getByRole("button", { name: "Keep the plan after all" }).click();
    await expect(cancelButton(page)).toBeVisible();
    await mailTo(customer.email, /renews again/);
  });

  await test.step("an administrator cancels for the customer", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts/${customer.accountId}`));
    await admin.getByRole("button", { name: "Cancel for the customer" }).click();
    const dialog = dialogOf(admin);
    await expect(dialog).toContainText("Nothing more is charged");
    await dialog.getByRole("button", { name: "Cancel plan" }).click();
    await expect(admin.getByRole("button", { name: "Take the cancellation back" })).toBeVisible();
    await expect(admin.getByText("Cancelled on")).toBeVisible();
  });

  await test.step("after the end the account is on Free", async () => {
    await moveClockTo(customer.accountId, endMs + 1000);
    await mailTo(customer.email, /Pro plan has ended/);
    await page.reload();
    await expect(page.getByText("No paid plan")).toBeVisible();
  });
});

test("after the cut-off a cancelled plan renews once more: said before, shown and mailed after", {
  tag: "@deep",
}, async ({ open }) => {
  const { customer, endMs } = await newSubscriber("Tony Hoare");
  await moveClockTo(customer.accountId, endMs - HOUR);
  const page = await open(customer);
  await page.goto(at("dashboard", "subscription"));
  await cancelButton(page).click();
  await expect(dialogOf(page)).toContainText(
    /renews once more on .* for .*\$20\.00 at today's price, and ends on/,
  );
  await expect(dialogOf(page)).toContainText("To avoid that charge, it had to be cancelled by");
  await dialogOf(page).getByRole("button", { name: "Cancel plan" }).click();
  await expect(page.getByText("It renews once more and ends on")).toBeVisible();
  expect((await mailTo(customer.email, /renews once more/)).text).toContain("$20.00");
});
