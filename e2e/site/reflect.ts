/**
 * The little of the Reflect metadata proposal that the certificate library's dependency injection asks for at import.
 * Import this before `@peculiar/x509`; it leaves an existing polyfill alone.
 */
const notes = new WeakMap<object, Map<unknown, unknown>>();

const own = (key: unknown, target: object): unknown => notes.get(target)?.get(key);

function inherited(key: unknown, target: object): unknown {
  for (let at: object | null = target; at; at = Object.getPrototypeOf(at) as object | null) {
    if (notes.get(at)?.has(key)) return own(key, at);
  }
  return undefined;
}

function define(key: unknown, value: unknown, target: object): void {
  const kept = notes.get(target) ?? new Map<unknown, unknown>();
  notes.set(target, kept.set(key, value));
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, { getMetadata: inherited, getOwnMetadata: own, defineMetadata: define });
}
