import type { Page } from "@playwright/test";
import { advanceClock } from "./support/clock.ts";
import { linkIn, mailTo } from "./support/mail.ts";
import { type Customer, newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { orderPlan, payOrder } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const DAY = 86_400_000;

/** Ultra, by the month: no other journey buys it. */
async function newSubscriber(name: string): Promise<Customer> {
  const customer = await newCustomer(name);
  await payOrder(customer, await orderPlan(customer, "ultra"));
  return customer;
}

/** Totals of the account's orders, the newest first. */
const totals = async ({ api, accountId }: Customer): Promise<readonly string[]> =>
  (await api.orders.list.query({ accountId, limit: 10 })).items.map(({ total }) => total.amount);

test("a raise is planned and announced: who stays pays it at the first renewal it was announced for, who cancels by the link never does", async ({
  open,
}) => {
  const [staying, leaving] = [await newSubscriber("Mary Golda Ross"), await newSubscriber("Thelma Estrin")];
  const admin = await open(demoAdministrator());
  await admin.goto(at("admin", "plans"));
  const versions = admin.getByRole("table", { name: "Versions of Ultra" });

  await test.step("the administrator sees whom it concerns before planning it", async () => {
    await versions
      .getByRole("row", { name: /one month.*\$200\.00/ })
      .getByRole("button", { name: "Change" })
      .click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByLabel("Price before tax").fill("240");
    await dialog
      .getByLabel("Applies from (UTC)")
      .fill(new Date(Date.now() + 40 * DAY).toISOString().slice(0, 16));
    await dialog.getByRole("button", { name: "Preview" }).click();
    await expect(dialog.getByText("Renew and are told")).toBeVisible();
    const concerned = dialog.getByRole("table", { name: "Subscriptions it concerns" });
    await expect(concerned.getByRole("row", { name: /Mary Golda Ross/ })).toContainText("Renews");
    await expect(concerned.getByRole("row", { name: /Thelma Estrin/ })).toContainText("$200.00");
    await dialog.getByRole("button", { name: "Plan the change · $240.00" }).click();
    await expect(versions.getByRole("row", { name: /\$240\.00/ })).toContainText("Announced");
  });

  const notice = await test.step("both are told, in words and with a link to leave", async () => {
    const mail = await mailTo(staying.email, /Ultra will cost \$240\.00/);
    expect(mail.text).toContain("from $200.00 to $240.00");
    const row = admin.getByRole("table", { name: "Price changes" }).getByRole("row", { name: /Ultra/ });
    await row.getByRole("button", { name: "Who is affected" }).click();
    const told = admin.getByRole("dialog").getByRole("row", { name: /Thelma Estrin/ });
    await expect(told).toContainText("taken by the mail server");
    await admin.keyboard.press("Escape");
    return mailTo(leaving.email, /Ultra will cost \$240\.00/);
  });

  await test.step("the dashboard says from which renewal on, and how to avoid it", async () => {
    const page = await open(staying);
    await page.goto(at("dashboard", "subscription"));
    await expect(page.getByText("The price of Ultra goes up")).toBeVisible();
    await expect(page.getByText("Staying past it accepts the new one")).toBeVisible();
  });

  await test.step("the link cancels on confirmation, without signing in: one renewal still comes, at the old price", async () => {
    const page = await open(null);
    await page.goto(linkIn(notice));
    await expect(
      page.getByText("Before that, 1 renewal is still charged at the price you have:"),
    ).toBeVisible();
    await page.getByRole("button", { name: "Cancel Ultra" }).click();
    await expect(page.getByText("Ultra is cancelled")).toBeVisible();
  });

  await test.step("two months on: $240.00 for who stayed, nothing more for who left", async () => {
    await Promise.all([advanceClock(staying, 2, "month"), advanceClock(leaving, 2, "month")]);
    expect(await totals(staying)).toEqual(["240.00", "200.00", "200.00"]);
    expect(await totals(leaving)).toEqual(["200.00", "200.00"]);
    const { subscription } = await leaving.api.subscriptions.get.query({ accountId: leaving.accountId });
    expect(subscription).toBeNull();
    const page = await open(staying);
    await page.goto(at("dashboard", "subscription"));
    await expect(page.getByRole("row", { name: /REN-/ }).first()).toContainText("240.00");
  });

  await test.step("taken back before its day, it is never in force", async () => {
    await takeBack(admin);
    await expect(versions.getByRole("row", { name: /\$240\.00/ })).toContainText("Taken back");
  });
});

async function takeBack(admin: Page): Promise<void> {
  const row = admin.getByRole("table", { name: "Price changes" }).getByRole("row", { name: /Ultra/ });
  await row.getByRole("button", { name: "Take back" }).click();
  await admin.getByRole("dialog").getByRole("button", { name: "Take back · $240.00" }).click();
}
