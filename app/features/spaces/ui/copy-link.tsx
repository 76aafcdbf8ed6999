import { useState } from "react";
import { useTranslation } from "../../../ui/words.ts";
import styles from "./copy-link.module.css";

/** An address to pass on: it can be read and selected, and where there is script, copied by a button. */
export function CopyLink({ label, url }: { label: string; url: string }) {
  const { t } = useTranslation("spaces");
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(url).then(() => setCopied(true));
  };
  return (
    <div className={`field ${styles.copy}`}>
      <input readOnly value={url} aria-label={label} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" className={`btn slim ${styles.withScript}`} onClick={copy}>
        {t("copy.act")}
      </button>
      <span role="status" className="small quiet">
        {isCopied && t("copy.done")}
      </span>
    </div>
  );
}
