/** A pure function of one object, computed once for each: snapshots that share parts share the work. */
export function remember<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const old = known.get(key);
    if (old !== undefined) return old;
    const value = make(key);
    known.set(key, value);
    return value;
  };
}

/** The same for what also depends on the end of the recording; only the latest is kept. */
export function rememberAt<K extends object, V>(make: (key: K, now: number) => V): (key: K, now: number) => V {
  const known = new WeakMap<K, { readonly now: number; readonly value: V }>();
  return (key, now) => {
    const old = known.get(key);
    if (old?.now === now) return old.value;
    const value = make(key, now);
    known.set(key, { now, value });
    return value;
  };
}
