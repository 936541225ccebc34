import { at } from "./support/product.ts";
import { newCustomer } from "./support/people.ts";
import { buyTopUp, submitRefund } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

/** Sooner than any page asks by the clock while it is told of changes (20 s). */
const TOLD_MS = 8_000;

test("a refund goes its way on every screen that shows it, with nobody asking and nothing loaded anew", async ({
  open,
}) => {
  const customer = await newCustomer("Grace Hopper");
  const topUp = await buyTopUp(customer, "50");
  const [customers, staffs] = [await open(customer), await open(demoAdministrator())];
  const standing = (page: typeof customers) =>
    page.waitForResponse(
      (answer) => answer.url().includes("/api/live?accountId=") && answer.status() === 200,
    );
  const [ours, theirs] = [standing(customers), standing(staffs)];
  await customers.goto(at("dashboard", "credits"));
  await staffs.goto(at("admin", `accounts/${customer.accountId}/orders`));
  await Promise.all([ours, theirs]);
  const transaction = customers.getByRole("table", { name: "Transactions" }).getByRole("row").nth(1);
  await expect(transaction).toContainText("52.50");

  await submitRefund(customer, topUp.orderId);
  await expect(transaction).toContainText("−$52.50", { timeout: TOLD_MS });
  await expect(staffs.getByText("Refunded", { exact: true }).first()).toBeVisible({ timeout: TOLD_MS });
});

test("all tabs of a browser share one stream, and one takes over when the one that holds it is closed", async ({
  open,
}) => {
  const customer = await newCustomer("Linus Berg");
  const first = await open(customer);
  const streams: string[] = [];
  const watch = (tab: typeof first, name: string) =>
    tab.on("request", (request) => {
      if (request.url().includes("/api/live")) streams.push(name);
    });
  watch(first, "first");
  await first.goto(at("dashboard", "credits"));
  await expect(first.getByRole("heading", { name: "Credits", level: 1 })).toBeVisible();
  const second = await first.context().newPage();
  watch(second, "second");
  await second.goto(at("dashboard", "credits"));
  await expect(second.getByRole("heading", { name: "Credits", level: 1 })).toBeVisible();

  const bought = second.getByRole("table", { name: "Transactions" }).getByRole("row");
  await buyTopUp(customer, "20");
  await expect(bought.nth(1)).toContainText("20.00", { timeout: TOLD_MS });
  expect(streams).toEqual(["first"]);

  await first.close();
  await expect.poll(() => streams).toEqual(["first", "second"]);
  await buyTopUp(customer, "30");
  await expect(bought.nth(1)).toContainText("30.00", { timeout: TOLD_MS });
});
