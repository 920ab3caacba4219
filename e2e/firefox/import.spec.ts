import { describeImport } from '../describe-import.ts';

describeImport('firefox');
