import { useTranslation } from "./words.ts";

export type Locale = "en" | "fr";
export type Theme = "light" | "dark" | "system";

const languages: Record<Locale, string> = { en: "English", fr: "Français" };
const themes: readonly Theme[] = ["system", "light", "dark"];

/**
 * Language and theme, as two forms that need no script and bring the reader back to `path`. They load the whole page
 * anew, because both stand on the root element.
 */
export function Preferences({ locale, theme, path }: { locale: Locale; theme: Theme; path: string }) {
  const { t } = useTranslation("ui");
  const other: Locale = locale === "en" ? "fr" : "en";
  return (
    <div className="preferences">
      <form method="post" action="/preferences">
        <input type="hidden" name="next" value={path} />
        <button name="locale" value={other} lang={other}>
          {languages[other]}
        </button>
      </form>
      <form method="post" action="/preferences" aria-label={t("theme.label")}>
        <input type="hidden" name="next" value={path} />
        {themes.map((choice) => (
          <button key={choice} name="theme" value={choice} aria-pressed={choice === theme}>
            {t(`theme.${choice}`)}
          </button>
        ))}
      </form>
    </div>
  );
}
