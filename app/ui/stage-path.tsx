import { Day } from "./moment.tsx";
import { type Stage, stageLook, useStageWord } from "./stage.tsx";

/**
 * The way of an idea from top to bottom: stages passed with their day, the present one, the next step somebody
 * promised, and the stages that may follow. Times are milliseconds since 1970 UTC.
 */
export function StagePath({
  space,
  passed,
  current,
  promised,
  ahead = [],
}: {
  /** The space's id: its words are used. */
  space: string;
  passed: readonly { stage: Stage; at: number }[];
  /** `extra`: the step of the space's own in which it stands. */
  current: { stage: Stage; extra?: string | null; at: number };
  promised?: { label: string; by: number };
  ahead?: readonly Stage[];
}) {
  const word = useStageWord();
  return (
    <ol className="path">
      {passed.map(({ stage, at }, position) => (
        <li key={position} className="done">
          <span>{word(space, stage)}</span>
          <Day at={at} />
        </li>
      ))}
      <li aria-current="step" data-stage={stageLook(current.stage)}>
        <span className="pad" />
        <span>{word(space, current.stage, current.extra)}</span>
        <Day at={current.at} />
      </li>
      {promised && (
        <li className="next">
          <span>{promised.label}</span>
          <Day at={promised.by} />
        </li>
      )}
      {ahead.map((stage) => (
        <li key={stage}>
          <span>{word(space, stage)}</span>
        </li>
      ))}
    </ol>
  );
}
