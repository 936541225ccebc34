import type { Latencies } from "./load/protocol.ts";
import type { Cores, Outcome, Sample } from "./rounds.ts";
import type { Target } from "./targets.ts";

/** Where and when a run took place. */
export interface Surroundings {
  readonly date: string;
  readonly commit: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly minutes: number;
}

/** Everything a run found out. */
export interface Findings {
  readonly settings: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
  /** Paced runs: what was paced, and what came of it. */
  readonly paced: readonly Paced[];
  /** Small and large account: milliseconds per operation. */
  readonly growth: Readonly<Record<string, Latencies>> | null;
  readonly targets: readonly Target[];
  /** What was left out, and checks that were passed. */
  readonly notes: readonly string[];
}

/** A paced run. */
export interface Paced {
  readonly name: string;
  readonly sample: Sample;
  readonly peakMemoryMiB: number;
}

type Row = readonly string[];

/** The figures as tables in Markdown; the console shows the same text. */
export function tablesOf(findings: Findings): string {
  return [
    section("Targets", targetRows(findings.targets)),
    section("Rates", rateRows(findings.outcomes)),
    section("Paced", pacedRows(findings.paced)),
    section("Growth", growthRows(findings.growth)),
    findings.notes.length === 0 ? "" : findings.notes.map((each) => `- ${each}`).join("\n"),
  ]
    .filter((each) => each !== "")
    .join("\n\n");
}

/** The whole report of a run. */
export const reportOf = (at: Surroundings, findings: Findings): string =>
  `# Bench, ${at.date}

\`pnpm bench\` at ${at.commit}: ${at.cores} × ${at.cpu}, ${at.memoryGiB} GiB, ${at.platform}, Node ${at.node}; ${Math.round(at.minutes)} minutes.
API, PostgreSQL and the process that asks share these cores. How each figure comes about: [bench/README.md](../../bench/README.md);
where the time goes: [performance.md](../performance.md).

PostgreSQL ${Object.entries(findings.settings)
    .map(([name, value]) => (name === "server_version" ? value : `${name} ${value}`))
    .join(", ")}.

${tablesOf(findings)}
`;

function targetRows(targets: readonly Target[]): readonly Row[] {
  return [
    ["Target", "Goal", "Measured", ""],
    ...targets.map((each) => [
      each.what,
      each.goal,
      `${each.value.toFixed(each.digits)}${each.suffix}`,
      each.met ? "met" : "missed",
    ]),
  ];
}

function rateRows(outcomes: readonly Outcome[]): readonly Row[] {
  return [
    [
      "Case",
      "Per second",
      "Lowest to highest",
      "Connections",
      "Cores (time each): load",
      "API",
      "PostgreSQL",
    ],
    ...outcomes.map((each) => [
      each.name,
      `${whole(each.perSecond)} ${each.unit}`,
      `${whole(each.lowest)} to ${whole(each.highest)}`,
      String(each.connections),
      ...coreCells(each.cores, each.perSecond),
    ]),
  ];
}

function pacedRows(paced: readonly Paced[]): readonly Row[] {
  return [
    [
      "Case",
      "Operation",
      "Requests",
      "p50 ms",
      "p95 ms",
      "p99 ms",
      "Longest ms",
      "Cores: load",
      "API",
      "PostgreSQL",
      "API MiB",
    ],
    ...paced.flatMap(({ name, sample, peakMemoryMiB }) =>
      Object.entries(sample.measured.latencies).map(([operation, each]) => [
        name,
        operation,
        whole(each.requests),
        ...[each.p50, each.p95, each.p99, each.max].map((value) => value.toFixed(1)),
        ...coreCells(sample.cores, null),
        whole(peakMemoryMiB),
      ]),
    ),
  ];
}

function growthRows(growth: Findings["growth"]): readonly Row[] {
  return [
    ["Request", "Requests", "p50 ms", "p95 ms", "p99 ms"],
    ...Object.entries(growth ?? {}).map(([name, each]) => [
      name,
      whole(each.requests),
      ...[each.p50, each.p95, each.p99].map((value) => value.toFixed(2)),
    ]),
  ];
}

/** Cores that each side kept busy; with a rate, also the processor time of one unit, which noise changes least. */
const coreCells = ({ load, api, postgres }: Cores, perSecond: number | null) =>
  [load, api, postgres].map((each) =>
    Number.isNaN(each)
      ? "–"
      : `${each.toFixed(2)}${perSecond === null ? "" : ` (${((each / perSecond) * 1e6).toFixed(1)} µs)`}`,
  );

const whole = (value: number) => (Number.isNaN(value) ? "–" : Math.round(value).toLocaleString("en"));

/** A heading and a table whose columns are as wide as their longest cell; nothing where only the head row is there. */
function section(title: string, rows: readonly Row[]): string {
  const [head, ...body] = rows;
  if (head === undefined || body.length === 0) return "";
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [
    `## ${title}`,
    "",
    line(head),
    line(widths.map((width) => "-".repeat(width))),
    ...body.map(line),
  ].join("\n");
}
