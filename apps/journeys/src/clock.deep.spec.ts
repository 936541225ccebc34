import { newCustomer } from "./support/people.ts";
import { mailTo } from "./support/mail.ts";
import { at } from "./support/product.ts";
import { buyPro } from "./support/purchases.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a sandbox account's clock is advanced, its timeline moves, and staff read the same", async ({
  open,
}) => {
  const customer = await newCustomer("Hedy Lamarr");
  await buyPro(customer);
  await customer.api.subscriptions.cancel.mutate({
    accountId: customer.accountId,
    reason: null,
    comment: null,
    confirmedEndsAt: null,
  });
  const page = await open(customer);
  await page.goto(at("dashboard", ""));
  const ahead = page.getByRole("list", { name: "Ahead" });
  const behind = page.getByRole("list", { name: "What happened last" });
  const advance = async (to: string) => {
    await page.getByRole("button", { name: "Advance the clock" }).click();
    await page.getByRole("menuitem", { name: to }).click();
  };

  await test.step("what lies ahead stands in its order, with what one can do about it", async () => {
    await expect(ahead.getByRole("listitem")).toHaveCount(3);
    await expect(ahead.getByRole("listitem").first()).toContainText("last moment to ask for a refund");
    await expect(ahead.getByRole("link", { name: "Ask for a refund" })).toBeVisible();
    await expect(ahead.getByRole("listitem").last()).toContainText("Pro ends");
  });

  await test.step("to the next promise: the window has closed", async () => {
    await advance("To the next promise");
    await expect(ahead.getByText("last moment to ask for a refund")).toHaveCount(0);
    await expect(ahead.getByRole("listitem")).toHaveCount(2);
  });

  await test.step("two months on the plan has ended at its own instant, said by mail and seen on the page", async () => {
    await advance("One month");
    await expect(behind.getByText("Pro ended")).toBeVisible();
    await expect(page.getByText("You pay for usage from your credits.")).toBeVisible();
    await mailTo(customer.email, /Pro plan has ended/);
  });

  await test.step("the administrator sees the same timeline and the same clock", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", `accounts/${customer.accountId}`));
    await expect(admin.getByRole("list", { name: "What happened last" })).toContainText("Pro ended");
    await expect(admin.getByText("Account clock")).toBeVisible();
  });
});
