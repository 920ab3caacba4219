/** One end of a two-way road. Ports, broadcast channels and tests all fit behind it. */
export interface Channel<Out, In> {
  send(message: Out): void;
  /** One listener per channel; it gets only messages that passed the guard. */
  listen(listener: (message: In) => void): void;
}
