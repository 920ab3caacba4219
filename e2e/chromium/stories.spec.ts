import { describeStories } from '../describe-stories.ts';

describeStories('chromium');
