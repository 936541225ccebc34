import { spawn } from "node:child_process";

/**
 * Stops the server when this process dies, even by SIGKILL: a shell waits for the end of a pipe whose only
 * writer is this process, then asks the server for a fast shutdown. Not on Windows, where the next start
 * takes the orphan over instead.
 * @returns a function that dismisses the watchdog; call it once the server has gone, before its pid is reused
 */
export function watch(serverPid: number): () => void {
  if (process.platform === "win32") return () => {};
  const script = 'while read -r _; do :; done; kill -INT "$1" 2>/dev/null';
  // Detached: Ctrl-C reaches the whole foreground group, and must not take the watchdog before the server.
  const shell = spawn("/bin/sh", ["-c", script, "tenure-postgres-watchdog", String(serverPid)], {
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    detached: true,
  });
  shell.on("error", () => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  if ("unref" in shell.stdin && typeof shell.stdin.unref === "function") shell.stdin.unref();
  return () => {
    shell.kill("SIGKILL");
    shell.stdin.destroy();
  };
}
