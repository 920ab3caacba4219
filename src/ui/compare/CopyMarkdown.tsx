import { useState } from 'react';
import type { Comparison } from '../../core/compare/compare.ts';
import { comparisonMarkdown } from '../../core/compare/markdown.ts';
import { copyText } from '../base/clipboard.ts';
import appStyles from '../App.module.css';
import statusStyles from '../status/Status.module.css';

/** For an issue or a pull request. */
export function CopyMarkdown({ comparison }: { readonly comparison: Comparison }) {
  const [said, setSaid] = useState('');
  const copy = async (): Promise<void> => setSaid((await copyText(comparisonMarkdown(comparison))) ? 'Copied' : 'The browser does not let the panel copy');
  return (
    <>
      <button type="button" className={statusStyles['action']} data-testid="compare-copy" title="Copy the comparison as Markdown, with sanitised addresses" onClick={() => void copy()}>
        {said === '' ? 'Copy as Markdown' : said}
      </button>
      <span role="status" className={appStyles['unseen']}>
        {said}
      </span>
    </>
  );
}
