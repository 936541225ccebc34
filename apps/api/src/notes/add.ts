import { noteLifecycle } from "@tenure/core/notes";
import { z } from "zod";
import { linesOfText } from "../accounts/input.ts";
import { plainCommand } from "../command/command.ts";
import { newId } from "../db/ids.ts";
import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { noteState } from "./show.ts";

/** Longest text of a note, in UTF-16 units as a browser counts them; the database allows as many characters. */
const MAX_BODY = 2000;

const fields = { body: linesOfText(MAX_BODY) };

/** Writes a note on an account, in the name of whoever calls. */
export const addNote = plainCommand({
  name: "notes.add",
  input: z.strictObject(fields),
  async apply({ tx, now, context }, { body }) {
    const id = newId();
    const state = noteLifecycle.initial;
    await tx.note.create({
      data: {
        id,
        accountId: context.accountId ?? "",
        authorId: context.actor.id,
        body,
        state,
        createdAt: new Date(now),
      },
    });
    return { answer: { noteId: id, state }, target: { kind: "note", id }, after: { state } };
  },
});

/** Adds a note to an account. */
export const add = procedureFor("note.write")
  .input(accountInput(fields))
  .output(z.strictObject({ noteId: z.uuid(), state: noteState }))
  .mutation(async ({ ctx, input: { body } }) => {
    const { answer } = await ctx.services.runner.run(addNote, { body }, ctx.command());
    return answer;
  });
