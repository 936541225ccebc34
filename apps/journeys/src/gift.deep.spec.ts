import type { Page } from "@playwright/test";
import { inDatabase } from "./support/database.ts";
import { expectLines } from "./support/decision-sheet.ts";
import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at } from "./support/product.ts";
import { sdkOf } from "./support/purchases.ts";
import { PASSWORD } from "./support/session.ts";
import { enterCode, signIn } from "./support/sign-up.ts";
import { newStaff } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

const REASON = "Sorry for the outage of 18 November";
const WITHDRAWN = "Granted to the wrong account";

test("a gift is granted and revoked by an administrator with proof of identity, seen by its customer, barred to a reviewer", async ({
  open,
}) => {
  const [customer, max, rin] = await Promise.all([
    newCustomer("Grace Hopper"),
    newStaff("Max Ferreira", "administrator"),
    newStaff("Rin Okafor", "reviewer"),
  ]);
  const wallet = at("admin", `accounts/${customer.accountId}/wallet`);
  const admin = await open(null);

  await test.step("the administrator signs in with a second factor and comes to the account", async () => {
    await admin.goto(wallet);
    await signIn(admin, max.email, PASSWORD);
    await enterCode(admin, await max.authenticator.code());
    await expect(admin.getByRole("heading", { name: "Grace Hopper" })).toBeVisible();
  });

  await test.step("granting asks for a fresh proof of identity and shows what it does before it does it", async () => {
    // The proof of signing in counts for five minutes: as if they were over.
    await inDatabase(
      "UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = (SELECT id FROM auth_user WHERE email = $1)",
      [max.email],
    );
    await admin.getByRole("button", { name: "Grant gift credits" }).click();
    await admin.getByLabel("Amount").fill("25");
    await admin.getByLabel("Reason").fill(REASON);
    await admin.getByRole("button", { name: "Preview" }).click();
    await prove(admin, await max.authenticator.code());
    await expectLines(admin.getByRole("dialog"), [
      ["Balance before", "$0.00"],
      ["Gift credits added", "$25.00"],
      ["Balance afterwards", "$25.00"],
    ]);
    await admin.getByRole("button", { name: "Grant · $25.00" }).click();
    await admin.getByRole("button", { name: "Done" }).click();
    await expect(admin.getByRole("table", { name: "Lots" })).toContainText(REASON);
  });

  const page = await open(customer);
  await test.step("the customer has the balance, the reason and the mail, and can spend it", async () => {
    await page.goto(at("dashboard", "credits"));
    await expect(page.getByText("Available").locator("xpath=following-sibling::*[1]")).toHaveAttribute(
      "value",
      "$25.00",
    );
    await expect(page.getByRole("table", { name: "Lots" })).toContainText(REASON);
    const mail = await mailTo(customer.email, /gift credits/);
    expect(mail.subject).toBe("$25.00 in gift credits");
    expect(mail.text).toContain(REASON);
    // harbor-small: 1,000,000 in at 0.15 per million.
    await (await sdkOf(customer)).usage.record([
      { clientEventId: crypto.randomUUID(), model: "harbor-small", tokens: { inputTokens: 1_000_000 } },
    ]);
  });

  await test.step("revoking takes back what is unspent, no more", async () => {
    await admin.getByRole("button", { name: "Revoke" }).click();
    await admin.getByLabel("Reason").fill(WITHDRAWN);
    await admin.getByRole("button", { name: "Preview" }).click();
    await expectLines(admin.getByRole("dialog"), [
      ["Balance before", "$24.85"],
      ["Gift credits taken back", "−$24.85"],
      ["Balance afterwards", "$0.00"],
      ["Already spent, not taken back", "$0.15"],
    ]);
    await admin.getByRole("button", { name: "Revoke · $24.85" }).click();
    await admin.getByRole("button", { name: "Done" }).click();
    await page.reload();
    await expect(page.getByText("Available").locator("xpath=following-sibling::*[1]")).toHaveAttribute(
      "value",
      "$0.00",
    );
    await expect(page.getByRole("table", { name: "Lots" })).toContainText("Taken back");
    expect((await mailTo(customer.email, /taken back/)).text).toContain(WITHDRAWN);
  });

  await test.step("a reviewer reads why granting is not theirs, and the audit names who did what and why", async () => {
    const reviewer = await open(rin);
    await reviewer.goto(wallet);
    const grant = reviewer.getByRole("button", { name: "Grant gift credits" });
    await expect(grant).toBeDisabled();
    await expect(grant).toHaveAccessibleDescription("Only an administrator may do this.");
    await reviewer.getByRole("link", { name: "Audit", exact: true }).last().click();
    const trail = reviewer.getByRole("list", { name: "Audit trail" }).getByRole("listitem");
    const entry = (action: string) => trail.filter({ hasText: action });
    await expect(entry("wallet.grant_gift")).toContainText(REASON);
    await expect(entry("wallet.grant_gift")).toContainText("Max Ferreira");
    await expect(entry("wallet.revoke_gift")).toContainText(WITHDRAWN);
    await expect(entry("wallet.revoke_gift")).toContainText("Max Ferreira");
  });
});

/** Enters a fresh code where one is asked for. */
async function prove(page: Page, code: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  const field = dialog.getByLabel("Code from your authenticator app");
  await expect(field).toBeFocused();
  await field.fill(code);
  await dialog.getByRole("button", { name: "Confirm" }).click();
}
