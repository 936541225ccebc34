import { can, type Permission, type Role } from "@tenure/core/access";
import { z } from "zod";
import { readAccount, type AccountFacts } from "../accounts/account-facts.ts";
import type { Actor } from "../audit/record.ts";
import type { CommandContext } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { ofAccount, PLATFORM, type Tx } from "../db/database.ts";
import { AppError } from "../errors/app-error.ts";
import type { Caller, LoginCaller, PlatformKeyCaller } from "../identity/caller.ts";
import { hasScope } from "../partners/key-scopes.ts";
import type { Context } from "./context.ts";
import { requireAssurance, requireProvenStaff, requireVerifiedEmail } from "./assurance.ts";
import { t } from "./init.ts";
import type { Audience, ProcedureMeta, RestRoute } from "./meta.ts";
import { requireReadable } from "./readable-input.ts";

/** What a procedure about one account may use. */
export interface AccountContext {
  readonly account: AccountFacts;
  /** The caller's role on that account. */
  readonly role: Role;
  /** Reads within what the caller may see: row security shows nothing else. */
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The context of a command on this account, under the request's idempotency key (or the one given). */
  readonly command: (idempotencyKey?: string) => CommandContext;
}

/** What a procedure across accounts may use. */
export interface StaffContext {
  readonly login: LoginCaller;
  readonly role: Role;
  readonly read: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  /** The context of a command of the platform; `accountId` where it concerns one. */
  command(accountId?: string | null, idempotencyKey?: string): CommandContext;
}

/** What a procedure for whoever is signed in may use. */
export interface LoginContext {
  readonly login: LoginCaller;
  command(accountId?: string | null, idempotencyKey?: string): CommandContext;
}

const metaOf = (permission: Permission, audience: Audience, rest: RestRoute | undefined): ProcedureMeta => ({
  permission,
  audience,
  ...(rest === undefined ? {} : { rest }),
});

/** What every procedure starts from: headers that are in order, texts that are texts. */
const base = t.procedure.use(async ({ ctx, getRawInput, next }) => {
  if (ctx.failure !== null) throw ctx.failure;
  requireReadable(await getRawInput());
  return next();
});

/**
 * A procedure about one account: climbs from "who is it" over "which account, which role" to "may that role, with
 * that proof". An account the caller has nothing to do with answers `not_found`, as one that does not exist.
 */
export const procedureFor = (permission: Permission, rest?: RestRoute) =>
  base
    .meta(metaOf(permission, "account", rest))
    .use(async ({ ctx, getRawInput, next }) =>
      next({ ctx: await enterAccount(ctx, permission, await getRawInput()) }),
    );

/**
 * Which account, which role, may it: the guards behind {@link procedureFor}, also for doors that are no procedures,
 * such as a download. `rawInput` may name the account.
 * @throws AppError as a procedure of that permission would
 */
export async function enterAccount(
  ctx: Context,
  permission: Permission,
  rawInput: unknown,
): Promise<AccountContext> {
  const { account, role, actor } = await resolveAccount(ctx, permission, accountIdIn(rawInput));
  ctx.shown.zone = account.timeZone;
  requireAssurance(ctx.caller, permission);
  const asPlatform = actor.kind === "staff";
  const scope = asPlatform ? PLATFORM : ofAccount(account.id);
  return {
    account,
    role,
    read: (work) => ctx.services.db.within(scope, work),
    command: (key) => commandContext(ctx, actor, account.id, asPlatform, key),
  };
}

/** A procedure of reviewers and administrators, across accounts; a second factor must be proven in the session. */
export const staffProcedureFor = (permission: Permission, rest?: RestRoute) =>
  base
    .meta(metaOf(permission, "staff", rest))
    .use(async ({ ctx, next }) => next({ ctx: enterAsStaff(ctx, permission) }));

/**
 * May this member of staff do it: the guards behind {@link staffProcedureFor}, also for a download across accounts.
 * @throws AppError as a procedure of that permission would
 */
export function enterAsStaff(ctx: Context, permission: Permission): StaffContext {
  const login = requireLogin(ctx.caller);
  if (login.staffRole === null || !can(login.staffRole, permission)) throw new AppError("forbidden");
  requireProvenStaff(login);
  requireAssurance(login, permission);
  const actor: Actor = { kind: "staff", id: login.loginId };
  return {
    login,
    role: login.staffRole,
    read: (work) => ctx.services.db.within(PLATFORM, work),
    command: (accountId = null, key) => commandContext(ctx, actor, accountId, true, key),
  };
}

/** A procedure for whoever is signed in with a verified address, about themselves. */
export const loginProcedureFor = (permission: Permission, rest?: RestRoute) =>
  base.meta(metaOf(permission, "login", rest)).use(async ({ ctx, next }) => {
    const login = requireLogin(ctx.caller);
    const roles: readonly Role[] = [
      "public",
      ...login.memberships.map((each) => each.role),
      ...(login.staffRole === null ? [] : [login.staffRole]),
    ];
    if (!roles.some((role) => can(role, permission))) throw new AppError("forbidden");
    requireAssurance(login, permission);
    const given: LoginContext = {
      login,
      command: (accountId = null, key) =>
        commandContext(ctx, { kind: "login", id: login.loginId }, accountId, false, key),
    };
    return next({ ctx: given });
  });

/** A procedure for anybody. Its permission must be everybody's. */
export const openProcedureFor = (permission: Permission, rest?: RestRoute) =>
  base.meta(metaOf(permission, "open", rest)).use(async ({ next }) => {
    if (!can("public", permission)) throw new AppError("forbidden");
    return next();
  });

function requireLogin(caller: Caller): LoginCaller {
  if (caller.kind === "anonymous") throw new AppError("unauthenticated");
  if (caller.kind !== "login")
    throw new AppError("forbidden", "API keys may not do this; a person must sign in.");
  requireVerifiedEmail(caller);
  return caller;
}

/** The account an input names; undefined when it names none. */
function accountIdIn(rawInput: unknown): string | undefined {
  if (rawInput === null || typeof rawInput !== "object" || !("accountId" in rawInput)) return undefined;
  if (rawInput.accountId === undefined) return undefined;
  const read = z.uuid().safeParse(rawInput.accountId);
  if (!read.success)
    throw new AppError("validation_failed", undefined, [{ path: "accountId", message: "Invalid UUID" }]);
  return read.data.toLowerCase();
}

interface Resolved {
  readonly account: AccountFacts;
  readonly role: Role;
  readonly actor: Actor;
}

async function resolveAccount(
  ctx: Context,
  permission: Permission,
  named: string | undefined,
): Promise<Resolved> {
  const { caller } = ctx;
  if (caller.kind === "anonymous") throw new AppError("unauthenticated");
  if (caller.kind === "api_key") {
    if (named !== undefined && named !== caller.account.id)
      throw new AppError("not_found", "No such account.");
    if (!can("partner", permission))
      throw new AppError("forbidden", "API keys may not do this; a person must sign in.");
    if (!hasScope(caller.scopes, permission)) throw new AppError("scope_missing");
    return { account: caller.account, role: "partner", actor: { kind: "api_key", id: caller.keyId } };
  }
  if (caller.kind === "platform_key") return resolveForPlatform(ctx, caller, permission, named);
  requireVerifiedEmail(caller);
  const membership =
    named === undefined
      ? soleMembership(caller)
      : caller.memberships.find((each) => each.account.id === named);
  if (membership !== undefined && (can(membership.role, permission) || caller.staffRole === null)) {
    if (!can(membership.role, permission)) throw new AppError("forbidden");
    return {
      account: membership.account,
      role: membership.role,
      actor: { kind: "login", id: caller.loginId },
    };
  }
  return resolveAsStaff(ctx, caller, permission, named ?? membership?.account.id);
}

/** A program of the platform's acts on an account as that account's own program would. */
async function resolveForPlatform(
  ctx: Context,
  caller: PlatformKeyCaller,
  permission: Permission,
  accountId: string | undefined,
): Promise<Resolved> {
  if (!can("partner", permission))
    throw new AppError("forbidden", "API keys may not do this; a person must sign in.");
  if (!hasScope(caller.scopes, permission)) throw new AppError("scope_missing");
  if (accountId === undefined)
    throw new AppError("validation_failed", "A platform key names the account it acts on.", [
      { path: "accountId", message: "required" },
    ]);
  const account = await accountOnce(ctx, accountId);
  if (account.livemode !== caller.livemode) throw new AppError("not_found", "No such account.");
  return { account, role: "partner", actor: { kind: "platform_key", id: caller.keyId } };
}

function soleMembership(caller: LoginCaller) {
  if (caller.memberships.length > 1 && caller.staffRole === null)
    throw new AppError("validation_failed", "This login belongs to several accounts; name one.", [
      { path: "accountId", message: "required" },
    ]);
  return caller.staffRole === null ? caller.memberships[0] : undefined;
}

/** Accounts that staff asked for, by request: a page asks several questions about one account at once. */
const accountsOf = new WeakMap<Context, Map<string, Promise<AccountFacts>>>();

/** Reads an account once for all questions of one request. */
function accountOnce(ctx: Context, accountId: string): Promise<AccountFacts> {
  const known = accountsOf.get(ctx) ?? new Map<string, Promise<AccountFacts>>();
  accountsOf.set(ctx, known);
  const found = known.get(accountId) ?? ctx.services.db.within(PLATFORM, (tx) => readAccount(tx, accountId));
  known.set(accountId, found);
  return found;
}

async function resolveAsStaff(
  ctx: Context,
  caller: LoginCaller,
  permission: Permission,
  accountId: string | undefined,
): Promise<Resolved> {
  if (caller.staffRole === null) throw new AppError("not_found", "No such account.");
  requireProvenStaff(caller);
  if (!can(caller.staffRole, permission)) throw new AppError("forbidden");
  if (accountId === undefined)
    throw new AppError("validation_failed", "Staff name the account they work on.", [
      { path: "accountId", message: "required" },
    ]);
  const account = await accountOnce(ctx, accountId);
  return { account, role: caller.staffRole, actor: { kind: "staff", id: caller.loginId } };
}

function commandContext(
  ctx: Context,
  actor: Actor,
  accountId: string | null,
  asPlatform: boolean,
  key: string | undefined,
): CommandContext {
  return {
    actor,
    accountId,
    asPlatform,
    requestId: ctx.requestId,
    // A screen that sends no key asks for no replay: each of its requests is a command of its own.
    idempotencyKey: key ?? ctx.idempotencyKey ?? newId(),
  };
}
