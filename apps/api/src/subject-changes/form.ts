import { createHash } from "node:crypto";
import { z } from "zod";
import { countrySchema, lineOfText, linesOfText } from "../accounts/input.ts";
import { AppError } from "../errors/app-error.ts";
import { RECORD_KINDS, type RecordOf, type Vault } from "../vault/vault.ts";

/** The form of an application, as the vault keeps it. */
export type ChangeForm = RecordOf<"change_form">;

const line = (maxLength: number) => lineOfText(maxLength, 0);

/** The form as a person fills it in: parts may be empty until it is submitted. */
export const formInput = z.strictObject({
  newSubject: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("individual"), given: line(80), family: line(80) }),
    z.strictObject({
      kind: z.enum(["company", "organisation"]),
      legalName: line(200),
      registrationNumber: line(60),
      country: z.union([z.literal(""), countrySchema]),
    }),
  ]),
  /** Where the new subject is invited. */
  email: z.union([z.literal(""), z.email().max(254)]),
  explanation: z.union([z.literal(""), linesOfText(4000)]),
});
/** See {@link formInput}. */
export type FormInput = z.output<typeof formInput>;

/**
 * A form to keep: the same words about the same change are the same form. Its salt comes from the master key, so that the
 * fingerprint outside the vault tells nobody whether a guess is right.
 */
export function toForm(vault: Vault, accountId: string, form: FormInput): ChangeForm {
  const salt = vault.mac("change-form-salt", `${accountId}\n${JSON.stringify(form)}`).slice(0, 32);
  return RECORD_KINDS.change_form.schema.parse({ salt, ...form });
}

/** The bytes of a form: what is fingerprinted, and what the record of a change holds (C5.4). */
export const formBytes = (form: ChangeForm): Buffer =>
  Buffer.from(JSON.stringify(RECORD_KINDS.change_form.schema.parse(form)));

/** SHA-256 of a form, hex. */
export const formSha256 = (form: ChangeForm): string =>
  createHash("sha256").update(formBytes(form)).digest("hex");

/** What is still empty of a form, by path. */
export function emptyFields({ newSubject, email, explanation }: ChangeForm): string[] {
  const { kind, ...names } = newSubject;
  const empty = Object.entries(names).flatMap(([name, value]) =>
    // Some people have one name (ICAO 9303 has a given or a family name alone).
    value === "" && !(kind === "individual" && name === "given") ? [`newSubject.${name}`] : [],
  );
  return [...empty, ...(email === "" ? ["email"] : []), ...(explanation === "" ? ["explanation"] : [])];
}

/** @throws AppError validation_failed with each empty field */
export function requireComplete(form: ChangeForm | null): ChangeForm {
  if (form === null) throw new AppError("conflict", "The form can be read by nobody any more.");
  const empty = emptyFields(form);
  if (empty.length > 0)
    throw new AppError(
      "validation_failed",
      "Fill in the whole form first.",
      empty.map((path) => ({ path: `form.${path}`, message: "must not be empty" })),
    );
  return form;
}
