import type { Page } from "@playwright/test";
import { flaws } from "./support/looks.ts";
import { expectDone, expectWalked, setUpScene, walk } from "./support/guide.ts";
import { expect, test } from "./support/test.ts";

// One after the other: to set a scene up anew ends the one that is being walked.
test.describe.configure({ mode: "default" });

/** Both languages, both themes; each look is at a phone's width, too. */
const LOOKS = (["en", "zh"] as const).flatMap((language) =>
  (["light", "dark"] as const).map((theme) => ({ language, theme, size: "desktop" as const })),
);

/** Verifies the receipt on the page of a refund. */
async function verify(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Verify", exact: true }).click();
  await expect(page.getByText("The signature is valid")).toBeVisible();
}

test("R3.6: the scene of a request in flight is walked to its last tick", async ({ page }) => {
  await setUpScene(page, "in-flight-refund");
  await walk(page, "submit", async (screen) => {
    await screen.getByRole("button", { name: /^Refund SUB-/ }).click();
    const dialog = screen.getByRole("dialog");
    await expect(dialog).toContainText("1 request in flight");
    await dialog.getByRole("button", { name: /^Submit Refund/ }).click();
    await dialog.getByRole("button", { name: /^Confirm refund/ }).click();
    await expect(dialog).toContainText("Waiting for 1 request");
  });
  await expectDone(page, "submit");
  await page.getByRole("button", { name: "End the request" }).click();
  await expectDone(page, "drain");
  await expectDone(page, "provider");
  await walk(page, "provider", async (screen) => {
    const row = screen.locator("tr:target");
    await expect(row).toBeVisible();
    // It may be settled by itself by now.
    if (await row.getByTestId("settle").isVisible()) await row.getByTestId("settle").click();
  });
  await expectDone(page, "refunded");
  await walk(page, "refunded", async (screen) => {
    await expect(screen.getByRole("heading", { name: "Free", exact: true, level: 2 })).toBeVisible();
  });
  await walk(page, "mail", async (screen) => {
    await expect(screen.getByText(/on its way/).first()).toBeVisible();
  });
  await walk(page, "receipt", verify);
  await expectWalked(page);
});

test("R6.4: the scene of a refund that bounces is walked to its last tick", async ({ page }) => {
  await setUpScene(page, "bounced-refund");
  await walk(page, "before", async (screen) => {
    await expect(screen.getByRole("heading", { name: "Free", exact: true, level: 2 })).toBeVisible();
  });
  await walk(page, "bounce", async (screen) => {
    await screen.locator("tr:target").getByRole("button", { name: "Bounce" }).click();
  });
  await expectDone(page, "bounce");
  await expectDone(page, "restored");
  await walk(page, "restored", async (screen) => {
    await expect(screen.getByRole("heading", { name: "Pro", exact: true, level: 2 })).toBeVisible();
  });
  await walk(page, "receipt", verify);
  await expectWalked(page);
});

test("C3.10: the scene of a contested account is walked until it is the new holder's", async ({ page }) => {
  await setUpScene(page, "contested-ownership");
  await walk(page, "object", async (mailbox) => {
    await mailbox
      .getByRole("link", { name: /applied to pass the account/ })
      .first()
      .click();
    const link = await mailbox
      .frameLocator("iframe")
      .locator('a[href*="ownership-alert"]')
      .first()
      .getAttribute("href");
    await mailbox.goto(link ?? "");
    await mailbox.getByRole("button", { name: "This is not right…" }).click();
    await mailbox.getByRole("button", { name: "Yes, raise the alert" }).click();
    await expect(mailbox.getByText("Your alert is with our staff")).toBeVisible();
  });
  await expectDone(page, "object");
  await walk(page, "lift", async (desk) => {
    await desk.getByRole("button", { name: "Lift…" }).click();
    const lift = desk.getByRole("dialog");
    await lift.getByLabel("Reason").fill("The contact mistook the mail for another.");
    await lift.getByLabel("Document that shows it").fill("Call of today");
    await lift.getByRole("button", { name: "Lift the hold" }).click();
    await expect(lift).toHaveCount(0);
  });
  await expectDone(page, "lift");
  await walk(page, "agree", agree);
  await expectDone(page, "agree");
  await walk(page, "holder", async (screen) => {
    await expect(screen.getByRole("combobox", { name: "Account" })).toBeVisible();
  });
  await expectWalked(page);
});

test("T3.2: the scene of a price that goes up is walked: whoever stays pays it from the renewal that was told", async ({
  page,
}) => {
  await setUpScene(page, "price-change");
  await walk(page, "notice", async (mailbox) => {
    await expect(mailbox.getByRole("link", { name: /price/i }).first()).toBeVisible();
  });
  await walk(page, "dashboard", async (screen) => {
    await expect(screen.getByText(/The price of \w+ goes up/).first()).toBeVisible();
  });
  await walk(page, "staff", async (screen) => {
    await screen
      .getByRole("row", { name: /Ultra/ })
      .getByRole("button", { name: /^Who is affected/ })
      .first()
      .click();
    await expect(screen.getByRole("dialog")).toContainText(/Hugo|hugo/);
  });
  await walk(page, "decide", async (screen) => {
    await screen.getByRole("button", { name: "Advance the clock" }).click();
    await screen.getByRole("menuitem", { name: "One year" }).click();
    await expect(screen.getByText(/On its way to/)).toBeVisible();
    await expect(screen.getByText(/On its way to/)).toHaveCount(0, { timeout: 60_000 });
  });
  await expectDone(page, "decide");
  await walk(page, "kept", async (screen) => {
    await expect(screen.getByRole("table", { name: "Billing history" })).toBeVisible();
  });
  await expectWalked(page);
});

test("R5: the scene of a refund by e-mail is walked from the mail to the money", async ({ page }) => {
  await setUpScene(page, "email-refund");
  await walk(page, "received", async (mailbox) => {
    await expect(mailbox.getByText(/refund request/i).first()).toBeVisible();
  });
  await walk(page, "take", async (desk) => {
    await desk.getByRole("button", { name: "Take the case" }).click();
    await expect(desk.getByText("In review")).toBeVisible();
  });
  await expectDone(page, "take");
  await walk(page, "approve", async (desk) => {
    await desk.getByRole("button", { name: /^Approve · / }).click();
    await expect(desk.getByText("Approved").first()).toBeVisible();
  });
  await expectDone(page, "approve");
  await walk(page, "reply", async (mailbox) => {
    await expect(mailbox.getByText(/your refund is approved/).first()).toBeVisible();
  });
  await expectDone(page, "refunded");
  await walk(page, "refunded", async (screen) => {
    await expect(screen.getByText("Refunded").first()).toBeVisible();
  });
  await walk(page, "receipt", verify);
  await expectWalked(page);
});

test("the pages of the scenes have no flaw, in either language or theme", async ({ page }) => {
  test.setTimeout(480_000);
  for (const scene of ["price-change", "email-refund", "five-minutes"]) {
    await setUpScene(page, scene);
    for (const address of [page.url(), new URL("/guide", page.url()).href])
      for (const look of LOOKS) {
        await page.emulateMedia({ colorScheme: look.theme });
        await page.goto(`${address.split("?", 1)[0]}?locale=${look.language}`);
        expect(await flaws(page, look, test.info().outputPath(`${scene}.png`)), scene).toEqual([]);
      }
  }
});

test("R3.3, C4.1: five minutes, following only what the guide says", async ({ page }) => {
  const began = performance.now();
  await setUpScene(page, "five-minutes");
  await walk(page, "refund", async (screen) => {
    await screen.getByRole("button", { name: /^Refund TOP-/ }).click();
    const dialog = screen.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Submit Refund/ }).click();
    await dialog.getByRole("button", { name: /^Confirm refund/ }).click();
  });
  await expectDone(page, "refund");
  await walk(page, "receipt", verify);
  await walk(page, "move", agree);
  await expectDone(page, "move");
  await walk(page, "holder", async (screen) => {
    await expect(screen.getByRole("combobox", { name: "Account" })).toBeVisible();
  });
  await expectWalked(page);
  expect(performance.now() - began).toBeLessThan(300_000);
});

/** Goes through the whole checklist and agrees to the file as it is. */
async function agree(desk: Page): Promise<void> {
  const boxes = desk.getByRole("checkbox");
  await expect(boxes.first()).toBeVisible();
  for (const box of await boxes.all()) await box.check();
  await desk.getByRole("button", { name: "Agree to this file" }).click();
  await expect(desk.getByRole("button", { name: "Agree to this file" })).toHaveCount(0);
}
