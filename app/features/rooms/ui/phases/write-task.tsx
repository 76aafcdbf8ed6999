import { useCalled, useTranslation } from "../../../../ui/words.ts";
import { hidesNames, isUnseen, sheetInHand } from "../../rules.ts";
import { useRoomView } from "../view.tsx";
import { Done } from "./done.tsx";
import { Part, TaskHeading } from "./heading.tsx";
import { keptNote } from "./kept.tsx";
import { NoteCard, NoteForm, OwnMenu, type ShownNote, useShown } from "./note.tsx";
import styles from "./note.module.css";

/** How many thoughts each adds to a sheet before it goes on. */
const thoughts = ["first", "second", "third"] as const;

/** Notes are written: unseen, in small groups, on sheets that go round, or before everybody. */
export function WriteTask() {
  const { phase } = useRoomView();
  if (!phase) return null;
  if (!isUnseen(phase)) return <WriteSeen />;
  return phase.grouping === "sheets" ? <WriteSheet /> : <WriteUnseen />;
}

function WriteUnseen() {
  const { t } = useTranslation("rooms");
  const { phase, plan, board, hand, takesPart } = useRoomView();
  const rules = useMates();
  const isTogether = phase?.grouping !== "alone";
  const own = t(hidesNames(plan, board.phase) ? "phase.rules.unseen_then_anonymous" : "phase.rules.unseen");
  const notes = hand?.notes ?? [];
  return (
    <>
      <TaskHeading
        title={t(isTogether ? "phase.title.write_together" : "phase.title.write")}
        rules={takesPart && isTogether ? [rules] : [own]}
      />
      {takesPart ? (
        <>
          <NoteForm isFirst />
          <Done />
          <Part
            id="phase-notes"
            title={t(isTogether ? "phase.note.group_title" : "phase.note.own_title")}
            count={notes.length}
          >
            <Notes notes={notes} empty={t("phase.note.own_empty")} />
          </Part>
        </>
      ) : (
        <>
          <p className="soft">{t("phase.writing_unseen")}</p>
          <Done />
        </>
      )}
    </>
  );
}

/** With whom one writes, as a sentence. */
function useMates(): string {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, phase, me } = useRoomView();
  if (phase?.grouping === "all") return t("phase.rules.everybody");
  const group = board.groups.find((members) => me !== null && members.includes(me)) ?? [];
  const names = group.filter((member) => member !== me).map((member) => called(people[member]?.name ?? ""));
  return names.length > 0 ? t("phase.rules.mates", { names }) : t("phase.rules.nobody_else");
}

/** The sheet that lies before somebody: what stands on it, and places for three thoughts more. */
function WriteSheet() {
  const { t } = useTranslation("rooms");
  const { board, plan, hand, me, takesPart } = useRoomView();
  const sheet = me === null ? null : sheetInHand(board, plan, me);
  // What was written a moment ago is on no sheet yet: the server says on which.
  const notes = (hand?.notes ?? []).filter((note) => note.sheet === sheet || (note.isMine && note.sheet === null));
  const others = notes.filter(({ isMine }) => !isMine);
  const own = notes.filter(({ isMine }) => isMine);
  if (!takesPart) {
    return (
      <>
        <TaskHeading title={t("phase.title.write_sheet")} rules={[t("phase.rules.unseen_then_anonymous")]} />
        <p className="soft">{t("phase.writing_unseen")}</p>
        <Done />
      </>
    );
  }
  return (
    <>
      <TaskHeading
        title={t("phase.title.write_sheet")}
        rules={[
          t(sheet === null ? "phase.rules.sheet_none" : "phase.rules.sheet"),
          t(hidesNames(plan, board.phase) ? "phase.rules.unseen_then_anonymous" : "phase.rules.unseen"),
        ]}
      />
      <Part id="phase-sheet" title={t("phase.note.sheet_title")} count={notes.length}>
        <Notes notes={[...others, ...own]} empty={t("phase.note.sheet_empty")} />
      </Part>
      {sheet === null ? (
        <NoteForm isFirst />
      ) : (
        <div className={styles.thoughts}>
          {thoughts.slice(own.length).map((which, at) => (
            <NoteForm
              // The place of a field, so that what is typed in the next one stays there.
              key={which}
              keep={`${keptNote}.${which}`}
              label={t(`phase.note.${which}`)}
              send={t("phase.note.put_on_sheet")}
              isFirst={at === 0}
            />
          ))}
          {own.length >= thoughts.length && <p className="soft">{t("phase.note.sheet_full")}</p>}
        </div>
      )}
      <Done />
    </>
  );
}

/** Notes that everybody reads as they are written, the newest first. */
function WriteSeen() {
  const { t } = useTranslation("rooms");
  const { phase, board } = useRoomView();
  const shown = useShown();
  const notes = Object.values(board.notes).map(shown).toReversed();
  return (
    <>
      <TaskHeading
        title={t("phase.title.write")}
        rules={[
          t("phase.rules.everybody"),
          t(phase?.visibility === "anonymous" ? "phase.rules.anonymous" : "phase.rules.named"),
        ]}
      />
      <NoteForm isFirst />
      <Done />
      <Part id="phase-notes" title={t("phase.note.all_title")} count={notes.length}>
        <Notes notes={notes} empty={t("phase.note.all_empty")} />
      </Part>
    </>
  );
}

/** Notes as a list, each with what its author may do with it. */
export function Notes({ notes, empty }: { notes: readonly ShownNote[]; empty: string }) {
  if (notes.length === 0) return <p className="soft">{empty}</p>;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <NoteCard key={note.id} note={note}>
          <OwnMenu note={note} />
        </NoteCard>
      ))}
    </ul>
  );
}
