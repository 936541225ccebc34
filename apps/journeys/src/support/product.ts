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

const CLI = join(import.meta.dirname, "../../../api/src/cli.ts");

/** Runs `pnpm tenure …` on the data of the product under test. @returns what it printed */
export async function tenure(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], {
    env: { ...process.env, TENURE_DATA_DIR: required("TENURE_JOURNEY_DATA") },
  });
  return stdout;
}

/** A request to the sandbox's control API. */
export async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${sandboxUrl()}/control${path}`, {
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`control ${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<T>;
}
