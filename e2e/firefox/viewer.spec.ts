import { describeViewer } from '../describe-viewer.ts';

describeViewer('firefox');
