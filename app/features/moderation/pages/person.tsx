import { Link, redirect } from "react-router";
import { contextOf } from "../../../platform/context.server.ts";
import { Malformed } from "../../../platform/errors.ts";
import { actOf, answering, parseForm } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Choices } from "../../../ui/choices.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { type Reply, useFieldError } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { spaceBySlug } from "../../spaces/queries.server.ts";
import { placeInSpace } from "../../spaces/ui/place.ts";
import { muteInput, unmuteInput, warnInput } from "../inputs.ts";
import { cardPath, muteDays, type Step } from "../rules.ts";
import { cardPage, muteMember, unmuteMember, warnMember } from "../sanctions.server.ts";
import { ActForm, WordsField } from "../ui/act-form.tsx";
import { ActLine } from "../ui/act-line.tsx";
import { ReasonFields } from "../ui/reason-fields.tsx";
import { Until } from "../ui/until.tsx";
import type { Route } from "./+types/person.ts";
import styles from "./page.module.css";

export const handle = { i18n: ["moderation"], place: placeInSpace };

/** For the pilots of a space: what was decided there about somebody, and what they may do. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  return { ...(await cardPage(ctx, args.params.space, args.params.handle)), actId: newId(ctx.now) };
}

export async function action(args: Route.ActionArgs) {
  const ctx = contextOf(args);
  const form = await args.request.formData();
  const { handle } = args.params;
  return answering(form, async () => {
    const space = await spaceBySlug(ctx, args.params.space);
    const { act, fields } = actOf(form);
    if (act === "warn") await warnMember(ctx, space.id, handle, parseForm(warnInput, fields));
    else if (act === "mute") await muteMember(ctx, space.id, handle, parseForm(muteInput, fields));
    else if (act === "unmute") await unmuteMember(ctx, space.id, handle, parseForm(unmuteInput, fields).words);
    else throw new Malformed();
    return redirect(cardPath(space.slug, handle), 303);
  });
}

export default function PersonCard({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("moderation");
  const { space, person, acts, mute, next, may, isOwn, mayBan, actId } = loaderData;
  const replyTo = (act: string) => (reply?.values.act === act ? reply : undefined);
  const title = t("card.title", { name: person.name, space: space.name });
  return (
    <div className={styles.page}>
      <Title of={title} />
      <h1>{title}</h1>
      <Person
        name={person.name}
        affiliation={person.affiliation}
        avatar={person.avatar}
        to={personPath(person.handle)}
      />
      {mute && (
        <p className="strip await">
          {t("card.muted")} <Until at={mute.until} />
        </p>
      )}
      <section aria-labelledby="acts">
        <h2 id="acts">{t("judge.acts")}</h2>
        {acts.length === 0 ? (
          <p className="soft">{t("card.nothing")}</p>
        ) : (
          <ul className={styles.list}>
            {acts.map((act) => (
              <li key={act.id}>
                <ActLine act={act} />
                {act.words && <p>{act.words}</p>}
                {act.act === "warned" && (
                  <p className="small soft">
                    {act.readAt === null ? (
                      t("card.unread")
                    ) : (
                      <>
                        {t("card.read")} <Moment at={act.readAt} />
                      </>
                    )}
                  </p>
                )}
                <p className="row small quiet">
                  <Person {...act.by} /> <Moment at={act.at} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </section>
      {may ? (
        <>
          <Ladder next={next} />
          {mute ? (
            <Unmute reply={replyTo("unmute")} />
          ) : (
            <Mute reply={replyTo("mute")} id={actId} next={next} name={person.name} />
          )}
          <Warn reply={replyTo("warn")} id={actId} name={person.name} />
          <p className="row">
            <Link className="btn" to={`/s/${space.slug}/members`}>
              {t("card.remove")}
            </Link>
            {mayBan && (
              <Link className="btn" to={`/people/${person.handle}/ban`}>
                {t("card.ban")}
              </Link>
            )}
          </p>
        </>
      ) : (
        <p className="strip">{t(isOwn ? "card.own" : "card.higher")}</p>
      )}
    </div>
  );
}

/** What usually follows on what, with the next step marked. */
function Ladder({ next }: { next: Step }) {
  const { t } = useTranslation("moderation");
  const steps = [
    { key: "warn", label: t("ladder.warn") },
    ...muteDays.map((days) => ({ key: `mute ${days}`, label: t("ladder.mute", { count: days }) })),
    { key: "remove", label: t("ladder.remove") },
  ];
  const here = next.act === "mute" ? `mute ${next.days}` : next.act;
  return (
    <section aria-labelledby="ladder">
      <h2 id="ladder">{t("ladder.title")}</h2>
      <ol className={styles.ladder}>
        {steps.map(({ key, label }) => (
          <li key={key} aria-current={key === here ? "step" : undefined}>
            {label}
          </li>
        ))}
      </ol>
      <p className="small soft">{t("ladder.what")}</p>
    </section>
  );
}

function Warn({ reply, id, name }: { reply: Reply | undefined; id: string; name: string }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm
      act="warn"
      id={id}
      title={t("warn.title", { name })}
      label={t("warn.act")}
      what={t("warn.what")}
      reply={reply}
    >
      <ReasonFields legend={t("judge.reason")} words={t("warn.words")} hint={t("warn.hint")} reply={reply} />
    </ActForm>
  );
}

function Mute({ reply, id, next, name }: { reply: Reply | undefined; id: string; next: Step; name: string }) {
  const { t } = useTranslation("moderation");
  const wrong = useFieldError(reply);
  const usual = next.act === "mute" ? String(next.days) : undefined;
  return (
    <ActForm
      act="mute"
      id={id}
      title={t("mute.title", { name })}
      label={t("mute.act")}
      className="btn loss"
      what={t("mute.what")}
      reply={reply}
    >
      <Choices
        legend={t("mute.days")}
        name="days"
        defaultValue={reply?.values.days ?? usual}
        error={wrong("days")}
        options={muteDays.map((days) => ({ value: String(days), label: t("mute.for", { count: days }) }))}
      />
      <ReasonFields legend={t("judge.reason")} words={t("warn.words")} hint={t("warn.hint")} reply={reply} />
    </ActForm>
  );
}

function Unmute({ reply }: { reply: Reply | undefined }) {
  const { t } = useTranslation("moderation");
  return (
    <ActForm act="unmute" title={t("unmute.title")} label={t("unmute.act")} className="btn first" reply={reply}>
      <WordsField label={t("unmute.words")} reply={reply} />
    </ActForm>
  );
}
