/** The compiler proves that every arm of a union was handled; at run time a new arm is a loud error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
