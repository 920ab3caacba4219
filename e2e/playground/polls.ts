import type { Request } from '../../src/core/model/request.ts';
import { aRequest } from './fixture.ts';

type Told = Parameters<typeof aRequest>[0];

/** A request to an API that takes 10 ms, after the setup that it is told to have. */
export const poll = (at: number, conn: string | number, { headers, page, ...told }: Partial<Omit<Told, 'at' | 'conn'>> & Partial<Pick<Request, 'headers' | 'page'>> = {}): Request => {
  const request = aRequest({ url: 'https://api.example/', at, conn, protocol: 'http/1.1', wait: 4.7, receive: 5, ...told });
  return { ...request, headers: headers ?? request.headers, page: page ?? request.page };
};
