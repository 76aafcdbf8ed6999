/** A mail server on this machine that takes every mail, or refuses every reader. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

export type MailServer = {
  /** For `SMTP_URL`. */
  url: string;
  /** The mails it took, as they came. */
  taken: string[];
  stop(): void;
};

/** Starts one. `toReader` is what it says to each `RCPT TO`. Stop it after the test. */
export async function startMailServer(toReader = "250 2.1.5 Ok"): Promise<MailServer> {
  const taken: string[] = [];
  const server = createServer((socket) => {
    let heard = "";
    let mail: string | null = null;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const answers: Record<string, string> = { RCPT: toReader, DATA: "354 Go on", QUIT: "221 Bye" };
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (text: string) => {
      heard += text;
      for (let end = heard.indexOf("\r\n"); end >= 0; end = heard.indexOf("\r\n")) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 2);
        if (mail === null) {
          const word = line.slice(0, 4).toUpperCase();
          say(answers[word] ?? "250 Ok");
          if (word === "DATA") mail = "";
        } else if (line === ".") {
          taken.push(mail);
          mail = null;
          say("250 2.0.0 Taken as <b>42</b>");
        } else {
          mail += `${line}\r\n`;
        }
      }
    });
    say("220 mail.test ready");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    stop: () => void server.close(),
  };
}
