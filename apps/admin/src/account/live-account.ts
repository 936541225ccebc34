import type { Query } from "@tanstack/react-query";

/** The stream of what changes in one account. */
export const streamOfAccount = (accountId: string): string => `/api/live?accountId=${accountId}`;

/** On an account's page nearly everything is the account's; the rules in force are not. */
export const isToldOfAccount = ({ queryKey: [path] }: Query): boolean =>
  !(Array.isArray(path) && path[0] === "policyVersions");
