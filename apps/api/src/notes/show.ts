import type { Role } from "@tenure/core/access";
import { actionsFor, statesOf } from "@tenure/core/lifecycle";
import { noteLifecycle } from "@tenure/core/notes";
import { z } from "zod";

/** A state of the note's lifecycle, read from a row or shown. */
export const noteState = z.enum(statesOf(noteLifecycle));

/** A note as staff see it. */
export const noteSchema = z.strictObject({
  id: z.uuid(),
  body: z.string(),
  state: noteState,
  author: z.strictObject({ id: z.uuid(), name: z.string() }),
  createdAt: z.iso.datetime(),
  /** Null while it is open. */
  closedAt: z.iso.datetime().nullable(),
  /** What the caller may do with it now. */
  actions: z.array(z.enum(["close", "reopen"])),
});

/** A row with what `noteSchema` shows of it. */
export interface NoteRow {
  readonly id: string;
  readonly body: string;
  readonly state: string;
  readonly author: { readonly id: string; readonly name: string };
  readonly createdAt: Date;
  readonly closedAt: Date | null;
}

/** A note as every list shows it; the actions come from the lifecycle table. */
export function showNote(row: NoteRow, role: Role): z.infer<typeof noteSchema> {
  const state = noteState.parse(row.state);
  return {
    id: row.id,
    body: row.body,
    state,
    author: { id: row.author.id, name: row.author.name },
    createdAt: row.createdAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    actions: actionsFor(noteLifecycle, state, role),
  };
}
