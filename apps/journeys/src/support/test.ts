import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type Cookies, enter, type Session } from "./session.ts";

/** Opens a browser of its own in which somebody is signed in; `null` for nobody. */
export type Open = (who: Session | Cookies | null, options?: BrowserContextOptions) => Promise<Page>;

/** Playwright's test with a way to be several people at once. */
export const test = base.extend<{ open: Open }>({
  open: async ({ browser }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async (who, options = {}) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      if (who !== null) await enter(who, context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };
