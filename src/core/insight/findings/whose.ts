import type { Analysis } from '../../model/analysis.ts';
import { documentsOf, domainOf } from '../protocols/documents.ts';
import type { Fix } from './finding.ts';

/** What to tell those who run the page: a server of another site may be none of theirs to configure. */
export function serverFixes(analysis: Analysis): (origin: string, fix: Fix) => Fix {
  let domains: ReadonlySet<string> | undefined;
  return (origin, fix) => {
    domains ??= new Set([...documentsOf(analysis).values()].map(({ url }) => domainOf(url)));
    if (domains.size === 0 || domains.has(domainOf(origin))) return fix;
    return { ...fix, text: `This server is of another site: where it is not yours, ask its operator, or host the files yourself. On the server: ${fix.text}` };
  };
}
