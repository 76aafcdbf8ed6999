import { Link } from "react-router";
import { Person } from "../../../ui/person.tsx";
import { useTranslation } from "../../../ui/words.ts";
import { Part } from "../../rooms/ui/phases/heading.tsx";
import { useRoomView } from "../../rooms/ui/view.tsx";
import { awaitsTranscript, slidesPath, transcriptPath } from "../rules.ts";

/** Before a pitch: who presents, and how many of the slides are there. */
export function Prepared() {
  const { t } = useTranslation("pitching");
  const { room, board, preparation, me, leads } = useRoomView();
  if (!preparation || board.deck) return null;
  const { presenter, ready, of } = preparation;
  const isOwn = presenter !== null && presenter.id === me;
  const isMissing = ready < of;
  return (
    <Part id="pitch-prepared" title={t("prepared.presenter")}>
      {presenter && <Person name={presenter.name} affiliation={presenter.affiliation} avatar={presenter.avatar} />}
      {(isOwn || leads) && (
        <>
          <p className={isMissing ? "strip await" : "soft"}>
            {t("prepared.count", { ready, of })} {isMissing && t("prepared.missing")}
          </p>
          <p className="row">
            <Link className="btn" to={slidesPath(room.id)}>
              {t(isOwn ? "prepared.yours" : "prepared.presenter")}
            </Link>
          </p>
        </>
      )}
    </Part>
  );
}

/** After a pitch, for those who write down what was said: that the minutes wait for it. */
export function ToTranscribe() {
  const { t } = useTranslation("pitching");
  const { room, board, me, leads } = useRoomView();
  if (!awaitsTranscript(board) || (!leads && me !== board.deck?.presenter)) return null;
  return (
    <p className="strip await">
      {t("transcript.awaited_yours")} <Link to={transcriptPath(room.id)}>{t("transcript.write")}</Link>
    </p>
  );
}
