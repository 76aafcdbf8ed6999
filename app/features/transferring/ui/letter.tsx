import { Link } from "react-router";
import { Day } from "../../../ui/moment.tsx";
import { Person } from "../../../ui/person.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import type { ShownTransfer } from "../queries.server.ts";
import { Said } from "../../merging/ui/said.tsx";
import styles from "./transferring.module.css";

/** On an idea's page: what was proposed about its place, and what became of it. */
export function Transfers({ transfers }: { transfers: readonly ShownTransfer[] }) {
  return transfers.map((transfer) => <Letter key={transfer.id} transfer={transfer} />);
}

/** A proposal with its reason, signed, and the words of whoever decided. */
export function Letter({ transfer }: { transfer: ShownTransfer }) {
  const { t } = useTranslation("transferring");
  const called = useCalled();
  const { id, state, source, target, by, html, acts, answerHtml, decidedBy } = transfer;
  const isThere = state === "accepted";
  const place = isThere ? source : target;
  return (
    <section className={`answer ${styles.letter}`} aria-labelledby={`transfer-${id}`}>
      <h2 className="label" id={`transfer-${id}`}>
        {t(`letter.${state}`)}
      </h2>
      <p>
        {t(isThere ? "letter.from" : "letter.to")}{" "}
        {place ? <Link to={`/s/${place.slug}`}>{place.name}</Link> : <b>{t("letter.private")}</b>}
      </p>
      <Said html={html} />
      {answerHtml !== null && (
        <div className={styles.reply}>
          <p className="small quiet">{t("letter.answer", { name: called(decidedBy ?? "") })}</p>
          <Said html={answerHtml} />
        </div>
      )}
      <footer>
        <Person
          name={by.name}
          affiliation={by.affiliation}
          avatar={by.avatar}
          sub={
            <>
              <Day at={transfer.at} />, {t(`letter.as.${transfer.signsAs}`)}
            </>
          }
        />
        {acts !== null && (
          <Link className="btn slim" to={acts}>
            {t("letter.act")}
          </Link>
        )}
      </footer>
    </section>
  );
}
