/** Kinds of actors, as the API filters by them. */
export const actorKinds = ["login", "staff", "api_key", "platform_key", "system", "anonymous"] as const;

/** What the audit page is narrowed to, as it stands in the address. */
export interface AuditFilter {
  /** Account id. */
  readonly account?: string;
  /** Start of the action. */
  readonly action?: string;
  readonly by?: (typeof actorKinds)[number];
  /** Id of one actor. */
  readonly actor?: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text can be an account id; anything else the API would refuse. */
export const isAccountId = (text: string): boolean => UUID.test(text);

/** Reads the filter from an address; what is not a filter is left out. */
export function readAuditFilter(search: Readonly<Record<string, unknown>>): AuditFilter {
  const { account, action, by, actor } = search;
  const kind = actorKinds.find((each) => each === by);
  return {
    ...(typeof account === "string" && isAccountId(account) ? { account } : {}),
    ...(typeof action === "string" && action.trim() !== "" ? { action: action.trim() } : {}),
    ...(kind === undefined ? {} : { by: kind }),
    ...(typeof actor === "string" && actor.trim() !== "" ? { actor: actor.trim() } : {}),
  };
}
