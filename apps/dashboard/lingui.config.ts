import { defineConfig } from "@lingui/conf";
import { formatter } from "@lingui/format-po";

/** One catalogue per feature, so that a feature's folder holds its words too; the shell's and the components' beside theirs. */
export default defineConfig({
  locales: ["en", "zh"],
  sourceLocale: "en",
  format: formatter({ lineNumbers: false }),
  catalogs: [
    {
      path: "<rootDir>/src/features/{name}/locales/{locale}",
      include: ["<rootDir>/src/features/{name}/"],
    },
    {
      path: "<rootDir>/src/shell/locales/{locale}",
      include: ["<rootDir>/src/shell", "<rootDir>/src/routes", "<rootDir>/src/account"],
    },
    {
      path: "<rootDir>/../../packages/ui/src/{name}/locales/{locale}",
      include: ["<rootDir>/../../packages/ui/src/{name}/"],
    },
  ],
});
