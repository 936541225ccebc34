import { z } from "zod";
import { lineOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { AppError } from "../errors/app-error.ts";
import { KEY_SCOPES } from "../partners/key-scopes.ts";
import { hashKey } from "../partners/read-key.ts";
import { requireMine } from "./new-side.ts";
import { readChange } from "./row.ts";

/** Keys that the new side may have ready. */
const MOST_KEYS = 5;
/** Characters of a key that stay readable, as of every key. */
const PREFIX_LENGTH = "tnr_test_".length + 4;

/** What is said of a key that is prepared. */
export const preparedKeyFields = {
  name: lineOfText(80),
  scopes: z
    .array(z.enum(KEY_SCOPES))
    .min(1)
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: "names a scope twice" }),
  lifetimeDays: z.int().min(1).max(365),
};

/** The new side prepares an API key that starts at the moment of effect (C4.10). The key itself is no part of the input. */
export const prepareKey = (key: string) =>
  plainCommand({
    name: "subject_changes.prepare_key",
    input: z.strictObject({ changeId: z.uuid(), ...preparedKeyFields }),
    async apply({ tx, now, context }, { changeId, name, scopes, lifetimeDays }) {
      const change = await readChange(tx, changeId, context.accountId);
      await requireMine(tx, changeId, context.actor.id);
      if (change.state !== "open") throw new AppError("conflict", "This change is not open.");
      const there = await tx.subjectChangeKey.count({ where: { changeId } });
      if (there >= MOST_KEYS)
        throw new AppError("conflict", `${MOST_KEYS} keys can be prepared; make others after the change.`);
      const id = newId();
      await tx.subjectChangeKey.createMany({
        data: {
          id,
          accountId: change.accountId,
          changeId,
          name,
          prefix: key.slice(0, PREFIX_LENGTH),
          keyHash: hashKey(key),
          scopes,
          lifetimeDays,
          createdAt: new Date(now),
        },
      });
      return {
        answer: { id },
        target: { kind: "subject_change", id: changeId },
        after: { preparedKey: id, scopes },
      };
    },
  });
