export {
  type Attempt,
  actionsFor,
  attempt,
  defineLifecycle,
  diagramOf,
  type Lifecycle,
  type Move,
  statesOf,
  terminalStatesOf,
} from "./lifecycle.ts";
