import * as v from 'valibot';

/** The check at every door: a message of the schema, or `null`. Strangers' messages are dropped, never thrown on. */
export function accept<S extends v.GenericSchema>(schema: S, message: unknown): v.InferOutput<S> | null {
  const parsed = v.safeParse(schema, message);
  return parsed.success ? parsed.output : null;
}
