/** The standard output, whose reader may have seen enough (`| head`): what is written then is dropped. */
export interface Output {
  /** Waits where the reader is slower. @throws what keeps it from being written: a full disk, say */
  write(text: string): Promise<void>;
  isRead(): boolean;
}

export function outputTo(stream: NodeJS.WritableStream): Output {
  let isRead = true;
  // Whoever wrote is told; without a listener the process would end, with a code of its own.
  stream.on('error', () => {});
  return {
    isRead: () => isRead,
    write: (text) =>
      new Promise((resolve, reject) => {
        if (!isRead || text === '') return resolve();
        stream.write(text, (error: NodeJS.ErrnoException | null | undefined) => {
          if (error && error.code !== 'EPIPE') return reject(error);
          isRead &&= !error;
          resolve();
        });
      }),
  };
}
