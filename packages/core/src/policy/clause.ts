import type { Text } from "../text/template.ts";

/** E: enforced by code and by a test that names the id. R: a consent or fact is kept. S: text the customer sees. */
export type ClauseKind = "E" | "R" | "S";

/**
 * One clause: how it binds and what it says to a customer. Numbers and choices that are policy data stand as
 * placeholders (`{windowHours:hourCount}`), so that the text cannot say anything but what the policy holds.
 */
export interface Clause {
  readonly kind: ClauseKind;
  readonly text: Text;
}

/** A clause that code enforces. */
export const enforced = (en: string, zh: string): Clause => ({ kind: "E", text: { en, zh } });
/** A clause whose consent or facts are kept. */
export const recorded = (en: string, zh: string): Clause => ({ kind: "R", text: { en, zh } });
/** A clause that is told, and binds by being told. */
export const shown = (en: string, zh: string): Clause => ({ kind: "S", text: { en, zh } });
