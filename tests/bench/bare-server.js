/** The yardstick: what Node itself does with a page of 10 KB. */
import http from "node:http";

const page = Buffer.from(
  `<!doctype html><title>Bare</title><p>${"A page of ten kilobytes. ".repeat(410)}`.slice(0, 10_240),
);

const server = http.createServer((_, res) => {
  res.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Length": page.length });
  res.end(page);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address !== null) console.log(`Listening on http://localhost:${address.port}`);
});
