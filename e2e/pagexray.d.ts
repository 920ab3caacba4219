/** What the tests use of it; it has no types of its own. */
declare module 'pagexray' {
  interface Domain {
    readonly requests: number;
    readonly timings: Readonly<Record<string, number>>;
  }
  interface Page {
    readonly url: string;
    readonly requests: number;
    readonly httpType: string;
    readonly domains: Readonly<Record<string, Domain>>;
  }
  const pagexray: { convert(har: unknown): readonly Page[] };
  export default pagexray;
}
