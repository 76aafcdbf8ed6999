CREATE TABLE "admin_acts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C" NOT NULL,
	"to" text COLLATE "C",
	"reason" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comment_versions" (
	"comment" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "comment_versions_comment_number_pk" PRIMARY KEY("comment","number")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"parent" text COLLATE "C",
	"thread" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint,
	"deleted_at" bigint,
	"hidden_at" bigint
);
--> statement-breakpoint
CREATE TABLE "file_bytes" (
	"file" text COLLATE "C" NOT NULL,
	"size" text COLLATE "C" NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_bytes_file_size_pk" PRIMARY KEY("file","size")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C",
	"of_member" text COLLATE "C",
	"of_space" text COLLATE "C",
	"kind" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"alt" text COLLATE "C" DEFAULT '' NOT NULL,
	"size" bigint NOT NULL,
	"width" bigint NOT NULL,
	"height" bigint NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"added_by" text COLLATE "C" NOT NULL,
	"added_at" bigint NOT NULL,
	"removed_by" text COLLATE "C",
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"idea" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "follows_idea_member_pk" PRIMARY KEY("idea","member")
);
--> statement-breakpoint
CREATE TABLE "idea_stages" (
	"idea" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"entered_at" bigint NOT NULL,
	CONSTRAINT "idea_stages_idea_position_pk" PRIMARY KEY("idea","position")
);
--> statement-breakpoint
CREATE TABLE "idea_tags" (
	"idea" text COLLATE "C" NOT NULL,
	"tag" text COLLATE "C" NOT NULL,
	CONSTRAINT "idea_tags_idea_tag_pk" PRIMARY KEY("idea","tag")
);
--> statement-breakpoint
CREATE TABLE "ideas" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"title_key" text COLLATE "C" NOT NULL,
	"problem" text COLLATE "C" NOT NULL,
	"for_whom" text COLLATE "C" NOT NULL,
	"solution" text COLLATE "C" NOT NULL,
	"problem_html" text COLLATE "C" NOT NULL,
	"for_whom_html" text COLLATE "C" NOT NULL,
	"solution_html" text COLLATE "C" NOT NULL,
	"excerpt" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"stage_since" bigint NOT NULL,
	"moderation" text COLLATE "C" DEFAULT 'visible' NOT NULL,
	"moderation_reason" text COLLATE "C",
	"facts" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"submitted_at" bigint,
	"version" bigint DEFAULT 0 NOT NULL,
	"participants" bigint DEFAULT 0 NOT NULL,
	"comment_count" bigint DEFAULT 0 NOT NULL,
	"import_key" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "saved_filters" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"query" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tags" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"ideas" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"member" text COLLATE "C" NOT NULL,
	"document" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "consents_member_document_version_pk" PRIMARY KEY("member","document","version")
);
--> statement-breakpoint
CREATE TABLE "legal_versions" (
	"document" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"source_en" text COLLATE "C" NOT NULL,
	"html_en" text COLLATE "C" NOT NULL,
	"source_fr" text COLLATE "C" NOT NULL,
	"html_fr" text COLLATE "C" NOT NULL,
	"asks_again" boolean NOT NULL,
	"written_by" text COLLATE "C",
	"written_at" bigint NOT NULL,
	CONSTRAINT "legal_versions_document_version_pk" PRIMARY KEY("document","version")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C",
	"subject" text COLLATE "C" NOT NULL,
	"cause" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	"rules" text COLLATE "C" NOT NULL,
	"transaction" bigint DEFAULT (pg_current_xact_id()::text::bigint)
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"run_at" bigint NOT NULL,
	"attempts" bigint DEFAULT 0 NOT NULL,
	"claimed_until" bigint,
	"last_error" text COLLATE "C",
	"created_at" bigint NOT NULL,
	"done_at" bigint
);
--> statement-breakpoint
CREATE TABLE "parked_forms" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"path" text COLLATE "C" NOT NULL,
	"fields" jsonb NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reader_cursors" (
	"reader" text COLLATE "C" PRIMARY KEY NOT NULL,
	"transaction" bigint NOT NULL,
	"seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seals" (
	"n" bigint PRIMARY KEY NOT NULL,
	"event_id" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"value" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "email_changes" (
	"member" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"session" text COLLATE "C" NOT NULL,
	"old_hash" text COLLATE "C" NOT NULL,
	"new_hash" text COLLATE "C" NOT NULL,
	"old_confirmed_at" bigint,
	"new_confirmed_at" bigint,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "former_handles" (
	"handle" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"left_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mail_tokens" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"browser" text COLLATE "C",
	"next" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text COLLATE "C",
	"email_verified_at" bigint,
	"name" text COLLATE "C" NOT NULL,
	"handle" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"admin" boolean DEFAULT false NOT NULL,
	"locale" text COLLATE "C" NOT NULL,
	"theme" text COLLATE "C",
	"time_zone" text COLLATE "C",
	"password_hash" text COLLATE "C",
	"avatar" text COLLATE "C",
	"security_stamp" text COLLATE "C" NOT NULL,
	"bio" text COLLATE "C" DEFAULT '' NOT NULL,
	"bio_html" text COLLATE "C" DEFAULT '' NOT NULL,
	"handle_changed_at" bigint,
	"import_key" text COLLATE "C",
	"erases_at" bigint,
	"erased_at" bigint,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"hash" text COLLATE "C" PRIMARY KEY NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"security_stamp" text COLLATE "C" NOT NULL,
	"user_agent" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bans" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"lifted_at" bigint,
	"lifted_by" text COLLATE "C",
	"lifted_reason" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "moderation_acts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C",
	"words" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "notice_events" (
	"event" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"notice" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"item" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C",
	"at" bigint NOT NULL,
	"withdrawn_by" text COLLATE "C",
	CONSTRAINT "notice_events_event_member_pk" PRIMARY KEY("event","member")
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C",
	"idea" text COLLATE "C",
	"named" text COLLATE "C",
	"latest" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"read_at" bigint,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"started_by" text COLLATE "C" NOT NULL,
	"end" text COLLATE "C",
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "stage_moves" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"from" text COLLATE "C" NOT NULL,
	"to" text COLLATE "C" NOT NULL,
	"from_since" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"reason_kind" text COLLATE "C",
	"review_on" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"signs_as" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "data_export_parts" (
	"export" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "data_export_parts_export_number_pk" PRIMARY KEY("export","number")
);
--> statement-breakpoint
CREATE TABLE "data_exports" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"ready_at" bigint,
	"expires_at" bigint,
	"size" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "exposures" (
	"member" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"first_at" bigint NOT NULL,
	CONSTRAINT "exposures_member_idea_pk" PRIMARY KEY("member","idea")
);
--> statement-breakpoint
CREATE TABLE "signal_counts" (
	"idea" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "signal_counts_idea_affiliation_kind_pk" PRIMARY KEY("idea","affiliation","kind")
);
--> statement-breakpoint
CREATE TABLE "signals" (
	"idea" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"eligible" boolean NOT NULL,
	"by_author" boolean NOT NULL,
	"cast_at" bigint NOT NULL,
	CONSTRAINT "signals_idea_member_pk" PRIMARY KEY("idea","member")
);
--> statement-breakpoint
CREATE TABLE "charter_acceptances" (
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"accepted_at" bigint NOT NULL,
	CONSTRAINT "charter_acceptances_space_member_version_pk" PRIMARY KEY("space","member","version")
);
--> statement-breakpoint
CREATE TABLE "charters" (
	"space" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"written_by" text COLLATE "C" NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "charters_space_version_pk" PRIMARY KEY("space","version")
);
--> statement-breakpoint
CREATE TABLE "invitation_uses" (
	"invitation" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"used_at" bigint NOT NULL,
	CONSTRAINT "invitation_uses_invitation_member_pk" PRIMARY KEY("invitation","member")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C",
	"role" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C",
	"most_uses" bigint NOT NULL,
	"uses" bigint DEFAULT 0 NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "join_requests" (
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"message" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"reason" text COLLATE "C",
	CONSTRAINT "join_requests_space_member_pk" PRIMARY KEY("space","member")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"pilot" boolean DEFAULT false NOT NULL,
	"product" boolean DEFAULT false NOT NULL,
	"lead" boolean DEFAULT false NOT NULL,
	"joined_at" bigint NOT NULL,
	CONSTRAINT "memberships_space_member_pk" PRIMARY KEY("space","member")
);
--> statement-breakpoint
CREATE TABLE "removals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"removed_by" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"removed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "space_people" (
	"space" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"people" bigint NOT NULL,
	CONSTRAINT "space_people_space_affiliation_pk" PRIMARY KEY("space","affiliation")
);
--> statement-breakpoint
CREATE TABLE "spaces" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"slug" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"purpose" text COLLATE "C" NOT NULL,
	"criteria" text COLLATE "C" DEFAULT '' NOT NULL,
	"criteria_html" text COLLATE "C" DEFAULT '' NOT NULL,
	"visibility" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"time_zone" text COLLATE "C" NOT NULL,
	"accent" text COLLATE "C" DEFAULT 'teal' NOT NULL,
	"logo" text COLLATE "C",
	"lean_shown" text COLLATE "C" DEFAULT 'after_own' NOT NULL,
	"acknowledge_days" bigint DEFAULT 3 NOT NULL,
	"decide_days" bigint DEFAULT 21 NOT NULL,
	"working_days" jsonb DEFAULT '[1,2,3,4,5]'::jsonb NOT NULL,
	"holidays" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"charter_version" bigint DEFAULT 0 NOT NULL,
	"knock_turn" bigint DEFAULT 1 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "comment_adoptions" (
	"comment" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idea_authors" (
	"idea" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"invited_by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "idea_authors_idea_member_pk" PRIMARY KEY("idea","member")
);
--> statement-breakpoint
CREATE TABLE "idea_versions" (
	"idea" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"problem" text COLLATE "C" NOT NULL,
	"for_whom" text COLLATE "C" NOT NULL,
	"solution" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"restored" bigint,
	"at" bigint NOT NULL,
	CONSTRAINT "idea_versions_idea_number_pk" PRIMARY KEY("idea","number")
);
--> statement-breakpoint
CREATE TABLE "idea_withdrawals" (
	"idea" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"why" text COLLATE "C" NOT NULL,
	"returned_at" bigint,
	CONSTRAINT "idea_withdrawals_idea_at_pk" PRIMARY KEY("idea","at")
);
--> statement-breakpoint
ALTER TABLE "admin_acts" ADD CONSTRAINT "admin_acts_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_acts" ADD CONSTRAINT "admin_acts_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_versions" ADD CONSTRAINT "comment_versions_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_bytes" ADD CONSTRAINT "file_bytes_file_files_id_fk" FOREIGN KEY ("file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_member_members_id_fk" FOREIGN KEY ("of_member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_space_spaces_id_fk" FOREIGN KEY ("of_space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_added_by_members_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_removed_by_members_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_stages" ADD CONSTRAINT "idea_stages_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_tags" ADD CONSTRAINT "idea_tags_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_tags" ADD CONSTRAINT "idea_tags_tag_tags_id_fk" FOREIGN KEY ("tag") REFERENCES "public"."tags"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_versions" ADD CONSTRAINT "legal_versions_written_by_members_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_handles" ADD CONSTRAINT "former_handles_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_tokens" ADD CONSTRAINT "mail_tokens_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_lifted_by_members_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_notice_notices_id_fk" FOREIGN KEY ("notice") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_actor_members_id_fk" FOREIGN KEY ("actor") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_export_parts" ADD CONSTRAINT "data_export_parts_export_data_exports_id_fk" FOREIGN KEY ("export") REFERENCES "public"."data_exports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exposures" ADD CONSTRAINT "exposures_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signal_counts" ADD CONSTRAINT "signal_counts_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "signals" ADD CONSTRAINT "signals_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charter_acceptances" ADD CONSTRAINT "charter_acceptances_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charter_acceptances" ADD CONSTRAINT "charter_acceptances_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charters" ADD CONSTRAINT "charters_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charters" ADD CONSTRAINT "charters_written_by_members_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_uses" ADD CONSTRAINT "invitation_uses_invitation_invitations_id_fk" FOREIGN KEY ("invitation") REFERENCES "public"."invitations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation_uses" ADD CONSTRAINT "invitation_uses_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "join_requests" ADD CONSTRAINT "join_requests_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removals" ADD CONSTRAINT "removals_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removals" ADD CONSTRAINT "removals_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "removals" ADD CONSTRAINT "removals_removed_by_members_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "space_people" ADD CONSTRAINT "space_people_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_invited_by_members_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_versions" ADD CONSTRAINT "idea_versions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_versions" ADD CONSTRAINT "idea_versions_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_withdrawals" ADD CONSTRAINT "idea_withdrawals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admin_acts_member" ON "admin_acts" USING btree ("member","at","id");--> statement-breakpoint
CREATE INDEX "comments_thread" ON "comments" USING btree ("idea","thread","created_at","id");--> statement-breakpoint
CREATE INDEX "comments_first" ON "comments" USING btree ("idea","created_at","id") WHERE parent is null;--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("author","created_at","id");--> statement-breakpoint
CREATE INDEX "files_idea" ON "files" USING btree ("idea","added_at");--> statement-breakpoint
CREATE INDEX "files_member" ON "files" USING btree ("of_member");--> statement-breakpoint
CREATE INDEX "files_space" ON "files" USING btree ("of_space");--> statement-breakpoint
CREATE INDEX "follows_member" ON "follows" USING btree ("member","state","at","idea");--> statement-breakpoint
CREATE INDEX "idea_tags_tag" ON "idea_tags" USING btree ("tag");--> statement-breakpoint
CREATE INDEX "ideas_newest" ON "ideas" USING btree ("space","submitted_at","id","title_key");--> statement-breakpoint
CREATE INDEX "ideas_most_people" ON "ideas" USING btree ("space","participants","id","title_key");--> statement-breakpoint
CREATE INDEX "ideas_most_discussed" ON "ideas" USING btree ("space","comment_count","id","title_key");--> statement-breakpoint
CREATE INDEX "ideas_in_stage" ON "ideas" USING btree ("space","stage","moderation","author","stage_since");--> statement-breakpoint
CREATE INDEX "ideas_author" ON "ideas" USING btree ("author","stage");--> statement-breakpoint
CREATE UNIQUE INDEX "ideas_import_key" ON "ideas" USING btree ("import_key");--> statement-breakpoint
CREATE INDEX "saved_filters_member" ON "saved_filters" USING btree ("member","space");--> statement-breakpoint
CREATE UNIQUE INDEX "tags_key" ON "tags" USING btree ("space","key");--> statement-breakpoint
CREATE INDEX "tags_most_used" ON "tags" USING btree ("space","ideas");--> statement-breakpoint
CREATE INDEX "consents_document" ON "consents" USING btree ("document","version");--> statement-breakpoint
CREATE UNIQUE INDEX "events_id" ON "events" USING btree ("id");--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject","seq");--> statement-breakpoint
CREATE INDEX "events_order" ON "events" USING btree ("transaction","seq");--> statement-breakpoint
CREATE INDEX "jobs_due" ON "jobs" USING btree ("state","run_at");--> statement-breakpoint
CREATE INDEX "parked_forms_expires_at" ON "parked_forms" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "seals_event_id" ON "seals" USING btree ("event_id");--> statement-breakpoint
CREATE UNIQUE INDEX "email_changes_old_hash" ON "email_changes" USING btree ("old_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "email_changes_new_hash" ON "email_changes" USING btree ("new_hash");--> statement-breakpoint
CREATE INDEX "email_changes_expires_at" ON "email_changes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "former_handles_member" ON "former_handles" USING btree ("member");--> statement-breakpoint
CREATE INDEX "mail_tokens_member" ON "mail_tokens" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree ("email");--> statement-breakpoint
CREATE UNIQUE INDEX "members_handle" ON "members" USING btree ("handle");--> statement-breakpoint
CREATE UNIQUE INDEX "members_import_key" ON "members" USING btree ("import_key");--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_id" ON "sessions" USING btree ("id");--> statement-breakpoint
CREATE INDEX "sessions_member" ON "sessions" USING btree ("member");--> statement-breakpoint
CREATE INDEX "sessions_expires_at" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "bans_member" ON "bans" USING btree ("member","lifted_at");--> statement-breakpoint
CREATE INDEX "moderation_acts_subject" ON "moderation_acts" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "moderation_acts_space" ON "moderation_acts" USING btree ("space","id");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_one_each" ON "reports" USING btree ("subject","by");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("space","state","at");--> statement-breakpoint
CREATE INDEX "notice_events_notice" ON "notice_events" USING btree ("notice","at");--> statement-breakpoint
CREATE INDEX "notice_events_item" ON "notice_events" USING btree ("item");--> statement-breakpoint
CREATE INDEX "notice_events_withdrawn" ON "notice_events" USING btree ("withdrawn_by");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_unread" ON "notices" USING btree ("member","kind","about") WHERE read_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "notices_newest" ON "notices" USING btree ("member","at","id");--> statement-breakpoint
CREATE INDEX "notices_old" ON "notices" USING btree ("at");--> statement-breakpoint
CREATE INDEX "duties_due" ON "duties" USING btree ("space","end","due_at","id");--> statement-breakpoint
CREATE INDEX "duties_idea" ON "duties" USING btree ("idea","kind");--> statement-breakpoint
CREATE INDEX "stage_moves_idea" ON "stage_moves" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "stage_moves_by" ON "stage_moves" USING btree ("by","at","id");--> statement-breakpoint
CREATE INDEX "data_exports_member" ON "data_exports" USING btree ("member","asked_at");--> statement-breakpoint
CREATE INDEX "data_exports_expires" ON "data_exports" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "exposures_idea" ON "exposures" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "signals_member" ON "signals" USING btree ("member","cast_at");--> statement-breakpoint
CREATE INDEX "charter_acceptances_member" ON "charter_acceptances" USING btree ("member");--> statement-breakpoint
CREATE INDEX "invitation_uses_member" ON "invitation_uses" USING btree ("member");--> statement-breakpoint
CREATE INDEX "invitations_space" ON "invitations" USING btree ("space","created_at");--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("email");--> statement-breakpoint
CREATE INDEX "join_requests_waiting" ON "join_requests" USING btree ("space","state","asked_at");--> statement-breakpoint
CREATE INDEX "join_requests_member" ON "join_requests" USING btree ("member");--> statement-breakpoint
CREATE INDEX "memberships_member" ON "memberships" USING btree ("member");--> statement-breakpoint
CREATE INDEX "memberships_newest" ON "memberships" USING btree ("space","joined_at","member");--> statement-breakpoint
CREATE INDEX "removals_space" ON "removals" USING btree ("space","removed_at");--> statement-breakpoint
CREATE INDEX "removals_member" ON "removals" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "spaces_slug" ON "spaces" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "comment_adoptions_idea" ON "comment_adoptions" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "idea_authors_member" ON "idea_authors" USING btree ("member","state");--> statement-breakpoint
CREATE INDEX "idea_versions_author" ON "idea_versions" USING btree ("author","at");