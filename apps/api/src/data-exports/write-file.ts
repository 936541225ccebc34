import { Readable } from "node:stream";
import { createHash } from "node:crypto";
import type { CsvCell } from "../csv/csv-text.ts";
import { csvText } from "../csv/csv-text.ts";
import type { Services } from "../runtime/services.ts";
import yazl from "yazl";
import { DATA_SETS, type DataSet } from "./data-sets.ts";
import { type DataRow, readSet } from "./read-set.ts";

/** Bytes per stored portion. */
const CHUNK_BYTES = 256 * 1024;

/** What the file turned out to be. */
export interface WrittenFile {
  readonly sizeBytes: bigint;
  readonly sha256: string;
}

/** Where it is written, and who is told how far it is. */
export interface FileSink {
  /** Keeps a portion; they come in order, one at a time. */
  keep(position: number, bytes: Buffer): Promise<void>;
  fileDone(): Promise<void>;
}

const README = [
  "Everything this account holds, at the time of writing. 此账户在生成时所持有的全部数据。",
  "",
  "Each data set is there twice: as JSON, complete, and as CSV, for spreadsheets. Amounts are exact decimals in units of",
  "their currency; payments are in its smallest unit. Instants are UTC. decisions.json holds the signed receipts.",
  "每个数据集提供两份：完整的 JSON 与便于表格软件打开的 CSV。金额为对应货币的精确小数，付款以最小货币单位计；时间为 UTC。decisions.json 含已签名的凭据。",
  "",
].join("\n");

/** Writes the ZIP of an account, streamed: readers wait for the writer, and it for the store. */
export async function writeFile(
  services: Pick<Services, "db">,
  accountId: string,
  sink: FileSink,
): Promise<WrittenFile> {
  const zip = new yazl.ZipFile();
  const failed = new Promise<never>((_, reject) => zip.once("error", reject));
  const add = (name: string, open: () => AsyncGenerator<string>) =>
    zip.addReadStreamLazy(name, {}, (done) => {
      const stream = Readable.from(counted(open(), sink), { objectMode: false });
      stream.once("error", (error) => zip.emit("error", error));
      done(null, stream);
    });
  add("README.txt", async function* () {
    yield README;
  });
  for (const set of DATA_SETS) {
    add(`${set.name}.json`, () => jsonOf(services, set, accountId));
    add(`${set.name}.csv`, () => csvOf(services, set, accountId));
  }
  zip.end();
  return Promise.race([store(zip.outputStream, sink), failed]);
}

async function store(stream: NodeJS.ReadableStream, sink: FileSink): Promise<WrittenFile> {
  const hash = createHash("sha256");
  let sizeBytes = 0n;
  let position = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const flush = async () => {
    if (waitingBytes === 0) return;
    await sink.keep(position, Buffer.concat(waiting));
    position += 1;
    waiting = [];
    waitingBytes = 0;
  };
  for await (const part of stream) {
    const bytes = typeof part === "string" ? Buffer.from(part) : part;
    hash.update(bytes);
    sizeBytes += BigInt(bytes.length);
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  return { sizeBytes, sha256: hash.digest("hex") };
}

async function* counted(text: AsyncGenerator<string>, sink: FileSink): AsyncGenerator<Buffer> {
  for await (const part of text) yield Buffer.from(part);
  await sink.fileDone();
}

async function* jsonOf(services: Pick<Services, "db">, set: DataSet, accountId: string) {
  let before = "[\n";
  for await (const page of readSet(services, set, accountId)) {
    yield before + page.map((row) => JSON.stringify(row)).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}

async function* csvOf(services: Pick<Services, "db">, set: DataSet, accountId: string) {
  const names = Object.keys(set.columns);
  // A byte order mark first: Excel then reads the file as UTF-8.
  yield `\u{FEFF}${csvText([names])}`;
  for await (const page of readSet(services, set, accountId))
    yield csvText(page.map((row) => names.map((name) => cellOf(row, name))));
}

function cellOf(row: DataRow, name: string): CsvCell {
  const value = row[name];
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
