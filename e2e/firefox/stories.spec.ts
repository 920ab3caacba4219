import { describeStories } from '../describe-stories.ts';

describeStories('firefox');
