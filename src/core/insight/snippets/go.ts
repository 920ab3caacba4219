import type { Request } from '../../model/request.ts';
import type { Snippet } from './snippet.ts';
import { targetOf } from './target.ts';

/** Two requests by one Go transport, with net/http/httptrace telling how each came by its connection. */
export function goSnippet(request: Request): Snippet | null {
  const target = targetOf(request);
  if (target === null) return null;
  return {
    id: 'go',
    label: 'Go httptrace',
    language: 'go',
    // The URL is printable ASCII, of which JSON and Go write strings alike.
    text: `package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
)

func main() {
	for _, which := range []string{"first", "second"} {
		request, err := http.NewRequest("${target.method}", ${JSON.stringify(target.url)}, nil)
		if err != nil {
			panic(err)
		}
		trace := &httptrace.ClientTrace{
			GotConn: func(info httptrace.GotConnInfo) {
				fmt.Printf("%s: reused=%t idle=%s\\n", which, info.Reused, info.IdleTime)
			},
		}
		response, err := http.DefaultTransport.RoundTrip(request.WithContext(httptrace.WithClientTrace(request.Context(), trace)))
		if err != nil {
			panic(err)
		}
		// Only a body that was read to its end gives the connection back.
		io.Copy(io.Discard, response.Body)
		response.Body.Close()
		fmt.Printf("%s: %s %s\\n", which, response.Proto, response.Status)
	}
}
`,
    expect: 'The second should read reused=true.',
    notes: [...target.notes, 'Go takes HTTP/2 where the server offers it.', ...(request.protocol === 'h3' ? ['net/http does not speak HTTP/3.'] : [])],
  };
}
