/** Something to run elsewhere that shows whether a connection is reused, independently of the browser. */
export interface Snippet {
  readonly id: 'curl' | 'openssl' | 'k6' | 'go';
  readonly label: string;
  readonly language: 'sh' | 'js' | 'go';
  readonly text: string;
  /** What it prints, and what that means. */
  readonly expect: string;
  readonly notes: readonly string[];
}
