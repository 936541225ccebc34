import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { pageOf, pageShape, toPage } from "../trpc/account-input.ts";
import { staffProcedureFor } from "../trpc/procedures.ts";

/** What became of a notification: `problem` changed nothing and waits for a person. */
const eventStateSchema = z.enum(["received", "applied", "ignored", "problem"]);

const eventSchema = z.strictObject({
  id: z.uuid(),
  provider: z.string(),
  /** The provider's own name of the notification. */
  eventId: z.string(),
  type: z.string(),
  /** The provider's object it speaks of. */
  objectId: z.string(),
  state: eventStateSchema,
  problem: z.string().nullable(),
  attempts: z.int(),
  receivedAt: z.iso.datetime(),
  handledAt: z.iso.datetime().nullable(),
});

interface EventRow {
  readonly id: string;
  readonly provider: string;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly state: string;
  readonly problem: string | null;
  readonly attempts: number;
  readonly receivedAt: Date;
  readonly handledAt: Date | null;
}

const showEvent = (row: EventRow): z.infer<typeof eventSchema> => ({
  id: row.id,
  provider: row.provider,
  eventId: row.eventId,
  type: row.type,
  objectId: row.objectId,
  state: eventStateSchema.parse(row.state),
  problem: row.problem,
  attempts: row.attempts,
  receivedAt: row.receivedAt.toISOString(),
  handledAt: row.handledAt?.toISOString() ?? null,
});

/** Notifications of the payment providers, newest first; of one state, or about one object, where asked. */
export const listEvents = staffProcedureFor("operations.read")
  .input(
    z.strictObject({
      ...pageShape,
      state: eventStateSchema.optional(),
      objectId: z.string().trim().min(1).max(255).optional(),
    }),
  )
  .output(pageOf(eventSchema))
  .query(async ({ ctx, input: { limit, cursor, state, objectId } }) => {
    const rows = await ctx.read((tx) =>
      tx.providerEvent.findMany({
        where: {
          ...(state === undefined ? {} : { state }),
          ...(objectId === undefined ? {} : { objectId }),
          ...(cursor === undefined ? {} : { id: { lt: cursor } }),
        },
        omit: { payload: true },
        orderBy: { id: "desc" },
        take: limit + 1,
      }),
    );
    return toPage(rows, limit, showEvent);
  });

/** One notification with what the provider sent, as it was verified and stored. */
export const getEvent = staffProcedureFor("operations.read")
  .input(z.strictObject({ providerEventId: z.uuid() }))
  .output(eventSchema.extend({ payload: z.json() }))
  .query(async ({ ctx, input: { providerEventId } }) => {
    const row = await ctx.read((tx) => tx.providerEvent.findUnique({ where: { id: providerEventId } }));
    if (row === null) throw new AppError("not_found", "No such notification.");
    return { ...showEvent(row), payload: z.json().parse(row.payload) };
  });
