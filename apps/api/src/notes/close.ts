import { accountInput } from "../trpc/account-input.ts";
import { procedureFor } from "../trpc/procedures.ts";
import { movedSchema, moveFields, moveNote } from "./move.ts";

const command = moveNote("close");

/** Marks a note as done. */
export const close = procedureFor("note.write")
  .input(accountInput(moveFields))
  .output(movedSchema)
  .mutation(async ({ ctx, input: { noteId } }) => {
    const { answer } = await ctx.services.runner.run(command, { noteId }, ctx.command());
    return answer;
  });
