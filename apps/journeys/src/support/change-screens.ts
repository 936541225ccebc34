import type { Page } from "@playwright/test";
import { GROUNDS } from "@tenure/core/subject-changes";
import { CHANGE_GROUND_TEXTS, type ChangeGround, EVIDENCE_TEXTS, type EvidenceKind } from "@tenure/core/text";
import { inDatabase } from "./database.ts";
import { codeTo, type Holder } from "./holders.ts";
import { type Customer, newCustomer } from "./people.ts";
import { at } from "./product.ts";
import type { StaffPerson } from "./staff.ts";
import { pdfOf } from "./subject-changes.ts";
import { expect, test } from "./test.ts";

/** Whom an application names on the screens. */
export type Named =
  | { readonly kind: "person"; readonly given: string; readonly family: string; readonly email: string }
  | {
      readonly kind: "company";
      readonly legalName: string;
      readonly registrationNumber: string;
      readonly email: string;
    };

const labelOf = (kind: EvidenceKind): string => {
  const { en } = EVIDENCE_TEXTS[kind];
  return en.charAt(0).toUpperCase() + en.slice(1);
};

/** Goes through every step of an application and submits it. Ends on its page. @returns its id */
export async function applyOnScreens(
  page: Page,
  by: Pick<Holder, "email" | "phone" | "authenticator">,
  { ground, to, further = [] }: { ground: ChangeGround; to: Named; further?: readonly EvidenceKind[] },
): Promise<string> {
  await page.goto(at("dashboard", "ownership"));
  await page.getByRole("link", { name: "Start a change" }).click();
  await page.getByLabel(CHANGE_GROUND_TEXTS[ground].en, { exact: false }).first().check();
  await page.getByRole("button", { name: "Save and go on" }).click();
  await name(page, to);
  await page.getByRole("button", { name: "Save and go on" }).click();

  const kinds = [...GROUNDS[ground].evidence.map(([first]) => first), ...further];
  for (const kind of kinds)
    await page.getByLabel(`Add a file: ${labelOf(kind)}`).setInputFiles({
      name: `${kind}.pdf`,
      mimeType: "application/pdf",
      buffer: pdfOf(`${kind} ${to.email}`),
    });
  await expect(page.getByRole("button", { name: /^Remove/ })).toHaveCount(kinds.length);
  await look(page, `apply-3-evidence-${ground}`);
  await page.getByRole("link", { name: "Go on", exact: true }).click();

  await acceptAll(page);
  await page.getByRole("button", { name: "Accept the agreement" }).click();
  const before = await codeTo(by.phone);
  await page.getByRole("button", { name: "Send the code" }).click();
  await page.getByLabel("Code from the message").fill(await codeTo(by.phone, before));
  await page.getByRole("button", { name: "Confirm" }).click();
  await expect(page.getByText("Confirmed")).toBeVisible();
  await page.getByRole("link", { name: "Go on to what will happen" }).click();

  await expect(page.getByRole("heading", { name: "What passes" })).toBeVisible();
  await look(page, `apply-6-review-${ground}`);
  await acceptAll(page);
  await askAgainForProof(by.email);
  await page.getByRole("button", { name: "Submit the application" }).click();
  await confirmThatItIsYou(page, await by.authenticator.code());
  await expect(page.getByRole("heading", { name: "Three conditions" })).toBeVisible();
  return new URL(page.url()).pathname.split("/").at(-1) ?? "";
}

async function name(page: Page, to: Named): Promise<void> {
  if (to.kind === "company") {
    await page.getByRole("radio", { name: "Company" }).check({ force: true });
    await page.getByLabel("Legal name").fill(to.legalName);
    await page.getByLabel("Registration number").fill(to.registrationNumber);
    await page.getByLabel("Country of the register").selectOption("SE");
  } else {
    await page.getByLabel("Family name").fill(to.family);
    await page.getByLabel("Given names").fill(to.given);
  }
  await page.getByLabel("E-mail of the new holder").fill(to.email);
  await page.getByLabel("Describe what happened").fill("Everything is in the papers.");
}

/** The proof of signing in counts for five minutes: as if they were over. */
const askAgainForProof = (email: string): Promise<void> =>
  inDatabase(
    "UPDATE auth_session SET stepped_up_at = now() - interval '1 hour' WHERE user_id = (SELECT id FROM auth_user WHERE email = $1)",
    [email],
  );

/** Enters a code where the product wants to know once more who it is. */
export async function confirmThatItIsYou(page: Page, code: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
  await dialog.getByLabel("Code from your authenticator app").fill(code);
  await dialog.getByRole("button", { name: "Confirm" }).click();
}

/** The new side takes the invitation up, proves who they are and accepts, in a browser in which they are signed in. */
export async function takeOverOnScreens(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Take the invitation up" }).click();
  await expect(page.getByRole("heading", { name: "What passes" })).toBeVisible();
  await look(page, "incoming-1-taken-up");
  await page.getByRole("button", { name: "Prove it with this account" }).click();
  await expect(page.getByText("You proved who you are; the agreement is left")).toBeVisible();
  await acceptAll(page);
  await page.getByRole("button", { name: "Accept the account" }).click();
}

/** Ticks every article of special weight, one by one. */
export async function acceptAll(page: Page): Promise<void> {
  const boxes = page.getByRole("checkbox", { name: /^I have read article/ });
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
}

/** A reviewer opens a change in the admin. */
export const toDesk = (page: Page, accountId: string, changeId: string) =>
  page.goto(at("admin", `subject-changes/${accountId}/${changeId}`));

/** … goes through the whole list and agrees to the file. */
export async function agreeOnDesk(page: Page): Promise<void> {
  const list = page.getByRole("group", { name: "What is to be checked" });
  await expect(list).toBeVisible();
  for (const box of await list.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Agree to this file" }).click();
}

/** A customer whose account is held by a company, as its documents proved to a person. */
export async function newCompany(
  legalName: string,
  registrationNumber: string,
  { api: staff }: Pick<StaffPerson, "api">,
): Promise<Customer> {
  const customer = await newCustomer(legalName);
  const { api, accountId } = customer;
  const { reviewId } = await api.documentReviews.begin.mutate({
    accountId,
    kind: "company",
    legalName,
    registrationNumber,
    country: "SE",
  });
  const sent = await customer.request.post(`/v1/accounts/${accountId}/document-reviews/${reviewId}/files`, {
    headers: { "content-type": "application/octet-stream", "x-file-name": "extract.pdf" },
    data: pdfOf(`extract ${registrationNumber}`),
  });
  if (sent.status() !== 201) throw new Error(`the extract: ${sent.status()} ${await sent.text()}`);
  await api.documentReviews.submit.mutate({ accountId, reviewId });
  await staff.documentReviews.desk.take.mutate({ accountId, reviewId });
  await staff.documentReviews.desk.verify.mutate({ accountId, reviewId });
  return customer;
}

/** With PLAYWRIGHT_PICTURES=1 a page is kept as a picture in both languages, for people to look at. */
export async function look(page: Page, what: string): Promise<void> {
  if (process.env["PLAYWRIGHT_PICTURES"] !== "1") return;
  for (const language of ["zh", "en"]) {
    await page.evaluate((chosen) => localStorage.setItem("tenure.locale", chosen), language);
    await page.reload();
    await expect(page.locator("h1").first()).toBeVisible();
    await expect(page.locator(".animate-breathe")).toHaveCount(0);
    await page.waitForTimeout(400);
    await page.screenshot({ path: test.info().outputPath(`${what}-${language}.png`), fullPage: true });
  }
}
