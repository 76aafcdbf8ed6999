import { Form } from "react-router";
import type { Hindrance } from "../../../../db/schema/releases.ts";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError, useSentence } from "../../../ui/problem.tsx";
import { StageChip } from "../../../ui/stage.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { limits } from "../../products/rules.ts";
import type { CreditedIdea } from "./credited.tsx";
import styles from "./releases.module.css";

const ofIdea = /^idea\.(\w+)$/;

/** What keeps ideas of a release from being shipped: now, or when its moment came. */
export function Hindered({
  hindered,
  reply,
  ideas,
  mayRemove,
}: {
  hindered: readonly Hindrance[];
  reply: Reply | undefined;
  /** Those that the reader may see. */
  ideas: readonly CreditedIdea[];
  /** Whether the reader may take ideas out: what is seen no more has no other place on the page to do so. */
  mayRemove: boolean;
}) {
  const { t } = useTranslation("releases");
  const sentence = useSentence();
  const now = Object.entries(reply?.fields ?? {}).flatMap(([field, code]) => {
    const idea = ofIdea.exec(field)?.[1];
    return idea === undefined ? [] : [{ idea, code }];
  });
  const shown = now.length > 0 ? now : hindered;
  const isRefusal = isOfRelease(reply) && now.length === 0;
  if (isRefusal) return <ProblemBox reply={reply} />;
  if (shown.length === 0) return null;
  const heading = now.length === 0 ? "hindered" : reply?.values.version === undefined ? "blocked_undo" : "blocked";
  return (
    <div className="strip await" role={now.length > 0 ? "alert" : undefined}>
      <div>
        <p>
          <b>{t(heading)}</b>
        </p>
        <ul className="stack">
          {shown.map(({ idea, code }) => {
            const seen = ideas.find(({ id }) => id === idea);
            const why = sentence(code);
            if (idea === "") return <li key={idea}>{why}</li>;
            return (
              <li key={idea}>
                {t("blocked_line", { title: seen?.title ?? t("an_idea"), why })}
                {mayRemove && !seen && (
                  <Form method="post" preventScrollReset>
                    <input type="hidden" name="idea" value={idea} />
                    <button className="btn slim" name="act" value="remove">
                      <Icon name="cross" />
                      {t("take_out")}
                    </button>
                  </Form>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

/** Whether a refusal is about the release as a whole, not about a form of its own on the page. */
function isOfRelease(reply: Reply | undefined): boolean {
  return reply !== undefined && !("idea" in reply.values) && !("day" in reply.values);
}

/** Adds ideas to a release: those that are offered by a button each, others by the address of their pages. */
export function AddIdeas({
  space,
  offered,
  reply,
  typed,
}: {
  /** The id of the space. */
  space: string;
  offered: readonly {
    id: string;
    title: string;
    language: string;
    stage: Parameters<typeof StageChip>[0]["stage"];
    extra: string | null;
  }[];
  reply: Reply | undefined;
  typed: string | undefined;
}) {
  const { t } = useTranslation("releases");
  const mine = reply && "idea" in reply.values ? reply : undefined;
  const wrong = useFieldError(mine);
  return (
    <section className={styles.part} aria-labelledby="offered-heading">
      <h2 id="offered-heading">{t("offered")}</h2>
      <ul className={styles.ideas}>
        {offered.map((idea) => (
          <li key={idea.id}>
            <Form method="post" preventScrollReset className={styles.line}>
              <StageChip stage={idea.stage} extra={idea.extra} space={space} />
              <span lang={idea.language}>{idea.title}</span>
              <input type="hidden" name="idea" value={idea.id} />
              <button className="btn slim" name="act" value="add">
                <Icon name="plus" />
                {t("add")} <span className="away">({idea.title})</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={mine} />
        <Field
          name="idea"
          label={t("link_idea")}
          hint={t("link_hint")}
          maxLength={limits.address}
          defaultValue={mine?.values.idea ?? typed ?? ""}
          error={wrong("idea")}
          autoComplete="off"
        />
        <p>
          <button className="btn" name="act" value="add">
            <Icon name="link" />
            {t("add")}
          </button>
        </p>
      </Form>
    </section>
  );
}

/** Publishes a release now, or says when. */
export function Publishing({
  release,
  zone,
  today,
  reply,
  typed,
}: {
  release: { state: string; version: number };
  zone: string;
  /** The day of the space's calendar, such as `2026-05-31`. */
  today: string;
  reply: Reply | undefined;
  typed: Record<string, string> | null;
}) {
  const { t } = useTranslation("releases");
  const mine = reply && "day" in reply.values ? reply : undefined;
  const wrong = useFieldError(mine);
  return (
    <section className={styles.part} aria-labelledby="publish-heading">
      <h2 id="publish-heading">{t("publish_heading")}</h2>
      <p className="soft">{t("publish_what")}</p>
      <Form method="post">
        <input type="hidden" name="version" value={release.version} />
        <button className="btn first" name="act" value="publish">
          {t("publish")}
        </button>
      </Form>
      <h3>{t("schedule_heading")}</h3>
      <Form method="post" className={styles.form} noValidate>
        <ProblemBox reply={mine} />
        <input type="hidden" name="version" value={release.version} />
        <div className={styles.moment}>
          <Field
            name="day"
            type="date"
            min={today}
            label={t("day")}
            defaultValue={mine?.values.day ?? typed?.day ?? ""}
            error={wrong("day")}
          />
          <Field name="time" type="time" label={t("time")} defaultValue={mine?.values.time ?? typed?.time ?? "09:00"} />
          <button className="btn" name="act" value="schedule">
            {t("schedule")}
          </button>
        </div>
        <p className="small quiet">{t("zone", { zone: zone.replaceAll("_", " ") })}</p>
      </Form>
      {release.state === "scheduled" && (
        <Form method="post">
          <button className="btn bare" name="act" value="unschedule">
            {t("unschedule")}
          </button>
        </Form>
      )}
    </section>
  );
}
