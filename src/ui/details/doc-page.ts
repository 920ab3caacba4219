/** Where the extension has a page of docs/, which the build renders. */
export const docPage = (file: string): string => `/${file.replace(/\.md$/, '.html')}`;
