export const HELP = `Usage: reuse-lens COMMAND [OPTIONS] FILE…

How pages use their connections, from captures that were taken anywhere: HAR,
NetLogs, traces, logs of DevTools events.

  summary FILE…   figures per file, or a row per origin, connection or request
  report FILE     Markdown for an issue or a pull request
  compare A B     what changed from A to B, and what got better or worse
  check FILE…     for CI: are these budgets kept?

A FILE is a file (also gzipped or zipped), a folder, a glob pattern in quotes,
or - for the standard input.

  --format FORMAT       table (default), json, ndjson, csv, markdown
  --rows KIND           files, origins, connections, requests
                        (default: origins for ndjson and csv, else files)
  --jobs N              files that are read at the same time
                        (default: as many as there are processors)
  --keep-private        remove nothing: secrets in URLs, hosts of a NetLog

  --min-reuse N         at least this share of the requests whose connection is
                        known reused one, 0 to 1
  --max-connections N   at most so many connections, estimated ones too
  --max-stalled MS      at most so long stalled, summed over requests
  --no-finding RULE     no finding of this rule; can be repeated

  -h, --help            this text
  --version

Exit code: 0 all is well, 1 a budget is broken or cannot be shown to be kept,
2 bad arguments, or a file that could not be read (the others were).
Columns, rules and queries for DuckDB and BigQuery: docs/cli.md.
`;
