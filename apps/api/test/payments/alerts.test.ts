import { expect, it } from "vitest";
import { PLATFORM } from "../../src/db/database.ts";
import { closeAlert, openAlert } from "../../src/payments/alerts.ts";
import { freshDatabase } from "../support/database.ts";

const { db, sql } = await freshDatabase();

it("a cause that comes back after its alert was closed is told again, and once however often it is noticed", async () => {
  const notice = (reason: string) =>
    db.within(PLATFORM, (tx) => openAlert(tx, "payment_disputed", "dp_1", "pi_1", null, { reason }));
  const open = () => sql("SELECT detail FROM operator_alert WHERE resolved_at IS NULL");
  await notice("inquiry");
  await notice("noticed twice");
  expect(await open()).toEqual([{ detail: { reason: "inquiry" } }]);
  await db.within(PLATFORM, (tx) => closeAlert(tx, "payment_disputed", "dp_1", "2026-11-20T12:00:00.000Z"));
  expect(await open()).toEqual([]);
  await notice("chargeback");
  expect(await open()).toEqual([{ detail: { reason: "chargeback" } }]);
});
