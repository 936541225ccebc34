import { createHmac, randomBytes, randomInt } from "node:crypto";
import { hashPassword, makeSignature, symmetricEncrypt } from "better-auth/crypto";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import type { TestApp } from "./app.ts";

const PASSWORD = "correct horse battery";

/** Somebody signed in, with cookies as a browser would keep them. */
export interface Person {
  readonly email: string;
  readonly password: string;
  readonly loginId: string;
  /** TOTP secret as the authenticator app has it; null before enrolment. */
  readonly secret: string | null;
  /** The browser's cookies by name. */
  readonly jar: Map<string, string>;
  cookie(): string;
  /** Requests as this person's browser sends them: cookies, own origin, JSON. */
  send(
    method: "GET" | "POST",
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
  query(name: string, input?: unknown, headers?: Record<string, string>): Promise<Answer>;
  mutate(name: string, input?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** What a procedure answered: data, or the problem. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, unknown>;
  readonly problem: {
    readonly code?: string;
    readonly errors?: unknown;
    readonly detail?: string;
    readonly requestId?: string;
  };
}

/** A browser without anybody signed in. */
export function browser({ app, services }: Pick<TestApp, "app" | "services">) {
  const jar = new Map<string, string>();
  // An address of its own (RFC 5737, 198.18.0.0/15): limits per address are for one browser, not for a whole test.
  const remoteAddress = `198.${randomInt(18, 20)}.${randomInt(256)}.${randomInt(256)}`;
  const send: Person["send"] = async (method, url, body, headers = {}) => {
    const request: InjectOptions = {
      remoteAddress,
      method,
      url,
      headers: {
        origin: services.env.publicUrl,
        ...(jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    };
    const response = await app.inject(request);
    for (const { name, value, maxAge } of response.cookies as {
      name: string;
      value: string;
      maxAge?: number;
    }[])
      if (value === "" || maxAge === 0) jar.delete(name);
      else jar.set(name, encodeURIComponent(value));
    return response;
  };
  const query = async (name: string, input?: unknown, headers?: Record<string, string>) =>
    answerOf(
      await send(
        "GET",
        `/api/trpc/${name}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
        undefined,
        headers,
      ),
    );
  const mutate = async (name: string, input: unknown = {}, headers?: Record<string, string>) =>
    answerOf(await send("POST", `/api/trpc/${name}`, input, headers));
  return {
    jar,
    send,
    query,
    mutate,
    cookie: () => [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
  };
}

function answerOf(response: LightMyRequestResponse): Answer {
  const body = response.json<{
    result?: { data: Answer["data"] };
    error?: { data?: { problem?: Answer["problem"] } };
  }>();
  return {
    status: response.statusCode,
    data: body.result?.data ?? {},
    problem: body.error?.data?.problem ?? {},
  };
}

/** What a password becomes when it is kept: a quarter of a second of work, done once for the one password of all tests. */
let kept: Promise<string> | null = null;

/**
 * Somebody who has signed up and is signed in: rows and cookie as the doors leave them (identity tests compare both). The
 * doors themselves are {@link signUpThroughDoors}; they hash passwords, which is most of what a test of something else
 * would do.
 */
export async function signUp(test: TestApp, name: string): Promise<Person> {
  const email = `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const [password, token] = [await (kept ??= hashPassword(PASSWORD)), randomBytes(24).toString("base64url")];
  const [row] = await test.database.sql<{ id: string }>(
    `WITH login AS (INSERT INTO auth_user (name, email, email_verified) VALUES ($1, $2, true) RETURNING id),
          credential AS (INSERT INTO auth_credential (account_id, provider_id, user_id, password)
                         SELECT id::text, 'credential', id, $3 FROM login),
          session AS (INSERT INTO auth_session (token, user_id, expires_at)
                      SELECT $4, id, now() + interval '7 days' FROM login)
     SELECT id FROM login`,
    [name, email, password, token],
  );
  if (row === undefined) throw new Error("no login");
  const tab = browser(test);
  const { publicUrl, secret } = test.services.env;
  const cookie = `${publicUrl.startsWith("https:") ? "__Secure-" : ""}tenure.session_token`;
  tab.jar.set(cookie, encodeURIComponent(`${token}.${await makeSignature(token, secret)}`));
  return { ...tab, email, password: PASSWORD, loginId: row.id, secret: null };
}

/** The same with an authenticator app, proven in the session just now. */
export async function enrol(person: Person, test: TestApp): Promise<Person & { readonly secret: string }> {
  const plain = randomBytes(24).toString("base64url");
  await test.database.sql(
    `WITH factor AS (INSERT INTO auth_two_factor (user_id, secret, backup_codes) VALUES ($1, $2, $3)),
          login AS (UPDATE auth_user SET two_factor_enabled = true WHERE id = $1)
     UPDATE auth_session SET stepped_up_at = tenure_now() WHERE user_id = $1`,
    [
      person.loginId,
      await symmetricEncrypt({ key: test.services.env.secret, data: plain }),
      await symmetricEncrypt({ key: test.services.env.secret, data: "[]" }),
    ],
  );
  return { ...person, secret: toBase32(plain) };
}

const toBase32 = (text: string): string => {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
};

/** Signs somebody up and in, through the very doors a browser uses: sign-up, link in the mail, password. */
export async function signUpThroughDoors(test: TestApp, name: string): Promise<Person> {
  const email = `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  const tab = browser(test);
  const signedUp = await tab.send("POST", "/api/auth/sign-up/email", { name, email, password: PASSWORD });
  if (signedUp.statusCode !== 200) throw new Error(`sign-up: ${signedUp.statusCode} ${signedUp.body}`);
  const mail = test.identityMails.findLast((each) => each.to.email === email);
  if (mail === undefined) throw new Error("no verification mail");
  const link = new URL(mail.url);
  await tab.send("GET", link.pathname + link.search);
  const session = await tab.send("GET", "/api/auth/get-session");
  const loginId = session.json<{ user?: { id: string } } | null>()?.user?.id;
  if (loginId === undefined) throw new Error(`not signed in: ${session.body}`);
  return { ...tab, email, password: PASSWORD, loginId, secret: null };
}

/** The same, with an authenticator app enrolled and proven in the session. */
export async function enrolThroughDoors(
  person: Person,
): Promise<Person & { readonly secret: string; readonly usedCode: string }> {
  const enabled = await person.send("POST", "/api/auth/two-factor/enable", { password: person.password });
  const uri = enabled.json<{ totpURI?: string }>().totpURI;
  const secret = uri === undefined ? null : new URL(uri).searchParams.get("secret");
  if (secret === null) throw new Error(`two-factor: ${enabled.body}`);
  const usedCode = totp(secret);
  const verified = await person.send("POST", "/api/auth/two-factor/verify-totp", { code: usedCode });
  if (verified.statusCode !== 200) throw new Error(`verify: ${verified.body}`);
  return { ...person, secret, usedCode };
}

/** An account of this person, opened through the API. @returns its id */
export async function openAccount(test: TestApp, person: Person): Promise<string> {
  const { policyAt } = await import("@tenure/core/policy");
  const { data, status, problem } = await person.mutate("accounts.create", {
    currency: "USD",
    timeZone: "UTC",
    language: "en",
    termsVersion: policyAt(new Date().toISOString()).version,
  });
  if (status !== 200) throw new Error(`accounts.create: ${JSON.stringify(problem)}`);
  return String(data["accountId"]);
}

/** Somebody of the platform's staff: the row is the database owner's to write, the second factor is their own. */
export async function staff(test: TestApp, role: "reviewer" | "administrator") {
  const person = await enrol(await signUp(test, role), test);
  await test.database.sql("INSERT INTO staff (login_id, role) VALUES ($1, $2)", [person.loginId, role]);
  return person;
}

/** The code an authenticator app shows (RFC 6238: SHA-1, 30 s, 6 digits); `steps` ahead of now. */
export function totp(secret: string, steps = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const mac = createHmac("sha1", base32(secret)).update(counter).digest();
  const offset = mac.readUInt8(19) & 0x0f;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

function base32(text: string): Buffer {
  const bits = [...text.replace(/=+$/, "")]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
