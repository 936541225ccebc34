import { expect, type Page } from "@playwright/test";
import { linkIn, mailTo } from "./mail.ts";
import { DEMO_PASSWORD, freshEmail } from "./people.ts";
import { at } from "./product.ts";
import { PASSWORD } from "./session.ts";

/**
 * Signs up through the screens and the mail, and opens an account in a zone. Ends on the overview.
 * @param link where to begin, such as an invitation
 * @returns the address
 */
export async function signUp(
  page: Page,
  name: string,
  timeZone: string,
  link: string = at("dashboard", "sign-up"),
): Promise<string> {
  const email = freshEmail(name);
  await page.goto(link);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: /create/i }).click();
  await expect(page.getByRole("heading", { name: "Check your mailbox" })).toBeVisible();
  await page.goto(linkIn(await mailTo(email, /confirm/i)));
  await expect(page.getByRole("heading", { name: "Open your account" })).toBeVisible();
  await page.getByLabel("Time zone").selectOption(timeZone);
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: "Open account" }).click();
  await expect(page.getByRole("heading", { name: "Overview" })).toBeVisible();
  return email;
}

/** Fills and sends the sign-in form of either app, in either language. */
export async function signIn(page: Page, email: string, password: string = DEMO_PASSWORD): Promise<void> {
  await page.getByLabel(/^(e-mail|邮箱)$/i).fill(email);
  await page.getByLabel(/^(password|密码)$/i).fill(password);
  await page.getByRole("button", { name: /^(sign in|登录)$/i }).click();
}

/** Enters the second factor of a sign-in. */
export async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code from your authenticator app").fill(code);
  await page.getByRole("button", { name: "Continue" }).click();
}
