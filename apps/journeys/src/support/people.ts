import { type BrowserContext, expect, type Page } from "@playwright/test";
import { productUrl, sandboxUrl } from "./product.ts";

/** Password of everybody in the demo world, as the start prints it. */
const DEMO_PASSWORD = "tenure demo 2026";

/** A mail as the mailbox holds it. */
export interface Mail {
  readonly id: string;
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly recipients: readonly string[];
}

/** An address nobody else has. */
export const freshEmail = (name: string): string => `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;

/** Mails to an address, oldest first. */
export async function mailsTo(email: string): Promise<readonly Mail[]> {
  const response = await fetch(`${sandboxUrl()}/mailbox/api/messages?to=${encodeURIComponent(email)}`);
  const mails = (await response.json()) as Mail[];
  return mails.toReversed();
}

/** Waits for a mail whose subject matches. */
export async function mailTo(email: string, subject: RegExp): Promise<Mail> {
  let found: Mail | undefined;
  await expect
    .poll(async () => (found = (await mailsTo(email)).find((mail) => subject.test(mail.subject)))?.subject, {
      message: `a mail to ${email} about ${subject}`,
      timeout: 20_000,
    })
    .toMatch(subject);
  if (found === undefined) throw new Error("no mail");
  return found;
}

/** The current code of a demo login, from the sandbox's authenticator page. */
export async function codeOf(email: string): Promise<string> {
  const response = await fetch(`${sandboxUrl()}/authenticator/api/codes`);
  const codes = (await response.json()) as { label: string; code: string }[];
  const found = codes.find((each) => each.label === email);
  if (found === undefined) throw new Error(`no authenticator of ${email}`);
  return found.code;
}

/** Signs up through the screens and the mail, and opens an account. Ends on the dashboard's overview. */
export async function signUp(page: Page, name: string): Promise<string> {
  const email = freshEmail(name);
  await page.goto(`${productUrl()}/dashboard/sign-up`);
  await page.getByLabel("Name", { exact: true }).fill(`${name} Lovelace`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page.getByRole("heading", { name: "Check your mailbox" })).toBeVisible();
  const mail = await mailTo(email, /confirm/i);
  const link = /https?:\/\/\S+/.exec(mail.text)?.[0];
  if (link === undefined) throw new Error(`no link in: ${mail.text}`);
  await page.goto(link);
  await openAccount(page);
  return email;
}

async function openAccount(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Open your account" })).toBeVisible();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Open account" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
}

/** Signs a demo customer in. */
export async function signIn(page: Page, email: string, app: "dashboard" | "admin" = "dashboard"): Promise<void> {
  await page.goto(`${productUrl()}/${app}/`);
  await page.getByLabel(/e-mail|邮箱/i).fill(email);
  await page.getByLabel(/^(password|密码)$/i).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: /^(sign in|登录)$/i }).click();
}

/** Signs a member of staff into the admin, second factor included. */
export async function signInStaff(page: Page, email: string): Promise<void> {
  await signIn(page, email, "admin");
  await page.getByRole("textbox", { name: /code|验证码/i }).fill(await codeOf(email));
  await page.getByRole("button", { name: /verify|continue|sign in|confirm|验证/i }).first().click();
  await expect(page.getByRole("navigation").first()).toBeVisible();
}

/** A page in a browser of its own: another person. */
export const anotherPerson = (context: BrowserContext): Promise<Page> =>
  context.browser()?.newContext({ locale: "en-US", reducedMotion: "reduce" }).then((own) => own.newPage()) ??
  Promise.reject(new Error("no browser"));
