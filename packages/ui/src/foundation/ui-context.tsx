import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

/** What every component needs to know about where and when it is shown. */
export interface UiSettings {
  /** IANA zone in which instants are shown: the account's, e.g. `Asia/Shanghai`. */
  readonly timeZone: string;
  /**
   * Milliseconds between the account's clock and this computer's. Zero on live accounts except for a
   * wrong local clock; a sandbox account may be days ahead, and its countdowns must follow it.
   */
  readonly clockOffsetMs: number;
}

const UiContext = createContext<UiSettings>({ timeZone: "UTC", clockOffsetMs: 0 });

/** Gives zone and clock to everything below. Nest it to show part of a page on an account's own clock. */
export function UiSettingsProvider(props: UiSettings & { readonly children: ReactNode }) {
  const { timeZone, clockOffsetMs, children } = props;
  const value = useMemo(() => ({ timeZone, clockOffsetMs }), [timeZone, clockOffsetMs]);
  return <UiContext value={value}>{children}</UiContext>;
}

/** The zone and clock in force here. */
export function useUiSettings(): UiSettings {
  return useContext(UiContext);
}

/**
 * The account's present instant in epoch milliseconds, renewed every `stepMs`.
 * For display only: no decision is ever taken on a browser's clock.
 */
export function useNow(stepMs: number): number {
  const { clockOffsetMs } = useUiSettings();
  const [localMs, setLocalMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setLocalMs(Date.now()), stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return localMs + clockOffsetMs;
}
