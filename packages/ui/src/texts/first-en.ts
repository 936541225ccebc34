import type { Messages } from "@lingui/core";

const folders = import.meta.glob<Messages>(
  "../{actions,app,clauses,clock,display,feedback,foundation,forms,layout,live,overlays,palette,table,timeline}/locales/en.po",
  { eager: true, import: "messages" },
);

/** The words of the components of which the frame and the first page are made. */
export const messages: Messages = Object.assign({}, ...Object.values(folders));
