/** Pages that stand alone: they need neither the database nor the pages around them. */
import { isResetting } from "./features/demo/reset.server.ts";
import { messagesIn } from "./i18n.server.ts";
import type { Locale } from "./platform/actor.ts";
import type { Problem } from "./platform/errors.ts";
import { secretField } from "./platform/forms.server.ts";

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
 * (503, 507), else one sentence. `null` stands for a bug. What was `typed` comes back in a form that
 * can be sent again.
 */
export function answerWithoutPages(
  problem: Problem | null,
  locale: Locale,
  { asPage, typed = null }: { asPage: boolean; typed?: FormData | null },
): Response {
  const t = (key: string) => messagesIn(locale).say("platform", key);
  if (problem && asPage && (problem.status === 503 || problem.status === 507)) {
    const [title, what] = [t(`pages.${problem.status}.title`), t(`pages.${problem.status}.what`)];
    const body = typed && formAgain(typed, { heading: t("pages.again"), act: t("pages.send_again") });
    return calmPage(problem.status, { locale, title, what, body: body ?? "" });
  }
  return new Response(`${t(`errors.${problem?.code ?? "bug"}`)}\n`, {
    status: problem?.status ?? 500,
    headers: { "Content-Type": "text/plain; charset=utf-8" },
  });
}

/** A form with what somebody sent, to the same address; secrets are typed again. */
function formAgain(typed: FormData, words: { heading: string; act: string }): string {
  const fields = [...typed].flatMap(([name, value]) =>
    typeof value !== "string" || secretField.test(name) ? [] : [{ name: escaped(name), value }],
  );
  const shown = fields.some(({ value }) => value.includes(" "));
  const parts = fields.map(({ name, value }) =>
    value.includes(" ")
      ? `<textarea name="${name}" aria-label="${words.heading}" rows="6" style="width:100%;font:inherit">\n${escaped(value)}</textarea>`
      : `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  );
  if (!shown) return "";
  return `<form method="post"><h2>${words.heading}</h2>${parts.join("\n")}<p><button style="font:inherit;padding:.6rem 1rem">${words.act}</button></p></form>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

type CalmPage = { locale: Locale; title: string; what: string; head?: string; body?: string };

function calmPage(status: number, { locale, title, what, head = "", body = "" }: CalmPage): Response {
  const style = "margin:22vh auto 0;max-width:34rem;padding:0 1.5rem;font:1.1rem/1.6 system-ui;color-scheme:light dark";
  const page = `<!doctype html>
<html lang="${locale}" style="color-scheme:light dark">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${head}
<title>${title} · Caco</title>
<body style="${style}"><main><h1>${title}</h1><p>${what}</p>${body}</main></body>
</html>
`;
  const headers = { "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store", "Retry-After": "5" };
  return new Response(page, { status, headers });
}
