import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Certificates } from './certificates.ts';
import { caddyConfig } from './caddy-config.ts';
import { readCaddyLog } from './caddy-log.ts';
import { nodeReply, type Answer } from './exchange.ts';
import type { TruthLog } from './log.ts';
import { freePort } from './ports.ts';
import { listen, stop, type Listener } from './sockets.ts';

/** Caddy in front of a plain backend of ours: it speaks HTTP/3 and HTTP/2, and its access log is the truth. */
export interface H3Listener extends Listener {
  /** resolves when Caddy has logged every request that the backend is done with */
  settled(): Promise<void>;
}

/** Why there is no HTTP/3 here; `undefined` when there can be. */
export function whyNoH3(): string | undefined {
  const found = spawnSync('caddy', ['version'], { stdio: 'ignore' });
  return found.error ? 'Caddy is not on the PATH' : undefined;
}

/** However this process ends, its end of the pipe closes, and Caddy is killed: none is ever left behind. */
const runWhileStdinIsOpen = `exec 3<&0
caddy run --config "$0" 3<&- &
caddy=$!
(cat <&3; kill -9 $caddy) >/dev/null 2>&1 &
wait $caddy`;

export async function startH3(certificates: Certificates, log: TruthLog, answer: Answer): Promise<H3Listener> {
  const backend = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    const url = new URL(request.url ?? '/', `https://${request.headers.host}`);
    const method = request.method ?? 'GET';
    const entry = { end: () => void answered++ };
    const reply = nodeReply(response, entry, { reset: () => void request.socket.resetAndDestroy() });
    answer({ method, url, headers: request.headers }, reply);
  });
  let answered = 0;
  let logged = 0;
  const backendPort = await listen(backend);
  const port = await freePort();

  const config = join(certificates.directory, 'caddy.json');
  await writeFile(config, JSON.stringify(caddyConfig({ port, backendPort, certificates })));
  const caddy = spawn('sh', ['-c', runWhileStdinIsOpen, config], {
    stdio: 'pipe',
    env: { ...process.env, XDG_DATA_HOME: certificates.directory, XDG_CONFIG_HOME: certificates.directory },
  });
  const exited = once(caddy, 'exit');
  const note = readCaddyLog(log);
  createInterface(caddy.stdout).on('line', (line) => {
    logged++;
    note(line);
  });
  await serving(caddy).catch(async (error: unknown) => {
    await stop(backend);
    throw error;
  });
  return {
    port,
    settled: () => log.until(() => logged >= answered),
    async close() {
      caddy.stdin.end();
      await exited;
      const closed = stop(backend);
      backend.closeAllConnections();
      await closed;
    },
  };
}

/** Caddy says on its error stream when it serves; whatever else it said is the reason when it never does. */
function serving(caddy: ChildProcessWithoutNullStreams): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    caddy.once('exit', (code) => {
      caddy.stdin.end(); // lets go of the shell's watcher
      reject(new Error(`Caddy stopped (${code}):\n${said.slice(-5).join('\n')}`));
    });
    createInterface(caddy.stderr).on('line', (line) => {
      said.push(line);
      if (line.includes('serving initial configuration')) resolve();
    });
  });
}
