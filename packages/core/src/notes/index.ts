export { type NoteState, noteLifecycle } from "./lifecycle.ts";
