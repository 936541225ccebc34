import type { Outputs } from "@tenure/api/trpc";

/** An address that events go to. */
export type Endpoint = Outputs["webhookEndpoints"]["list"]["items"][number];
