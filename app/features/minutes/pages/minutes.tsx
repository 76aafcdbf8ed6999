import { Link, redirect } from "react-router";
import { contextOf, signedIn } from "../../../platform/context.server.ts";
import { answering, fieldOf } from "../../../platform/forms.server.ts";
import { newId } from "../../../platform/ids.ts";
import { Malformed } from "../../../platform/errors.ts";
import { useClock } from "../../../ui/clock.tsx";
import { exact } from "../../../ui/dates.ts";
import { Empty } from "../../../ui/empty.tsx";
import { ProblemBox } from "../../../ui/problem.tsx";
import { Person } from "../../../ui/person.tsx";
import { Title } from "../../../ui/title.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import { awaitedTranscript } from "../../pitching/transcript.server.ts";
import { Awaited, Pitch } from "../../pitching/ui/pitch-minutes.tsx";
import { hasMinutes } from "../../planning/rules.ts";
import { placeOfRoom } from "../../planning/ui/place.ts";
import { act } from "../../rooms/acts.server.ts";
import { sentAct } from "../../rooms/inputs.ts";
import { planOf } from "../../rooms/queries.server.ts";
import { minutesPath, roomPath } from "../../rooms/rules.ts";
import { type Minutes, minutesOf, minutesSeenBy, replayOf } from "../queries.server.ts";
import { markdownPath, stepIn, stepPath } from "../rules.ts";
import { Results } from "../ui/results.tsx";
import { Notes } from "../ui/notes.tsx";
import { ReplayView } from "../ui/replay.tsx";
import type { Route } from "./+types/minutes.ts";
import styles from "./minutes.module.css";

export const handle = { i18n: ["minutes", "rooms", "pitching"], place: placeOfRoom };

/** What a room left behind, or with `?step=` its board at a moment of its log. Throws `NotFound`. */
export async function loader(args: Route.LoaderArgs) {
  const ctx = contextOf(args);
  const seen = await minutesSeenBy(ctx, args.params.room);
  const { room, space, idea } = seen;
  if (room.state !== "closed") throw redirect(roomPath(room.id));
  const step = stepIn(args.url.searchParams);
  const awaited = hasMinutes(room) ? await awaitedTranscript(ctx, seen) : null;
  const has = hasMinutes(room) && awaited === null;
  const isReplay = has && step !== null;
  return {
    space,
    idea,
    room: { id: room.id, title: room.title, path: minutesPath(room.id), end: room.end },
    awaited,
    done: args.url.searchParams.get("done"),
    minutes: has && step === null ? await minutesOf(ctx, seen) : null,
    replay: isReplay
      ? {
          ...(await replayOf(ctx, seen, step)),
          plan: (await planOf(ctx.db.read, room.id)).map(({ kind }) => ({ kind })),
        }
      : null,
    actId: newId(ctx.now),
  };
}

/** Puts one's own name on a note or on a question. */
export async function action(args: Route.ActionArgs) {
  const ctx = signedIn(contextOf(args));
  const form = await args.request.formData();
  const id = args.params.room;
  return answering(form, async () => {
    const { room } = await minutesSeenBy(ctx, id);
    const question = fieldOf(form, "question");
    const what =
      question === "" ? { do: "note.claim", note: fieldOf(form, "note") } : { do: "question.claim", question };
    const sent = sentAct.safeParse({ room: id, act: fieldOf(form, "act"), phase: room.phase, what });
    if (!sent.success) throw new Malformed();
    await act(ctx, sent.data);
    return redirect(`${minutesPath(id)}#note-${question || fieldOf(form, "note")}`, 303);
  });
}

export default function MinutesPage({ loaderData, actionData: reply }: Route.ComponentProps) {
  const { t } = useTranslation("minutes");
  const { room, minutes, replay, actId, awaited, done } = loaderData;
  if (replay) {
    return (
      <div className={styles.wide}>
        <Title of={t("replaying.title", { title: room.title })} />
        <ReplayView room={room} replay={replay} plan={replay.plan} />
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <Title of={t("of", { title: room.title })} />
      {minutes ? (
        <>
          <Head minutes={minutes} idea={loaderData.idea} />
          <ProblemBox reply={reply} />
          {minutes.pitch && (
            <Pitch room={room.id} pitch={minutes.pitch} isSaved={done === "transcript"} actId={actId} />
          )}
          {(!minutes.pitch || minutes.parts.length > 0) && <Notes parts={minutes.parts} actId={actId} />}
          <Results minutes={minutes} />
          <People minutes={minutes} />
        </>
      ) : awaited ? (
        <Awaited room={room} isOwn={awaited.isOwn} />
      ) : (
        <Empty title={room.title}>
          <p className="soft">{t(room.end === "cancelled" ? "cancelled" : "never_began")}</p>
        </Empty>
      )}
    </div>
  );
}

function Head({ minutes, idea }: { minutes: Minutes; idea: Route.ComponentProps["loaderData"]["idea"] }) {
  const { t, i18n } = useTranslation("minutes");
  const { timeZone } = useClock();
  const called = useCalled();
  const ran = Math.round(((minutes.closedAt ?? 0) - (minutes.beganAt ?? 0)) / 60_000);
  return (
    <header className={styles.head}>
      <p className="label">{t("title")}</p>
      <h1>{minutes.title}</h1>
      {idea && (
        <p>
          <Link to={idea.path}>{idea.title}</Link>
        </p>
      )}
      <p className="quiet">
        {t("ran", {
          day: exact(minutes.beganAt ?? minutes.closedAt ?? 0, { locale: i18n.language, timeZone }),
          time: ran < 1 ? t("under_a_minute") : t("minutes", { count: ran }),
        })}
        {minutes.host && ` · ${t("hosted", { name: called(minutes.host.name) })}`}
      </p>
      <p className={styles.question}>{minutes.question}</p>
      <p className="row">
        <Link className="btn" to={stepPath(minutes.id, 0)}>
          {t("replay")}
        </Link>
        <a className="btn bare" href={markdownPath(minutes.id)} download>
          {t("download")}
        </a>
      </p>
    </header>
  );
}

function People({ minutes }: { minutes: Minutes }) {
  const { t } = useTranslation("minutes");
  const { t: rooms } = useTranslation("rooms");
  return (
    <>
      <section className={styles.part} aria-labelledby="people-heading">
        <h2 id="people-heading">{t("people")}</h2>
        {minutes.people.length === 0 && <p className="soft">{t("nobody")}</p>}
        <ul className={styles.people}>
          {minutes.people.map(({ id, name, handle, affiliation, avatar }) => (
            <li key={id}>
              <Person
                name={name}
                affiliation={affiliation}
                avatar={avatar}
                {...(name !== "" && { to: personPath(handle) })}
              />
            </li>
          ))}
        </ul>
      </section>
      <section className={styles.part} aria-labelledby="phases-heading">
        <h2 id="phases-heading">{t("phases")}</h2>
        <ol className={styles.phases}>
          {minutes.phases.map(({ kind, words, prompt, beganAt, ran }) => {
            const minutesRun = Math.round(ran / 60_000);
            const told = words ?? (prompt && rooms(`prompt.${prompt}` as "prompt.hats.white"));
            return (
              <li key={beganAt + kind}>
                <span>
                  {rooms(`kind.${kind}`)}
                  {told && <span className="soft">: {told}</span>}
                </span>
                <span className="quiet">
                  {minutesRun < 1 ? t("under_a_minute") : t("minutes", { count: minutesRun })}
                </span>
              </li>
            );
          })}
        </ol>
      </section>
      {minutes.useful && (
        <section className={styles.part} aria-labelledby="useful-heading">
          <h2 id="useful-heading">{t("useful.title")}</h2>
          <p>{minutes.useful.yes + minutes.useful.no === 0 ? t("useful.none") : t("useful.said", minutes.useful)}</p>
          <p className="small quiet">{t("useful.who")}</p>
        </section>
      )}
    </>
  );
}
