import type { Messages } from "@lingui/core";
import { messages as components } from "@tenure/ui/locales/en.po";
import { messages as shell } from "../shell/locales/en.po";

const features = import.meta.glob<Messages>("../features/*/locales/en.po", {
  eager: true,
  import: "messages",
});

/** All words of this app in one chunk. Ids are hashes of text and context, so the same text is the same entry. */
export const messages: Messages = Object.assign({}, components, shell, ...Object.values(features));
