import type { Page } from "@playwright/test";
import { advanceClock } from "./support/clock.ts";
import { inDatabase } from "./support/database.ts";
import { codeTo, newHolder } from "./support/holders.ts";
import { flaws } from "./support/looks.ts";
import { linkIn, mailTo } from "./support/mail.ts";
import { at } from "./support/product.ts";
import { PASSWORD } from "./support/session.ts";
import { enterCode, signIn } from "./support/sign-up.ts";
import { newStaff } from "./support/staff.ts";
import { agreeTo, invitationTo, pdfOf, prepareChange, submitChange } from "./support/subject-changes.ts";
import { expect, test } from "./support/test.ts";

test("C1.2: an account passes from its verified holder to another, step by step, seen from both sides", async ({
  open,
}) => {
  const from = await newHolder("Ida", "Rhodes");
  const to = await newHolder("Lise", "Meitner");
  const [first, second] = [
    await newStaff("Rin Okafor", "reviewer"),
    await newStaff("Sam Duarte", "reviewer"),
  ];
  const page = await open(from);
  await page.goto(at("dashboard", "ownership"));

  await test.step("the applicant goes through the steps; each is saved", async () => {
    await page.getByRole("link", { name: "Start a change" }).click();
    await page.getByLabel("The actual holder differs from the verified subject").check();
    await page.getByRole("button", { name: "Save and go on" }).click();
    await page.getByLabel("Family name").fill("Meitner");
    await page.getByLabel("Given names").fill("Lise");
    await page.getByLabel("E-mail of the new holder").fill(to.email);
    await page.getByLabel("Describe what happened").fill("An employee opened the account for the founder.");
    await page.getByRole("button", { name: "Save and leave" }).click();
    await page.getByRole("link", { name: "Go on with your draft" }).click();
    for (const kind of ["Proof of who actually holds the account", "Statement of the verified subject"])
      await page
        .getByLabel(`Add a file: ${kind}`)
        .setInputFiles({ name: `${kind}.pdf`, mimeType: "application/pdf", buffer: pdfOf(kind) });
    await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(2);
    await page.getByRole("link", { name: "Go on", exact: true }).click();
    await acceptAll(page);
    await page.getByRole("button", { name: "Accept the agreement" }).click();
    const before = await codeTo(from.phone);
    await page.getByRole("button", { name: "Send the code" }).click();
    await page.getByLabel("Code from the message").fill(await codeTo(from.phone, before));
    await page.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByText("Confirmed")).toBeVisible();
    await page.getByRole("link", { name: "Go on to what will happen" }).click();
  });

  await test.step("they read what will happen, commit themselves, and prove who they are once more", async () => {
    await expect(page.getByRole("heading", { name: "What passes" })).toBeVisible();
    await expectNoFlaws(page);
    await acceptAll(page);
    // The proof of signing in counts for five minutes: as if they were over.
    await inDatabase(
      "UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = (SELECT id FROM auth_user WHERE email = $1)",
      [from.email],
    );
    await page.getByRole("button", { name: "Submit the application" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await dialog.getByLabel("Code from your authenticator app").fill(await from.authenticator.code());
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByRole("heading", { name: "Three conditions" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Withdraw the application…" })).toBeVisible();
  });

  const other = await open(null);
  await test.step("the new holder follows the mail, signs in, comes back and does their part", async () => {
    await other.goto(await invitationTo(to.email));
    await other.getByRole("link", { name: "Sign in" }).click();
    await signIn(other, to.email, PASSWORD);
    await enterCode(other, await to.authenticator.code());
    await other.getByRole("button", { name: "Take the invitation up" }).click();
    await expect(other.getByRole("heading", { name: "What passes" })).toBeVisible();
    await expectNoFlaws(other);
    await other.getByRole("button", { name: "Prove it with this account" }).click();
    await expect(other.getByText("You proved who you are; the agreement is left")).toBeVisible();
    await acceptAll(other);
    await other.getByRole("button", { name: "Accept the account" }).click();
    await expect(other.getByText("Your part is done")).toBeVisible();
  });

  await test.step("from then on the applicant cannot withdraw, and reads why", async () => {
    await page.reload();
    await expect(page.getByText("From then on an application is no longer withdrawn.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Withdraw the application…" })).toHaveCount(0);
  });

  await test.step("two reviewers agree after the waiting time, and it takes effect at once", async () => {
    const changeId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await advanceClock(from, 4, "day");
    await agreeTo(first, from.accountId, changeId);
    await agreeTo(second, from.accountId, changeId);
    await expect(other.getByText("The account “Ida Rhodes” is yours")).toBeVisible();
    await other.getByRole("button", { name: "Go to the account" }).click();
    await expect(other.getByRole("combobox", { name: "Account" })).toHaveValue(from.accountId);
    await page.reload();
    await expect(page.getByRole("heading", { name: "Three conditions" })).toHaveCount(0);
  });
});

test("C3.5: whoever is invited may decline, is invited again, and the applicant may withdraw until both is done", {
  tag: "@deep",
}, async ({ open }) => {
  const from = await newHolder("Karen", "Jones");
  const to = await newHolder("Mary", "Keller");
  const changeId = await prepareChange(from, { given: "Mary", family: "Keller", email: to.email });
  const link = await submitChange(from, changeId, to);
  const other = await open(to);
  await other.goto(link);
  await other.getByRole("button", { name: "Take the invitation up" }).click();
  await other.getByRole("button", { name: "Decline…" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(other.getByText("Nothing passes to you.")).toBeVisible();

  const page = await open(from);
  await page.goto(at("dashboard", `ownership/change/${changeId}`));
  await expect(page.getByText("Declined").first()).toBeVisible();
  await page.getByRole("button", { name: "Invite again…" }).click();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await test.step("an existing contact says that it is not right, and sees that it was heard", async () => {
    const alert = await open(null);
    await alert.goto(linkIn(await mailTo(from.email, /applied to pass the account/)));
    await alert.getByRole("button", { name: "This is not right…" }).click();
    await expectNoFlaws(alert);
    await alert.getByRole("button", { name: "Yes, raise the alert" }).click();
    await expect(alert.getByText("Your alert is with our staff")).toBeVisible();
  });
  await page.reload();
  await expect(page.getByText("An existing contact of the account raised an alert.")).toBeVisible();
  await expectNoFlaws(page);
  await page.getByRole("button", { name: "Withdraw the application…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw", exact: true }).click();
  await expect(page.getByText("The application was withdrawn")).toBeVisible();
});

/** WCAG 2.2 AA, and nothing beyond a phone's width. */
async function expectNoFlaws(page: Page): Promise<void> {
  const look = { language: "en", theme: "light", size: "desktop" } as const;
  expect(await flaws(page, look, test.info().outputPath("page.png"))).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
}

/** Ticks every article of special weight, one by one. */
async function acceptAll(page: Page): Promise<void> {
  const boxes = page.getByRole("checkbox", { name: /^I have read article/ });
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
}
