import type { ReactNode } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { useFetcher } from "react-router";
import { affiliations, type Affiliation } from "../../../platform/actor.ts";
import { type BarRow, Bars } from "../../../ui/bars.tsx";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { ideaPath } from "../../ideas/rules.ts";
import type { SignalPanel as Panel } from "../queries.server.ts";
import { peopleIn, type SignalKind } from "../rules.ts";
import styles from "./signal-panel.module.css";

/** An idea's signals: one's own three choices, how many people gave one, and the lean once it may be seen. */
export function SignalPanel({
  idea,
  panel,
  participants,
  affiliation,
  reply,
  isWanted = false,
  children,
}: {
  idea: { id: string; title: string };
  panel: Panel;
  /** As last heard live. */
  participants: number;
  affiliation: Affiliation;
  /** What a plain form was answered. */
  reply?: Reply | undefined;
  /** A signal was pressed before signing in: it is not cast by itself. */
  isWanted?: boolean;
  /** What else one may ask of the idea. */
  children?: ReactNode;
}) {
  const { t } = useTranslation("signals");
  const fetcher = useFetcher<Reply | { ok: true }>();
  const answer = fetcher.data && "problem" in fetcher.data ? fetcher.data : reply;
  const sent = fetcher.formData?.get("kind") as SignalKind | "none" | null | undefined;
  const mine = sent ? (sent === "none" ? null : sent) : panel.mine;
  return (
    <section className="ask" aria-labelledby="signal-heading" id="signal">
      <h2 id="signal-heading">{t("panel.heading")}</h2>
      <ProblemBox reply={answer} />
      {isWanted && mine === null && <p className="strip live">{t("wanted")}</p>}
      {panel.away !== null ? (
        <p className="strip await">{t(`panel.${panel.away}`)}</p>
      ) : panel.open ? (
        <fetcher.Form method="post" action={`${ideaPath(idea)}/signal`} className={styles.signals}>
          <button
            className="signal wide"
            data-aff={affiliation}
            data-given={mine === "support" ? "" : undefined}
            name="kind"
            value={mine === "support" ? "none" : "support"}
            aria-pressed={mine === "support"}
          >
            {t(mine === "support" ? "panel.supported" : "panel.support")}
          </button>
          <div className={styles.others}>
            <Choice kind="not_for_me" mine={mine} />
            <Choice kind="pass" mine={mine} />
          </div>
        </fetcher.Form>
      ) : (
        <p className="soft">{t("panel.closed")}</p>
      )}
      {mine !== null && panel.open && panel.away === null && <p className="small quiet">{t("panel.take_back")}</p>}
      {panel.isAuthor && <p className="small quiet">{t("panel.own_idea")}</p>}
      <p className={styles.count} aria-live="polite">
        {participants === 0 ? (
          <span className="quiet">{t(panel.isAuthor && mine !== null ? "panel.nobody_else" : "panel.nobody")}</span>
        ) : (
          <>
            <b>{t("panel.people", { count: participants })}</b>{" "}
            <span className="quiet">{t("panel.gave", { count: participants })}</span>
          </>
        )}
      </p>
      <LeanOf panel={panel} mine={mine} />
      {children}
    </section>
  );
}

function Choice({ kind, mine }: { kind: "not_for_me" | "pass"; mine: SignalKind | null }) {
  const { t } = useTranslation("signals");
  const given = mine === kind;
  return (
    <button
      className={`btn slim ${styles.choice}`}
      data-given={given ? "" : undefined}
      name="kind"
      value={given ? "none" : kind}
      aria-pressed={given}
    >
      {t(`panel.${kind}`)}
    </button>
  );
}

function LeanOf({ panel, mine }: { panel: Panel; mine: SignalKind | null }) {
  const { t } = useTranslation("signals");
  const { lean } = panel;
  if (lean.shown === "nothing") {
    if (panel.participants === 0) return null;
    return <p className="small quiet">{t(mine === null ? "lean.after_own" : "lean.too_few")}</p>;
  }
  if (lean.shown === "total") {
    const { support, not_for_me, pass } = lean.total;
    return (
      <>
        <p className="small">{t("lean.total", { support, against: not_for_me, pass })}</p>
        <p className="small quiet">{t("lean.only_total")}</p>
      </>
    );
  }
  const rows: BarRow[] = affiliations
    .filter((affiliation) => peopleIn(lean.counts, affiliation) > 0)
    .map((affiliation) => {
      const { support, not_for_me, pass } = lean.counts[affiliation];
      return { affiliation, support, against: not_for_me, pass };
    });
  return <Bars rows={rows} />;
}
