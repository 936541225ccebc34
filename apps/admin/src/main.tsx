import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { AppNameContext, ToastProvider, UiSettingsProvider } from "@tenure/ui";
import { activateLocale, initialLocale, loadChineseFont } from "@tenure/ui/app";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { catalogLoaders } from "./i18n/change-locale.ts";
import { queryClient } from "./query-client.ts";
import { router } from "./router.ts";
import "./styles.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await activateLocale(initialLocale(), catalogLoaders);

// Staff read the names of customers, also on an English page.
void loadChineseFont();

// Before an account is known, instants are shown in the device's zone; the signed-in pages put the account's in force.
const deviceZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <UiSettingsProvider timeZone={deviceZone} clockOffsetMs={0}>
        <QueryClientProvider client={queryClient}>
          <AppNameContext value="Tenure Admin">
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </AppNameContext>
        </QueryClientProvider>
      </UiSettingsProvider>
    </I18nProvider>
  </StrictMode>,
);
