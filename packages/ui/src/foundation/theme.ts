/** What a person can choose; `system` follows the device. */
export const themeChoices = ["system", "light", "dark"] as const;

/** A choice of theme. */
export type ThemeChoice = (typeof themeChoices)[number];

/** Same key as in public/theme.js, which runs before the first paint so that no page flashes. */
const STORAGE_KEY = "tenure.theme";

const listeners = new Set<() => void>();

function isThemeChoice(value: unknown): value is ThemeChoice {
  return themeChoices.some((choice) => choice === value);
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    // Storage can be forbidden (private mode, policy); the choice then lasts for this page.
    return null;
  }
}

let chosen: ThemeChoice | undefined;

/** The choice in force. */
export function currentTheme(): ThemeChoice {
  if (chosen === undefined) {
    const stored = readStored();
    chosen = isThemeChoice(stored) ? stored : "system";
  }
  return chosen;
}

function apply(): void {
  const choice = currentTheme();
  const dark =
    choice === "dark" || (choice === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

/** Applies a choice at once and remembers it on this device. */
export function chooseTheme(choice: ThemeChoice): void {
  chosen = choice;
  try {
    localStorage.setItem(STORAGE_KEY, choice);
  } catch {
    // See readStored: the page still changes.
  }
  apply();
  for (const listener of listeners) listener();
}

/** For `useSyncExternalStore`: called when the choice or the device's preference changes. */
export function subscribeTheme(listener: () => void): () => void {
  listeners.add(listener);
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", apply);
  return () => {
    listeners.delete(listener);
    media.removeEventListener("change", apply);
  };
}
