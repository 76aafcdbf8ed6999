import type { ReactNode } from "react";
import { useTranslation } from "../../../ui/words.ts";
import { inUnit } from "../rules.ts";

/** A figure with its name and a word on what it means. */
export function Figure({ name, children, what }: { name: string; children: ReactNode; what?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{children}</b>
        {what && <span className="small quiet">{what}</span>}
      </dd>
    </div>
  );
}

/** A size on a disk or in memory, in the reader's language. */
export function Bytes({ of }: { of: number }) {
  const { i18n } = useTranslation("administration");
  const { value, unit } = inUnit(of);
  const shown = new Intl.NumberFormat(i18n.language, {
    style: "unit",
    unit,
    maximumFractionDigits: value < 10 && unit !== "byte" ? 1 : 0,
  });
  // Node and browsers may write it with other spaces.
  return <span suppressHydrationWarning>{shown.format(value)}</span>;
}

/** How long something has lasted, in its largest unit. `of` is in milliseconds. */
export function Lasting({ of }: { of: number }) {
  const { t } = useTranslation("administration");
  const minutes = Math.floor(of / 60_000);
  if (minutes < 60) return t("lasting.minutes", { count: minutes });
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t("lasting.hours", { count: hours }) : t("lasting.days", { count: Math.floor(hours / 24) });
}
