import { useLingui } from "@lingui/react/macro";
import { Tag } from "@tenure/ui";
import type { Note } from "./types.ts";

/** Whether a note still asks for something. */
export function NoteStateTag(props: { readonly state: Note["state"] }) {
  const { t } = useLingui();
  switch (props.state) {
    case "open":
      return <Tag tone="waiting">{t({ message: "Open", context: "note" })}</Tag>;
    case "done":
      return <Tag tone="done">{t({ message: "Done", context: "note" })}</Tag>;
  }
}
