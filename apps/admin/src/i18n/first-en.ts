import type { Messages } from "@lingui/core";
import { messages as components } from "@tenure/ui/texts/first-en.ts";
import { messages as shell } from "../shell/locales/en.po";

const features = import.meta.glob<Messages>(["../features/{today,refunds}/locales/en.po"], {
  eager: true,
  import: "messages",
});

/** The words of the page on which one arrives. Ids are hashes of text and context, so the same text is the same entry. */
export const messages: Messages = Object.assign({}, components, shell, ...Object.values(features));
