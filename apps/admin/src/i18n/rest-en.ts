import type { Messages } from "@lingui/core";
import { messages as components } from "@tenure/ui/texts/rest-en.ts";

const features = import.meta.glob<Messages>(
  ["../features/*/locales/en.po", "!../features/{today,refunds}/locales/en.po"],
  { eager: true, import: "messages" },
);

/** The words of all other pages. */
export const messages: Messages = Object.assign({}, components, ...Object.values(features));
