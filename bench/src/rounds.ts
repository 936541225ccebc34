import type { LoadProcess } from "./load-process.ts";
import type { Job, Measured } from "./load/protocol.ts";
import { cpuSeconds } from "./proc.ts";

/** One thing that is measured, at several numbers of connections. */
export interface Case {
  readonly name: string;
  /** What is counted: rows, pairs… */
  readonly unit: string;
  readonly connections: readonly number[];
  /** Puts the database into the state in which it is measured. */
  prepare(): Promise<unknown>;
  job(connections: number): Job;
}

/** One measurement. */
export interface Sample {
  readonly connections: number;
  readonly perSecond: number;
  readonly cores: Cores;
  readonly measured: Measured;
}

/** Processor time per second of measuring: 1 is a core fully used. NaN where it cannot be read. */
export interface Cores {
  readonly load: number;
  readonly api: number;
  readonly postgres: number;
}

/** What came of a case: its best number of connections, and the median of the rounds at it. */
export interface Outcome {
  readonly name: string;
  readonly unit: string;
  readonly perSecond: number;
  readonly lowest: number;
  readonly highest: number;
  readonly connections: number;
  readonly cores: Cores;
  /** Every measurement, in order. */
  readonly samples: readonly Sample[];
}

/** The processes whose time is read. */
export interface Watched {
  readonly load: LoadProcess;
  readonly apiPid: number | null;
  readonly postgresPid: number;
}

/** Performs a job and reads how much of the processor each side took while it counted. */
export async function sample(watched: Watched, job: Job, connections: number): Promise<Sample> {
  const { load, apiPid, postgresPid } = watched;
  const used = () => ({
    at: performance.now(),
    load: cpuSeconds(load.pid, false),
    api: apiPid === null ? 0 : cpuSeconds(apiPid, false),
    postgres: cpuSeconds(postgresPid, true),
  });
  let before = used();
  let after = before;
  const measured = await load.perform(job, {
    counting: () => {
      before = used();
    },
    counted: () => {
      after = used();
    },
  });
  const seconds = (after.at - before.at) / 1000;
  const cores = (part: keyof Cores) => (after[part] - before[part]) / seconds;
  return {
    connections,
    perSecond: measured.count / measured.seconds,
    cores: { load: cores("load"), api: cores("api"), postgres: cores("postgres") },
    measured,
  };
}

/**
 * Measures cases in turns: the first round at every number of connections, the others at the best one of each, so that
 * what else happens on the machine falls on all of them alike.
 */
export async function measureInRounds(
  cases: readonly Case[],
  rounds: number,
  watched: Watched,
  say: (line: string) => void,
): Promise<readonly Outcome[]> {
  const samples = new Map(cases.map((each) => [each, [] as Sample[]]));
  const best = (each: Case) => bestOf(samples.get(each) ?? []).connections;
  for (let round = 1; round <= rounds; round += 1)
    for (const each of cases)
      for (const connections of round === 1 ? each.connections : [best(each)]) {
        await each.prepare();
        const taken = await sample(watched, each.job(connections), connections);
        samples.get(each)?.push(taken);
        say(
          `${each.name}, ${connections} connections: ${Math.round(taken.perSecond).toLocaleString("en")} ${each.unit}/s`,
        );
      }
  return cases.map((each) => outcomeOf(each, samples.get(each) ?? []));
}

function outcomeOf({ name, unit }: Case, samples: readonly Sample[]): Outcome {
  const { connections } = bestOf(samples);
  const counted = samples
    .filter((each) => each.connections === connections)
    .sort((a, b) => a.perSecond - b.perSecond);
  const middle = counted[Math.floor((counted.length - 1) / 2)];
  const [lowest, highest] = [counted.at(0), counted.at(-1)];
  if (middle === undefined || lowest === undefined || highest === undefined)
    throw new Error(`${name} was not measured`);
  return {
    name,
    unit,
    perSecond: middle.perSecond,
    lowest: lowest.perSecond,
    highest: highest.perSecond,
    connections,
    cores: middle.cores,
    samples,
  };
}

function bestOf(samples: readonly Sample[]): Sample {
  const best = samples.toSorted((a, b) => b.perSecond - a.perSecond)[0];
  if (best === undefined) throw new Error("nothing was measured");
  return best;
}
