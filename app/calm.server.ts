/** Pages that stand alone: they need neither the database nor the pages around them. */
import { isResetting } from "./features/demo/reset.server.ts";
import { messagesIn } from "./i18n.server.ts";
import type { Locale } from "./platform/actor.ts";
import type { Problem } from "./platform/errors.ts";

/** What everybody is answered while a demo is begun again, or null: a calm page that comes back by itself. */
export function answerInPause(locale: Locale): Response | null {
  if (!isResetting()) return null;
  const t = (key: string) => messagesIn(locale).say("demo", key);
  return calmPage(503, {
    locale,
    title: t("pause.title"),
    what: t("pause.what"),
    head: '<meta http-equiv="refresh" content="3; url=/">',
  });
}

/**
 * What is answered where no page can be made: a page of its own while the database is away or full
 * (503, 507), else one sentence. `null` stands for a bug.
 */
export function answerWithoutPages(problem: Problem | null, locale: Locale, { asPage }: { asPage: boolean }): Response {
  const t = (key: string) => messagesIn(locale).say("platform", key);
  if (problem && asPage && (problem.status === 503 || problem.status === 507)) {
    const [title, what] = [t(`pages.${problem.status}.title`), t(`pages.${problem.status}.what`)];
    return calmPage(problem.status, { locale, title, what });
  }
  return new Response(`${t(`errors.${problem?.code ?? "bug"}`)}\n`, {
    status: problem?.status ?? 500,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}

function calmPage(
  status: number,
  { locale, title, what, head = "" }: { locale: Locale; title: string; what: string; head?: string },
): Response {
  const style = "margin:22vh auto 0;max-width:34rem;padding:0 1.5rem;font:1.1rem/1.6 system-ui;color-scheme:light dark";
  const page = `<!doctype html>
<html lang="${locale}" style="color-scheme:light dark">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${title} · Caco</title>
<body style="${style}"><main><h1>${title}</h1><p>${what}</p></main></body>
</html>
`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "5" };
  return new Response(page, { status, headers });
}
