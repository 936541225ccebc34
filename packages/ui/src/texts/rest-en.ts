import type { Messages } from "@lingui/core";

const folders = import.meta.glob<Messages>(
  [
    "../*/locales/en.po",
    "!../{actions,app,clauses,clock,display,feedback,foundation,forms,layout,live,overlays,palette,table,timeline}/locales/en.po",
  ],
  { eager: true, import: "messages" },
);

/** The words of all other components. */
export const messages: Messages = Object.assign({}, ...Object.values(folders));
