import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Clock ticks per second in /proc; 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** False where the system has no /proc: the bench then measures without the processors' shares. */
export const HAS_PROC = existsSync("/proc/self/stat");

interface Stat {
  readonly parent: number;
  /** Seconds of processor time of its own threads. */
  readonly own: number;
  /** Of children that ended and were waited for. */
  readonly ended: number;
}

function statOf(pid: number): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in brackets and may hold anything; fields are counted from behind it.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / TICKS_PER_SECOND;
    return { parent: Number(fields[1]), own: seconds(11), ended: seconds(13) };
  } catch {
    return null;
  }
}

/** Seconds of processor time that a process took so far; with `family`, its children's too. */
export function cpuSeconds(pid: number, family: boolean): number {
  if (!HAS_PROC) return Number.NaN;
  const stat = statOf(pid);
  if (stat === null || !family) return stat?.own ?? 0;
  let children = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const child = statOf(Number(name));
    if (child?.parent === pid) children += child.own;
  }
  // A child that ended meanwhile would be missed or counted twice: look again.
  if (statOf(pid)?.ended !== stat.ended) return cpuSeconds(pid, family);
  return stat.own + stat.ended + children;
}

/** Largest resident memory of a process since it started or since `forgetPeak`, MiB. */
export function peakMemoryMiB(pid: number): number {
  if (!HAS_PROC) return Number.NaN;
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}

/** Lets the peak begin anew at what the process uses now. */
export function forgetPeak(pid: number): void {
  if (HAS_PROC) writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** The process that a data folder's server runs as. */
export const postmasterPid = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n", 1)[0]);
