import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { shop } from '../../e2e/playground/fixture-shop.ts';
import { IS_WORDS, KEYS, parseFilter } from './filter/filter.ts';
import { commandOf } from './timeline/keys.ts';

const manual = readFileSync(resolve(import.meta.dirname, '../../docs/panel.md'), 'utf8');
const partOf = (from: string, to: string): string => manual.split(from)[1]!.split(to)[0]!;
const codesIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
const firstCells = (table: string): readonly string[] => [...table.matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell]) => codesIn(cell!));

it('docs/panel.md has every word of the filter, and each of its examples is understood', () => {
  const words = firstCells(partOf('## Filter', '## Keys'));
  expect(KEYS.filter((key) => !words.some((word) => word.startsWith(`${key}:`)))).toEqual([]);
  expect(words.filter((word) => word.startsWith('is:')).map((word) => word.slice(3)).toSorted()).toEqual(IS_WORDS.toSorted());
  expect(words.map((word) => parseFilter(word, shop()).problem).filter((problem) => problem !== null)).toEqual([]);
});

it('and every key of the lanes, and no other', () => {
  const told = firstCells(partOf('| on the lanes |', 'In the table')).filter((key) => !key.startsWith('Ctrl+')).map((key) => (key === 'Space' ? ' ' : key));
  const named = ['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'PageDown', 'PageUp', 'Home', 'End', 'Enter', 'Escape', 'Tab', 'Insert', 'Delete', 'Backspace'];
  const printed = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i).toUpperCase());
  const known = [...new Set([...named, ...printed])].filter((key) => commandOf({ key, shiftKey: false }, undefined) !== null);
  expect(told.toSorted()).toEqual(known.toSorted());
});
