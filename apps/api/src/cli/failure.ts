/** A command that cannot do what was asked; `message` is one sentence that says what to do. Exit code 2. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}
