import type { Role } from "../access/index.ts";

/** One legal move: where it leads and who may make it. */
export interface Move<State extends string> {
  readonly to: State;
  readonly by: readonly Role[];
}

/** A state machine as one table: state → action → move. What is not in the table is illegal. */
export interface Lifecycle<State extends string, Action extends string> {
  readonly name: string;
  readonly initial: State;
  readonly table: Readonly<Record<State, Readonly<Partial<Record<Action, Move<State>>>>>>;
}

/** The answer to an attempted move. */
export type Attempt<State extends string> =
  | { readonly legal: true; readonly to: State }
  | { readonly legal: false; readonly from: State; readonly action: string };

/** Keeps the state and action names of a table in its type. */
export const defineLifecycle = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): Lifecycle<State, Action> => lifecycle;

/** Asks the table whether a move is legal; an illegal one is an answer, not an exception. */
export function attempt<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  from: State,
  action: Action,
): Attempt<State> {
  const move = lifecycle.table[from][action];
  return move === undefined ? { legal: false, from, action } : { legal: true, to: move.to };
}

/** The actions a role may take in a state: exactly the buttons a screen shows. */
export const actionsFor = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  state: State,
  role: Role,
): Action[] =>
  (Object.keys(lifecycle.table[state]) as Action[]).filter(
    (action) => lifecycle.table[state][action]?.by.includes(role) ?? false,
  );

/** Every state of a lifecycle; the database repeats them as a CHECK constraint, and a test compares. */
export const statesOf = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): State[] => Object.keys(lifecycle.table) as State[];

/** States that nothing leads out of. */
export const terminalStatesOf = <State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): State[] => statesOf(lifecycle).filter((state) => Object.keys(lifecycle.table[state]).length === 0);

/** The lifecycle as a Mermaid state diagram, for docs/generated. */
export function diagramOf<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): string {
  const moves = statesOf(lifecycle).flatMap((from) =>
    (Object.keys(lifecycle.table[from]) as Action[]).flatMap((action) => {
      const move = lifecycle.table[from][action];
      return move === undefined ? [] : [`  ${from} --> ${move.to}: ${action}`];
    }),
  );
  const ends = terminalStatesOf(lifecycle).map((state) => `  ${state} --> [*]`);
  return ["stateDiagram-v2", `  [*] --> ${lifecycle.initial}`, ...moves, ...ends, ""].join("\n");
}
