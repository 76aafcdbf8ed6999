import { useTranslation } from "../../../ui/words.ts";
import { contextOf } from "../../../platform/context.server.ts";
import { actOnComment } from "../../discussion/comment-acts.server.ts";
import { placeOfComment } from "../../discussion/queries.server.ts";
import { CommentActPage } from "../../discussion/ui/comment-act-page.tsx";
import { placeUnderIdea } from "../../ideas/ui/place.ts";
import { adoptComment, undoAdoption } from "../commands.server.ts";
import type { Route } from "./+types/adoption.ts";

export const handle = {
  i18n: ["adopting"],
  place: placeUnderIdea,
};

/** Whether a comment went into the idea. The page is only seen when that could not be said. */
export async function loader(args: Route.LoaderArgs) {
  return placeOfComment(contextOf(args), args.params.comment);
}

export async function action(args: Route.ActionArgs) {
  return actOnComment(args, { adopt: adoptComment, undo: undoAdoption });
}

export default function Adoption({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation("adopting");
  return <CommentActPage title={t("title")} back={t("back")} at={loaderData} answer={actionData} />;
}
