import { Person } from "../../../../ui/person.tsx";
import { useCalled, useTranslation } from "../../../../ui/words.ts";
import { answersQuestions } from "../../../pitching/rules.ts";
import { AnsweredQuestions } from "../../../pitching/ui/questions.tsx";
import { notesIn, subjectsByVotes } from "../../board.ts";
import { duelsForRank } from "../../duels.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./discuss.module.css";
import { Done } from "./done.tsx";
import { Part, TaskHeading } from "./heading.tsx";
import { By, NoteForm, OwnMenu, useShown } from "./note.tsx";
import { Notes } from "./write-task.tsx";

/** How many subjects stand open at first: what weighs most is talked about first. */
const openSubjects = 3;

/** What weighs most is talked about, one person after the other. */
export function DiscussTask() {
  const { t } = useTranslation("rooms");
  const { board, plan, phase, takesPart } = useRoomView();
  const isAnswering = answersQuestions(plan, board.phase);
  const subjects = subjectsByVotes(board);
  const count = board.counts.at(-1);
  const isRanked = board.counts.length > 0 || board.rankings.length > 0;
  const first = isRanked && subjects.length > openSubjects + 1 ? subjects.slice(0, openSubjects) : subjects;
  const rest = subjects.slice(first.length);
  return (
    <>
      <TaskHeading title={t("phase.title.discuss")} rules={[t("phase.rules.discuss")]} />
      {isAnswering && <AnsweredQuestions />}
      <Queue />
      {/* After a pitch people ask; what nobody has written needs no place. */}
      {(!isAnswering || subjects.length > 0) && (
        <Part id="phase-subjects" title={t("phase.discuss.subjects")}>
          {count && <p className="small quiet">{t("phase.discuss.voters", { count: count.voters })}</p>}
          {subjects.length === 0 && (
            <p className="soft">{t(takesPart ? "phase.discuss.empty" : "phase.note.nothing")}</p>
          )}
          <ol className={styles.subjects}>
            {first.map(({ id, votes }) => (
              <Subject key={id} id={id} votes={votes} />
            ))}
          </ol>
          {rest.length > 0 && (
            <details className={styles.rest}>
              <summary>{t("phase.discuss.rest", { count: rest.length })}</summary>
              <ol className={styles.subjects} start={first.length + 1}>
                {rest.map(({ id, votes }) => (
                  <Subject key={id} id={id} votes={votes} />
                ))}
              </ol>
            </details>
          )}
        </Part>
      )}
      {!isAnswering && <NoteForm label={t("phase.note.add_another")} />}
      {phase?.advance === "all_ready" && <Done />}
    </>
  );
}

function Subject({ id, votes }: { id: string; votes: number }) {
  const { words, board } = useRoomView();
  const shown = useShown();
  const cluster = board.clusters[id];
  const note = board.notes[id];
  const loose = note ? shown(note) : null;
  return (
    <li className={styles.subject}>
      <div className={styles.head}>
        {cluster ? <h3>{words[cluster.words]}</h3> : <p className={styles.loose}>{loose?.body}</p>}
        <Standing id={id} votes={votes} />
        {loose && <OwnMenu note={loose} />}
      </div>
      {loose && <By note={loose} />}
      {cluster && <Notes notes={notesIn(board, id).map(shown)} empty="" />}
      <Becoming subject={id} />
    </li>
  );
}

/** What the votes or duels said of it. */
function Standing({ id, votes }: { id: string; votes: number }) {
  const { t } = useTranslation("rooms");
  const { board } = useRoomView();
  const count = board.counts.at(-1);
  const ranking = board.rankings.at(-1)?.notes[id];
  const said = [
    ...(count ? [t(count.ballot === "quadratic" ? "phase.dots.votes" : "phase.dots.given", { count: votes })] : []),
    ...(ranking
      ? [
          ranking.duels < duelsForRank
            ? t("phase.discuss.few_duels", { count: ranking.duels })
            : t("phase.discuss.score", { share: Math.round(ranking.score / 100) }),
        ]
      : []),
  ];
  return said.length > 0 ? <p className={styles.standing}>{said.join(" · ")}</p> : null;
}

/** What becomes of it when the room closes: the host says so, everybody sees it. */
function Becoming({ subject }: { subject: string }) {
  const { t } = useTranslation("rooms");
  const { board, idea, leads } = useRoomView();
  const becomes = board.becoming[subject] ?? null;
  if (!leads) {
    return becomes === null ? null : (
      <p className="small soft">
        {t("phase.discuss.becoming")}: {t(`phase.discuss.becomes.${becomes}`)}
      </p>
    );
  }
  const ways = [null, "idea", ...(idea ? (["comment"] as const) : [])] as const;
  return (
    <ActForm does="becoming.set" className={styles.becoming}>
      <input type="hidden" name="subject" value={subject} />
      <span className="small quiet">{t("phase.discuss.becoming")}:</span>
      {ways.map((way) => (
        <button key={way} className="btn slim" name="becomes" value={way ?? ""} aria-pressed={becomes === way}>
          {t(`phase.discuss.becomes.${way ?? "none"}`)}
        </button>
      ))}
    </ActForm>
  );
}

/** Who speaks, who waits to, and the way to ask for it. */
function Queue() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, me, leads, takesPart } = useRoomView();
  const nameOf = (id: string) => called(people[id]?.name ?? "");
  const { speaker, queue } = board;
  const [next] = queue;
  const isAsked = me !== null && queue.includes(me);
  const isOwnTurn = me !== null && speaker === me;
  return (
    <section className={styles.queue} aria-labelledby="phase-queue">
      <h2 id="phase-queue" className="away">
        {t("phase.discuss.queue")}
      </h2>
      <p className={styles.speaks} role="status">
        {speaker === null ? (
          <span className="soft">{t("phase.discuss.nobody")}</span>
        ) : (
          <>
            <span className="soft">{t("phase.discuss.speaks")}</span> <Somebody id={speaker} />
          </>
        )}
      </p>
      {queue.length > 0 && (
        <div className={styles.waiting}>
          <span className="label">{t("phase.discuss.waiting")}</span>
          <ol>
            {queue.map((id, at) => (
              <li key={id}>
                <Somebody id={id} />
                {leads && at > 0 && (
                  <ActForm does="speaker.call">
                    <button
                      className="btn slim bare"
                      name="member"
                      value={id}
                      aria-label={t("phase.discuss.call", { name: nameOf(id) })}
                    >
                      {t("phase.discuss.call_now")}
                    </button>
                  </ActForm>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
      <div className="row">
        {leads && next !== undefined && (
          <ActForm does="speaker.call">
            <button className="btn" name="member" value={next}>
              {t("phase.discuss.call_next", { name: nameOf(next) })}
            </button>
          </ActForm>
        )}
        {speaker !== null && (leads || isOwnTurn) && (
          <ActForm does="speaker.call">
            <button className="btn" name="member" value="">
              {t(isOwnTurn ? "phase.discuss.finish" : "phase.discuss.end")}
            </button>
          </ActForm>
        )}
        {takesPart && !isOwnTurn && (
          <ActForm does="speech.ask">
            <button className="btn" name="isAsked" value={String(!isAsked)}>
              {t(isAsked ? "phase.discuss.withdraw" : "phase.discuss.ask")}
            </button>
          </ActForm>
        )}
      </div>
    </section>
  );
}

function Somebody({ id }: { id: string }) {
  const { people } = useRoomView();
  const person = people[id];
  return person ? <Person name={person.name} affiliation={person.affiliation} avatar={person.avatar} size="s" /> : null;
}
