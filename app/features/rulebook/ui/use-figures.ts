import { useTranslation } from "../../../ui/words.ts";
import type { Constant } from "../rules.ts";

/** Writes the figures of the rules in the reader's language: milli-points, thousandths, basis points. */
export function useFigures() {
  const { t, i18n } = useTranslation("rulebook");
  const number = (value: number, most = 3) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: most }).format(value);
  const list = (values: readonly string[]) => new Intl.ListFormat(i18n.language, { type: "unit" }).format(values);
  const points = (milli: number) => number(milli / 1_000);
  const difference = (milli: number) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 3, signDisplay: "exceptZero" }).format(milli / 1_000);
  const factor = (thousandths: number) => number(thousandths / 1_000);
  const percent = (basis: number) =>
    new Intl.NumberFormat(i18n.language, { style: "percent", maximumFractionDigits: 2 }).format(basis / 10_000);
  const constant = ({ unit, values }: Constant) => {
    if (unit === "factors") return list(values.map((value) => `× ${factor(value)}`));
    const [value = 0] = values;
    return unit === "points"
      ? t("unit.points", { count: value / 1_000, points: points(value) })
      : t(`unit.${unit}`, { count: value });
  };
  return { number, points, difference, factor, percent, constant };
}
