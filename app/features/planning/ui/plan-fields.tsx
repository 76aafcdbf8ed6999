import { Form } from "react-router";
import { Field } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ProblemBox, type Reply, useFieldError } from "../../../ui/problem.tsx";
import { useTranslation } from "../../../ui/words.ts";
import type { Phase } from "../../rooms/board.ts";
import { longest, mostPhases } from "../../rooms/rules.ts";
import { fewestMinutes, mostMinutes, mostVotes, phaseKinds } from "../rules.ts";
import styles from "./plan-fields.module.css";

const visibilities = ["named", "private", "anonymous"] as const;
const advances = ["timer", "host", "all_ready"] as const;
const ballots = ["dots", "quadratic", "consent"] as const;
const groupings = ["alone", "pairs", "fours", "all", "sheets"] as const;

/**
 * The phases of a plan as one form: each button keeps what was typed in all of them. Which fields a phase has follows
 * from its kind, by style alone, so that it does without script too. `was`: the mark of what is shown.
 */
export function PlanFields({ plan, was, reply }: { plan: readonly Phase[]; was: string; reply: Reply | undefined }) {
  const { t } = useTranslation("planning");
  const { t: tRooms } = useTranslation("rooms");
  const kinds = phaseKinds.map((kind) => ({ value: kind, label: tRooms(`kind.${kind}`) }));
  const count = reply ? Object.keys(reply.values).filter((name) => name.startsWith("kind.")).length : plan.length;
  return (
    <Form method="post" className={styles.plan} noValidate>
      <ProblemBox reply={reply} />
      {/* Enter in a field saves, and moves nothing. */}
      <button className="away" name="act" value="save" tabIndex={-1} aria-hidden="true">
        {t("plan.save")}
      </button>
      <input type="hidden" name="was" value={was} />
      <ol className={styles.phases}>
        {Array.from({ length: count }, (_, place) => (
          <li key={place} id={`phase-${place}`}>
            <PhaseFields place={place} last={count - 1} phase={plan[place]} reply={reply} />
          </li>
        ))}
      </ol>
      <div className="row">
        <button className="btn first" name="act" value="save">
          {t("plan.save")}
        </button>
      </div>
      {count < mostPhases && (
        <div className={styles.add}>
          <Field
            as="select"
            name="add"
            label={t("plan.add")}
            options={kinds}
            defaultValue={reply?.values.add ?? "discuss"}
          />
          <button className="btn" name="act" value="add">
            <Icon name="plus" />
            {t("plan.add_act")}
          </button>
        </div>
      )}
    </Form>
  );
}

function PhaseFields({
  place,
  last,
  phase,
  reply,
}: {
  place: number;
  last: number;
  phase: Phase | undefined;
  reply: Reply | undefined;
}) {
  const { t } = useTranslation("planning");
  const { t: tRooms } = useTranslation("rooms");
  const wrong = useFieldError(reply);
  const value = (field: string, stored: string | number | null | undefined) =>
    reply?.values[`${field}.${place}`] ?? String(stored ?? "");
  const kind = value("kind", phase?.kind) as Phase["kind"];
  const which = t("plan.which", { place: place + 1, kind: tRooms(`kind.${kind}`) });
  const named = (field: string) => ({ name: `${field}.${place}`, error: wrong(`${field}.${place}`) });
  return (
    <fieldset className={styles.phase}>
      <legend>{t("plan.phase", { place: place + 1 })}</legend>
      <input type="hidden" name={`prompt.${place}`} value={value("prompt", phase?.prompt)} />
      <Field
        as="select"
        {...named("kind")}
        label={t("plan.kind")}
        options={phaseKinds.map((each) => ({ value: each, label: tRooms(`kind.${each}`) }))}
        defaultValue={kind}
      />
      <Field
        type="number"
        step="0.5"
        min={fewestMinutes}
        max={mostMinutes}
        {...named("minutes")}
        label={t("plan.minutes")}
        defaultValue={value("minutes", phase && phase.seconds / 60)}
      />
      <Field
        as="select"
        {...named("advance")}
        label={t("plan.advance")}
        options={advances.map((each) => ({ value: each, label: tRooms(`advance.${each}`) }))}
        defaultValue={value("advance", phase?.advance)}
      />
      <div className={styles.visibility}>
        <Field
          as="select"
          {...named("visibility")}
          label={t("plan.visibility")}
          options={visibilities.map((each) => ({ value: each, label: tRooms(`visibility.${each}`) }))}
          defaultValue={value("visibility", phase?.visibility)}
        />
      </div>
      <div className={styles.grouping}>
        <Field
          as="select"
          {...named("grouping")}
          label={t("plan.grouping")}
          options={groupings.map((each) => ({ value: each, label: tRooms(`grouping.${each}`) }))}
          defaultValue={value("grouping", phase?.grouping)}
        />
      </div>
      <div className={styles.ballot}>
        <Field
          as="select"
          {...named("ballot")}
          label={t("plan.ballot")}
          options={ballots.map((each) => ({ value: each, label: tRooms(`ballot.${each}`) }))}
          defaultValue={value("ballot", phase?.ballot)}
        />
      </div>
      <div className={styles.votes}>
        <Field
          type="number"
          min={0}
          max={mostVotes}
          {...named("votes")}
          label={t("plan.votes")}
          defaultValue={value("votes", phase?.votes)}
        />
      </div>
      <div className={styles.words}>
        <Field
          {...named("words")}
          label={t("plan.words")}
          hint={t("plan.words_hint")}
          maxLength={longest.words}
          defaultValue={value("words", phase?.words)}
        />
      </div>
      <div className={styles.acts}>
        {place > 0 && <PhaseButton act="up" place={place} which={which} />}
        {place < last && <PhaseButton act="down" place={place} which={which} />}
        {last > 0 && <PhaseButton act="remove" place={place} which={which} />}
      </div>
    </fieldset>
  );
}

function PhaseButton({ act, place, which }: { act: "up" | "down" | "remove"; place: number; which: string }) {
  const { t } = useTranslation("planning");
  return (
    <button className={act === "remove" ? "btn slim loss" : "btn slim"} name="act" value={`${act}.${place}`}>
      {t(`plan.${act}`)}
      <span className="away"> {which}</span>
    </button>
  );
}
