import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const ajv = addFormats.default(new Ajv2020({ allErrors: true }));
let validate: ReturnType<typeof ajv.compile> | undefined;

/** What the shipped JSON Schema has against a summary; empty when nothing. */
export function summaryProblems(summary: unknown): readonly string[] {
  validate ??= ajv.compile(JSON.parse(readFileSync('public/summary.schema.json', 'utf8')) as object);
  return validate(summary) ? [] : (validate.errors ?? []).map(({ instancePath, message }: { instancePath: string; message?: string }) => `${instancePath} ${message ?? ''}`);
}
