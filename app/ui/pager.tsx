import { Link } from "react-router";
import { useTranslation } from "./words.ts";
import { Icon } from "./icon.tsx";

type Way = { to: string; label: string };

/** The ways to the pages before and after, as real links. `status` says where one is: "5 of 64 ideas". */
export function Pager({
  previous,
  next,
  status,
}: {
  previous?: Way | undefined;
  next?: Way | undefined;
  status?: string;
}) {
  const { t } = useTranslation("ui");
  return (
    <nav className="pager" aria-label={t("pager.label")}>
      {status && <span className="quiet small">{status}</span>}
      {previous && (
        <Link className="btn" to={previous.to} rel="prev">
          <Icon name="arrow" />
          {previous.label}
        </Link>
      )}
      {next && (
        <Link className="btn" to={next.to} rel="next">
          {next.label}
          <Icon name="arrow" />
        </Link>
      )}
    </nav>
  );
}
