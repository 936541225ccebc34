import type { DocumentType, RetentionClass } from "@tenure/core/subjects";
import type { Instant } from "@tenure/core/time";
import { z } from "zod";
import type { Tx } from "../db/database.ts";
import { newId } from "../db/ids.ts";
import { masterKeyOf, newKey, open, seal } from "./seal.ts";

const organisationSchema = z.strictObject({
  legalName: z.string(),
  /** In the register of its country. */
  registrationNumber: z.string(),
  country: z.string(),
});

/** Whom an applicant names as the new holder. */
const namedSubjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("individual"), given: z.string(), family: z.string() }),
  z.strictObject({ kind: z.enum(["company", "organisation"]), ...organisationSchema.shape }),
]);

const changeFormSchema = z.strictObject({
  /** Random; without it the fingerprint would tell a guessed name from another. */
  salt: z.string().length(32),
  newSubject: namedSubjectSchema,
  /** Where the new subject is invited. */
  email: z.string(),
  /** In the applicant's words. */
  explanation: z.string(),
});

/** What the vault keeps of a person, by kind. */
export const RECORD_KINDS = {
  /** The name that somebody gave for their verification. */
  given_name: {
    retention: "given",
    schema: z.strictObject({ given: z.string(), family: z.string() }),
  },
  /** What a document proved. */
  proven_person: {
    retention: "proven",
    schema: z.strictObject({
      given: z.string(),
      family: z.string(),
      /** `YYYY-MM-DD`; null where the provider does not tell. */
      birthDate: z.string().nullable(),
      /** Of the document, ISO 3166-1 alpha-2. */
      country: z.string().nullable(),
      documentType: z.string().nullable(),
      documentNumber: z.string().nullable(),
    }),
  },
  /** What an organisation says it is. */
  given_organisation: { retention: "given", schema: organisationSchema },
  /** What its documents proved. */
  proven_organisation: { retention: "proven", schema: organisationSchema },
  /** A phone, with the code of its country apart: its national part is not read again. */
  phone: { retention: "given", schema: z.strictObject({ number: z.string(), callingCode: z.string() }) },
  /** The form of a change of subject: whom the applicant names, and why. Its fingerprint is kept outside, so it has a salt. */
  change_form: { retention: "proven", schema: changeFormSchema },
  /** What deliveries to a webhook endpoint are signed with. */
  webhook_secret: { retention: "given", schema: z.strictObject({ secret: z.string() }) },
} as const satisfies Record<string, { readonly retention: RetentionClass; readonly schema: z.ZodType }>;

/** A kind of record. */
export type RecordKind = keyof typeof RECORD_KINDS;

/** What a record of a kind says. */
export type RecordOf<Kind extends RecordKind> = z.infer<(typeof RECORD_KINDS)[Kind]["schema"]>;

/** A document to seal. */
export interface NewFile {
  readonly subjectId: string;
  readonly reviewId: string;
  readonly name: string;
  readonly type: DocumentType;
  readonly bytes: Uint8Array;
}

/** Who people are, under a key of each. */
export interface Vault {
  /** Seals something known about a subject. @returns the record's id */
  put<Kind extends RecordKind>(
    tx: Tx,
    subjectId: string,
    kind: Kind,
    record: RecordOf<Kind>,
    now: Instant,
  ): Promise<string>;
  /** Opens a record; null where it was erased, or where row security shows none. */
  get<Kind extends RecordKind>(tx: Tx, kind: Kind, recordId: string): Promise<RecordOf<Kind> | null>;
  /** The same for many at once, by their ids. */
  getAll<Kind extends RecordKind>(
    tx: Tx,
    kind: Kind,
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, RecordOf<Kind>>>;
  /** Seals a document of a review, with its name. @returns the file's id */
  putFile(tx: Tx, file: NewFile, now: Instant): Promise<string>;
  /** Names of files; one that was erased has none. */
  fileNames(tx: Tx, fileIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** A file's bytes; null where it was removed or erased. */
  getFile(tx: Tx, fileId: string): Promise<Buffer | null>;
  /** Equal for equal texts, and nothing to whoever lacks the master key. */
  mac(purpose: string, content: string | Uint8Array): string;
  /** Destroys a subject's key: what it sealed can be read by nobody. @returns whether there was one */
  destroyKey(tx: Tx, subjectId: string, now: Instant): Promise<boolean>;
}

/** @param masterKey 32 bytes as hex digits */
export function createVault(masterKey: string): Vault {
  const master = masterKeyOf(masterKey);
  const placeOfKey = (subjectId: string) => `key ${subjectId}`;
  const placeOf = (subjectId: string, kind: RecordKind, id: string) => `${subjectId} ${kind} ${id}`;

  function unwrap(row: {
    readonly subjectId: string;
    readonly wrapped: Uint8Array | null;
    readonly wrappedBy: string;
  }): Buffer | null {
    if (row.wrapped === null) return null;
    if (row.wrappedBy !== master.id)
      throw new Error(
        `a key of the vault was wrapped by the master key ${row.wrappedBy}, and TENURE_VAULT_KEY is ${master.id}`,
      );
    return open(master.wrapping, placeOfKey(row.subjectId), row.wrapped);
  }

  /** The subject's key, made where there is none yet. @throws Error when it was destroyed */
  async function keyFor(tx: Tx, subjectId: string, now: Instant): Promise<Buffer> {
    await tx.vaultKey.createMany({
      data: {
        subjectId,
        wrapped: new Uint8Array(seal(master.wrapping, placeOfKey(subjectId), newKey())),
        wrappedBy: master.id,
        createdAt: new Date(now),
      },
      skipDuplicates: true,
    });
    const key = unwrap(await tx.vaultKey.findUniqueOrThrow({ where: { subjectId } }));
    if (key === null) throw new Error(`the key of subject ${subjectId} was destroyed`);
    return key;
  }

  async function getAll<Kind extends RecordKind>(
    tx: Tx,
    kind: Kind,
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, RecordOf<Kind>>> {
    const found = new Map<string, RecordOf<Kind>>();
    if (recordIds.length === 0) return found;
    const rows = await tx.vaultRecord.findMany({ where: { id: { in: [...recordIds] }, kind } });
    const keys = await tx.vaultKey.findMany({
      where: { subjectId: { in: [...new Set(rows.map(({ subjectId }) => subjectId))] } },
    });
    const bySubject = new Map(keys.map((row) => [row.subjectId, unwrap(row)]));
    for (const row of rows) {
      const key = bySubject.get(row.subjectId) ?? null;
      if (key === null) continue;
      const plain = open(key, placeOf(row.subjectId, kind, row.id), row.sealed);
      // The schema of a kind is the one of its records; the compiler does not follow it through the index.
      found.set(row.id, RECORD_KINDS[kind].schema.parse(JSON.parse(plain.toString())) as RecordOf<Kind>);
    }
    return found;
  }

  return {
    async put(tx, subjectId, kind, record, now) {
      const id = newId();
      const key = await keyFor(tx, subjectId, now);
      const plain = Buffer.from(JSON.stringify(RECORD_KINDS[kind].schema.parse(record)));
      await tx.vaultRecord.createMany({
        data: {
          id,
          subjectId,
          kind,
          retention: RECORD_KINDS[kind].retention,
          sealed: new Uint8Array(seal(key, placeOf(subjectId, kind, id), plain)),
          createdAt: new Date(now),
        },
      });
      return id;
    },
    get: async (tx, kind, recordId) => (await getAll(tx, kind, [recordId])).get(recordId) ?? null,
    getAll,
    async putFile(tx, { subjectId, reviewId, name, type, bytes }, now) {
      const id = newId();
      const key = await keyFor(tx, subjectId, now);
      await tx.vaultFile.createMany({
        data: {
          id,
          subjectId,
          reviewId,
          retention: "proven",
          type,
          sizeBytes: bytes.length,
          contentMac: master.mac("file", bytes),
          sealedName: new Uint8Array(seal(key, `${subjectId} file-name ${id}`, Buffer.from(name))),
          sealed: new Uint8Array(seal(key, `${subjectId} file ${id}`, bytes)),
          addedAt: new Date(now),
        },
      });
      return id;
    },
    async fileNames(tx, fileIds) {
      const rows = await tx.vaultFile.findMany({
        where: { id: { in: [...fileIds] } },
        select: { id: true, subjectId: true, sealedName: true },
      });
      const keys = await tx.vaultKey.findMany({
        where: { subjectId: { in: [...new Set(rows.map(({ subjectId }) => subjectId))] } },
      });
      const bySubject = new Map(keys.map((row) => [row.subjectId, unwrap(row)]));
      return new Map(
        rows.flatMap(({ id, subjectId, sealedName }) => {
          const key = bySubject.get(subjectId) ?? null;
          return key === null
            ? []
            : [[id, open(key, `${subjectId} file-name ${id}`, sealedName).toString()] as const];
        }),
      );
    },
    async getFile(tx, fileId) {
      const row = await tx.vaultFile.findUnique({ where: { id: fileId } });
      if (row === null || row.sealed === null) return null;
      const keyRow = await tx.vaultKey.findUnique({ where: { subjectId: row.subjectId } });
      const key = keyRow === null ? null : unwrap(keyRow);
      return key === null ? null : open(key, `${row.subjectId} file ${row.id}`, row.sealed);
    },
    mac: (purpose, content) => master.mac(purpose, content),
    async destroyKey(tx, subjectId, now) {
      const { count } = await tx.vaultKey.updateMany({
        where: { subjectId, destroyedAt: null },
        data: { wrapped: null, destroyedAt: new Date(now) },
      });
      return count > 0;
    },
  };
}
