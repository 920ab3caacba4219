import { describeCapture } from '../describe-capture.ts';

describeCapture('chromium');
