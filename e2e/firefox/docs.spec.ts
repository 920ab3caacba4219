import { describeDocs } from '../describe-docs.ts';

describeDocs('firefox');
