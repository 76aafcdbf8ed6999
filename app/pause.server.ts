import { isResetting } from "./features/demo/reset.server.ts";
import { messagesIn } from "./i18n.server.ts";
import type { Locale } from "./platform/actor.ts";

/** What everybody is answered while a demo is begun again, or null: a calm page that comes back by itself. */
export function answerInPause(locale: Locale): Response | null {
  if (!isResetting()) return null;
  const t = (key: string) => messagesIn(locale).say("demo", key);
  const style = "margin:22vh auto 0;max-width:34rem;padding:0 1.5rem;font:1.1rem/1.6 system-ui;color-scheme:light dark";
  const page = `<!doctype html>
<html lang="${locale}" style="color-scheme:light dark">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="3; url=/">
<title>${t("pause.title")} · Caco</title>
<body style="${style}"><main><h1>${t("pause.title")}</h1><p>${t("pause.what")}</p></main></body>
</html>
`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "5" };
  return new Response(page, { status: 503, headers });
}
