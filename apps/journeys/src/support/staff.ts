import { setTimeout as sleep } from "node:timers/promises";
import { totp } from "@tenure/sandbox";
import { DEMO_PASSWORD, newLogin } from "./people.ts";
import { sandboxUrl, tenure } from "./product.ts";
import { type Cookies, identity, newSession, PASSWORD, type Session } from "./session.ts";

const PERIOD_MS = 30_000;
/** Longest that a code may be on its way to the server of a busy machine. */
const ON_ITS_WAY_MS = 8_000;

/** Gives codes of one secret, each only once: a used code is refused. */
export class Authenticator {
  readonly #secret: string;
  #lastWindow = 0;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /**
   * A code that was not given yet. Clocks may differ by one period, so that three are good at any time; whoever is quicker
   * waits for the next, as a person does.
   */
  async code(): Promise<string> {
    // The code before the present one dies with the present period: not for a request that is under way just then.
    const oldestAlive = Math.floor((Date.now() + ON_ITS_WAY_MS) / PERIOD_MS) - 1;
    this.#lastWindow = Math.max(oldestAlive, this.#lastWindow + 1);
    const aheadMs = (this.#lastWindow - 1) * PERIOD_MS - Date.now();
    if (aheadMs > 0) await sleep(aheadMs);
    return totp(this.#secret, this.#lastWindow * PERIOD_MS);
  }
}

/** A member of staff with an authenticator. */
export interface StaffPerson extends Session {
  readonly email: string;
  readonly name: string;
  readonly authenticator: Authenticator;
}

/** Somebody new of the platform's staff: signed up, second factor set up, then appointed by the operator. */
export async function newStaff(name: string, role: "reviewer" | "administrator"): Promise<StaffPerson> {
  const login = await newLogin(name);
  const { totpURI } = await identity<{ totpURI: string }>(login, "/two-factor/enable", {
    password: PASSWORD,
  });
  const secret = new URL(totpURI).searchParams.get("secret");
  if (secret === null) throw new Error("no secret was given");
  const authenticator = new Authenticator(secret);
  await identity(login, "/two-factor/verify-totp", { code: await authenticator.code() });
  await tenure("staff", "add", login.email, role);
  return { ...login, name, authenticator };
}

/** Signs the demo world's administrator in; once per run, because each code works once. */
export async function signInDemoAdministrator(): Promise<Cookies> {
  const email = "max@example.com";
  const session = await newSession();
  await identity(session, "/sign-in/email", { email, password: DEMO_PASSWORD });
  const answer = await fetch(`${sandboxUrl()}/authenticator/api/codes`);
  const codes = (await answer.json()) as { label: string; code: string }[];
  await identity(session, "/two-factor/verify-totp", {
    code: codes.find(({ label }) => label === email)?.code,
  });
  const { cookies } = await session.request.storageState();
  await session.request.dispose();
  return cookies;
}

/** The demo world's administrator, signed in before the first test. */
export const demoAdministrator = (): Cookies =>
  JSON.parse(process.env["TENURE_JOURNEY_ADMIN"] ?? "[]") as Cookies;
