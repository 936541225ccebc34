import type { Page } from "@playwright/test";
import {
  acceptAll,
  agreeOnDesk,
  confirmThatItIsYou,
  look,
  takeOverOnScreens,
  toDesk,
} from "./support/change-screens.ts";
import { advanceClock } from "./support/clock.ts";
import { newHolder } from "./support/holders.ts";
import { mailTo } from "./support/mail.ts";
import { at } from "./support/product.ts";
import { newSession } from "./support/session.ts";
import { demoAdministrator, newStaff } from "./support/staff.ts";
import { agreeTo, pdfOf, prepareChange, submitChange, takeOver } from "./support/subject-changes.ts";
import { expect, test } from "./support/test.ts";

/** Two holders and an application of the first that names the second, submitted. */
async function submitted(given = "Lise", family = "Meitner") {
  const from = await newHolder("Ida", "Rhodes");
  const to = await newHolder(given, family);
  const changeId = await prepareChange(from, { given, family, email: to.email });
  return { from, to, changeId, link: await submitChange(from, changeId, to) };
}

const toStatus = (page: Page, changeId: string) => page.goto(at("dashboard", `ownership/change/${changeId}`));

test("C5.2: a reviewer asks for more, the applicant adds it and vouches anew, and it takes effect", async ({
  open,
}) => {
  const { from, to, changeId, link } = await submitted();
  const [first, second] = [
    await newStaff("Rin Okafor", "reviewer"),
    await newStaff("Sam Duarte", "reviewer"),
  ];
  await takeOver(to, changeId, link);
  await advanceClock(from, 4, "day");

  const desk = await open(first);
  await toDesk(desk, from.accountId, changeId);
  await test.step("C3.1, C5.4: a PDF is drawn on the page, with who looks at it across it", async () => {
    await desk.getByRole("button", { name: "Show" }).first().click();
    await expect(desk.getByText(/^Shown to Rin Okafor · .* UTC; this look is written down\.$/)).toBeVisible();
    const paper = desk.getByRole("img", { name: "actual_holder_proof.pdf" });
    // Letters are black; the mark over them is red and pale.
    const black = await paper.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) return Number.NaN;
      const { width, height } = canvas;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, width, height) ?? { data: [] };
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if ((data[at] ?? 255) < 60 && (data[at + 1] ?? 255) < 60 && (data[at + 2] ?? 255) < 60) count += 1;
      return count;
    });
    expect(black).toBeGreaterThan(2_000);
    await look(desk, "desk-pdf");
    await desk.getByRole("button", { name: "Hide" }).first().click();
  });
  await desk.getByRole("button", { name: "Ask for proof…" }).click();
  await desk.getByLabel("What has to be shown").fill("Who paid for the account in 2025?");
  await desk.getByRole("button", { name: "Ask the applicant" }).click();
  await expect(desk.getByText("Waits for proof").first()).toBeVisible();

  const page = await open(from);
  await test.step("the applicant reads it, also in the mail, and answers with another paper", async () => {
    await mailTo(from.email, /need something more/);
    await toStatus(page, changeId);
    await expect(page.getByText("A reviewer asks for more")).toBeVisible();
    await expect(page.getByText("Who paid for the account in 2025?")).toBeVisible();
    await look(page, "asked");
    const questions = page.locator("section", {
      has: page.getByRole("heading", { name: "Questions and answers" }),
    });
    await questions.getByLabel("Add a file: Proof of who actually holds the account").setInputFiles({
      name: "payments.pdf",
      mimeType: "application/pdf",
      buffer: pdfOf("payments of 2025"),
    });
    await expect(questions.getByText("payments.pdf")).toBeVisible();
    await questions.getByLabel("What you say to it").fill("Lise did; the statement is attached.");
    const send = page.getByRole("button", { name: "Send the answer" });
    // Commitments are to the file with the new paper: until its fingerprint is there, what was ticked is taken back.
    const sent = page.getByText("Lise did; the statement is attached.");
    await expect(async () => {
      await acceptAll(page);
      await send.click({ timeout: 2000 });
      await expect(sent.and(page.locator("p"))).toBeVisible({ timeout: 5000 });
    }).toPass();
    await expect(page.getByText("Lise did; the statement is attached.")).toBeVisible();
  });

  await desk.reload();
  await expect(desk.getByText("To be reviewed").first()).toBeVisible();
  await agreeOnDesk(desk);
  await expect(desk.getByText("1 of 2").first()).toBeVisible();
  await agreeTo(second, from.accountId, changeId);
  const other = await open(to);
  await other.goto(at("dashboard", "ownership"));
  await expect(other.getByText("Accounts that pass to you")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Three conditions" })).toHaveCount(0);
});

test("C3.5, C3.6: taken back while one of two is missing; refused once the new side has done both", async ({
  open,
}) => {
  await test.step("before: accepted, and not verified yet", async () => {
    const { from, to, changeId, link } = await submitted();
    const other = await open(to);
    await other.goto(link);
    await other.getByRole("button", { name: "Take the invitation up" }).click();
    await acceptAll(other);
    await other.getByRole("button", { name: "Accept the account" }).click();
    await expect(other.getByText("You accepted; prove who you are")).toBeVisible();
    const page = await open(from);
    await toStatus(page, changeId);
    await page.getByRole("button", { name: "Withdraw the application…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Withdraw", exact: true }).click();
    await expect(page.getByText("The application was withdrawn")).toBeVisible();
    await look(page, "withdrawn");
    await other.reload();
    await expect(other.getByText("The application was withdrawn")).toBeVisible();
    await look(other, "incoming-withdrawn");
    await mailTo(to.email, /was taken back/);
  });

  await test.step("after: the page that was open before says why not, and so does the one that is loaded anew", async () => {
    const { from, to, changeId, link } = await submitted();
    const page = await open(from);
    await toStatus(page, changeId);
    await page.getByRole("button", { name: "Withdraw the application…" }).click();
    await takeOver(to, changeId, link);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Withdraw", exact: true }).click();
    await expect(dialog.getByRole("alert")).toContainText(/accepted/i);
    await look(page, "too-late");
    await page.goto(at("dashboard", `ownership/change/${changeId}`));
    await expect(page.getByText("From then on an application is no longer withdrawn.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Withdraw the application…" })).toHaveCount(0);
  });
});

test("C2.2: whoever had proven to be the new holder declines, is forgotten, and is offered it anew", async ({
  open,
}) => {
  const { from, to, changeId, link } = await submitted();
  const other = await open(to);
  await other.goto(link);
  await other.getByRole("button", { name: "Take the invitation up" }).click();
  await other.getByRole("button", { name: "Prove it with this account" }).click();
  await expect(other.getByText("You proved who you are; the agreement is left")).toBeVisible();
  await other.getByRole("button", { name: "Decline…" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(other.getByText("You declined", { exact: true }).first()).toBeVisible();
  await look(other, "incoming-declined");

  const page = await open(from);
  await mailTo(from.email, /was declined/);
  await toStatus(page, changeId);
  await expect(page.getByText("Declined").first()).toBeVisible();
  await page.getByRole("button", { name: "Invite again…" }).click();
  await page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("The application is another one than you vouched for")).toBeVisible();
  await look(page, "unvouched");
  await page.getByLabel("What you say to it").fill("She thought it over.");
  await acceptAll(page);
  await page.getByRole("button", { name: "Send the answer" }).click();
  await expect(page.getByText("The application is another one than you vouched for")).toHaveCount(0);
});

test("C3.8: a hold that is placed late still stops it; lifted by an administrator, it takes effect at once", async ({
  open,
}) => {
  const { from, to, changeId, link } = await submitted();
  const [first, second] = [
    await newStaff("Rin Okafor", "reviewer"),
    await newStaff("Sam Duarte", "reviewer"),
  ];
  await advanceClock(from, 4, "day");
  for (const reviewer of [first, second]) await agreeTo(reviewer, from.accountId, changeId);

  const desk = await open(first);
  await toDesk(desk, from.accountId, changeId);
  await desk.getByRole("button", { name: "Place a hold…" }).click();
  const dialog = desk.getByRole("dialog", { name: "Place a hold" });
  await dialog.getByLabel("What it is").selectOption("investigation");
  await dialog.getByLabel("Reason").fill("The authorities asked about the account.");
  await dialog.getByLabel("Document that shows it").fill("Case 7");
  await dialog.getByRole("button", { name: "Place the hold" }).click();
  await expect(dialog).toHaveCount(0);
  await look(desk, "desk-held");

  const other = await open(to);
  await takeOverOnScreens(other, link);
  await expect(other.getByText("Your part is done")).toBeVisible();
  await look(other, "incoming-held");
  const page = await open(from);
  await toStatus(page, changeId);
  await expect(page.getByText("Holds it back").first()).toBeVisible();
  await look(page, "held");

  const chief = await open(await newStaff("Ana Reyes", "administrator"));
  await toDesk(chief, from.accountId, changeId);
  await chief.getByRole("button", { name: "Lift…" }).click();
  const lift = chief.getByRole("dialog");
  await lift.getByLabel("Reason").fill("Closed without a finding.");
  await lift.getByLabel("Document that shows it").fill("Case 7, letter of 1 December");
  await lift.getByRole("button", { name: "Lift the hold" }).click();
  await expect(lift).toHaveCount(0);
  await expect(other.getByText("The account “Ida Rhodes” is yours")).toBeVisible();
});

test("C3.8: the platform ends the procedure although everybody agreed; both sides read why", async ({
  open,
}) => {
  const { from, to, changeId, link } = await submitted();
  await takeOver(to, changeId, link);
  const desk = await open(await newStaff("Ana Reyes", "administrator"));
  await toDesk(desk, from.accountId, changeId);
  await desk.getByRole("button", { name: "End the procedure…" }).click();
  const dialog = desk.getByRole("dialog", { name: "End this procedure?" });
  await dialog.getByLabel("Ground").selectOption("litigation");
  await dialog.getByLabel("Reason").fill("A court has the matter: case T 441-26.");
  await dialog.getByRole("button", { name: "End the procedure" }).click();
  await expect(desk.getByText("Why it ended")).toBeVisible();
  await look(desk, "desk-ended");

  const [page, other] = [await open(from), await open(to)];
  await toStatus(page, changeId);
  await expect(page.getByText("We ended the procedure")).toBeVisible();
  await expect(page.getByText("A court has the matter: case T 441-26.")).toBeVisible();
  await look(page, "ended");
  await other.goto(at("dashboard", `ownership-invitation/${changeId}`));
  await expect(other.getByText("The procedure was ended")).toBeVisible();
  await expect(other.getByText("A court has the matter: case T 441-26.")).toBeVisible();
  await look(other, "incoming-ended");
  for (const { email } of [from, to]) await mailTo(email, /was ended/);
});

test("C5.5: revoked for a breach by two administrators; the one before has the account again, the present one does not", async ({
  open,
}) => {
  const { from, to, changeId, link } = await submitted();
  const chief = await newStaff("Ana Reyes", "administrator");
  const demo = await newSession(demoAdministrator());
  await takeOver(to, changeId, link);
  await advanceClock(from, 4, "day");
  for (const reviewer of [chief, demo]) await agreeTo(reviewer, from.accountId, changeId);

  const other = await open(to);
  await other.goto(at("dashboard", `ownership-invitation/${changeId}`));
  await expect(other.getByText("The account “Ida Rhodes” is yours")).toBeVisible();

  const desk = await open(demoAdministrator());
  await toDesk(desk, from.accountId, changeId);
  await desk.getByRole("button", { name: "Propose to revoke…" }).click();
  const propose = desk.getByRole("dialog", { name: "Propose to revoke this change?" });
  await propose.getByLabel("Reason").fill("The statement was forged.");
  await propose.getByLabel("Document that shows it").fill("Police report K-2231/26");
  await propose.getByRole("button", { name: "Propose to revoke" }).click();
  await expect(propose).toHaveCount(0);
  await expect(desk.getByRole("button", { name: "Revoke the change…" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );

  const second = await open(chief);
  await toDesk(second, from.accountId, changeId);
  await second.getByRole("button", { name: "Revoke the change…" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "Revoke the change", exact: true }).click();
  const confirm = second.getByRole("dialog", { name: "Confirm that it is you" });
  const done = second.getByText("Revoked, as");
  await expect(confirm.or(done).first()).toBeVisible();
  if (await confirm.isVisible()) await confirmThatItIsYou(second, await chief.authenticator.code());
  await expect(done).toBeVisible();
  await look(second, "desk-revoked");

  await test.step("the one before signs in again and has it; the present side has lost it", async () => {
    const { accounts } = await to.api.session.me.query();
    expect(accounts.map(({ id }) => id)).not.toContain(from.accountId);
    await other.reload();
    await expect(other.getByText("The change was revoked")).toBeVisible();
    await look(other, "incoming-revoked");
    await mailTo(to.email, /was revoked/);
    await mailTo(from.email, /is yours again/);
  });
});
