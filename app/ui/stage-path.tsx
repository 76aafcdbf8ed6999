import { useTranslation } from "./words.ts";
import { Day } from "./moment.tsx";
import { type Stage, stageLook } from "./stage.tsx";

/**
 * The way of an idea from top to bottom: stages passed with their day, the present one, the next step somebody
 * promised, and the stages that may follow. Times are milliseconds since 1970 UTC.
 */
export function StagePath({
  passed,
  current,
  promised,
  ahead = [],
}: {
  passed: readonly { stage: Stage; at: number }[];
  current: { stage: Stage; at: number };
  promised?: { label: string; by: number };
  ahead?: readonly Stage[];
}) {
  const { t } = useTranslation("ui");
  return (
    <ol className="path">
      {passed.map(({ stage, at }, position) => (
        <li key={position} className="done">
          <span>{t(`stage.${stage}`)}</span>
          <Day at={at} />
        </li>
      ))}
      <li aria-current="step" data-stage={stageLook(current.stage)}>
        <span className="pad" />
        <span>{t(`stage.${current.stage}`)}</span>
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
          <span>{t(`stage.${stage}`)}</span>
        </li>
      ))}
    </ol>
  );
}
