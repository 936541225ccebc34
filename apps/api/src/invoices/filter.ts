import { localDateSchema, plusDays, startOfDay } from "@tenure/core/statements";
import { z } from "zod";

/** Which documents: of a kind, of a period (whole days of the account), or whose numbers or buyer hold a text. */
export const invoiceFilterShape = {
  kind: z.enum(["invoice", "credit_note"]).exactOptional(),
  from: localDateSchema.exactOptional(),
  to: localDateSchema.exactOptional(),
  query: z.string().trim().min(1).max(100).exactOptional(),
};

type Filter = {
  readonly [Key in keyof typeof invoiceFilterShape]?: z.output<(typeof invoiceFilterShape)[Key]>;
};

/** The condition of a filter; days are those of `zone`. */
export function whereInvoices({ kind, from, to, query }: Filter, zone: string) {
  // Prisma hands wildcards on to LIKE; here they are characters like any other.
  const contains = { contains: (query ?? "").replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } as const;
  return {
    ...(kind === undefined ? {} : { kind }),
    issuedAt: {
      ...(from === undefined ? {} : { gte: startOfDay(from, zone) }),
      ...(to === undefined ? {} : { lt: startOfDay(plusDays(to, 1), zone) }),
    },
    ...(query === undefined
      ? {}
      : { OR: [{ number: contains }, { orderNumber: contains }, { buyerName: contains }] }),
  };
}
