import { fullNameOf } from "@tenure/core/subjects";
import type { Tx } from "../db/database.ts";
import type { Vault } from "../vault/vault.ts";

/** What is needed of a subject to say its verified name. */
export interface NamedSubject {
  readonly id: string;
  readonly verifiedBy: string | null;
  readonly verifiedRecordId: string | null;
}

/** Names that were proven, by subject; one that is not verified, or was erased, has none. */
export async function verifiedNamesOf(
  tx: Tx,
  vault: Vault,
  subjects: readonly NamedSubject[],
): Promise<ReadonlyMap<string, string>> {
  const recordIds = (by: string) =>
    subjects.flatMap(({ verifiedBy, verifiedRecordId }) =>
      verifiedBy === by && verifiedRecordId !== null ? [verifiedRecordId] : [],
    );
  const persons = await vault.getAll(tx, "proven_person", recordIds("provider"));
  const organisations = await vault.getAll(tx, "proven_organisation", recordIds("documents"));
  return new Map(
    subjects.flatMap(({ id, verifiedRecordId }) => {
      const person = persons.get(verifiedRecordId ?? "");
      const name =
        person === undefined ? organisations.get(verifiedRecordId ?? "")?.legalName : fullNameOf(person);
      return name === undefined ? [] : [[id, name] as const];
    }),
  );
}

/** The same of one subject. */
export const verifiedNameOf = async (tx: Tx, vault: Vault, subject: NamedSubject): Promise<string | null> =>
  (await verifiedNamesOf(tx, vault, [subject])).get(subject.id) ?? null;
