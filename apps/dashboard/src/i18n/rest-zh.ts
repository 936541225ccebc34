import type { Messages } from "@lingui/core";
import { messages as components } from "@tenure/ui/texts/rest-zh.ts";

const features = import.meta.glob<Messages>(
  [
    "../features/*/locales/zh.po",
    "!../features/overview/locales/zh.po",
    "!../features/terms/locales/zh.po",
    "!../features/account-end/locales/zh.po",
    "!../features/onboarding/locales/zh.po",
  ],
  { eager: true, import: "messages" },
);

/** The words of all other pages. */
export const messages: Messages = Object.assign({}, components, ...Object.values(features));
