import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { Form, redirect, useActionData, useLoaderData, useNavigation, useRevalidator } from "react-router";
import { forgetParked, unpark } from "../../accounts/parking.server.ts";
import { isSignedIn, isVerified } from "../../../platform/actor.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { actOf, answering, fieldOf, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import type { Place } from "../../../pages/inside.tsx";
import { useClock } from "../../../ui/clock.tsx";
import { timeOfDay } from "../../../ui/dates.ts";
import { ProblemBox, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { attachedTo, shownFile } from "../../files/queries.server.ts";
import { FileSection, FilesLater } from "../../files/ui/file-section.tsx";
import { myMute } from "../../moderation/muting.server.ts";
import { MuteNote } from "../../moderation/ui/mute-note.tsx";
import { charterToAccept, spaceBySlug } from "../../spaces/queries.server.ts";
import { CharterTick } from "../../spaces/ui/charter-tick.tsx";
import { discardDraft, previewOf, saveDraft, submitIdea } from "../commands.server.ts";
import { draftInput, ideaInput } from "../inputs.ts";
import { draftOf } from "../queries.server.ts";
import { ideaPath } from "../rules.ts";
import { IdeaFields } from "../ui/idea-fields.tsx";
import { Texts } from "../ui/texts.tsx";
import { Title } from "../../../ui/title.tsx";
import { useDraft } from "../ui/use-draft.ts";
import styles from "./new-idea.module.css";
import type { Route } from "./+types/new-idea.ts";

const blank = { title: "", problem: "", forWhom: "", solution: "" };

export const handle = {
  i18n: ["ideas", "spaces", "files", "mentions", "moderation"],
  place: ({ space }: Awaited<ReturnType<typeof loader>>): Place => ({
    here: [{ label: space.name, to: `/s/${space.slug}` }],
    accent: space.accent,
  }),
};

/** The form of a new idea, with what was typed before: parked at the sign-in, or kept as a draft. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const space = await spaceBySlug(ctx, args.params.space);
  const asked = args.url.searchParams.get("draft");
  const parked = await unpark(args.request, ctx, `/s/${space.slug}/ideas/new`);
  const draft = await draftOf(ctx, space.id, asked);
  const typed = parked ?? draft ?? blank;
  return {
    space: { slug: space.slug, name: space.name, accent: space.accent },
    charter: await charterToAccept(ctx, space),
    mute: await myMute(ctx, space.id),
    id: (parked?.id ?? draft?.id) || newId(ctx.now),
    values: {
      title: typed.title ?? "",
      problem: typed.problem ?? "",
      forWhom: typed.forWhom ?? "",
      solution: typed.solution ?? "",
      charter: parked?.charter ?? "",
    },
    savedAt: parked ? Number(parked.updatedAt) || null : (draft?.updatedAt ?? null),
    files: draft ? (await attachedTo(ctx.db.read, draft.id)).map(shownFile) : [],
    /** The draft as it is on the server, to compare with. */
    stored: draft,
    isChosen: asked !== null,
    member: isSignedIn(ctx.actor) ? ctx.actor.id : null,
    isParked: parked !== null,
    reader: isVerified(ctx.actor) ? "verified" : isSignedIn(ctx.actor) ? "unverified" : "visitor",
  } as const;
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { act, fields } = actOf(form);
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    switch (act) {
      case "preview": {
        const { updatedAt, ...values } = parseForm(draftInput, fields);
        return { preview: await previewOf(ctx, values), values: { ...values, updatedAt: String(updatedAt ?? "") } };
      }
      case "save": {
        const { updatedAt, ...values } = parseForm(draftInput, fields);
        const savedAt = await saveDraft(ctx, space.id, { ...values, updatedAt });
        return { savedAt, values: { ...values, updatedAt: String(savedAt) } };
      }
      case "discard": {
        await discardDraft(ctx, fieldOf(fields, "id"));
        return redirect(`/s/${space.slug}`, { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
      }
      default: {
        const idea = await submitIdea(ctx, space.id, parseForm(ideaInput, fields));
        return redirect(ideaPath(idea), { status: 303, headers: { "Set-Cookie": forgetParked(ctx) } });
      }
    }
  });
}

export default function NewIdea() {
  const { t, i18n } = useTranslation("ideas");
  const loaded = useLoaderData<typeof loader>();
  const { space, id, charter, values: loadedValues, savedAt, stored, reader, isParked } = loaded;
  const answer = useActionData<typeof action>();
  const reply = answer && "problem" in answer ? answer : undefined;
  const preview = answer && "preview" in answer ? answer.preview : undefined;
  const savedByForm = answer && "savedAt" in answer ? answer.savedAt : null;
  const values: Record<string, string> = { ...loadedValues, ...answer?.values };
  const wrong = useFieldError(reply);
  const sentence = useSentence();
  const isSending = useNavigation().state === "submitting";
  const previewBox = useRef<HTMLElement>(null);
  useEffect(() => previewBox.current?.focus(), [preview]);
  const draft = useDraft({
    space: space.slug,
    id,
    member: loaded.member,
    savedAt: savedByForm ?? savedAt,
    isChosen: loaded.isChosen,
  });
  const { revalidate } = useRevalidator();
  const isOvertaken = draft.state === "overtaken";
  const loadTheirs = useEffectEvent(() => void revalidate());
  useEffect(() => {
    if (isOvertaken) loadTheirs();
  }, [isOvertaken]);
  // Once the other words were shown, saving again is meant to replace them.
  const startedFrom = reply?.problem === "draft_changed_meanwhile" ? savedAt : (values.updatedAt ?? savedAt);
  const theirs = stored?.id === (values.id ?? id) ? stored : null;
  return (
    <div className={styles.page}>
      <Title of={t("new.title")} />
      <h1>{t("new.title")}</h1>
      <p className="lede">{t("new.lede", { space: space.name })}</p>
      {loaded.mute && <MuteNote mute={loaded.mute} />}
      {isParked && <p className="strip">{t("new.kept")}</p>}
      {preview && (
        <section className={styles.preview} aria-labelledby="preview-heading" tabIndex={-1} ref={previewBox}>
          <h2 id="preview-heading" className="label">
            {t("new.preview_heading")}
          </h2>
          <p className={styles.previewTitle}>{values.title || t("new.no_title")}</p>
          <Texts
            problem={preview.problemHtml}
            forWhom={preview.forWhomHtml}
            solution={preview.solutionHtml}
            language={i18n.language}
          />
        </section>
      )}
      <Form
        method="post"
        className={styles.form}
        ref={draft.form}
        onInput={draft.typed}
        onSubmit={draft.sent}
        key={draft.restored}
      >
        <ProblemBox reply={reply}>
          {reply?.problem === "draft_changed_meanwhile" && theirs && <Theirs texts={theirs} />}
        </ProblemBox>
        {isOvertaken && (
          <div className="error" role="alert">
            <strong>{sentence("draft_changed_meanwhile")}</strong>
            {theirs && (
              <>
                <Theirs texts={theirs} />
                <p className="row">
                  <button
                    className="btn slim"
                    type="button"
                    onClick={() => draft.settle(theirs.updatedAt, textsOf(theirs))}
                  >
                    {t("draft.take")}
                  </button>
                  <button className="btn slim" type="button" onClick={() => draft.settle(theirs.updatedAt, null)}>
                    {t("draft.keep")}
                  </button>
                </p>
              </>
            )}
          </div>
        )}
        <input type="hidden" name="id" value={draft.valueOf("id", values.id ?? id)} />
        <input type="hidden" name="updatedAt" value={draft.at ?? startedFrom ?? ""} />
        <IdeaFields valueOf={(name) => draft.valueOf(name, values[name])} wrong={wrong} />
        {charter !== null && (
          <CharterTick
            slug={space.slug}
            version={charter}
            isTicked={draft.valueOf("charter", values.charter) === String(charter)}
            error={wrong("charter")}
          />
        )}
        <div className="row">
          <button className="btn first" disabled={isSending}>
            {t("new.publish")}
          </button>
          <button className="btn" name="act" value="preview">
            {t("new.preview")}
          </button>
          {reader !== "visitor" && (
            <button className={`btn ${styles.withoutScript}`} name="act" value="save">
              {t("new.save")}
            </button>
          )}
          {savedAt !== null && (
            <button className="btn bare loss" name="act" value="discard">
              {t("new.discard")}
            </button>
          )}
          <span role="status" className="small">
            <DraftState {...draft} />
          </span>
        </div>
        <p className="small quiet">{t(`new.reader.${reader}`)}</p>
      </Form>
      {reader === "verified" &&
        (draft.state === "saved" || theirs ? (
          <FileSection idea={draft.valueOf("id", values.id ?? id)} files={theirs ? loaded.files : []} />
        ) : (
          <FilesLater />
        ))}
    </div>
  );
}

function textsOf({
  title,
  problem,
  forWhom,
  solution,
}: {
  title: string;
  problem: string;
  forWhom: string;
  solution: string;
}) {
  return { title, problem, forWhom, solution };
}

/** What another window saved of the same draft. */
function Theirs({
  texts: { title, problem, forWhom, solution },
}: {
  texts: Record<"title" | "problem" | "forWhom" | "solution", string>;
}) {
  const { t } = useTranslation("ideas");
  return (
    <details>
      <summary>{t("draft.theirs")}</summary>
      {[title, problem, forWhom, solution].filter(Boolean).map((text) => (
        <p key={text} className={styles.theirs}>
          {text}
        </p>
      ))}
    </details>
  );
}

function DraftState({ state, at }: Pick<ReturnType<typeof useDraft>, "state" | "at">) {
  const { t, i18n } = useTranslation("ideas");
  const { timeZone } = useClock();
  if (state === "blank") return null;
  if (state === "offline") return <span className="due">{t("draft.offline")}</span>;
  if (state === "here" || state === "overtaken") return <span className="due kept">{t("draft.here")}</span>;
  const time = timeOfDay(at ?? 0, { locale: i18n.language, timeZone });
  return <span className="due kept">{t("draft.saved", { time })}</span>;
}
