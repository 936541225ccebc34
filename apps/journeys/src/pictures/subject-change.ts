/**
 * Takes docs/pictures/subject-change-*.png anew: the desk for changes of account subject as reviewers see it.
 *
 *   cd apps/journeys && node src/pictures/subject-change.ts
 *
 * The front ends must be built; everything else is started, as for the journeys, on data and ports of its own.
 */
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.ts";
import { advanceClock } from "../support/clock.ts";
import { newHolder } from "../support/holders.ts";
import { freshEmail } from "../support/people.ts";
import { at } from "../support/product.ts";
import { enter, newSession } from "../support/session.ts";
import { demoAdministrator, newStaff } from "../support/staff.ts";
import startProduct from "../support/start-product.ts";
import { agreeTo, prepareChange, submitChange, takeOver } from "../support/subject-changes.ts";

const PICTURES = join(import.meta.dirname, "../../../../docs/pictures");
/** Papers in ink on paper; nobody's. */
const PAPERS = {
  actual_holder_proof: [
    "Statement of account",
    "Card payments of E. Nordahl to Tenure, January to October 2026.",
  ],
  verified_subject_statement: [
    "Declaration",
    "I declare that the account was held by Erik Nordahl from the day it was opened.",
  ],
} as const;

const stop = await startProduct();
const browser = await chromium.launch({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS });
try {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: "en-US",
    timezoneId: "Europe/Stockholm",
    reducedMotion: "reduce",
  });
  const papers = await drawPapers(context);
  const ingrid = await newHolder("Ingrid", "Solberg");
  const { accountId } = ingrid;
  const to = {
    given: "Erik",
    family: "Nordahl",
    email: freshEmail("erik"),
    papers,
    explanation: "Erik has paid for and used this account since it was opened; I signed up while he was ill.",
  };
  const changeId = await prepareChange(ingrid, to);
  const invitation = await submitChange(ingrid, changeId, to);
  const first = await newSession(demoAdministrator());
  const second = await newStaff("Rosa Lind", "administrator");
  await enter(demoAdministrator(), context);
  const page = await context.newPage();

  await page.goto(at("admin", "subject-changes"));
  await page.getByRole("link", { name: "Ingrid Solberg" }).waitFor();
  await page.screenshot({
    path: join(PICTURES, "subject-change-queue.png"),
    clip: { x: 0, y: 0, width: 1280, height: 380 },
  });

  await advanceClock(ingrid, 4, "day");
  await page.goto(at("admin", `subject-changes/${accountId}/${changeId}`));
  await page.getByRole("button", { name: "Show" }).first().click();
  await page.getByRole("button", { name: "Smaller" }).click();
  await page.getByRole("heading", { name: "Both sides" }).evaluate((heading) => heading.scrollIntoView());
  await photograph(page, "subject-change-desk.png");

  await agreeTo(first, accountId, changeId, "Statement and declaration seen.");
  await agreeTo(second, accountId, changeId);
  await takeOver(await newHolder(to.given, to.family), changeId, invitation);
  await second.api.subjectChanges.desk.proposeRevocation.mutate({
    accountId,
    changeId,
    reason: "The statement of account was forged; the bank knows of no such card.",
    documentRef: "Police report K-2231/26",
  });
  await page.reload();
  await page.getByRole("heading", { name: "Revocation" }).evaluate((heading) => heading.scrollIntoView());
  await photograph(page, "subject-change-revocation.png");
} finally {
  await browser.close();
  await stop();
}

async function drawPapers(context: BrowserContext) {
  const page = await context.newPage();
  const drawn = [];
  for (const [kind, [title, text]] of Object.entries(PAPERS)) {
    await page.setContent(
      `<body style="font: 20px serif; padding: 80px; background: #fdfcf8"><h1>${title}</h1><p>${text}</p>
       <p>Stockholm, 12 November 2026</p><p style="margin-top: 140px">_________________________</p></body>`,
    );
    drawn.push({ kind, name: `${title.toLowerCase()}.png`, bytes: await page.screenshot() });
  }
  await page.close();
  return drawn;
}

async function photograph(page: Page, name: string): Promise<void> {
  // A ring around what has the keyboard would only puzzle a reader.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(PICTURES, name) });
}
