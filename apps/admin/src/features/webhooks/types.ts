import type { Outputs } from "@tenure/api/trpc";

/** An address that events of an account go to. */
export type Endpoint = Outputs["webhookEndpoints"]["list"]["items"][number];

/** An event on its way to one. */
export type Delivery = Outputs["webhookEndpoints"]["deliveries"]["items"][number];
