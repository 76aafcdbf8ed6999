import { useTranslation } from "../../../ui/words.ts";

/** What a field of customers is called: usual ones in the reader's language, others as their file does. */
export function useFieldWord(): (field: string) => string {
  const { t } = useTranslation("lens");
  return (field) => {
    switch (field) {
      case "plan":
      case "country":
      case "seats":
        return t(`field.${field}`);
      default:
        return field;
    }
  };
}
