import { attempt } from "@tenure/core/lifecycle";
import { noteLifecycle } from "@tenure/core/notes";
import { z } from "zod";
import { plainCommand } from "../command/command.ts";
import { AppError } from "../errors/app-error.ts";
import { noteState } from "./show.ts";

/** What a move of a note needs to know. */
export const moveFields = { noteId: z.uuid() };

/** What a move answers. */
export const movedSchema = z.strictObject({ noteId: z.uuid(), state: noteState });

/** The command that makes one move of the note's lifecycle. @throws AppError not_found, or conflict where the table has no such move */
export const moveNote = (action: "close" | "reopen") =>
  plainCommand({
    name: `notes.${action}`,
    input: z.strictObject(moveFields),
    async apply({ tx, now, context }, { noteId }) {
      const note = await tx.note.findFirst({
        where: { id: noteId, accountId: context.accountId ?? "" },
        select: { state: true },
      });
      if (note === null) throw new AppError("not_found", "No such note.");
      const from = noteState.parse(note.state);
      const move = attempt(noteLifecycle, from, action);
      if (!move.legal) throw new AppError("conflict", `This note is ${from} already.`);
      await tx.note.update({
        where: { id: noteId, state: from },
        data: { state: move.to, closedAt: move.to === "done" ? new Date(now) : null },
      });
      return {
        answer: { noteId, state: move.to },
        target: { kind: "note", id: noteId },
        before: { state: from },
        after: { state: move.to },
      };
    },
  });
