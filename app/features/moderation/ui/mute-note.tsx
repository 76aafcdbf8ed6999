import { Link } from "react-router";
import { useTranslation } from "../../../ui/words.ts";
import type { Mute } from "../muting.server.ts";
import { Until } from "./until.tsx";

/** Where somebody would write who may not for a while: until when, and why. */
export function MuteNote({ mute }: { mute: Mute }) {
  const { t } = useTranslation("moderation");
  return (
    <div className="strip await" role="note">
      <p>
        <b>
          {t("muted.title")} <Until at={mute.until} />.
        </b>{" "}
        {t(`reason.${mute.reason}`)}: <q>{mute.words}</q>
      </p>
      <p className="small">
        {t("muted.what")} <Link to={`/me/decisions#act-${mute.id}`}>{t("muted.more")}</Link>
      </p>
    </div>
  );
}
