import { z } from "zod";

/** How long a closed loop runs: each connection sends its next request when the last was answered. */
const loop = {
  connections: z.int().positive(),
  seconds: z.number().positive(),
  /** Before counting begins. */
  warmupSeconds: z.number().min(0),
};

/** One account of one API, as the outside sees it. */
const target = z.strictObject({ apiUrl: z.string(), key: z.string(), orderId: z.string() });

/** What the load process is asked to do. */
export const jobSchema = z.discriminatedUnion("kind", [
  /** Copies of recorded usage events, so many rows per statement. */
  z.strictObject({ kind: z.literal("inserts"), databaseUrl: z.string(), rows: z.int().positive(), ...loop }),
  /** Five statements per transaction, as `pgbench -N` sends them. */
  z.strictObject({
    kind: z.literal("simple-update"),
    databaseUrl: z.string(),
    accounts: z.int().positive(),
    ...loop,
  }),
  /** pgledger's transfers between random accounts, or all into the first. */
  z.strictObject({ kind: z.literal("transfers"), databaseUrl: z.string(), hot: z.boolean(), ...loop }),
  /** Batches of usage over HTTP; each connection has a key of its own in turn. */
  z.strictObject({
    kind: z.literal("record"),
    apiUrl: z.string(),
    keys: z.array(z.string()),
    batch: z.int().positive(),
    ...loop,
  }),
  /** Authorise, then settle. */
  z.strictObject({ kind: z.literal("pairs"), apiUrl: z.string(), keys: z.array(z.string()), ...loop }),
  /** Authorise at a pace while usage is recorded at a pace; each hold is settled after its answer. */
  z.strictObject({
    kind: z.literal("mixed"),
    apiUrl: z.string(),
    keys: z.array(z.string()),
    authorizePerSecond: z.number().positive(),
    eventsPerSecond: z.number().positive(),
    batch: z.int().positive(),
    seconds: z.number().positive(),
    warmupSeconds: z.number().min(0),
  }),
  /** The same reads on two accounts in turn. */
  z.strictObject({
    kind: z.literal("growth"),
    small: target,
    large: target,
    requests: z.int().positive(),
  }),
]);

/** Milliseconds. */
export const latenciesSchema = z.strictObject({
  requests: z.int(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  max: z.number(),
});

/** What a job measured. */
export const measuredSchema = z.strictObject({
  /** Rows, transactions, transfers, events or pairs within the counted time. */
  count: z.int(),
  seconds: z.number(),
  /** Acknowledged in all, warm-up included: what must be in the database afterwards. */
  acknowledged: z.int(),
  latencies: z.record(z.string(), latenciesSchema),
});

/** What the load process answers. */
export const replySchema = z.discriminatedUnion("kind", [
  /** The warm-up is over, and so is the counted time: the parent reads the processors at both. */
  z.strictObject({ kind: z.literal("counting") }),
  z.strictObject({ kind: z.literal("counted") }),
  z.strictObject({ kind: z.literal("measured"), measured: measuredSchema }),
  z.strictObject({ kind: z.literal("failed"), reason: z.string() }),
]);

export type Job = z.infer<typeof jobSchema>;
export type Latencies = z.infer<typeof latenciesSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type Reply = z.infer<typeof replySchema>;

/** How a job tells the parent when its counted time begins and ends. */
export interface Marks {
  counting(): void;
  counted(): void;
}

/** One kind of job. */
export type JobOf<Kind extends Job["kind"]> = Extract<Job, { kind: Kind }>;
