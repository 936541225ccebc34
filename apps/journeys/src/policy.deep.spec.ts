import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { buyPro, refundComesTo, submitRefund } from "./support/purchases.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("a version of the policy is proposed, tried on past requests and declined by a second person", async ({
  open,
}) => {
  // Twenty dollars paid, nothing used: five per cent leave 19.00, ten would leave 18.00.
  const customer = await newCustomer("Kay McNulty");
  const { orderId } = await buyPro(customer);
  await refundComesTo(customer, await submitRefund(customer, orderId), "refunded");
  const [proposer, second] = [
    await newStaff("Max Grace", "administrator"),
    await newStaff("Ines Prado", "administrator"),
  ];
  const page = await open(proposer);
  let version = "";

  await test.step("proposed: what it says otherwise is shown before anybody is asked", async () => {
    await page.goto(at("admin", "policy/propose"));
    await page.getByLabel("Platform fee").fill("10");
    await page.getByLabel("Reason").fill("What if the fee were twice as high?");
    await page.getByRole("button", { name: "Preview" }).click();
    await expect(page.getByRole("heading", { name: "What it says otherwise" })).toBeVisible();
    const row = page.getByRole("row").filter({ hasText: "Platform fee" });
    await expect(row).toContainText("5%");
    await expect(row).toContainText("10%");
    await page.getByRole("button", { name: "Propose this version" }).click();
    await expect(page.getByText(/^\d{4}-\d{2}(\.\d+)? is proposed$/)).toBeVisible();
    await expect(page.getByText("1 of 2: waits for an administrator other than you")).toBeVisible();
    const heading = await page.getByRole("heading", { name: /^Version / }).textContent();
    version = heading?.replace("Version ", "") ?? "";
  });

  await test.step("tried: the request of before would have paid a dollar less", async () => {
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await expect(page.getByRole("heading", { name: `Shadow run of ${version}` })).toBeVisible();
    const row = page.getByRole("row").filter({ hasText: "Kay McNulty" }).first();
    await expect(row).toContainText("19.00");
    await expect(row).toContainText("18.00");
    await expect(row).toContainText("−");
  });

  await test.step("declined by somebody else, with a reason that the first reads", async () => {
    const other = await open(second);
    await other.goto(at("admin", `policy?version=${version}`));
    await expect(other.getByText("1 of 2: waits for you or another administrator")).toBeVisible();
    await other.getByRole("button", { name: "Decline" }).click();
    const dialog = other.getByRole("dialog", { name: `Decline ${version}?` });
    await dialog.getByLabel("Reason").fill("It costs customers more than it brings.");
    await dialog.getByRole("button", { name: "Decline" }).click();
    await expect(other.getByRole("row").filter({ hasText: version }).first()).toContainText("Declined");
    await page.goto(at("admin", `policy?version=${version}`));
    await expect(page.getByText("It costs customers more than it brings.")).toBeVisible();
  });
});
