import type { ChangeForm } from "./types.ts";

/** The form without blanks around what was typed. */
export const trimmed = ({ newSubject, email, explanation }: ChangeForm): ChangeForm => ({
  newSubject:
    newSubject.kind === "individual"
      ? { ...newSubject, given: newSubject.given.trim(), family: newSubject.family.trim() }
      : {
          ...newSubject,
          legalName: newSubject.legalName.trim(),
          registrationNumber: newSubject.registrationNumber.trim(),
        },
  email: email.trim(),
  explanation: explanation.trim(),
});
