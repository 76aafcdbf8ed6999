import { Link } from "react-router";
import { ProblemBox, type Reply } from "../../../ui/problem.tsx";
import { Title } from "../../../ui/title.tsx";
import { commentPath } from "../rules.ts";

/** What is seen when something could not be done with a comment: why, and the way back to it. */
export function CommentActPage({
  title,
  back,
  at: { idea, comment },
  answer,
}: {
  title: string;
  back: string;
  at: { idea: { path: string }; comment: { id: string } };
  answer: Reply | { ok: boolean } | undefined;
}) {
  return (
    <div className="stack">
      <Title of={title} />
      <h1>{title}</h1>
      <ProblemBox reply={answer && "problem" in answer ? answer : undefined} />
      <p>
        <Link to={commentPath(idea.path, comment.id)}>{back}</Link>
      </p>
    </div>
  );
}
