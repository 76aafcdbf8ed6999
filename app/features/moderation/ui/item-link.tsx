import { useTranslation } from "../../../ui/words.ts";
import { Link } from "react-router";
import { type Subject, subjectPath } from "../rules.ts";

/** The way to report something, or, for those who may, to judge it. */
export function ItemLink({ subject, isJudge, of }: { subject: Subject; isJudge: boolean; of: string }) {
  const { t } = useTranslation("moderation");
  return (
    // One stands under each comment: the browser need not ask beforehand where each of them leads.
    <Link className="btn bare slim" discover="none" to={subjectPath(isJudge ? "moderation" : "report", subject)}>
      {t(isJudge ? "link.judge" : "link.report")}
      <span className="away">{` ${of}`}</span>
    </Link>
  );
}
