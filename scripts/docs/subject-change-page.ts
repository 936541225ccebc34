import {
  BLOCKER_KINDS,
  CHANGE_CHECK_TEXTS,
  CHANGE_GROUND_TEXTS,
  CHANGE_GROUNDS,
  type ChangeCheck,
  EVIDENCE_TEXTS,
  fill,
  type Language,
  POLICIES,
  REFUSAL_TEXTS,
  type Role,
} from "@tenure/core";
import {
  ACCEPTANCE_ARTICLES,
  APPLICATION_ARTICLES,
  type Article,
  BLOCKERS,
  COMMITMENT_ARTICLES,
  COMMON_CHECKS,
  checklistOf,
  clauseOfStep,
  EFFECT_STEPS,
  GROUNDS,
} from "@tenure/core/subject-changes";

const WORDS = {
  en: {
    title: "Change of account subject",
    from: "Written from the tables of `packages/core/src/subject-changes`: what they say is what happens.",
    grounds: "Grounds and evidence (C3.1)",
    groundsHead: ["ground", "evidence", "by a representative (C3.9)", "what a reviewer checks (C5.3)"],
    checkedToo:
      "For every ground: {common}. For a representative also: {representative}. For an account manager: {manager}.",
    representative: { never: "no", may: "where the holder cannot act", must: "always" },
    or: " or ",
    blockers: "What stands in the way (C3.8, C3.10, C4)",
    blockersHead: ["blocker", "clause", "holds back", "lifted by", "waived by"],
    stages: { agreement: "agreement", effect: "effect" },
    byItself: "ends by itself",
    nobody: "nobody",
    steps: "What happens at the moment of effect, in one transaction (C4)",
    stepsHead: ["step", "clause"],
    starred: "★: of special weight, marked and read on its own (C1.1).",
    agreements: {
      application: "The agreement before applying",
      commitments: "The applicant's commitments",
      acceptance: "The agreement by which the new subject accepts",
    },
    overlap: "(the hours chosen)",
  },
  zh: {
    title: "账户主体变更",
    from: "由 `packages/core/src/subject-changes` 中的表生成，所列即实际执行的规则。",
    grounds: "变更事由与证明材料（C3.1）",
    groundsHead: ["事由", "证明材料", "代理人办理（C3.9）", "审核人员核对事项（C5.3）"],
    checkedToo:
      "任何事由均核对：{common}。代理人办理的，另核对：{representative}。客户经理代办的，另核对：{manager}。",
    representative: { never: "否", may: "持有人无法办理时", must: "必须" },
    or: "或",
    blockers: "暂缓事项（C3.8、C3.10、C4）",
    blockersHead: ["事项", "条款", "暂缓", "解除", "豁免"],
    stages: { agreement: "同意", effect: "生效" },
    byItself: "自动解除",
    nobody: "不可",
    steps: "生效时刻在同一事务中执行的步骤（C4）",
    stepsHead: ["步骤", "条款"],
    starred: "★：具有特别重要意义的条款，单独标示并阅读（C1.1）。",
    agreements: {
      application: "申请前的协议",
      commitments: "申请人的承诺",
      acceptance: "新主体的接受协议",
    },
    overlap: "（所选时长）",
  },
} as const satisfies Record<Language, unknown>;

const ROLE_NAMES: Record<Language, Partial<Record<Role, string>>> = {
  en: { public: "existing contact", reviewer: "reviewer", administrator: "administrator" },
  zh: { public: "原有联系人", reviewer: "审核人员", administrator: "管理员" },
};

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  row(head),
  row(head.map(() => "---")),
  ...rows.map(row),
];

/** Grounds, blockers, steps and agreements of a change of account subject, for reviewers and lawyers. */
export function subjectChangePage(language: Language): string {
  const words = WORDS[language];
  const separator = language === "zh" ? "、" : ", ";
  const roles = (list: readonly Role[]) =>
    list.map((role) => ROLE_NAMES[language][role] ?? role).join(separator);
  return [
    `# ${words.title}`,
    "",
    words.from,
    "",
    `## ${words.grounds}`,
    "",
    ...table(
      words.groundsHead,
      CHANGE_GROUNDS.map((ground) => [
        CHANGE_GROUND_TEXTS[ground][language],
        GROUNDS[ground].evidence
          .map((choices) => choices.map((kind) => EVIDENCE_TEXTS[kind][language]).join(words.or))
          .join(language === "zh" ? "；" : "; "),
        words.representative[GROUNDS[ground].representative],
        checksText(
          checklistOf({ ground, capacity: "holder" }).filter((check) => !COMMON_CHECKS.includes(check)),
          language,
        ),
      ]),
    ),
    "",
    words.checkedToo
      .replace("{common}", checksText(COMMON_CHECKS, language))
      .replace("{representative}", CHANGE_CHECK_TEXTS.authority_covers_change[language])
      .replace("{manager}", CHANGE_CHECK_TEXTS.authorisation_given[language]),
    "",
    `## ${words.blockers}`,
    "",
    ...table(
      words.blockersHead,
      BLOCKER_KINDS.map((kind) => {
        const { clause, holdsBack, liftedBy, waivedBy } = BLOCKERS[kind];
        return [
          REFUSAL_TEXTS[`change_blocked_by_${kind}`].reason[language],
          clause,
          holdsBack.map((stage) => words.stages[stage]).join(separator),
          liftedBy.length === 0 ? words.byItself : roles(liftedBy),
          waivedBy.length === 0 ? words.nobody : roles(waivedBy),
        ];
      }),
    ),
    "",
    `## ${words.steps}`,
    "",
    ...table(
      words.stepsHead,
      EFFECT_STEPS.map((step) => [`\`${step}\``, clauseOfStep(step)]),
    ),
    "",
    words.starred,
    ...articlesOf(words.agreements.application, APPLICATION_ARTICLES, language),
    ...articlesOf(words.agreements.commitments, COMMITMENT_ARTICLES, language),
    ...articlesOf(words.agreements.acceptance, ACCEPTANCE_ARTICLES, language),
    "",
  ].join("\n");
}

const checksText = (checks: readonly ChangeCheck[], language: Language): string =>
  checks.map((check) => CHANGE_CHECK_TEXTS[check][language]).join(language === "zh" ? "；" : "; ");

function articlesOf(title: string, articles: readonly Article[], language: Language): string[] {
  const numbers = POLICIES.at(-1)?.subjectChange;
  if (numbers === undefined) throw new Error("no policy ships with this build");
  const params = {
    noticeHours: String(numbers.noticeHours),
    maxKeyOverlapHours: String(numbers.maxKeyOverlapHours),
    invitationDays: String(numbers.invitationDays),
    openDays: String(numbers.openDays),
  };
  const context = { language, zone: "UTC", currency: "USD" } as const;
  return [
    "",
    `## ${title}`,
    "",
    ...articles.map(({ clauses, starred, text }, index) => {
      // How long earlier keys go on working is chosen with each acceptance.
      const said = fill(text, params, context).replace("{overlapHours:hourCount}", WORDS[language].overlap);
      return `${index + 1}. ${starred ? "★ " : ""}${said} (${clauses.join(", ")})`;
    }),
  ];
}
