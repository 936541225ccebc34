import type { Role } from "@tenure/core/access";
import type { Language } from "@tenure/core/money";
import type { AccountFacts } from "../accounts/account-facts.ts";
import type { KeyScope } from "../partners/key-scopes.ts";

/** A role on one account. */
export type MemberRole = Extract<Role, "member" | "owner" | "representative">;
/** A role of the platform's staff. */
export type StaffRole = Extract<Role, "reviewer" | "administrator">;

/** An account a login belongs to, with its role there. */
export interface Membership {
  readonly account: AccountFacts;
  readonly role: MemberRole;
}

/** Somebody signed in with a session cookie. */
export interface LoginCaller {
  readonly kind: "login";
  readonly loginId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly language: Language;
  readonly sessionId: string;
  /** A second factor (authenticator app or passkey) is enrolled. */
  readonly secondFactorEnrolled: boolean;
  /** A second factor was proven in this session, at whatever time. */
  readonly secondFactorProven: boolean;
  /** A second factor was proven in this session within the last minutes, by the database clock. */
  readonly steppedUp: boolean;
  readonly staffRole: StaffRole | null;
  readonly memberships: readonly Membership[];
}

/** A partner's program with an account's API key. */
export interface KeyCaller {
  readonly kind: "api_key";
  readonly keyId: string;
  readonly account: AccountFacts;
  readonly scopes: readonly KeyScope[];
}

/** A program of the platform's own, such as its gateway: it names the account with every request. */
export interface PlatformKeyCaller {
  readonly kind: "platform_key";
  readonly keyId: string;
  /** It acts on accounts of this mode only. */
  readonly livemode: boolean;
  readonly scopes: readonly KeyScope[];
}

/** Who makes a request. */
export type Caller = { readonly kind: "anonymous" } | LoginCaller | KeyCaller | PlatformKeyCaller;

/** Nobody known. */
export const ANONYMOUS: Caller = { kind: "anonymous" };
