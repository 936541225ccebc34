import type { ChangeForm } from "./types.ts";

/** The new subject's name on one line; empty while nothing was filled in. */
export const nameOfNewSubject = (subject: ChangeForm["newSubject"]): string =>
  subject.kind === "individual"
    ? [subject.given, subject.family].filter((part) => part !== "").join(" ")
    : subject.legalName;

/** Whether the form is filled in as far as submitting asks. Some people have one name: it is the family name. */
export function isFilledIn({ newSubject, email, explanation }: ChangeForm): boolean {
  const named =
    newSubject.kind === "individual"
      ? newSubject.family !== ""
      : newSubject.legalName !== "" && newSubject.registrationNumber !== "" && newSubject.country !== "";
  return named && email !== "" && explanation !== "";
}
