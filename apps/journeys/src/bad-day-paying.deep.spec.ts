import { mailsTo, mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { chargesOf, refundsOf } from "./support/provider.ts";
import { CARDS, orderPro, payOnPage } from "./support/purchases.ts";
import { expect, test } from "./support/test.ts";

test("a payment that goes wrong can be resumed and tried again, and is charged once", async ({ open }) => {
  const customer = await newCustomer("Radia Perlman");
  const order = await orderPro(customer);
  const page = await open(customer);

  await test.step("the tab was closed on the payment page: the order waits and says how to go on", async () => {
    const abandoned = await page.context().newPage();
    await abandoned.goto(order.checkoutUrl);
    await abandoned.close();
    await page.goto(at("dashboard", "subscription"));
    const row = page.getByRole("row", { name: order.number });
    await expect(row).toContainText("Waiting for payment");
    await row.getByRole("link", { name: "Resume payment" }).click();
  });

  await test.step("coming back without paying says that nothing was charged", async () => {
    await page.getByTestId("cancel").click();
    await expect(page.getByText("The payment was not finished")).toBeVisible();
    await page.getByRole("main").getByRole("link", { name: "Resume payment" }).first().click();
  });

  await test.step("a declined card charges nothing and leaves the choice of another", async () => {
    await payOnPage(page, CARDS.declined);
    await expect(page.getByTestId("declined")).toContainText("declined");
  });

  await test.step("3-D Secure that fails charges nothing, and that succeeds pays", async () => {
    await payOnPage(page, CARDS.asksOnce);
    await page.getByTestId("fail-authentication").click();
    await expect(page.getByTestId("declined")).toContainText("Your bank could not confirm it was you.");
    await payOnPage(page, CARDS.asksOnce);
    await page.getByTestId("complete-authentication").click();
    await expect(page.getByText("Pro is active")).toBeVisible();
  });

  await test.step("one charge, one receipt", async () => {
    const charges = await chargesOf(order.orderId);
    expect(charges.filter(({ status }) => status === "succeeded").map(({ amount }) => amount)).toEqual([
      2000,
    ]);
    await mailTo(customer.email, /Pro is active/);
    const mails = await mailsTo(customer.email);
    expect(mails.filter(({ subject }) => subject.includes("is active"))).toHaveLength(1);
  });
});

test("two tabs pay: one payment buys the plan, the other goes back whole and the customer is told", async ({
  open,
}) => {
  const customer = await newCustomer("Barbara Liskov");
  const [first, second] = [await orderPro(customer), await orderPro(customer)];
  const page = await open(customer);
  const [tab, same, other] = [page, await page.context().newPage(), await page.context().newPage()];
  await Promise.all([
    tab.goto(first.checkoutUrl),
    same.goto(first.checkoutUrl),
    other.goto(second.checkoutUrl),
  ]);

  await payOnPage(tab);
  await expect(tab.getByText("Pro is active")).toBeVisible();

  await test.step("the same page in another tab cannot charge again", async () => {
    await payOnPage(same);
    await expect(same.getByTestId("checkout-paid")).toContainText("It will not be charged again.");
    expect(await chargesOf(first.orderId)).toHaveLength(1);
  });

  await test.step("another order, paid as well, is returned in full without a fee", async () => {
    await payOnPage(other);
    await expect(other.getByText("You paid twice: the second payment is going back")).toBeVisible();
    await expect(other.getByRole("main")).toContainText("$20.00");
    const mail = await mailTo(customer.email, /on its way back/);
    expect(mail.text).toContain("$20.00");
    expect(mail.text).toContain("in full, without any fee");
    await other.getByRole("link", { name: "Follow the refund" }).click();
    await expect(other.getByRole("status").getByText("Refunded", { exact: true })).toBeVisible({
      timeout: 30_000,
    });
    expect((await refundsOf(second.orderId)).map(({ amount }) => amount)).toEqual([2000]);
  });

  await test.step("the plan that was paid first is untouched", async () => {
    expect(await refundsOf(first.orderId)).toEqual([]);
    await tab.goto(at("dashboard", "subscription"));
    await expect(tab.getByRole("heading", { name: "Pro", exact: true, level: 2 })).toBeVisible();
    await expect(tab.getByText("Active", { exact: true })).toBeVisible();
  });
});
