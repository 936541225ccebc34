import { type HttpConnection, withHttp } from "./http-connection.ts";
import { latenciesOf } from "./latencies.ts";
import type { JobOf, Latencies, Marks, Measured } from "./protocol.ts";
import { authorizeRequest, expectStatus, getRequest, holdIdOf, releaseRequest } from "./requests.ts";

type Target = JobOf<"growth">["small"];

/** What is asked of both accounts; the answer's time is what `timed` encloses. */
const OPERATIONS: Readonly<
  Record<string, (http: HttpConnection, target: Target, timed: Timed) => Promise<void>>
> = {
  balance: async (http, { key }, timed) => {
    expectStatus(await timed(() => http.send(getRequest("/v1/wallet", key))), 200);
  },
  authorise: async (http, { key }, timed) => {
    const holdId = holdIdOf(await timed(() => http.send(authorizeRequest(key, 0))));
    // Given back at once: holds left open would be another difference between the accounts.
    expectStatus(await http.send(releaseRequest(key, holdId)), 200);
  },
  "refund preview": async (http, { key, orderId }, timed) => {
    expectStatus(await timed(() => http.send(getRequest(`/v1/orders/${orderId}/refund-preview`, key))), 200);
  },
};

type Timed = <T>(work: () => Promise<T>) => Promise<T>;

/** Asks two accounts for the same in turn, one request at a time, so that both see the same noise. */
export const growth = (job: JobOf<"growth">, marks: Marks): Promise<Measured> =>
  withHttp(job.small.apiUrl, 1, (smallOf) =>
    withHttp(job.large.apiUrl, 1, async (largeOf) => {
      const both = [
        { size: "small", target: job.small, http: smallOf(0) },
        { size: "large", target: job.large, http: largeOf(0) },
      ] as const;
      const warmUp = Math.ceil(job.requests / 5);
      const latencies: Record<string, Latencies> = {};
      marks.counting();
      const began = performance.now();
      for (const [operation, ask] of Object.entries(OPERATIONS)) {
        const times: Record<"small" | "large", number[]> = { small: [], large: [] };
        for (let turn = -warmUp; turn < job.requests; turn += 1)
          // Who is first alternates: the second finds the processor's caches warm.
          for (const { size, target, http } of turn % 2 === 0 ? both : both.toReversed())
            await ask(http, target, async (work) => {
              const sent = performance.now();
              const answer = await work();
              if (turn >= 0) times[size].push(performance.now() - sent);
              return answer;
            });
        for (const size of ["small", "large"] as const)
          latencies[`${operation}, ${size}`] = latenciesOf(times[size]);
      }
      marks.counted();
      return {
        count: Object.keys(OPERATIONS).length * job.requests * 2,
        seconds: (performance.now() - began) / 1000,
        acknowledged: 0,
        latencies,
      };
    }),
  );
