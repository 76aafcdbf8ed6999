import { useState } from "react";
import { Form, Link, redirect, useActionData, useLoaderData, useRevalidator, useSearchParams } from "react-router";
import { useLive, useSeldom } from "../../../live/client.ts";
import { type Context, contextOf, signedIn } from "../../../platform/context.server.ts";
import { Malformed, Refused } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { commentOnWords } from "../../anchoring/commands.server.ts";
import { anchoredInput } from "../../anchoring/inputs.ts";
import { anchoredOn } from "../../anchoring/queries.server.ts";
import { AnchoredForm } from "../../anchoring/ui/anchored-form.tsx";
import { AnchoredList } from "../../anchoring/ui/anchored-list.tsx";
import { idOfPath } from "../../ideas/rules.ts";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { myMute } from "../../moderation/muting.server.ts";
import { MuteNote } from "../../moderation/ui/mute-note.tsx";
import { acceptSuggestion, declineSuggestion, suggest, takeBackSuggestion } from "../../suggesting/commands.server.ts";
import { decisionInput, suggestionInput } from "../../suggesting/inputs.ts";
import { suggestionsFor } from "../../suggesting/queries.server.ts";
import { SuggestForm } from "../../suggesting/ui/suggest-form.tsx";
import { SuggestionList } from "../../suggesting/ui/suggestion-list.tsx";
import { mustWrite } from "../rights.server.ts";
import { freezeDocument } from "../freezing.server.ts";
import { livingText } from "../queries.server.ts";
import type { Passage } from "../rules.ts";
import type { PassageEditor } from "../ui/passage-editor.ts";
import { Together } from "../ui/together.tsx";
import styles from "./write.module.css";
import type { Route } from "./+types/write.ts";

export const handle = {
  i18n: ["cowriting", "suggesting", "anchoring", "discussion", "mentions", "writing", "moderation"],
  place: placeUnderIdea,
};

/**
 * The living text of an idea: for those who may write in it, and to read along and suggest changes for other members.
 * Throws `NotFound`, `Forbidden("verify_first")`, `Refused("text_closed")`.
 */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const { idea, space, texts, language, mayWrite } = await livingText(ctx, idOfPath(args.params.idea));
  const { id, title, path } = idea;
  return {
    idea: { id, title, path, language },
    space,
    texts,
    mayWrite,
    mute: await myMute(ctx, space.id),
    member: signedIn(ctx).actor.id,
    suggestions: await suggestionsFor(ctx, idea),
    anchored: await anchoredOn(ctx, id),
    formId: newId(ctx.now),
    parked: await unpark(args.request, ctx, `/ideas/${args.params.idea}/write`),
  };
}

/** Suggests a change, decides on one, says something of words, or makes a version of what stands in the living text now. */
export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const id = idOfPath(args.params.idea);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    if (act === "") {
      await makeVersion(ctx, id);
      return redirect(`/ideas/${args.params.idea}`, 303);
    }
    const written = `/ideas/${args.params.idea}/write`;
    const headers = { "Set-Cookie": forgetParked(ctx) };
    if (act === "comment") {
      const comment = await commentOnWords(ctx, id, parseForm(anchoredInput, fields));
      return redirect(`${written}#words-${comment}`, { status: 303, headers });
    }
    if (act !== "suggest") await decideBy(ctx, act, fields);
    else await suggest(ctx, id, parseForm(suggestionInput, fields));
    return redirect(`${written}#suggestions`, act === "suggest" ? { status: 303, headers } : 303);
  });
}

async function makeVersion(ctx: Context, id: string): Promise<void> {
  await mustWrite(ctx.db.read, ctx, signedIn(ctx).actor, id);
  if ((await freezeDocument(ctx, id, ctx.now)) === "passage_missing") throw new Refused("passage_missing");
}

async function decideBy(ctx: Context, act: string, form: FormData): Promise<void> {
  const { suggestion, answer } = parseForm(decisionInput, form);
  if (act === "accept") await acceptSuggestion(ctx, suggestion, { answer });
  else if (act === "by_hand") await acceptSuggestion(ctx, suggestion, { byHand: true, answer });
  else if (act === "decline") await declineSuggestion(ctx, suggestion, answer);
  else if (act === "take_back") await takeBackSuggestion(ctx, suggestion);
  else throw new Malformed();
}

export default function Write() {
  const { t } = useTranslation("cowriting");
  const { t: tSuggesting } = useTranslation("suggesting");
  const loaded = useLoaderData<typeof loader>();
  const { idea, texts, mute, member, mayWrite, suggestions } = loaded;
  const reply: Reply | undefined = useActionData<typeof action>();
  const writing = useOpenForm(reply, loaded.parked);
  useLiveBeside(idea.id);
  const ofForm = reply?.values.act === "suggest" || reply?.values.act === "comment" ? reply : undefined;
  const title = mayWrite ? t("title") : tSuggesting("suggest");
  return (
    <div className={styles.page}>
      <Title of={`${title} · ${idea.title}`} />
      <p className="small">
        <Link to={idea.path}>{t("back")}</Link>
      </p>
      <h1>{title}</h1>
      <p className="lede">{mayWrite ? t("lede") : tSuggesting("lede")}</p>
      {mayWrite && (
        <>
          <noscript>
            <p className="strip">{t("no_script")}</p>
          </noscript>
          <p className="small">
            <Link to={`${idea.path}/edit`}>{t("form")}</Link>
          </p>
        </>
      )}
      {suggestions.open.length > 0 && (
        <p className="small" id="suggestions">
          <a href={`#suggestion-${suggestions.open[0]?.id}`}>
            {tSuggesting("open", { count: suggestions.open.length })}
          </a>
        </p>
      )}
      {!ofForm && <ProblemBox reply={reply} />}
      {mute && <MuteNote mute={mute} />}
      {(!mute || !mayWrite) && (
        <Together
          key={idea.id}
          idea={idea.id}
          member={member}
          texts={texts}
          isRead={!mayWrite}
          takesPictures={mayWrite}
          anchors={loaded.anchored}
          renderUnder={(passage, editor) => (
            <UnderPassage
              passage={passage}
              loaded={loaded}
              editor={editor}
              open={writing?.passage === passage ? writing.act : null}
              reply={ofForm}
            />
          )}
        />
      )}
      <section className={styles.suggestions} aria-labelledby="suggestions-heading">
        <h2 id="suggestions-heading">{tSuggesting("title")}</h2>
        {suggestions.open.length === 0 && (
          <p className="soft">{tSuggesting(mayWrite ? "none_writer" : mute ? "none" : "none_suggester")}</p>
        )}
        {suggestions.open.length > 0 && (
          <p className="soft">{tSuggesting("open", { count: suggestions.open.length })}</p>
        )}
        {suggestions.decided.length > 0 && (
          <details>
            <summary>
              {tSuggesting("decided")} ({suggestions.decided.length})
            </summary>
            <SuggestionList suggestions={suggestions.decided} language={idea.language} />
          </details>
        )}
      </section>
      {!mute && mayWrite && (
        <Form method="post" className={styles.done}>
          <button className="btn first">{t("version")}</button>
          <p className="small soft">{t("version_hint")}</p>
        </Form>
      )}
    </div>
  );
}

/** Beside a passage: what is suggested for it and said of its words, and the ways to suggest and say more. */
function UnderPassage({
  passage,
  loaded: { idea, texts, mute, mayWrite, suggestions, anchored, formId, parked },
  editor,
  open,
  reply,
}: {
  passage: Passage;
  loaded: ReturnType<typeof useLoaderData<typeof loader>>;
  editor: PassageEditor | null;
  /** Which form is open under this passage. */
  open: FormAct | null;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("cowriting");
  const { t: tSuggesting } = useTranslation("suggesting");
  const { t: tAnchoring } = useTranslation("anchoring");
  const [chosen, setChosen] = useState<{ at: number; quote: string } | null>(null);
  const name = t(`passage.${passage}`);
  const here = `${idea.path}/write`;
  const form = {
    formId,
    passage,
    name,
    language: idea.language,
    closeTo: here,
    typed: reply ? undefined : parked,
    reply,
  };
  const waiting = suggestions.open.filter((each) => each.passage === passage);
  const spoken = anchored.filter((each) => each.passage === passage);
  return (
    <>
      {open === "suggest" && !mayWrite && !mute && <SuggestForm {...form} standing={texts[passage]} />}
      {open === "comment" && !mute && <AnchoredForm {...form} chosen={chosen} />}
      {open === null && !mute && (
        <p className="row">
          {!mayWrite && (
            <Link
              className="btn slim"
              to={`${here}?suggest=${passage}#suggest`}
              preventScrollReset
              aria-label={tSuggesting("suggest_to", { passage: name })}
            >
              {tSuggesting("suggest")}
            </Link>
          )}
          <Link
            className="btn slim bare"
            to={`${here}?comment=${passage}#comment`}
            preventScrollReset
            aria-label={tAnchoring("comment_on", { passage: name })}
            onClick={() => setChosen(editor?.chosen() ?? null)}
          >
            {tAnchoring("comment")}
          </Link>
        </p>
      )}
      {waiting.length > 0 && <SuggestionList suggestions={waiting} language={idea.language} />}
      {spoken.length > 0 && (
        <AnchoredList
          comments={spoken}
          label={tAnchoring("list", { passage: name })}
          path={idea.path}
          language={idea.language}
          onShow={editor && ((comment) => editor.show(comment))}
        />
      )}
    </>
  );
}

type FormAct = "suggest" | "comment";

/** Which form is open, and under which passage: by the address, or as it came back. */
function useOpenForm(
  reply: Reply | undefined,
  parked: Record<string, string> | null,
): { act: FormAct; passage: string } | null {
  const [query] = useSearchParams();
  const isForm = (act: string | undefined): act is FormAct => act === "suggest" || act === "comment";
  const from = (values: Record<string, string> | null | undefined) =>
    values && isForm(values.act) ? { act: values.act, passage: values.passage ?? "" } : null;
  const asked = (["suggest", "comment"] as const).find((act) => query.has(act));
  return from(reply?.values) ?? (asked ? { act: asked, passage: query.get(asked) ?? "" } : from(parked));
}

/** Loads again when something is suggested, decided or said elsewhere. */
function useLiveBeside(id: string): void {
  const { revalidate } = useRevalidator();
  const loadAgain = useSeldom(() => void revalidate());
  useLive(
    { type: "idea", id },
    {
      found: () => undefined,
      hear: (message) => {
        if ((message.kind === "text" || message.kind === "talk") && message.idea === id) loadAgain();
      },
      missed: loadAgain,
    },
  );
}
