/** A mail server on this machine that takes every mail, or refuses every reader. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export type MailServer = {
  /** For `SMTP_URL`. */
  url: string;
  /** The mails it took, as they came. */
  taken: string[];
  /** Ends it, with every connection. */
  stop(): Promise<void>;
};

/**
 * Starts one, on a free port unless `port` names one: a server that comes back must be found where it
 * was. With `refusing`, such as `550 no such person`, it answers that for every recipient.
 */
export async function startMailServer({
  refusing,
  port = 0,
}: { refusing?: string; port?: number } = {}): Promise<MailServer> {
  const taken: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(_address, _session, answer) {
      if (refusing === undefined) return answer();
      const [code = "550", ...words] = refusing.split(" ");
      answer(Object.assign(new Error(words.join(" ")), { responseCode: Number(code) }));
    },
    onData(stream, _session, answer) {
      let mail = "";
      stream.setEncoding("utf8").on("data", (text: string) => (mail += text));
      stream.on("end", () => {
        taken.push(mail);
        answer(null, "Taken as <b>42</b>");
      });
    },
  });
  // A client that breaks off, as one does that is killed, would otherwise end the test's own process.
  server.on("error", () => undefined);
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    taken,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
