import { Form, Link } from "react-router";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { personPath } from "../../people/rules.ts";
import type { Became, MinutesNote, MinutesPart } from "../queries.server.ts";
import styles from "./notes.module.css";

/** The notes of a closed room by cluster, each by its author as he or she chose. `actId`: the id of the next act. */
export function Notes({ parts, actId }: { parts: readonly MinutesPart[]; actId: string }) {
  const { t } = useTranslation("minutes");
  return (
    <section className={styles.notes} aria-labelledby="notes-heading">
      <h2 id="notes-heading">{t("notes")}</h2>
      {parts.length === 0 && <p className="soft">{t("notes_none")}</p>}
      {parts.map((part) => (
        <section key={part.id} className={styles.cluster} aria-labelledby={`part-${part.id}`}>
          <h3 id={`part-${part.id}`}>
            {part.name ?? t("loose")} <span className="n">{part.notes.length}</span>
          </h3>
          <BecameLine became={part.became} />
          <ul>
            {part.notes.map((note) => (
              <li key={note.id} id={`note-${note.id}`} className={styles.note}>
                <p className={styles.body}>{note.body}</p>
                <Author note={note} actId={actId} />
                <BecameLine became={note.became} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function Author({ note, actId }: { note: MinutesNote; actId: string }) {
  const { t } = useTranslation("minutes");
  if (note.by) {
    const { name, handle, affiliation, avatar } = note.by;
    return (
      <Person name={name} affiliation={affiliation} avatar={avatar} {...(name !== "" && { to: personPath(handle) })} />
    );
  }
  if (!note.isMine) return <p className="small quiet">{t(note.isSealed ? "sealed" : "without_name")}</p>;
  return (
    <Form method="post" className="row">
      <span className="small quiet">{t("yours")}</span>
      <input type="hidden" name="act" value={actId} />
      <button className="btn slim" name="note" value={note.id}>
        {t("claim")}
      </button>
    </Form>
  );
}

function BecameLine({ became }: { became: Became | null }) {
  const { t } = useTranslation("minutes");
  if (!became) return null;
  const { as, path } = became;
  return <p className="small">{path ? <Link to={path}>{t(`became.${as}`)}</Link> : t(`became.${as}_none`)}</p>;
}
