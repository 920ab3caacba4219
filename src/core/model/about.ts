/** A kind of file: what it tells and what it cannot, in sentences for people. */
export interface FileFormat {
  readonly id: string;
  readonly name: string;
  /** Its connections are those of a proxy to the servers. */
  readonly isProxy?: true;
  /** What in the file tells that it is one. */
  readonly recognised: string;
  readonly carries: string;
  readonly lacks: string;
  /** What the panel shows of it that the file itself says… */
  readonly exact: string;
  /** …what is estimated from that… */
  readonly inferred: string;
  /** …and what nobody can tell from it. */
  readonly unknowable: string;
}

/** What one file is. */
export interface AboutFile {
  readonly format: FileFormat;
  /** Who wrote it by its own word, "WebPagetest 17.12"; `null` where it does not say. A hint: tools copy each other's. */
  readonly creator: string | null;
  /** A proxy's name, where the connections are its own to the servers; `null` else. */
  readonly proxy: string | null;
  /** Of the browser, each with connections of its own; 1 where nothing tells of several. */
  readonly runs: number;
  /** How much of it there is: "entries". */
  readonly counts: readonly Count[];
  readonly problems: readonly FileProblem[];
}

interface Count {
  readonly what: string;
  readonly count: number;
  /** Of so many that could. */
  readonly of: number | null;
}

/** Something in the file that cannot be right. */
export interface FileProblem {
  /** What, and what was done about it. */
  readonly message: string;
  /** How often. */
  readonly count: number;
  /** The first few places: "entry 17". */
  readonly where: readonly string[];
}
