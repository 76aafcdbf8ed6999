import { Form, Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { answering, parseForm } from "../../../platform/forms.server.ts";
import { Field } from "../../../ui/field.tsx";
import { ProblemBox, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { minutesSeenBy } from "../../minutes/queries.server.ts";
import { placeOfRoom } from "../../planning/ui/place.ts";
import { longest, minutesPath } from "../../rooms/rules.ts";
import { transcriptInput } from "../inputs.ts";
import { transcribe, transcribing } from "../transcript.server.ts";
import { SlideFrame } from "../ui/slide.tsx";
import type { Route } from "./+types/transcript.ts";
import styles from "./transcript.module.css";

export const handle = { i18n: ["pitching"], place: placeOfRoom };

/** What was said in a pitch, for those who write it down. Throws `NotFound`, `Forbidden`, `Refused("room_open")`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const id = args.params.room;
  const pitch = await transcribing(ctx, id);
  const { space, idea } = await minutesSeenBy(ctx, id);
  return { space, idea, room: { title: pitch.title, path: minutesPath(id) }, pitch };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const id = args.params.room;
  return answering(form, async () => {
    await transcribe(ctx, id, parseForm(transcriptInput, form));
    return redirect(`${minutesPath(id)}?done=transcript`, 303);
  });
}

/** After a conflict the page takes what somebody else saved for the next try. */
export { alsoAfterConflict as shouldRevalidate } from "../../../ui/after-conflict.ts";

export default function TranscriptPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("pitching");
  const wrong = useFieldError(reply);
  const { room, pitch } = loaderData;
  const hasBeenWritten = pitch.was !== "";
  return (
    <div className={styles.page}>
      <Title of={`${t("transcript.title")} · ${room.title}`} />
      <header className={styles.head}>
        <h1>{t("transcript.title")}</h1>
        <p className="lede">{t("transcript.lede")}</p>
        <p>
          <Link to={room.path}>{t("transcript.minutes")}</Link>
        </p>
      </header>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={reply} />
        <input type="hidden" name="was" value={pitch.was} />
        <Field
          as="textarea"
          rows={20}
          name="transcript"
          label={t("transcript.label")}
          hint={t("transcript.hint")}
          maxLength={longest.transcript}
          defaultValue={reply?.values.transcript ?? pitch.transcript}
          error={wrong("transcript")}
        />
        <div className="row">
          <button className="btn first">{t(hasBeenWritten ? "transcript.save" : "transcript.publish")}</button>
        </div>
      </Form>
      <section className={styles.shown} aria-labelledby="shown-heading">
        <h2 id="shown-heading">{t("transcript.slides")}</h2>
        <ol className={styles.slides}>
          {pitch.slides.map(({ id, html, alt, picture }, place) => (
            <li key={id}>
              <p className="small quiet">{t("slides.number", { slide: place + 1 })}</p>
              <SlideFrame words={picture === null ? html : alt} picture={picture} isSmall />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
