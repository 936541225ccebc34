import {
  assuranceOf,
  can,
  type Language,
  PERMISSIONS,
  type Permission,
  POLICIES,
  publicPolicy,
  REFUSAL_TEXTS,
  ROLES,
  type Text,
} from "@tenure/core";
import { discoverLifecycles, lifecyclesPage } from "./lifecycles.ts";
import { subjectChangePage } from "./subject-change-page.ts";

const latestPolicy = () => {
  const policy = POLICIES.at(-1);
  if (policy === undefined) throw new Error("no policy ships with this build");
  return policy;
};

const POLICY_WORDS: Record<Language, { title: string; inForce: string; kinds: string }> = {
  en: {
    title: "Policy",
    inForce: "Version {version}, in force from {from}.",
    kinds: "E: enforced by the software · R: consent or facts are recorded · S: shown to the customer",
  },
  zh: {
    title: "政策",
    inForce: "版本 {version}，自 {from} 起生效。",
    kinds: "E：由系统强制执行 · R：留存同意或事实 · S：向客户展示",
  },
};

/** The newest policy as customers read it. */
export function policyPage(language: Language): string {
  const page = publicPolicy(latestPolicy(), language);
  const words = POLICY_WORDS[language];
  return [
    `# ${words.title}`,
    "",
    words.inForce.replace("{version}", page.version).replace("{from}", page.effectiveFrom),
    "",
    words.kinds,
    ...page.sections.flatMap((section) => [
      "",
      `## ${section.id}. ${section.title}`,
      ...section.groups.flatMap((group) => [
        "",
        `### ${group.id} ${group.title}`,
        "",
        ...group.clauses.map(({ id, kind, text }) => `- **${id}** (${kind}) ${text}`),
      ]),
    ]),
    "",
  ].join("\n");
}

/** Who may do what, and how freshly they must have proven who they are. */
export const accessPage = (): string =>
  [
    "# Access",
    "",
    "One total table, `packages/core/src/access`, asked by the server and by the screens.",
    "",
    `| permission | ${ROLES.join(" | ")} | proof |`,
    `| --- | ${ROLES.map(() => ":-:").join(" | ")} | --- |`,
    ...(Object.keys(PERMISSIONS) as Permission[]).map(
      (permission) =>
        `| ${permission} | ${ROLES.map((role) => (can(role, permission) ? "●" : "")).join(" | ")} | ${
          assuranceOf(permission) === "step_up" ? "fresh second factor" : "session"
        } |`,
    ),
    "",
  ].join("\n");

/** Every refusal: its stable code and what it says. */
export const refusalsPage = (): string => {
  const both = ({ en, zh }: Text) => `${en} · ${zh}`.replaceAll("|", "\\|");
  return [
    "# Refusals",
    "",
    "The codes are part of the public API and are never renamed. `{name}` stands for a value of the case.",
    "",
    "| code | what it says | what helps |",
    "| --- | --- | --- |",
    ...Object.entries(REFUSAL_TEXTS).map(
      ([code, { reason, help }]) => `| \`${code}\` | ${both(reason)} | ${both(help)} |`,
    ),
    "",
  ].join("\n");
};

/** All generated pages by file name in docs/generated. */
export const generatedPages = async (root: string): Promise<Record<string, string>> => ({
  "access.md": accessPage(),
  "lifecycles.md": lifecyclesPage(await discoverLifecycles(root)),
  "policy.en.md": policyPage("en"),
  "policy.zh.md": policyPage("zh"),
  "refusals.md": refusalsPage(),
  "subject-change.en.md": subjectChangePage("en"),
  "subject-change.zh.md": subjectChangePage("zh"),
});
