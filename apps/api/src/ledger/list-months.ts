import { instantSchema } from "@tenure/core/time";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";
import { type Month, monthOf, monthSchema, monthStart, nextMonth } from "./month.ts";

const monthViewSchema = z.strictObject({
  month: monthSchema,
  /** `running`: it has not ended yet. */
  state: z.enum(["running", "open", "closed"]),
  closes: z.array(
    z.strictObject({
      currency: z.string(),
      digest: z.string(),
      closedAt: instantSchema,
      /** Kind and id of who closed it, and the name where it was a member of staff. */
      closedBy: z.string(),
      closedByName: z.string().nullable(),
    }),
  ),
});

/** Every month of the books, newest first, from the first movement to the present one. */
export const listMonths = staffProcedureFor("ledger.read")
  .input(z.strictObject({}))
  .output(z.array(monthViewSchema))
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const present = monthOf(await readClock(tx, null));
      const [bounds] = await tx.$queryRaw<{ first: string | null; openFrom: string | null }[]>`
        SELECT tenure_iso((SELECT min(effective_at) FROM ledger_journal)) AS first, tenure_iso(ledger_open_from()) AS "openFrom"`;
      const closes = await tx.$queryRaw<
        (z.infer<typeof monthViewSchema>["closes"][number] & { month: Month })[]
      >`SELECT to_char(c.month, 'YYYY-MM') AS month, c.currency, c.digest, tenure_iso(c.closed_at) AS "closedAt",
               c.closed_by AS "closedBy", u.name AS "closedByName"
          FROM ledger_close c LEFT JOIN auth_user u ON c.closed_by = 'staff:' || u.id ORDER BY c.month DESC, c.currency`;
      const months: z.infer<typeof monthViewSchema>[] = [];
      const first = bounds?.first ?? null;
      for (let month = first === null ? present : monthOf(first); month <= present; month = nextMonth(month))
        months.push({
          month,
          state:
            month === present
              ? "running"
              : bounds?.openFrom != null && monthStart(month) < bounds.openFrom
                ? "closed"
                : "open",
          closes: closes.filter((each) => each.month === month).map(({ month: _, ...close }) => close),
        });
      return months.reverse();
    }),
  );
