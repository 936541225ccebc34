import { randomInt } from "node:crypto";
import { actAs } from "../demo-hand.ts";
import { type DemoStage, verify, verifyPhone } from "../demo-steps.ts";
import { ensureAuthenticator, ensureCustomer } from "../demo-world.ts";
import type { Casting, SetUp } from "./scene.ts";

/** Numbers that Sweden keeps for stories end here; others beside them are as unlikely to be anybody's in a sandbox. */
const PHONE_DIGITS = 7;

/**
 * Makes somebody for a run: a login and an account like those of the demo world, under an address that nobody else has.
 * Their verified name is theirs alone, too: one person may not hold both sides of a change.
 */
export async function castPlayer(
  stage: DemoStage,
  casting: Casting,
  suffix: string,
): Promise<Awaited<ReturnType<SetUp["cast"]>>> {
  const { services } = stage;
  const { name, isHolder } = casting;
  const email = `${name.toLowerCase().split(" ")[0]}.${suffix}@example.com`;
  const person = { name, email, language: "en", timeZone: "Europe/Stockholm" } as const;
  const loginId = await ensureCustomer(services, person);
  const phone = `+4670${String(randomInt(10 ** PHONE_DIGITS)).padStart(PHONE_DIGITS, "0")}`;
  const customer = await actAs(services, email);
  if (isHolder === undefined) return { ...customer, name, email, withCode: false, phone };
  await Promise.all([
    verify(stage, customer, isHolder, "SE"),
    verifyPhone(stage, customer, phone),
    ensureAuthenticator(services, loginId),
  ]);
  return { ...customer, name, email, withCode: true, phone };
}
