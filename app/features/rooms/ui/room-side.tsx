import { useEffect, useId, useRef, useState } from "react";
import { Form, Link } from "react-router";
import { Face } from "../../../ui/face.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { longest, signCodes, signs } from "../rules.ts";
import { SoFar } from "./so-far.tsx";
import { ActForm, useRoomView } from "./view.tsx";
import styles from "./room.module.css";

/** Beside the phases: who is here, and the talk. On a phone it is a sheet, which script opens and closes. */
export function RoomSide() {
  const { t } = useTranslation("rooms");
  const { me, role, board } = useRoomView();
  const sheet = useId();
  // Without script there is nothing to open: it stands below the phase.
  const [isOpen, setOpen] = useState<boolean | null>(null);
  useEffect(() => setOpen(false), []);
  return (
    <div className={styles.side} data-sheet={isOpen === null ? undefined : isOpen ? "open" : "closed"}>
      <button
        type="button"
        className={`btn ${styles.handle}`}
        aria-expanded={isOpen === true}
        aria-controls={sheet}
        onClick={() => setOpen(isOpen !== true)}
      >
        {t("side.title", { count: Object.keys(board.talk).length })}
      </button>
      <div id={sheet} className={styles.sheet}>
        {me === null && (
          <p className="strip">
            {t("side.visitor")} <Link to="/signin">{t("side.sign_in")}</Link>
          </p>
        )}
        {me !== null && role === undefined && isOpen === null && board.state !== "closed" && (
          <Form method="post" className="row">
            <button className="btn" name="do" value="enter">
              {t("side.enter")}
            </button>
          </Form>
        )}
        <People />
        <Talk />
        <SoFar />
      </div>
    </div>
  );
}

function People() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, here, me, leads, role: mine, phase } = useRoomView();
  const shown = Object.entries(board.people).flatMap(([id, role]) => {
    const person = people[id];
    const isHere = here.includes(id) || id === me;
    return person && (isHere || role === "host") ? [{ ...person, role, isHere }] : [];
  });
  const cohost = shown.find(({ role, isHere }) => role === "cohost" && isHere);
  const host = people[board.host];
  return (
    <section aria-labelledby="room-people" className={styles.people}>
      <h2 id="room-people">{t("side.people", { count: shown.filter(({ isHere }) => isHere).length })}</h2>
      <ul className={styles.present}>
        {shown.slice(0, 50).map(({ id, name, affiliation, avatar, role, isHere }) => (
          <li key={id} data-away={!isHere || undefined}>
            <Face name={name} affiliation={affiliation} avatar={avatar} size="s" />
            <span>
              {called(name)}
              {id === me && ` (${t("side.you")})`}
              {role !== "member" && `, ${t(`role.${role}`)}`}
              {!isHere && `, ${t("side.away")}`}
              {phase && board.done.includes(id) && (
                <span className={styles.done}>
                  {" "}
                  <span aria-hidden="true">✓</span>
                  <span className="away">{t("side.done")}</span>
                </span>
              )}
            </span>
            {leads && id !== me && role !== "host" && board.state !== "closed" && (
              <details className={styles.steer}>
                <summary aria-label={t("side.steer", { name: called(name) })}>…</summary>
                <div className="menu">
                  {mine === "host" && (
                    <ActForm does="host.hand">
                      <button name="member" value={id}>
                        {t("side.hand_over")}
                      </button>
                    </ActForm>
                  )}
                  {(["cohost", "member", "viewer"] as const)
                    .filter((each) => each !== role)
                    .map((each) => (
                      <ActForm key={each} does="role.give">
                        <input type="hidden" name="role" value={each} />
                        <button name="member" value={id}>
                          {t(`side.make_${each}`)}
                        </button>
                      </ActForm>
                    ))}
                  <ActForm does="member.block">
                    <button className="loss" name="member" value={id}>
                      {t("side.block")}
                    </button>
                  </ActForm>
                </div>
              </details>
            )}
          </li>
        ))}
      </ul>
      {shown.length > 50 && <p className="small quiet">{t("side.more_people", { count: shown.length - 50 })}</p>}
      {cohost && host && board.state === "running" && (
        <p className="small quiet">{t("side.takes_over", { name: called(host.name), next: called(cohost.name) })}</p>
      )}
    </section>
  );
}

function Talk() {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, words, people, me, takesPart, phase } = useRoomView();
  const messages = Object.values(board.talk);
  const list = useRef<HTMLUListElement>(null);
  const count = messages.length;
  useEffect(() => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [count]);
  const isSilent = phase?.kind === "write" && phase.visibility === "private" && phase.grouping === "alone";
  const notable = phase !== null && ["reveal", "cluster", "discuss"].includes(phase.kind);
  return (
    <section aria-labelledby="room-talk" className={styles.talk}>
      <h2 id="room-talk">{t("side.talk")}</h2>
      {count === 0 && <p className="small quiet">{t("side.no_talk")}</p>}
      <ul ref={list} className={styles.messages} aria-label={t("side.talk")}>
        {messages.slice(-100).map(({ id, words: said, by, at, reactions, note }) => {
          const person = people[by];
          return (
            <li key={id}>
              {person && <Face name={person.name} affiliation={person.affiliation} avatar={person.avatar} size="s" />}
              <div>
                <p className={styles.speaker}>
                  <b>{called(person?.name ?? "")}</b>{" "}
                  <span className="quiet small">
                    <Moment at={at} />
                  </span>
                </p>
                <p className={styles.said}>{words[said]}</p>
                <div className={styles.reactions}>
                  {signCodes.map((sign) => {
                    const who = reactions[sign] ?? [];
                    const isOn = me !== null && who.includes(me);
                    if (!takesPart && who.length === 0) return null;
                    return (
                      <ActForm key={sign} does="talk.react">
                        <input type="hidden" name="message" value={id} />
                        <input type="hidden" name="sign" value={sign} />
                        <button
                          name="isOn"
                          value={String(!isOn)}
                          aria-pressed={isOn}
                          disabled={!takesPart}
                          data-none={who.length === 0 || undefined}
                          aria-label={t(`sign.${sign}`, { count: who.length })}
                        >
                          <span aria-hidden="true">{signs[sign]}</span>
                          {who.length > 0 && ` ${who.length}`}
                        </button>
                      </ActForm>
                    );
                  })}
                  {takesPart && notable && note === null && (
                    <ActForm does="note.from" fresh="note">
                      <button name="message" value={id}>
                        {t("side.to_note")}
                      </button>
                    </ActForm>
                  )}
                </div>
              </div>
            </li>
          );
        })}
      </ul>
      {takesPart && board.state !== "closed" && isSilent && <p className="small quiet">{t("side.silent")}</p>}
      {takesPart && board.state !== "closed" && !isSilent && (
        <ActForm does="talk.say" fresh="message" className={styles.say} onSent={(form) => form.reset()}>
          <label className="away" htmlFor="room-say">
            {t("side.say")}
          </label>
          <input
            id="room-say"
            name="body"
            required
            maxLength={longest.message}
            placeholder={t("side.say")}
            autoComplete="off"
          />
          <button className="btn">{t("side.send")}</button>
        </ActForm>
      )}
    </section>
  );
}
