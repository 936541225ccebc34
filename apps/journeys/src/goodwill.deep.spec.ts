import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { refundsOf } from "./support/provider.ts";
import { buyPro } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a goodwill refund takes two people: one proposes, another approves, and the customer reads why", async ({
  open,
}) => {
  const customer = await newCustomer("Betty Holberton");
  const { orderId } = await buyPro(customer);
  const [proposer, second] = [
    await newStaff("Rin Okafor", "reviewer"),
    await newStaff("Sam Duarte", "reviewer"),
  ];
  const orders = at("admin", `accounts/${customer.accountId}/orders`);
  const desk = await open(proposer);
  const others = await open(second);

  await test.step("proposed with a reason; nothing moves, and nobody approves their own", async () => {
    await desk.goto(orders);
    await desk
      .getByRole("link", { name: /^Goodwill refund of SUB-/ })
      .first()
      .click();
    const dialog = desk.getByRole("dialog", { name: /^Goodwill refund of order SUB-/ });
    await expect(dialog.getByText("Enter an amount.")).toBeVisible();
    await dialog.getByLabel("Amount").fill("5");
    await dialog.getByLabel("Reason").fill("An outage of three hours on Monday.");
    await dialog.getByLabel("A word to the customer").fill("We are sorry for the outage.");
    await dialog.getByRole("button", { name: "Propose · $5.00" }).click();
    await expect(desk.getByText("Proposed; another person has to approve it", { exact: true })).toBeVisible();
    const row = desk.getByRole("row").filter({ hasText: "An outage of three hours on Monday." });
    await expect(row).toContainText("1 of 2, waiting for another person");
    await expect(row.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await expect(row.getByRole("button", { name: "Withdraw" })).toBeVisible();
    expect(await refundsOf(orderId)).toEqual([]);
  });

  await test.step("approved by somebody else: five dollars go back, and the plan stays as it is", async () => {
    await others.goto(orders);
    const row = others.getByRole("row").filter({ hasText: "An outage of three hours on Monday." });
    await row.getByRole("button", { name: "Approve" }).click();
    const dialog = others.getByRole("dialog", { name: /^Approve the goodwill refund of order SUB-/ });
    await expect(dialog).toContainText("Rin Okafor");
    await dialog.getByRole("button", { name: "Approve · $5.00" }).click();
    await expect(row).toContainText("Sam Duarte");
    await expect.poll(async () => (await refundsOf(orderId)).map(({ amount }) => amount)).toEqual([500]);
  });

  await test.step("the customer reads it: in a mail with the word to them, and on the page", async () => {
    const mail = await mailTo(customer.email, /\$5\.00/);
    expect(mail.text).toContain("We are sorry for the outage.");
    expect(mail.text).not.toContain("An outage of three hours on Monday.");
    const page = await open(customer);
    await page.goto(at("dashboard", "refunds"));
    await expect(page.getByRole("row").filter({ hasText: "5.00" })).toBeVisible();
    await page.goto(at("dashboard", "subscription"));
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
  });
});
