import type { Page } from "@playwright/test";
import { mailTo } from "./support/mail.ts";
import { type Customer, newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { failRefund, refundsOf } from "./support/provider.ts";
import { buyPro, CARDS, type OpenedOrder, refundComesTo, sdkOf, submitRefund } from "./support/purchases.ts";
import { PASSWORD } from "./support/session.ts";
import { signIn } from "./support/sign-up.ts";
import { expect, test } from "./support/test.ts";

/** Nothing used: 20.00 − 5 % of it. */
const CONFIRM = "Confirm refund · $19.00";

/** Opens an order's refund and goes to its second confirmation. */
async function toConfirmation(page: Page, { orderId }: OpenedOrder): Promise<void> {
  await page.goto(at("dashboard", `subscription/refund/${orderId}`));
  await page.getByRole("button", { name: "Submit Refund · $19.00" }).click();
  await expect(page.getByRole("button", { name: CONFIRM })).toBeVisible();
}

/** The one refund of an order, refunded; exactly one was asked of the provider. */
async function expectOneRefund(
  { api, accountId, ...rest }: Customer,
  { orderId }: OpenedOrder,
): Promise<void> {
  const { items } = await api.refunds.list.query({ accountId });
  const ours = items.filter((refund) => refund.orderId === orderId);
  expect(ours).toHaveLength(1);
  await refundComesTo({ api, accountId, ...rest }, ours[0]?.id ?? "", "refunded");
  expect((await refundsOf(orderId)).map(({ amount }) => amount)).toEqual([1900]);
}

test("however submit is pressed, one refund reaches the provider", { tag: "@deep" }, async ({ open }) => {
  const customer = await newCustomer("Frances Allen");
  const page = await open(customer);
  const dialog = page.getByRole("dialog");

  await test.step("the answer is lost after the server acted: trying again finds the same refund", async () => {
    const order = await buyPro(customer);
    await toConfirmation(page, order);
    const submit = /\/api\/trpc\/refunds\.submit/;
    await page.route(submit, async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: CONFIRM }).click();
    await expect(dialog).toContainText("The server could not be reached.");
    await page.unroute(submit);
    await page.getByRole("button", { name: CONFIRM }).click();
    await expect(dialog.getByRole("list", { name: "Steps of the refund" })).toBeVisible();
    await expectOneRefund(customer, order);
  });

  await test.step("a double click", async () => {
    const order = await buyPro(customer);
    await toConfirmation(page, order);
    await page.getByRole("button", { name: CONFIRM }).dblclick();
    await expect(dialog.getByRole("list", { name: "Steps of the refund" })).toBeVisible();
    await expectOneRefund(customer, order);
  });

  await test.step("two tabs at once: one goes on, the other reads why not", async () => {
    const order = await buyPro(customer);
    const tabs = [page, await page.context().newPage()] as const;
    for (const tab of tabs) await toConfirmation(tab, order);
    await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: CONFIRM }).click()));
    for (const tab of tabs) {
      const shown = tab.getByRole("dialog");
      await expect(
        shown
          .getByRole("list", { name: "Steps of the refund" })
          .or(
            shown
              .getByText(/A refund of this order is being processed|has already been refunded in full/)
              .first(),
          ),
      ).toBeVisible();
    }
    await expectOneRefund(customer, order);
  });
});

test("a refund that fails, at once or after it arrived, gives the plan back and says so", async ({
  open,
}) => {
  const customer = await newCustomer("Karen Jones");
  const order = await buyPro(customer, CARDS.refundPending);
  const page = await open(customer);
  const failedRow = () => page.getByRole("link", { name: "Failed (contact support)" });

  await test.step("the provider refuses it: Failed, with the provider's own words, and Pro runs again", async () => {
    const refundId = await submitRefund(customer, order.orderId);
    const refund = await expect
      .poll(async () => (await refundsOf(order.orderId))[0]?.id, { intervals: [50] })
      .toBeDefined()
      .then(async () => (await refundsOf(order.orderId))[0]);
    await failRefund(refund?.id ?? "", "declined");
    await refundComesTo(customer, refundId, "failed");
    await page.goto(at("dashboard", "subscription"));
    await expect(failedRow()).toHaveCount(1);
    await expect(page.getByRole("heading", { name: "Pro", exact: true, level: 2 })).toBeVisible();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    await failedRow().click();
    await expect(page.getByText("The refund did not reach you")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("declined");
    expect((await mailTo(customer.email, /failed/)).text).toContain("$19.00");
  });

  await test.step("asked for again it arrives, then the bank sends it back: restored once more, and told", async () => {
    const refundId = await submitRefund(customer, order.orderId);
    await refundComesTo(customer, refundId, "refunded");
    const arrived = (await refundsOf(order.orderId)).find(({ status }) => status === "succeeded");
    await failRefund(arrived?.id ?? "", "expired_or_canceled_card");
    await refundComesTo(customer, refundId, "failed");
    await page.goto(at("dashboard", "subscription"));
    await expect(failedRow()).toHaveCount(2);
    await expect(page.getByRole("heading", { name: "Pro", exact: true, level: 2 })).toBeVisible();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
  });
});

test("in the middle of a refund: signed out and back at the same place, offline and told, called off while it drains", {
  tag: "@deep",
}, async ({ open }) => {
  const customer = await newCustomer("Margaret Hamilton");
  const order = await buyPro(customer);
  const sdk = await sdkOf(customer);
  await sdk.usage.authorize({ model: "harbor-large", amount: { amount: "1", currency: "USD" } });
  const page = await open(customer);
  const dialog = page.getByRole("dialog");

  await test.step("the session ended meanwhile: sign in, and the same refund is open", async () => {
    await page.goto(at("dashboard", `subscription/refund/${order.orderId}`));
    await page.getByRole("button", { name: "Submit Refund · $19.00" }).click();
    // Ended in the browser only; the test goes on using its own session.
    await page.context().clearCookies();
    await page.getByRole("button", { name: CONFIRM }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await signIn(page, customer.email, PASSWORD);
    await expect(page).toHaveURL(new RegExp(`subscription/refund/${order.orderId}`));
    await expect(page.getByRole("button", { name: "Submit Refund · $19.00" })).toBeVisible();
    expect((await customer.api.refunds.list.query({ accountId: customer.accountId })).items).toEqual([]);
  });

  await test.step("offline is said on the page, and gone when it is over", async () => {
    await page.context().setOffline(true);
    await expect(page.getByText(/^You are offline/)).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByText(/^You are offline/)).toHaveCount(0);
  });

  await test.step("while requests drain it can be called off: the plan goes on, nothing reaches the provider", async () => {
    await page.getByRole("button", { name: "Submit Refund · $19.00" }).click();
    await page.getByRole("button", { name: CONFIRM }).click();
    await dialog.getByRole("button", { name: "Cancel refund" }).click();
    await dialog.getByRole("button", { name: "Call the refund off" }).click();
    await expect(dialog.getByText("The refund was canceled")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    await expect(page.getByRole("link", { name: "Canceled" })).toBeVisible();
    await expect(page.getByText("Active", { exact: true })).toBeVisible();
    expect(await refundsOf(order.orderId)).toEqual([]);
  });
});
