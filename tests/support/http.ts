/** A browser without a screen: keeps cookies, posts forms as a page of ours does, follows nothing. */
import http, { type IncomingHttpHeaders } from "node:http";

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
  /** Where a redirect leads: a path of this site, or the whole address of another one. */
  location: string | null;
};

type Headers = Record<string, string | undefined>;

export type Sending = {
  method?: string;
  /** Beside what a browser sends by itself; `undefined` leaves a header out. */
  headers?: Headers;
  body?: string | Buffer;
};

export type Client = {
  cookies: Map<string, string>;
  /** What a browser sends with each request, also with the handshake of a socket. */
  ownHeaders(): Record<string, string>;
  send(path: string, sending?: Sending): Promise<Answer>;
  get(path: string, headers?: Headers): Promise<Answer>;
  /** What script asks for instead of the page. */
  data(path: string, headers?: Headers): Promise<Answer>;
  post(path: string, fields?: Record<string, string>, headers?: Headers): Promise<Answer>;
  /** A form with files, as a page of ours sends it. */
  upload(path: string, form: FormData, headers?: Headers): Promise<Answer>;
  /** The same form, sent by script. */
  postData(path: string, fields?: Record<string, string>, headers?: Headers): Promise<Answer>;
};

const agent = new http.Agent({ keepAlive: true, maxSockets: 50 });
let clients = 0;

/** A client of the server at `origin`, from an address of its own. */
export function clientOf(origin: string, own: Record<string, string> = {}): Client {
  const cookies = new Map<string, string>();
  const address = `10.0.${Math.floor(++clients / 250)}.${(clients % 250) + 1}`;

  const ownHeaders = () => ({
    "X-Forwarded-For": address,
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept-Language": "en",
    ...(cookies.size > 0 && { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
    ...own,
  });

  async function send(path: string, { method = "GET", headers = {}, body }: Sending = {}): Promise<Answer> {
    const all: Headers = { ...ownHeaders(), Accept: "text/html,application/xhtml+xml", ...headers };
    const answer = await exchange(origin, path, { method, headers: all, body });
    for (const line of answer.headers["set-cookie"] ?? []) keep(cookies, line);
    return answer;
  }

  function post(path: string, fields: Record<string, string> = {}, headers: Headers = {}): Promise<Answer> {
    return send(path, {
      method: "POST",
      headers: { Origin: own.Origin ?? origin, "Content-Type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(fields).toString(),
    });
  }

  async function upload(path: string, form: FormData, headers: Headers = {}): Promise<Answer> {
    const sent = new Response(form);
    return send(path, {
      method: "POST",
      headers: { Origin: origin, "Content-Type": sent.headers.get("content-type") ?? undefined, ...headers },
      body: Buffer.from(await sent.arrayBuffer()),
    });
  }

  return {
    cookies,
    ownHeaders,
    send,
    post,
    upload,
    get: (path, headers) => send(path, { headers }),
    data: (path, headers) => send(dataPath(path), { headers: { Accept: "*/*", ...headers } }),
    postData: (path, fields, headers) => post(dataPath(path), fields, { Accept: "*/*", ...headers }),
  };
}

/** The address at which script asks for what a page shows. */
export function dataPath(path: string): string {
  const [address = "", query] = path.split("?");
  return `${address.endsWith("/") ? `${address}_` : address}.data${query === undefined ? "" : `?${query}`}`;
}

function exchange(origin: string, path: string, sending: Sending, by: http.Agent | false = agent): Promise<Answer> {
  const { method, headers, body } = sending;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const defined = Object.entries(headers ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const request = http.request({ hostname, port, path, method, agent: by, headers: Object.fromEntries(defined) });
    request.on("error", (error: NodeJS.ErrnoException) => {
      // A server lets go of a connection that rested, at the very moment at which it is used again: browsers ask anew.
      const isStale = request.reusedSocket && error.code === "ECONNRESET" && by !== false;
      if (isStale) resolve(exchange(origin, path, sending, false));
      else reject(error);
    });
    request.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => {
        const { location } = response.headers;
        const bytes = Buffer.concat(parts);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: bytes.toString("utf8"),
          bytes,
          location: location === undefined ? null : location.replace(origin, ""),
        });
      });
    });
    request.end(body);
  });
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = "", ...attributes] = line.split(";");
  const at = pair.indexOf("=");
  const name = pair.slice(0, at).trim();
  const isOver = attributes.some((attribute) => /^\s*max-age=0$/i.test(attribute));
  if (isOver) cookies.delete(name);
  else cookies.set(name, pair.slice(at + 1));
}
