import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: run through playwright`);
  return value;
};

/** Origin of the product under test. */
export const productUrl = (): string => required("TENURE_JOURNEY_URL");

/** Origin of its sandbox: mailbox, payment control, authenticator. */
export const sandboxUrl = (): string => required("TENURE_JOURNEY_SANDBOX");

/** Where its data lies. */
export const dataDir = (): string => required("TENURE_JOURNEY_DATA");

/** An address of the dashboard or the admin. */
export const at = (app: "dashboard" | "admin", path = ""): string => `${productUrl()}/${app}/${path}`;

const CLI = join(import.meta.dirname, "../../../api/dist/cli.js");

/** The environment without a developer's own production settings: they must not reach the product under test. */
export const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) =>
        !/^(DATABASE_|TENURE_(?!JOURNEY)|STRIPE_|ANTOM_|SMTP_|PUBLIC_URL|PORT$|LOG_LEVEL)/.test(name),
    ),
  );

/** Runs `pnpm tenure …` on the data of the product under test. @returns what it printed */
export async function tenure(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], {
    env: { ...ownEnvironment(), TENURE_DATA_DIR: dataDir() },
  });
  return stdout;
}

/** A request to the sandbox's control API. */
export async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(
    `${sandboxUrl()}/control${path}`,
    body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`control ${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
}
