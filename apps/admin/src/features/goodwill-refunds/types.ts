import type { Outputs } from "@tenure/api/trpc";

/** A refund that staff propose or gave out of goodwill. */
export type GoodwillRefund = Outputs["goodwillRefunds"]["list"]["items"][number];
