import { expect, it } from 'vitest';
import { only } from '../../core/test/read.ts';
import { ofUnsure } from '../../core/test/unsure.ts';
import { placeText } from './placing.ts';

it('a place that is not sure names the others, or says that nothing tells which', () => {
  const { requests, connections } = ofUnsure();
  const unsure = requests[2]!;
  const connection = only(connections.filter(({ id }) => id === unsure.connection));
  const other = only(unsure.placing!.others);
  expect(placeText(unsure, connection)).toMatch(new RegExp(`^one of ${connection.id} \\(\\d+%\\), ${other}$`));
  const nameless = { ...unsure, placing: { confidence: 0.1, others: [] } };
  expect(placeText(nameless, connection)).toBe(`${connection.id} (10%) or another`);
  expect(placeText({ ...nameless, placing: { confidence: 0.9, others: [] } }, connection)).toBe(`${connection.id} (likely, 90%)`);
});
