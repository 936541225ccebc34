import { can, type Permission } from "@tenure/core/access";
import { useCurrentAccount } from "./current-account.tsx";

/** Whether the person may do something in the account in force, by the same table the API asks. */
export function usePermission(permission: Permission): boolean {
  return can(useCurrentAccount().account.role, permission);
}
