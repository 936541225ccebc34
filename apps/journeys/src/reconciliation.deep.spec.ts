import { newCustomer } from "./support/people.ts";
import { at, control, sandboxUrl, tenure } from "./support/product.ts";
import { chargesOf } from "./support/provider.ts";
import { buyTopUp } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

/** What somebody does in the provider's own dashboard, past the product. */
async function refundAtProvider(chargeId: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl()}/v1/refunds`, {
    method: "POST",
    headers: {
      authorization: "Bearer sk_test_journey",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ charge: chargeId }),
  });
  if (!answer.ok) throw new Error(`the provider answered ${answer.status} ${await answer.text()}`);
  const { id } = (await answer.json()) as { readonly id: string };
  return id;
}

test("a refund made past the product is found by the comparison and booked: both sides agree, the credits are gone", async ({
  open,
}) => {
  const [customer, chief] = await Promise.all([
    newCustomer("Marlyn Meltzer"),
    newStaff("Max Grace", "administrator"),
  ]);
  const { orderId } = await buyTopUp(customer, "50");
  const [charge] = await chargesOf(orderId);
  // What the provider says of it is lost on the way, as often as it says it.
  await control("/faults/events", { about: charge?.id ?? "none", action: "drop", count: 50 });
  const refundId = await refundAtProvider(charge?.id ?? "none");

  // By hand and at once: the page leaves alone what is younger than a quarter of an hour.
  await tenure("reconcile", "--settle-minutes", "0", "--no-wait");
  const desk = await open(chief);
  await desk.goto(at("admin", "reconciliations"));
  const row = desk.getByRole("row").filter({ hasText: refundId });
  await expect(async () => {
    await desk.reload();
    await expect(row).toContainText("A refund was made at the provider, without us.", { timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await row.getByRole("button", { name: "Take over" }).click();
  await desk
    .getByRole("dialog", { name: "Take over what the provider says" })
    .getByRole("button", { name: "Take over" })
    .click();
  await expect(desk.getByText("Taken over: both sides agree", { exact: true })).toBeVisible();

  const page = await open(customer);
  await page.goto(at("dashboard", "credits"));
  await expect(page.getByText("Available").locator("..")).toContainText("$0.00");
  await page.goto(at("dashboard", "refunds"));
  await expect(page.getByRole("row").filter({ hasText: "50.00" })).toBeVisible();
});
