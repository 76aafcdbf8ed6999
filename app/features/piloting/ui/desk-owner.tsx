import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { openOnDesk } from "../desk-item.server.ts";
import { longestNote } from "../rules.ts";
import styles from "./desk-owner.module.css";

type Item = Awaited<ReturnType<typeof openOnDesk>>;

/** Who answers the idea, why, and what he or she was told with it. */
export function DeskOwner({ assigned, note, me }: { assigned: Item["assigned"]; note: Note; me: string | null }) {
  const { t, i18n } = useTranslation("piloting");
  if (!assigned) return null;
  const { pilot, standIn, isAway, reason } = assigned;
  const why = reason && [
    ...(reason.language ? [t("desk.assigned.language")] : []),
    ...(reason.topics.length > 0
      ? [t("desk.assigned.topics", { topics: new Intl.ListFormat(i18n.language).format(reason.topics) })]
      : []),
    ...(reason.open === null ? [] : [t("desk.assigned.open", { count: reason.open })]),
  ];
  return (
    <>
      <p className="small soft">
        {pilot === null
          ? t("desk.assigned.nobody")
          : pilot.id === me
            ? t("desk.assigned.me")
            : t("desk.assigned.pilot", { name: pilot.name })}
        {why && why.length > 0 && ` (${why.join(", ")})`}.
        {isAway && pilot && standIn && ` ${t("desk.assigned.stand_in", { name: standIn.name, pilot: pilot.name })}.`}
      </p>
      {note && (
        <blockquote className="strip">
          <p className="small quiet">
            {t("desk.assigned.note", { name: note.by })} · <Moment at={note.at} />
          </p>
          <p className={styles.note}>{note.words}</p>
        </blockquote>
      )}
    </>
  );
}

type Note = NonNullable<Item["handover"]>["note"];

/** Gives the idea to a colleague, with a note that pilots alone read. `firstId` is the id it will have. */
export function DeskHandover({
  idea,
  colleagues,
  firstId,
  reply,
}: {
  idea: string;
  colleagues: NonNullable<Item["handover"]>["colleagues"];
  firstId: string;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("piloting");
  const wrong = useFieldError(reply);
  if (colleagues.length === 0) return null;
  return (
    <details open={reply !== undefined}>
      <summary>{t("desk.handover.title")}</summary>
      <Form method="post" action={`?idea=${idea}`} className="stack" noValidate>
        <ProblemBox reply={reply} />
        <p className="small soft">{t("desk.handover.what")}</p>
        <input type="hidden" name="idea" value={idea} />
        <input type="hidden" name="id" value={reply?.values.id ?? firstId} />
        <Field
          as="select"
          name="to"
          label={t("desk.handover.to")}
          defaultValue={reply?.values.to ?? ""}
          error={wrong("to")}
          options={[
            { value: "", label: t("desk.handover.choose") },
            ...colleagues.map(({ id, name, isAway }) => ({
              value: id,
              label: isAway ? t("desk.handover.away", { name }) : name,
            })),
          ]}
        />
        <Field
          as="textarea"
          name="note"
          label={t("desk.handover.note")}
          rows={3}
          maxLength={longestNote}
          defaultValue={reply?.values.note ?? ""}
          error={wrong("note")}
        />
        <button className="btn" name="act" value="hand_over">
          {t("desk.handover.act")}
        </button>
      </Form>
    </details>
  );
}
