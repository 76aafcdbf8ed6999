import { Form, Link, redirect } from "react-router";
import { type Context, contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Moment } from "../../../ui/moment.tsx";
import { type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { headingOf, idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { addQuote, editQuote, removeQuote } from "../commands.server.ts";
import { newQuoteInput, quoteInput, quoteRemoval } from "../inputs.ts";
import { evidenceOn } from "../queries.server.ts";
import { evidencePath, type importances, wishesPath } from "../rules.ts";
import { EvidenceTabs } from "../ui/evidence-tabs.tsx";
import { useFieldWord } from "../ui/field-word.ts";
import { QuoteFields } from "../ui/quote-fields.tsx";
import type { Route } from "./+types/evidence.ts";
import styles from "./evidence.module.css";

export const handle = { i18n: ["lens"], place: placeUnderIdea };

/** What product people gathered on an idea. Throws `NotFound` for everybody else. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space, quotes, gathered } = await evidenceOn(ctx, idOfPath(args.params.idea));
  const heading = headingOf(idea);
  const asked = args.url.searchParams.get("edit");
  return {
    space: { name: space.name, slug: space.slug, accent: space.accent },
    idea: heading,
    quotes,
    gathered,
    /** The quote whose form stands open: without script that is a page of its own. */
    edited: quotes.find(({ id }) => id === asked)?.id ?? null,
    quoteId: newId(ctx.now),
    parked: await unpark(args.request, ctx, evidencePath(`/ideas/${args.params.idea}`)),
  };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const idea = idOfPath(args.params.idea);
  const form = await args.request.formData();
  return answering(form, async () => {
    await done(ctx, idea, form);
    return redirect(evidencePath(`/ideas/${args.params.idea}`), {
      status: 303,
      headers: { "Set-Cookie": forgetParked(ctx) },
    });
  });
}

async function done(ctx: Context, idea: string, form: FormData): Promise<void> {
  const { act, fields } = actOf(form);
  if (act === "add") return addQuote(ctx, idea, parseForm(newQuoteInput, fields));
  if (act === "edit") return editQuote(ctx, idea, parseForm(quoteInput, fields));
  if (act !== "remove") throw new Malformed();
  const { quote } = parseForm(quoteRemoval, fields);
  return removeQuote(ctx, idea, quote);
}

/** After a conflict the words that stand now are shown. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

type Loaded = Route.ComponentProps["loaderData"];

export default function Evidence({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("lens");
  const { space, idea, quotes, gathered, edited, quoteId, parked } = loaderData;
  const wrong = reply?.values.quote;
  return (
    <div className={styles.page}>
      <Title of={`${t("evidence.title")} · ${idea.title}`} />
      <header className={styles.head}>
        <h1>{t("evidence.title")}</h1>
        <p className="strip">{t("private")}</p>
      </header>
      <EvidenceTabs idea={idea} space={space.slug} here="evidence" />
      <section className={styles.part} aria-labelledby="quotes-heading">
        <h2 id="quotes-heading">{t("quote.heading")}</h2>
        <p className="soft">
          {gathered.quotes === 0
            ? t("quote.none")
            : t("quote.sum", { count: gathered.quotes, weight: gathered.weight })}{" "}
          {gathered.wishes > 0 && (
            <Link to={wishesPath(idea.path)}>{t("evidence.confirmed", { count: gathered.wishes })}</Link>
          )}
        </p>
        <ul className={styles.list}>
          {quotes.map((quote) => (
            <li key={quote.id} id={`quote-${quote.id}`}>
              {edited === quote.id || wrong === quote.id ? (
                <EditQuote
                  quote={quote}
                  path={evidencePath(idea.path)}
                  reply={wrong === quote.id ? reply : undefined}
                />
              ) : (
                <Quote quote={quote} path={evidencePath(idea.path)} />
              )}
            </li>
          ))}
        </ul>
        <details open={(reply !== undefined && wrong === undefined) || parked !== null || quotes.length === 0}>
          <summary className="btn">{t("quote.add")}</summary>
          <Form key={quoteId} method="post" className={styles.form} noValidate>
            <input type="hidden" name="id" value={reply?.values.id ?? parked?.id ?? quoteId} />
            <QuoteFields values={parked ?? {}} reply={wrong === undefined ? reply : undefined} />
            <p>
              <button className="btn first" name="act" value="add">
                {t("quote.keep")}
              </button>
            </p>
          </Form>
        </details>
      </section>
    </div>
  );
}

function Quote({ quote, path }: { quote: Loaded["quotes"][number]; path: string }) {
  const { t } = useTranslation("lens");
  const fieldWord = useFieldWord();
  const facts = quote.customer?.facts.map(({ field, value }) => t("form.value", { field: fieldWord(field), value }));
  return (
    <article className={styles.quote}>
      <blockquote>{quote.words}</blockquote>
      <p className="small soft">
        <strong>{t(`importance.${quote.importance as (typeof importances)[number]}`)}</strong>
        {["", quote.source, quote.customer?.name, ...(facts ?? [])].filter((part) => part !== undefined).join(" · ")}
      </p>
      <p className="small quiet">
        {t("quote.by", { name: quote.by || t("former") })} · <Moment at={quote.createdAt} />
      </p>
      <div className="row">
        <Link className="btn bare slim" to={`${path}?edit=${quote.id}#quote-${quote.id}`}>
          {t("quote.edit")}
        </Link>
      </div>
    </article>
  );
}

function EditQuote({
  quote,
  path,
  reply,
}: {
  quote: Loaded["quotes"][number];
  path: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("lens");
  const { id, words, source, importance, customer, version } = quote;
  return (
    <>
      <Form method="post" action={`${path}?edit=${id}`} className={styles.form} noValidate>
        <input type="hidden" name="quote" value={id} />
        {/* Once the other words were shown, saving again is meant to replace them. */}
        <input type="hidden" name="version" value={version} />
        {reply?.problem === "quote_changed" && <blockquote className="soft">{words}</blockquote>}
        <QuoteFields
          values={{ words, source, importance: String(importance), customer: customer?.address }}
          reply={reply}
        />
        <div className="row">
          <button className="btn first" name="act" value="edit">
            {t("quote.save")}
          </button>
          <Link className="btn" to={path}>
            {t("quote.cancel")}
          </Link>
        </div>
      </Form>
      <Form method="post" action={path}>
        <input type="hidden" name="quote" value={id} />
        <button className="btn bare loss" name="act" value="remove">
          {t("quote.remove")}
        </button>
      </Form>
    </>
  );
}
