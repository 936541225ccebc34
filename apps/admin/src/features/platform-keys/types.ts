import type { Inputs, Outputs } from "@tenure/api/trpc";

/** A key of the platform's own programs. */
export type PlatformKey = Outputs["platformKeys"]["list"]["items"][number];

/** What a key may do. */
export type KeyScope = Inputs["platformKeys"]["create"]["scopes"][number];
