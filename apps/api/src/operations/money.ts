import { currencySchema, minorToNanos, moneySchema, toMoney } from "@tenure/core/money";
import { refundStatesUnderWay } from "@tenure/core/refunds";
import { z } from "zod";
import { readClock } from "../db/clock.ts";
import type { Tx } from "../db/database.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

/** Days shown, today with them. */
const DAYS = 7;
const DAY_MS = 86_400_000;

const dayMoney = z.strictObject({
  /** Paid by customers on that day, tax with it. */
  received: moneySchema,
  /** Arrived back at customers on that day, tax with it. */
  returned: moneySchema,
});

const output = z.strictObject({
  /** UTC days, the oldest first, today last. */
  days: z.array(z.iso.date()),
  currencies: z.array(
    z.strictObject({
      currency: currencySchema,
      /** One for each of `days`. */
      byDay: z.array(dayMoney),
      total: dayMoney,
      /** Refunds on their way to the customer: how many, and what is expected of them, tax aside. */
      underWay: z.strictObject({ count: z.int(), expected: moneySchema }),
    }),
  ),
});

/** What moved by currency and day; without a day, over all of them. */
const moved = z.array(
  z.object({
    day: z.string().nullable(),
    currency: currencySchema,
    received_minor: z.bigint(),
    returned_nanos: z.bigint(),
  }),
);
const waiting = z.array(
  z.object({ currency: currencySchema, count: z.bigint(), expected_nanos: z.bigint() }),
);

/** Of accounts of this mode only: what was tried in test mode is nobody's money. */
const readMoved = async (tx: Tx, since: Date, livemode: boolean) =>
  moved.parse(
    await tx.$queryRaw`
      SELECT to_char(day, 'YYYY-MM-DD') AS day, currency, sum(received)::bigint AS received_minor,
             sum(returned)::bigint AS returned_nanos
        FROM (SELECT date_trunc('day', p.captured_at, 'UTC') AS day, p.currency, p.amount_minor AS received, 0 AS returned
                FROM payment p JOIN account a ON a.id = p.account_id AND a.livemode = ${livemode}
               WHERE p.captured_at >= ${since}
              UNION ALL
              SELECT date_trunc('day', r.refunded_at, 'UTC'), r.currency, 0, r.net_nanos + coalesce(r.tax_nanos, 0)
                FROM refund r JOIN account a ON a.id = r.account_id AND a.livemode = ${livemode}
               WHERE r.refunded_at >= ${since} AND r.net_nanos IS NOT NULL) AS movement
       GROUP BY GROUPING SETS ((currency, day), (currency))`,
  );

const readWaiting = async (tx: Tx, livemode: boolean) =>
  waiting.parse(
    await tx.$queryRaw`
      SELECT r.currency, count(*) AS count, sum(coalesce(r.net_nanos, r.expected_nanos))::bigint AS expected_nanos
        FROM refund r JOIN account a ON a.id = r.account_id AND a.livemode = ${livemode}
       WHERE r.refunded_at IS NULL AND r.failed_at IS NULL AND r.state = ANY (${[...refundStatesUnderWay]}) GROUP BY 1`,
  );

/** What came in and what went back in the last seven days, by currency and UTC day, and what is on its way. */
export const moneyOfDays = staffProcedureFor("operations.read")
  .input(z.strictObject({}))
  .output(output)
  .query(({ ctx }) =>
    ctx.read(async (tx) => {
      const { livemode } = ctx.services.env;
      const today = Math.floor(Date.parse(await readClock(tx, null)) / DAY_MS) * DAY_MS;
      const days = Array.from({ length: DAYS }, (_, index) =>
        new Date(today - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10),
      );
      const movements = await readMoved(tx, new Date(today - (DAYS - 1) * DAY_MS), livemode);
      const underWay = await readWaiting(tx, livemode);
      const currencies = [...new Set([...movements, ...underWay].map(({ currency }) => currency))].toSorted();
      return {
        days,
        currencies: currencies.map((currency) => {
          const shownOf = (day: string | null) => {
            const found = movements.find((each) => each.day === day && each.currency === currency);
            return {
              received: toMoney(minorToNanos(found?.received_minor ?? 0n, currency), currency),
              returned: toMoney(found?.returned_nanos ?? 0n, currency),
            };
          };
          const waits = underWay.find((each) => each.currency === currency);
          return {
            currency,
            byDay: days.map(shownOf),
            total: shownOf(null),
            underWay: {
              count: Number(waits?.count ?? 0n),
              expected: toMoney(waits?.expected_nanos ?? 0n, currency),
            },
          };
        }),
      };
    }),
  );
