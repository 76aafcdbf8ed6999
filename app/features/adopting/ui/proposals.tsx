import { Link, useFetcher } from "react-router";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { useCalled, useTranslation } from "../../../ui/words.ts";
import { usePartWord } from "../../writing/ui/part-word.ts";
import type { Proposal } from "../queries.server.ts";
import { adoptionsPath, type Piece } from "../rules.ts";
import styles from "./proposals.module.css";

/**
 * Words of others that stand in a text, for whoever may say whether they came from there. `path`: the idea's address;
 * `count`: how many there are, where not all are shown. Nothing while there are none.
 */
export function Proposals({
  path,
  proposals,
  count = proposals.length,
}: {
  path: string;
  proposals: readonly Proposal[];
  count?: number;
}) {
  const { t } = useTranslation("adopting");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const refusal = fetcher.data && "problem" in fetcher.data ? fetcher.data : undefined;
  const isDecided = fetcher.data !== undefined && "ok" in fetcher.data;
  if (proposals.length === 0 && fetcher.data === undefined) return null;
  return (
    <section className={`answer kept-place ${styles.proposals}`} aria-labelledby="adoptions-heading" id="adoptions">
      <h2 id="adoptions-heading">{t("proposals.heading", { count: Math.max(1, count) })}</h2>
      <ProblemBox reply={refusal} />
      <p className="small soft" role="status">
        {isDecided && t(proposals.length === 0 ? "proposals.decided_all" : "proposals.decided")}
      </p>
      <ul>
        {proposals.map((proposal) => (
          <li key={proposal.source} className={styles.proposal}>
            <Found proposal={proposal} />
            <fetcher.Form method="post" action={adoptionsPath(path)} className="row">
              <input type="hidden" name="source" value={proposal.source} />
              <button className="btn" name="act" value="confirm">
                {t("proposals.adopt")}
              </button>
              <button className="btn bare" name="act" value="dismiss">
                {t("proposals.dismiss")}
              </button>
            </fetcher.Form>
          </li>
        ))}
      </ul>
      {count > proposals.length && (
        <p className="small">
          <Link to={adoptionsPath(path)}>{t("proposals.all", { count })}</Link>
        </p>
      )}
    </section>
  );
}

function Found({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation("adopting");
  const called = useCalled();
  const word = usePartWord();
  const { by, kind, version, found, said, path, language } = proposal;
  const name = by ? called(by.name) : "";
  return (
    <>
      <p className={styles.asked}>
        {by ? t(`proposals.${kind}`, { name, version }) : t("proposals.note_sealed", { version })}
      </p>
      <dl className={styles.both}>
        {found.map(({ part, pieces }) => (
          <div key={part}>
            <dt className="label">{word.heading(part)}</dt>
            <dd lang={language}>
              <Pieces pieces={pieces} />
            </dd>
          </div>
        ))}
        {said && (
          <div>
            <dt className="label">{by ? t("proposals.said_by", { name }) : t("proposals.said")}</dt>
            <dd>
              <Pieces pieces={said} />
            </dd>
          </div>
        )}
      </dl>
      {path && (
        <p className="small">
          <Link to={path}>{t("proposals.open")}</Link>
        </p>
      )}
    </>
  );
}

/** Words with those marked that stand in both texts. */
function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  const { t } = useTranslation("adopting");
  return pieces.map(({ text, isFound }, place) =>
    isFound ? (
      <mark key={place}>
        <span className="away">{t("proposals.found")} </span>
        {text}
        <span className="away"> {t("proposals.found_end")}</span>
      </mark>
    ) : (
      <span key={place}>{text}</span>
    ),
  );
}
