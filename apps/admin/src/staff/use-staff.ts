import { useLingui } from "@lingui/react/macro";
import { useSuspenseQuery } from "@tanstack/react-query";
import { can, type Permission, type Role } from "@tenure/core/access";
import { useCallback } from "react";
import { trpc } from "../trpc.ts";

/** The role of whoever is signed in; `public` for somebody without a staff role, who is shown no feature. */
export function useStaffRole(): Role {
  return useSuspenseQuery(trpc.session.me.queryOptions()).data.staffRole ?? "public";
}

/** The name of whoever is signed in. */
export function useStaffName(): string {
  return useSuspenseQuery(trpc.session.me.queryOptions()).data.login?.name ?? "";
}

/** Why an action is not this person's, by the same table the API asks; undefined when it is. */
export function useDenial(): (permission: Permission) => string | undefined {
  const { t } = useLingui();
  const role = useStaffRole();
  return useCallback(
    (permission) => {
      if (can(role, permission)) return undefined;
      return can("administrator", permission)
        ? t`Only an administrator may do this.`
        : t`Only the account's owner may do this, in the dashboard.`;
    },
    [role, t],
  );
}
