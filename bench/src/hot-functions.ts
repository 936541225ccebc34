import { readFileSync } from "node:fs";
import { z } from "zod";

// Sums a CPU profile up: `node bench/src/hot-functions.ts FILE.cpuprofile [LINES]` prints the functions with the most
// time of their own, and time by package. What `--profile` writes is read so.

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.number(),
      callFrame: z.object({ functionName: z.string(), url: z.string(), lineNumber: z.number() }),
    }),
  ),
  samples: z.array(z.number()),
  timeDeltas: z.array(z.number()),
});

const [file = "", lines = "40"] = process.argv.slice(2);
const { nodes, samples, timeDeltas } = profileSchema.parse(JSON.parse(readFileSync(file, "utf8")));
const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
const byFunction = new Map<string, number>();
const byPackage = new Map<string, number>();
let busy = 0;
samples.forEach((id, index) => {
  const frame = frames.get(id);
  const micros = timeDeltas[index] ?? 0;
  if (frame === undefined || frame.functionName === "(idle)" || frame.functionName === "(program)") return;
  busy += micros;
  const place = frame.url
    .replace(/^.*node_modules\/(?!\.pnpm)/, "")
    .replace(/^file:\/\/.*?\/(apps|packages)\//, "$1/");
  add(byFunction, `${frame.functionName || "(anonymous)"} ${place}:${frame.lineNumber + 1}`, micros);
  add(byPackage, packageOf(place, frame.functionName), micros);
});
print("by package", byPackage, 20);
print("by function", byFunction, Number(lines));

function add(sums: Map<string, number>, key: string, micros: number): void {
  sums.set(key, (sums.get(key) ?? 0) + micros);
}

function packageOf(place: string, name: string): string {
  if (place === "") return name.startsWith("(") ? name : "(native)";
  if (place.startsWith("node:")) return place;
  const [first = "", second = "", third = "", fourth = ""] = place.split("/");
  if (first === "apps" || first === "packages") return [first, second, third, fourth].join("/");
  return first.startsWith("@") ? `${first}/${second}` : first;
}

function print(title: string, sums: ReadonlyMap<string, number>, count: number): void {
  console.log(`\n${title} (of ${Math.round(busy / 1000)} ms busy)`);
  for (const [key, micros] of [...sums].sort((a, b) => b[1] - a[1]).slice(0, count))
    console.log(`${((100 * micros) / busy).toFixed(1).padStart(5)} %  ${key}`);
}
