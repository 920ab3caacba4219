import { describeCapture } from '../describe-capture.ts';

describeCapture('firefox');
