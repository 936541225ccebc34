import { mailTo } from "./support/mail.ts";
import { newCustomer } from "./support/people.ts";
import { at, tenure } from "./support/product.ts";
import { buyPro } from "./support/purchases.ts";
import { identity, newSession, PASSWORD } from "./support/session.ts";
import { signUp } from "./support/sign-up.ts";
import { demoAdministrator } from "./support/staff.ts";
import { expect, test } from "./support/test.ts";

test("an invitation earns its reward once the new customer's order can no longer be returned", async ({
  open,
}) => {
  const ada = await newCustomer("Ada Lovelace");
  const page = await open(ada);

  const link = await test.step("the customer makes a link", async () => {
    await page.goto(at("dashboard", "invite"));
    await expect(page.getByText("for each new customer")).toContainText("$5.00");
    await page.getByRole("button", { name: "Create my link" }).click();
    const shown = page.getByText(/sign-up\?ref=[A-Z0-9]{8}/);
    await expect(shown).toBeVisible();
    return await shown.innerText();
  });

  const email = await test.step("somebody else follows it, signs up and opens an account", async () => {
    const guest = await open(null);
    await guest.goto(link);
    await expect(guest.getByText("You were invited")).toBeVisible();
    return signUp(guest, "Alan Turing", "Europe/London", link);
  });

  await test.step("who it is stays with them: only that an account was opened", async () => {
    await page.reload();
    const invitations = page.getByRole("table", { name: "Your invitations" });
    await expect(invitations).toContainText("No order yet");
    await expect(page.locator("main")).not.toContainText("Alan");
  });

  await test.step("they buy, and the invitation waits for the refund window to close", async () => {
    const session = await newSession();
    await identity(session, "/sign-in/email", { email, password: PASSWORD });
    const [account] = (await session.api.session.me.query()).accounts;
    const accountId = account?.id ?? "";
    await session.api.accounts.billing.update.mutate({
      accountId,
      fullName: "Alan Turing",
      email,
      country: "GB",
      addressLine: "1 Hut",
      city: "Bletchley",
      postalCode: "MK3 6EB",
      taxId: null,
    });
    await buyPro({ ...session, name: "Alan Turing", email, accountId });
    await page.reload();
    await expect(page.getByRole("table", { name: "Your invitations" })).toContainText("Waiting");
  });

  await test.step("25 hours later the reward is among the credits, with a mail and a decision", async () => {
    await tenure("clock", "advance", email, "--by", "25h");
    const mail = await mailTo(ada.email, /referral reward/i);
    expect(mail.subject).toBe("Your referral reward: $5.00");
    await page.goto(at("dashboard", "credits"));
    await expect(page.getByText("Available").locator("xpath=following-sibling::*[1]")).toHaveAttribute(
      "value",
      "$5.00",
    );
    await expect(page.getByRole("table", { name: "Lots" })).toContainText("Referral rewards");
    await page.goto(at("dashboard", "invite"));
    await expect(page.getByRole("table", { name: "Your invitations" })).toContainText("Rewarded");
  });

  await test.step("staff see both sides", async () => {
    const admin = await open(demoAdministrator());
    await admin.goto(at("admin", "referrals"));
    const row = admin.getByRole("row").filter({ hasText: "Ada Lovelace" });
    await expect(row).toContainText("Alan Turing");
    await expect(row).toContainText("Rewarded");
  });
});
