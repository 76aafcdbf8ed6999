import { index, layout, route, type RouteConfig } from "@react-router/dev/routes";

/** The table of contents: each address and the file that answers it. Who may enter: `policies.ts`. */
export default [
  // Coming in
  route("setup", "features/accounts/pages/setup.tsx"),
  route("join", "features/accounts/pages/join.tsx"),
  route("signin", "features/accounts/pages/sign-in.tsx"),
  route("signout", "features/accounts/pages/sign-out.ts"),
  route("forgot", "features/accounts/pages/forgot.tsx"),
  route("reset/:token", "features/accounts/pages/reset.tsx"),
  route("verify", "features/accounts/pages/verify-again.tsx"),
  route("verify/:token", "features/accounts/pages/verify.tsx"),
  route("email/:token", "features/accounts/pages/email-answer.tsx"),
  route("invite/:token", "features/spaces/pages/invite.tsx"),
  route("knock/:key", "features/spaces/pages/knock.tsx"),
  route("consent", "features/legal/pages/consent.ts"),
  route("preferences", "features/accounts/pages/preferences.ts"),
  // A demo only: elsewhere nothing is there.
  route("demo/signin", "features/demo/pages/sign-in.ts"),
  route("demo/reset", "features/demo/pages/reset.tsx"),

  layout("pages/inside.tsx", [
    index("features/home/pages/home.tsx"),

    // Myself
    route("me", "features/accounts/pages/me.tsx"),
    route("me/profile", "features/people/pages/edit.tsx"),
    route("me/look", "features/accounts/pages/look.tsx"),
    route("me/email", "features/accounts/pages/email.tsx"),
    route("me/avatar", "features/files/pages/avatar.tsx"),
    route("me/sessions", "features/accounts/pages/sessions.tsx"),
    route("me/password", "features/accounts/pages/password.tsx"),
    route("me/following", "features/following/pages/following.tsx"),

    route("notices", "features/notices/pages/notices.tsx"),
    // What holds for the whole place
    route("legal/:document", "features/legal/pages/document.tsx"),

    // A space and its ideas
    route("s/:space", "features/feed/pages/feed.tsx"),
    route("s/:space/views", "features/feed/pages/views.tsx"),
    route("s/new", "features/spaces/pages/new.tsx"),
    route("s/:space/about", "features/spaces/pages/about.tsx"),
    route("s/:space/members", "features/spaces/pages/members.tsx"),
    route("s/:space/invitations", "features/spaces/pages/invitations.tsx"),
    route("s/:space/edit", "features/spaces/pages/edit.tsx"),
    route("s/:space/logo", "features/files/pages/logo.tsx"),
    route("s/:space/charter", "features/spaces/pages/charter.tsx"),
    route("s/:space/charter/edit", "features/spaces/pages/charter-edit.tsx"),
    route("s/:space/ideas/new", "features/ideas/pages/new-idea.tsx"),
    route("ideas/:idea", "features/ideas/pages/idea.tsx"),
    route("ideas/:idea/signal", "features/signals/pages/signal.tsx"),
    route("ideas/:idea/follow", "features/following/pages/follow.tsx"),
    route("ideas/:idea/stage", "features/piloting/pages/stage.tsx"),
    route("ideas/:idea/report", "features/moderation/pages/report.tsx"),
    route("ideas/:idea/moderation", "features/moderation/pages/judging.tsx"),
    route("people/:handle", "features/people/pages/profile.tsx"),
    route("people/:handle/ban", "features/moderation/pages/ban.tsx"),
    route("s/:space/reports", "features/moderation/pages/reports.tsx"),
    route("ideas/:idea/comments", "features/discussion/pages/comments.tsx"),
    route("ideas/:idea/tags", "features/tags/pages/tags.tsx"),
    route("ideas/:idea/edit", "features/writing/pages/edit.tsx"),
    route("ideas/:idea/files", "features/files/pages/files.tsx"),
    route("ideas/:idea/authors", "features/writing/pages/authors.tsx"),
    route("ideas/:idea/withdrawal", "features/writing/pages/withdrawal.tsx"),
    route("ideas/:idea/versions", "features/writing/pages/versions.tsx"),
    route("ideas/:idea/versions/:number", "features/writing/pages/version.tsx"),
    route("comments/:comment", "features/discussion/pages/comment.tsx"),
    route("comments/:comment/versions", "features/discussion/pages/comment-versions.tsx"),
    route("comments/:comment/adoption", "features/writing/pages/adoption.tsx"),

    // For admins; the ways between these stand in features/administration/ui/places.ts
    layout("features/administration/pages/admin.tsx", [
      route("admin", "features/administration/pages/overview.tsx"),
      route("admin/settings", "features/administration/pages/settings.tsx"),
      route("admin/people", "features/administration/pages/people.tsx"),
      route("admin/people/:member", "features/administration/pages/person.tsx"),
      route("admin/spaces", "features/administration/pages/spaces.tsx"),
      route("admin/invitations", "features/administration/pages/invitations.tsx"),
      route("admin/legal", "features/legal/pages/overview.tsx"),
      route("admin/legal/:document", "features/legal/pages/edit.tsx"),
      route("admin/jobs", "features/administration/pages/jobs.tsx"),
      route("admin/health", "features/administration/pages/health.tsx"),
    ]),
  ]),

  route("notices/unread", "features/notices/pages/unread.ts"),
  route("notices/:notice", "features/notices/pages/notice.ts"),
  route("s/:space/people.json", "features/mentions/pages/people.ts"),
  route("s/:space/ideas.csv", "features/feed/pages/ideas-csv.ts"),
  route("s/:space/drafts", "features/ideas/pages/drafts.ts"),
  route("ideas/:idea/files/new", "features/files/pages/upload.ts"),
  route("files/:file", "features/files/pages/file.ts"),
  route("healthz", "pages/healthz.ts"),
  route("readyz", "pages/readyz.ts"),
  route("*", "pages/not-found.tsx"),
] satisfies RouteConfig;
