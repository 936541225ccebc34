import { createFileRoute } from "@tanstack/react-router";
import { ProfileSettings } from "@tenure/ui/identity";
import { changeLocale } from "../../i18n/change-locale.ts";

export const Route = createFileRoute("/_signed-in/settings/profile")({
  component: () => <ProfileSettings onLocale={(locale) => void changeLocale(locale)} />,
});
