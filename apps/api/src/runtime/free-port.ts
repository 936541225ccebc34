import { createServer } from "node:net";
import { StartError } from "../env.ts";

/** How many ports after the wanted one are tried. */
const NEIGHBOURS = 40;

/** Whether nobody listens on a port of this host right now. */
const isFree = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });

/** The wanted port or the next free one. @throws StartError when the whole neighbourhood is taken */
export async function nextFreePort(wanted: number, host: string): Promise<number> {
  for (let port = wanted; port < wanted + NEIGHBOURS; port += 1) if (await isFree(port, host)) return port;
  throw new StartError(
    `Ports ${wanted} to ${wanted + NEIGHBOURS - 1} are all taken: set PORT to a free one.`,
  );
}

/** Refuses a port that was asked for and is taken. @throws StartError */
export async function requirePort(port: number, host: string): Promise<void> {
  if (port !== 0 && !(await isFree(port, host)))
    throw new StartError(`Port ${port} is taken: stop the program that uses it, or set PORT to another one.`);
}
