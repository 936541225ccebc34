import type { ChangeGround } from "@tenure/core/text";
import {
  agreeOnDesk,
  applyOnScreens,
  look,
  type Named,
  newCompany,
  takeOverOnScreens,
  toDesk,
} from "./support/change-screens.ts";
import { advanceClock } from "./support/clock.ts";
import { newHolder } from "./support/holders.ts";
import type { Customer } from "./support/people.ts";
import { newStaff } from "./support/staff.ts";
import { agreeTo, invitationTo } from "./support/subject-changes.ts";
import { expect, test } from "./support/test.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** One of each of the five grounds (C3.1); the first passes to a company, one is gone through on a phone. */
const JOURNEYS: readonly { readonly ground: ChangeGround; readonly size?: typeof PHONE }[] = [
  { ground: "merger" },
  { ground: "court_decision" },
  { ground: "holder_differs", size: PHONE },
  { ground: "legal_requirement" },
  { ground: "other" },
];

for (const { ground, size } of JOURNEYS)
  test(`C3.1 ${ground}: the account passes, from the first step to the new holder's first look${size === undefined ? "" : ", on a phone"}`, async ({
    open,
  }) => {
    const [first, second] = [
      await newStaff("Rin Okafor", "reviewer"),
      await newStaff("Sam Duarte", "reviewer"),
    ];
    const from = await newHolder("Ida", "Rhodes");
    const { named, to } = await newSide(ground, first);

    const page = await open(from, size);
    const changeId = await test.step("the applicant applies", () =>
      applyOnScreens(page, from, { ground, to: named }));
    await look(page, `status-${ground}`);

    const other = await open(to, size);
    await test.step("the new side takes it over", async () => {
      await takeOverOnScreens(other, await invitationTo(to.email));
      await expect(other.getByText("Your part is done")).toBeVisible();
      await look(other, "incoming-2-done");
    });

    await test.step("a reviewer agrees with the evidence before them, and another one too", async () => {
      await advanceClock(from, 4, "day");
      const desk = await open(first);
      await toDesk(desk, from.accountId, changeId);
      await look(desk, `desk-${ground}`);
      await agreeOnDesk(desk);
      await expect(
        desk.getByText("Your agreement is recorded; a second person decides").first(),
      ).toBeVisible();
      await expect(desk.getByText("1 of 2").first()).toBeVisible();
      await agreeTo(second, from.accountId, changeId);
      await desk.reload();
      await expect(desk.getByRole("heading", { name: "Revocation" })).toBeVisible();
    });

    await test.step("the account is the new holder's, and no longer the applicant's", async () => {
      await expect(other.getByText("The account “Ida Rhodes” is yours")).toBeVisible();
      await look(other, "incoming-3-yours");
      await other.getByRole("button", { name: "Go to the account" }).click();
      await expect(other.getByRole("heading", { name: "Overview" })).toBeVisible();
      const { items } = await to.api.subjectChanges.list.query({ accountId: from.accountId, limit: 10 });
      expect(items.map((each) => [each.ground, each.state])).toEqual([[ground, "effective"]]);
      await page.reload();
      await expect(page.getByRole("heading", { name: "Three conditions" })).toHaveCount(0);
      await look(page, "applicant-after");
    });
  });

/** A company for a merger, whose documents a person has read; a person for everything else. */
async function newSide(
  ground: ChangeGround,
  reviewer: Awaited<ReturnType<typeof newStaff>>,
): Promise<{ named: Named; to: Customer }> {
  if (ground === "merger") {
    const [legalName, registrationNumber] = ["Meitner Energi AB", "556012-5790"];
    const to = await newCompany(legalName, registrationNumber, reviewer);
    return { named: { kind: "company", legalName, registrationNumber, email: to.email }, to };
  }
  const to = await newHolder("Lise", "Meitner");
  return { named: { kind: "person", given: "Lise", family: "Meitner", email: to.email }, to };
}
