import type { Text } from "./template.ts";

/** What a refusal says and what would help. */
export interface RefusalText {
  readonly reason: Text;
  readonly help: Text;
}
