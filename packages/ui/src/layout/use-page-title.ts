import { createContext, useContext, useEffect } from "react";

/** What follows the page's name in the window title: the product and, in the back office, its area. */
export const AppNameContext = createContext("Tenure");

/** Names the window after the page: "Usage · Tenure". */
export function usePageTitle(title: string): void {
  const appName = useContext(AppNameContext);
  useEffect(() => {
    document.title = `${title} · ${appName}`;
  }, [title, appName]);
}
