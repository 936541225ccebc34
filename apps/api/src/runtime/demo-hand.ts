import { setTimeout as sleep } from "node:timers/promises";
import { readAccount } from "../accounts/account-facts.ts";
import { PLATFORM } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import type { LoginCaller } from "../identity/caller.ts";
import { appRouter } from "../trpc/router.ts";
import type { Services } from "./services.ts";

/** How long something may take on its way through page, notification and worker. */
const DONE_WITHIN_MS = 90_000;
/** Looks cost what a screen's do, and a dozen chapters wait at once. */
const LOOK_EVERY_MS = 200;

/** The API as somebody of the demo world uses it: the same procedures, guards and commands as a browser's. */
export type DemoApi = ReturnType<typeof appRouter.createCaller>;

/** A customer of the demo world at work. */
export interface DemoCustomer {
  readonly accountId: string;
  readonly api: DemoApi;
}

/**
 * Lets a login act as if it had just signed in, with its second factor where it has one.
 * @param withCode a customer who has one, too; staff always have
 */
export async function actAs(services: Services, email: string, withCode = false): Promise<DemoCustomer> {
  const { caller, accountId } = await services.db.within(PLATFORM, async (tx) => {
    const login = await tx.authUser.findUniqueOrThrow({ where: { email } });
    const staff = await tx.staff.findUnique({ where: { loginId: login.id } });
    const owned = await tx.member.findFirst({ where: { loginId: login.id, role: "owner", endedAt: null } });
    const hasFactor = withCode || staff !== null;
    const caller: LoginCaller = {
      kind: "login",
      loginId: login.id,
      name: login.name,
      email,
      emailVerified: login.emailVerified,
      language: login.language === "zh" ? "zh" : "en",
      sessionId: newId(),
      secondFactorEnrolled: hasFactor,
      secondFactorProven: hasFactor,
      steppedUp: hasFactor,
      staffRole: staff?.role === "administrator" || staff?.role === "reviewer" ? staff.role : null,
      memberships: owned === null ? [] : [{ account: await readAccount(tx, owned.accountId), role: "owner" }],
    };
    return { caller, accountId: owned?.accountId ?? "" };
  });
  const api = appRouter.createCaller(() => ({
    services,
    caller,
    requestId: "start",
    idempotencyKey: newId(),
    language: caller.language,
    shown: { zone: "UTC" },
    failure: null,
    headers: new Headers(),
  }));
  return { accountId, api };
}

/** Waits until what a worker does is done, as a person in front of a screen does. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const began = performance.now(); !(await isSo()); await sleep(LOOK_EVERY_MS))
    if (performance.now() - began > DONE_WITHIN_MS) throw new Error(`${what}: not within its time`);
}
