/** A line of an invoice with its tax (R3.9), in nanos: what the lines' last column adds up to the total. */
export const lineGrossNanos = (netNanos: bigint, taxNanos: bigint): bigint => netNanos + taxNanos;
