import { useCalled, useTranslation } from "../../../../ui/words.ts";
import type { Proposal, Stance } from "../../board.ts";
import { longest, takesPart as isPart } from "../../rules.ts";
import { ActForm, useRoomView } from "../view.tsx";
import styles from "./decide.module.css";
import { Done } from "./done.tsx";
import { useVotingRules, Voting } from "./dots-task.tsx";
import { Part, TaskHeading } from "./heading.tsx";
import { KeptField, useEmptied } from "./kept.tsx";

/** The room decides: by asking for objections, or with credits. */
export function DecideTask() {
  const { phase } = useRoomView();
  return phase?.ballot === "quadratic" ? <DecideByCredits /> : <DecideByConsent />;
}

function DecideByCredits() {
  const { t } = useTranslation("rooms");
  const rules = useVotingRules();
  return (
    <>
      <TaskHeading title={t("phase.title.credits")} rules={[rules]} />
      <Voting />
      <Done />
    </>
  );
}

function DecideByConsent() {
  const { t } = useTranslation("rooms");
  const { board, takesPart } = useRoomView();
  const emptied = useEmptied();
  const proposals = Object.values(board.proposals);
  return (
    <>
      <TaskHeading title={t("phase.title.decide")} rules={[t("phase.rules.decide")]} />
      <Part id="phase-proposals" title={t("phase.decide.proposals")}>
        {proposals.length === 0 ? (
          <p className="soft">{t(takesPart ? "phase.decide.empty" : "phase.decide.nothing")}</p>
        ) : (
          <ul className={styles.proposals}>
            {proposals.map((proposal) => (
              <ProposalItem key={proposal.id} proposal={proposal} />
            ))}
          </ul>
        )}
      </Part>
      {takesPart && (
        <ActForm does="proposal.make" fresh="proposal" className={styles.propose} onSent={emptied}>
          <KeptField
            keep="proposal"
            name="body"
            label={t("phase.decide.propose_label")}
            required
            maxLength={longest.proposal}
            rows={2}
          />
          <button className={proposals.length === 0 ? "btn first" : "btn"}>{t("phase.decide.propose")}</button>
        </ActForm>
      )}
      <Done />
    </>
  );
}

function ProposalItem({ proposal }: { proposal: Proposal }) {
  const { t } = useTranslation("rooms");
  const called = useCalled();
  const { board, people, words, me, takesPart } = useRoomView();
  const nameOf = (id: string) => called(people[id]?.name ?? "");
  const of = (stance: Stance) => Object.entries(proposal.stances).filter(([, said]) => said.stance === stance);
  const own = me === null ? undefined : proposal.stances[me]?.stance;
  const asked = Object.values(board.people).filter(isPart).length;
  const answers = Object.keys(proposal.stances).length;
  const consents = of("consent").map(([id]) => nameOf(id));
  const passes = of("pass").map(([id]) => nameOf(id));
  return (
    <li className={styles.proposal}>
      <div>
        <h3 className={styles.words}>{words[proposal.words]}</h3>
        <p className="small quiet">{t("phase.decide.by", { name: nameOf(proposal.by) })}</p>
      </div>
      {takesPart && <Answer proposal={proposal.id} own={own} />}
      <div className={styles.answers}>
        <p className="quiet">{t("phase.decide.answers", { count: answers, of: Math.max(asked, answers) })}</p>
        {of("object").map(([id, said]) => (
          <p key={id} className={styles.objection}>
            <b>{t("phase.decide.objects", { name: nameOf(id) })}</b>{" "}
            {said.words === null ? null : <q>{words[said.words]}</q>}
          </p>
        ))}
        {consents.length > 0 && <p>{t("phase.decide.consents", { names: consents })}</p>}
        {passes.length > 0 && <p>{t("phase.decide.passes", { names: passes })}</p>}
      </div>
    </li>
  );
}

/** One's own answer to a proposal. It can be changed until the time is up. */
function Answer({ proposal, own }: { proposal: string; own: Stance | undefined }) {
  const { t } = useTranslation("rooms");
  const emptied = useEmptied();
  return (
    <div className={styles.answer}>
      <ActForm does="stance.take" className="row" label={t("phase.title.decide")}>
        <input type="hidden" name="proposal" value={proposal} />
        <button className="btn" name="stance" value="consent" aria-pressed={own === "consent"}>
          {t("phase.decide.consent")}
        </button>
        <button className="btn" name="stance" value="pass" aria-pressed={own === "pass"}>
          {t("phase.decide.pass")}
        </button>
      </ActForm>
      <details className={styles.object}>
        <summary className="btn" data-chosen={own === "object" || undefined}>
          {t("phase.decide.object")}
        </summary>
        <ActForm
          does="stance.take"
          className={styles.reason}
          onSent={(form) => {
            emptied(form);
            const box = form.closest("details");
            if (box) box.open = false;
          }}
        >
          <input type="hidden" name="proposal" value={proposal} />
          <KeptField
            keep={`objection.${proposal}`}
            name="reason"
            label={t("phase.decide.reason")}
            required
            maxLength={longest.reason}
            rows={2}
          />
          <button className="btn" name="stance" value="object">
            {t("phase.decide.object_send")}
          </button>
        </ActForm>
      </details>
      {own && (
        <p className="away" role="status">
          {t("phase.decide.yours", { stance: t(`phase.decide.stance.${own}`) })}
        </p>
      )}
    </div>
  );
}
