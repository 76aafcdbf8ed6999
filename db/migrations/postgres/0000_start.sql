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
CREATE TABLE "idea_cards" (
	"idea" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"place" text COLLATE "C" NOT NULL,
	"shown" boolean NOT NULL,
	"position" bigint NOT NULL,
	"left_position" bigint,
	"turn" bigint DEFAULT 1 NOT NULL,
	"owner" text COLLATE "C",
	"percent" bigint DEFAULT 0 NOT NULL,
	"target_on" text COLLATE "C",
	"confidence" text COLLATE "C",
	"version" bigint DEFAULT 1 NOT NULL,
	"touched_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_changes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"owner_from" text COLLATE "C",
	"owner_to" text COLLATE "C",
	"percent_from" bigint NOT NULL,
	"percent_to" bigint NOT NULL,
	"target_from" text COLLATE "C",
	"target_to" text COLLATE "C",
	"confidence_from" text COLLATE "C",
	"confidence_to" text COLLATE "C",
	"reason" text COLLATE "C",
	"tracker" text COLLATE "C",
	"note" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_answers" (
	"freeze" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"points" bigint NOT NULL,
	CONSTRAINT "credit_answers_freeze_member_about_pk" PRIMARY KEY("freeze","member","about")
);
--> statement-breakpoint
CREATE TABLE "credit_appeal_shares" (
	"appeal" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"was" bigint NOT NULL,
	"share" bigint NOT NULL,
	CONSTRAINT "credit_appeal_shares_appeal_member_pk" PRIMARY KEY("appeal","member")
);
--> statement-breakpoint
CREATE TABLE "credit_appeals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"freeze" text COLLATE "C" NOT NULL,
	"round" bigint NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"candidates" bigint NOT NULL,
	"level" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "credit_confirmations" (
	"freeze" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"opened_at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"settled_at" bigint,
	"by" text COLLATE "C",
	"words" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "credit_contributors" (
	"freeze" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"share" bigint NOT NULL,
	"factor" bigint,
	"confirmed" bigint,
	"answered_at" bigint,
	CONSTRAINT "credit_contributors_freeze_member_pk" PRIMARY KEY("freeze","member")
);
--> statement-breakpoint
CREATE TABLE "credit_judge_shares" (
	"appeal" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"about" text COLLATE "C" NOT NULL,
	"share" bigint NOT NULL,
	CONSTRAINT "credit_judge_shares_appeal_member_about_pk" PRIMARY KEY("appeal","member","about")
);
--> statement-breakpoint
CREATE TABLE "credit_judges" (
	"appeal" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"part" text COLLATE "C" NOT NULL,
	"asked_at" bigint NOT NULL,
	"declined_at" bigint,
	"verdict" text COLLATE "C",
	"words" text COLLATE "C",
	"at" bigint,
	CONSTRAINT "credit_judges_appeal_member_pk" PRIMARY KEY("appeal","member")
);
--> statement-breakpoint
CREATE TABLE "document_clients" (
	"idea" text COLLATE "C" NOT NULL,
	"client" bigint NOT NULL,
	"member" text COLLATE "C",
	"seq" bigint NOT NULL,
	CONSTRAINT "document_clients_idea_client_pk" PRIMARY KEY("idea","client")
);
--> statement-breakpoint
CREATE TABLE "document_snapshots" (
	"idea" text COLLATE "C" PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"content" "bytea" NOT NULL,
	"authorship" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_updates" (
	"idea" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"client" bigint NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "document_updates_idea_seq_pk" PRIMARY KEY("idea","seq")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"idea" text COLLATE "C" PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"version_seq" bigint NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "credit_freezes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"rules" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "credit_inputs" (
	"freeze" text COLLATE "C" NOT NULL,
	"component" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"room" text COLLATE "C",
	"member" text COLLATE "C" NOT NULL,
	"amount" bigint NOT NULL,
	CONSTRAINT "credit_inputs_freeze_component_source_member_pk" PRIMARY KEY("freeze","component","source","member")
);
--> statement-breakpoint
CREATE TABLE "credit_shares" (
	"freeze" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"share" bigint NOT NULL,
	CONSTRAINT "credit_shares_freeze_member_pk" PRIMARY KEY("freeze","member")
);
--> statement-breakpoint
CREATE TABLE "comment_anchors" (
	"comment" text COLLATE "C" PRIMARY KEY NOT NULL,
	"passage" text COLLATE "C" NOT NULL,
	"start" "bytea" NOT NULL,
	"end" "bytea" NOT NULL,
	"quote" text COLLATE "C" NOT NULL
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
	"answers" text COLLATE "C",
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
	"hidden_at" bigint,
	"held_at" bigint
);
--> statement-breakpoint
CREATE TABLE "evidence_acceptances" (
	"comment" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "welcomes" (
	"newcomer" text COLLATE "C" PRIMARY KEY NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"comment" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duplicate_answers" (
	"duplicate" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"is_same" boolean NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "duplicate_answers_duplicate_member_pk" PRIMARY KEY("duplicate","member")
);
--> statement-breakpoint
CREATE TABLE "duplicates" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"other" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"reasons" text COLLATE "C",
	"merge" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "fairness_cases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"lapsed_at" bigint,
	"state" text COLLATE "C" NOT NULL,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "fairness_flags" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"case" text COLLATE "C",
	"rule" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C",
	"other" text COLLATE "C",
	"idea" text COLLATE "C",
	"numbers" jsonb NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "fairness_signals" (
	"idea" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"case" text COLLATE "C" NOT NULL,
	CONSTRAINT "fairness_signals_idea_member_pk" PRIMARY KEY("idea","member")
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
	"of_room" text COLLATE "C",
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
	"merge" text COLLATE "C",
	CONSTRAINT "follows_idea_member_pk" PRIMARY KEY("idea","member")
);
--> statement-breakpoint
CREATE TABLE "forecast_answers" (
	"forecast" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"probability" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "forecast_answers_forecast_member_pk" PRIMARY KEY("forecast","member")
);
--> statement-breakpoint
CREATE TABLE "forecast_outcomes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"forecast" text COLLATE "C" NOT NULL,
	"n" bigint NOT NULL,
	"outcome" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"link" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "forecasts" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"question" text COLLATE "C" NOT NULL,
	"language" text COLLATE "C" NOT NULL,
	"closes_at" bigint NOT NULL,
	"known_on" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
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
	"extra" text COLLATE "C",
	"moderation" text COLLATE "C" DEFAULT 'visible' NOT NULL,
	"moderation_reason" text COLLATE "C",
	"facts" jsonb NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"submitted_at" bigint,
	"version" bigint DEFAULT 0 NOT NULL,
	"participants" bigint DEFAULT 0 NOT NULL,
	"comment_count" bigint DEFAULT 0 NOT NULL,
	"merged_in" bigint DEFAULT 0 NOT NULL,
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
CREATE TABLE "customer_facts" (
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"field" text COLLATE "C" NOT NULL,
	"value" text COLLATE "C" NOT NULL,
	"amount" bigint,
	CONSTRAINT "customer_facts_space_member_field_pk" PRIMARY KEY("space","member","field")
);
--> statement-breakpoint
CREATE TABLE "customer_wishes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"customer" text COLLATE "C",
	"words" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"answer" text COLLATE "C",
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "decision_criteria" (
	"decision" text COLLATE "C" NOT NULL,
	"n" bigint NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	CONSTRAINT "decision_criteria_decision_n_pk" PRIMARY KEY("decision","n")
);
--> statement-breakpoint
CREATE TABLE "decision_records" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"extra" text COLLATE "C",
	"evidence" jsonb NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "estimate_rounds" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"n" bigint NOT NULL,
	"opened_at" bigint NOT NULL,
	"revealed_at" bigint,
	"revealed_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "estimates" (
	"round" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"reach" bigint NOT NULL,
	"impact" bigint NOT NULL,
	"confidence" bigint NOT NULL,
	"effort" bigint NOT NULL,
	"kano" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "estimates_round_by_pk" PRIMARY KEY("round","by")
);
--> statement-breakpoint
CREATE TABLE "evidence_quotes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"importance" bigint NOT NULL,
	"customer" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL
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
	"may_be_found" boolean DEFAULT true NOT NULL,
	"shows_card" boolean DEFAULT false NOT NULL,
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
CREATE TABLE "merge_authors" (
	"merge" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C",
	"invited_by" text COLLATE "C",
	"affiliation" text COLLATE "C",
	"at" bigint,
	"before" text COLLATE "C",
	"eligible" boolean,
	CONSTRAINT "merge_authors_merge_member_pk" PRIMARY KEY("merge","member")
);
--> statement-breakpoint
CREATE TABLE "merge_objections" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"merge" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"reasons" text COLLATE "C",
	"reasons_html" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"target" text COLLATE "C" NOT NULL,
	"from_stage" text COLLATE "C" NOT NULL,
	"from_since" bigint NOT NULL,
	"source_elements" text COLLATE "C" NOT NULL,
	"target_elements" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"signs_as" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"undone_at" bigint,
	"undone_by" text COLLATE "C",
	"undone_words" text COLLATE "C",
	"undone_html" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "appeals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"decision" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C",
	"member" text COLLATE "C" NOT NULL,
	"opposed" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C",
	"answer" text COLLATE "C",
	"decided_at" bigint
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
	"idea" text COLLATE "C",
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C",
	"words" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"signs_as" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint,
	"read_at" bigint,
	"lifted_at" bigint
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
CREATE TABLE "internal_notes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"edited_at" bigint
);
--> statement-breakpoint
CREATE TABLE "mail_bounces" (
	"member" text COLLATE "C" PRIMARY KEY NOT NULL,
	"email" text COLLATE "C" NOT NULL,
	"days" bigint NOT NULL,
	"code" bigint NOT NULL,
	"at" bigint NOT NULL,
	"stopped_at" bigint
);
--> statement-breakpoint
CREATE TABLE "mail_rounds" (
	"member" text COLLATE "C" NOT NULL,
	"round" text COLLATE "C" NOT NULL,
	"day" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "mail_rounds_member_round_day_pk" PRIMARY KEY("member","round","day")
);
--> statement-breakpoint
CREATE TABLE "notice_choices" (
	"member" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"ways" jsonb NOT NULL,
	"digest" boolean DEFAULT true NOT NULL,
	CONSTRAINT "notice_choices_member_space_pk" PRIMARY KEY("member","space")
);
--> statement-breakpoint
CREATE TABLE "notice_events" (
	"event" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"notice" text COLLATE "C" NOT NULL,
	"actor" text COLLATE "C",
	"item" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C",
	"at" bigint NOT NULL,
	"withdrawn_by" text COLLATE "C",
	"mail_at" bigint,
	"mail" text COLLATE "C",
	CONSTRAINT "notice_events_event_member_pk" PRIMARY KEY("event","member")
);
--> statement-breakpoint
CREATE TABLE "notice_settings" (
	"member" text COLLATE "C" PRIMARY KEY NOT NULL,
	"ways" jsonb NOT NULL,
	"rhythm" text COLLATE "C" NOT NULL,
	"daily_hour" bigint NOT NULL,
	"quiet_from" bigint,
	"quiet_until" bigint,
	"digest" boolean NOT NULL,
	"reminder" boolean NOT NULL
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
CREATE TABLE "absences" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"first_day" text COLLATE "C" NOT NULL,
	"last_day" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duties" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C",
	"kind" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"paused_until" bigint,
	"shown_from" bigint NOT NULL,
	"owner" text COLLATE "C",
	"stand_in" text COLLATE "C",
	"unassigned" boolean DEFAULT false NOT NULL,
	"late_at" bigint,
	"started_by" text COLLATE "C" NOT NULL,
	"end" text COLLATE "C",
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "duty_involved" (
	"duty" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	CONSTRAINT "duty_involved_duty_member_pk" PRIMARY KEY("duty","member")
);
--> statement-breakpoint
CREATE TABLE "handovers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"from" text COLLATE "C",
	"to" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"note" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idea_pilots" (
	"idea" text COLLATE "C" PRIMARY KEY NOT NULL,
	"pilot" text COLLATE "C",
	"stand_in" text COLLATE "C",
	"reason" jsonb,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mandates" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"tags" jsonb,
	"given_by" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"last_day" text COLLATE "C" NOT NULL,
	"ends_at" bigint NOT NULL,
	"warned_at" bigint,
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "pauses" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"duty" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"until" bigint NOT NULL,
	"due_before" bigint NOT NULL,
	"ended_at" bigint,
	"ended_by" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "pilot_settings" (
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"languages" jsonb NOT NULL,
	"topics" jsonb NOT NULL,
	CONSTRAINT "pilot_settings_space_member_pk" PRIMARY KEY("space","member")
);
--> statement-breakpoint
CREATE TABLE "saved_answers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"en" text COLLATE "C" NOT NULL,
	"fr" text COLLATE "C" NOT NULL,
	"updated_by" text COLLATE "C" NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stage_moves" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"from" text COLLATE "C" NOT NULL,
	"to" text COLLATE "C" NOT NULL,
	"from_extra" text COLLATE "C",
	"to_extra" text COLLATE "C",
	"override" text COLLATE "C",
	"from_since" bigint NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"reason_kind" text COLLATE "C",
	"review_on" text COLLATE "C",
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"signs_as" text COLLATE "C" NOT NULL,
	"tracker" text COLLATE "C",
	"at" bigint NOT NULL,
	"undone_at" bigint
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"room" text COLLATE "C",
	"idea" text COLLATE "C",
	"message" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"answered_at" bigint
);
--> statement-breakpoint
CREATE TABLE "room_question_votes" (
	"room" text COLLATE "C" NOT NULL,
	"question" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "room_question_votes_room_question_member_pk" PRIMARY KEY("room","question","member")
);
--> statement-breakpoint
CREATE TABLE "room_slides" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"room" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"picture" text COLLATE "C",
	"at" bigint NOT NULL,
	"shown_at" bigint
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
CREATE TABLE "product_ideas" (
	"product" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"linked_by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "product_ideas_product_idea_pk" PRIMARY KEY("product","idea")
);
--> statement-breakpoint
CREATE TABLE "product_people" (
	"product" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "product_people_product_member_pk" PRIMARY KEY("product","member")
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"purpose_en" text COLLATE "C" NOT NULL,
	"purpose_fr" text COLLATE "C" NOT NULL,
	"purpose_en_html" text COLLATE "C" NOT NULL,
	"purpose_fr_html" text COLLATE "C" NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"archived_at" bigint
);
--> statement-breakpoint
CREATE TABLE "signed_heads" (
	"n" bigint PRIMARY KEY NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"site" text COLLATE "C" NOT NULL,
	"key" text COLLATE "C" NOT NULL,
	"signature" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "release_answers" (
	"release" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"answer" text COLLATE "C" NOT NULL,
	"comment" text COLLATE "C",
	"at" bigint NOT NULL,
	CONSTRAINT "release_answers_release_idea_member_pk" PRIMARY KEY("release","idea","member")
);
--> statement-breakpoint
CREATE TABLE "release_ideas" (
	"release" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"linked_by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"begun" text COLLATE "C",
	"shipped" text COLLATE "C",
	CONSTRAINT "release_ideas_release_idea_pk" PRIMARY KEY("release","idea")
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"product" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"notes_en" text COLLATE "C" NOT NULL,
	"notes_fr" text COLLATE "C" NOT NULL,
	"notes_en_html" text COLLATE "C" NOT NULL,
	"notes_fr_html" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"publish_at" bigint,
	"published_at" bigint,
	"published_by" text COLLATE "C",
	"hindered" jsonb,
	"asked_at" bigint,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_by" text COLLATE "C" NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "first_levels" (
	"member" text COLLATE "C" PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "reputation_grounds" (
	"event" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"use" text COLLATE "C" NOT NULL,
	"n" bigint NOT NULL,
	"at" bigint NOT NULL,
	"share" bigint NOT NULL,
	"text_share" bigint NOT NULL,
	"merge" text COLLATE "C",
	"is_private" boolean NOT NULL,
	CONSTRAINT "reputation_grounds_event_member_pk" PRIMARY KEY("event","member")
);
--> statement-breakpoint
CREATE TABLE "reputation_lines" (
	"event" text COLLATE "C" NOT NULL,
	"rule" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"facet" text COLLATE "C" NOT NULL,
	"rules" text COLLATE "C" NOT NULL,
	"giver" text COLLATE "C",
	"idea" text COLLATE "C",
	"source" text COLLATE "C" NOT NULL,
	"ref" text COLLATE "C",
	"part" bigint NOT NULL,
	"at" bigint NOT NULL,
	"damped" bigint NOT NULL,
	"points" bigint NOT NULL,
	"reversals" bigint NOT NULL,
	"reversed_at" bigint,
	"reversed_by" text COLLATE "C",
	"is_private" boolean NOT NULL,
	CONSTRAINT "reputation_lines_event_rule_member_pk" PRIMARY KEY("event","rule","member")
);
--> statement-breakpoint
CREATE TABLE "revivals" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"reasons" text COLLATE "C",
	"reasons_html" text COLLATE "C",
	"move" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "room_acts" (
	"room" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "room_acts_room_id_pk" PRIMARY KEY("room","id")
);
--> statement-breakpoint
CREATE TABLE "room_ballots" (
	"room" text COLLATE "C" NOT NULL,
	"phase" bigint NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"votes" jsonb NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "room_ballots_room_phase_member_pk" PRIMARY KEY("room","phase","member")
);
--> statement-breakpoint
CREATE TABLE "room_duels" (
	"room" text COLLATE "C" NOT NULL,
	"phase" bigint NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"one" text COLLATE "C" NOT NULL,
	"other" text COLLATE "C" NOT NULL,
	"winner" text COLLATE "C",
	"at" bigint NOT NULL,
	CONSTRAINT "room_duels_room_phase_member_one_other_pk" PRIMARY KEY("room","phase","member","one","other")
);
--> statement-breakpoint
CREATE TABLE "room_events" (
	"room" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"at" bigint NOT NULL,
	"actor" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"payload" jsonb NOT NULL,
	CONSTRAINT "room_events_room_seq_pk" PRIMARY KEY("room","seq")
);
--> statement-breakpoint
CREATE TABLE "room_notes" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"room" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"phase" bigint NOT NULL,
	"sheet" bigint,
	"words" text COLLATE "C" NOT NULL,
	"is_sealed" boolean NOT NULL,
	"at" bigint NOT NULL,
	"shown_at" bigint
);
--> statement-breakpoint
CREATE TABLE "room_people" (
	"room" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"role" text COLLATE "C" NOT NULL,
	"invited_at" bigint,
	"entered_at" bigint,
	"seen_at" bigint,
	"is_blocked" boolean DEFAULT false NOT NULL,
	"was_useful" boolean,
	CONSTRAINT "room_people_room_member_pk" PRIMARY KEY("room","member")
);
--> statement-breakpoint
CREATE TABLE "room_phases" (
	"room" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"seconds" bigint NOT NULL,
	"visibility" text COLLATE "C" NOT NULL,
	"advance" text COLLATE "C" NOT NULL,
	"ballot" text COLLATE "C" NOT NULL,
	"votes" bigint NOT NULL,
	"grouping" text COLLATE "C" NOT NULL,
	"prompt" text COLLATE "C",
	"words" text COLLATE "C",
	CONSTRAINT "room_phases_room_position_pk" PRIMARY KEY("room","position")
);
--> statement-breakpoint
CREATE TABLE "room_words" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"room" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C",
	"created_by" text COLLATE "C" NOT NULL,
	"host" text COLLATE "C" NOT NULL,
	"presenter" text COLLATE "C",
	"title" text COLLATE "C" NOT NULL,
	"question" text COLLATE "C" NOT NULL,
	"template" text COLLATE "C" NOT NULL,
	"audience" text COLLATE "C" NOT NULL,
	"most" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"starts_at" bigint,
	"phase" bigint DEFAULT -1 NOT NULL,
	"phase_began_at" bigint,
	"deadline" bigint,
	"paused_left" bigint,
	"seq" bigint DEFAULT 0 NOT NULL,
	"stirred" bigint DEFAULT 0 NOT NULL,
	"created_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"due_at" bigint,
	"closed_at" bigint,
	"end" text COLLATE "C"
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
	"away" text COLLATE "C",
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
	"rooms_by" text COLLATE "C" DEFAULT 'steering' NOT NULL,
	"hold_first" bigint DEFAULT 0 NOT NULL,
	"acknowledge_days" bigint DEFAULT 3 NOT NULL,
	"decide_days" bigint DEFAULT 21 NOT NULL,
	"judge_days" bigint DEFAULT 2 NOT NULL,
	"stale_days" bigint DEFAULT 60 NOT NULL,
	"working_days" jsonb DEFAULT '[1,2,3,4,5]'::jsonb NOT NULL,
	"holidays" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"charter_version" bigint DEFAULT 0 NOT NULL,
	"knock_turn" bigint DEFAULT 1 NOT NULL,
	"version" bigint DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "extra_stages" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"parent" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"name_en" text COLLATE "C" NOT NULL,
	"name_fr" text COLLATE "C" NOT NULL,
	"removed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "stage_gates" (
	"space" text COLLATE "C" NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"least" bigint NOT NULL,
	CONSTRAINT "stage_gates_space_stage_kind_pk" PRIMARY KEY("space","stage","kind")
);
--> statement-breakpoint
CREATE TABLE "stage_names" (
	"space" text COLLATE "C" NOT NULL,
	"stage" text COLLATE "C" NOT NULL,
	"name_en" text COLLATE "C" NOT NULL,
	"name_fr" text COLLATE "C" NOT NULL,
	CONSTRAINT "stage_names_space_stage_pk" PRIMARY KEY("space","stage")
);
--> statement-breakpoint
CREATE TABLE "suggestions" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"passage" text COLLATE "C" NOT NULL,
	"start" "bytea" NOT NULL,
	"end" "bytea" NOT NULL,
	"replaced" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"answer" text COLLATE "C" NOT NULL,
	"by_hand" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "talk_helpers" (
	"talk" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "talk_helpers_talk_member_pk" PRIMARY KEY("talk","member")
);
--> statement-breakpoint
CREATE TABLE "talk_messages" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"talk" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"act" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "talks" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"space" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"opened_by" text COLLATE "C" NOT NULL,
	"asks" text COLLATE "C" NOT NULL,
	"is_private" boolean NOT NULL,
	"answer_by" text COLLATE "C",
	"turn" text COLLATE "C" NOT NULL,
	"opened_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "tracker_deliveries" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"product" text COLLATE "C" NOT NULL,
	"delivery" text COLLATE "C",
	"status" bigint NOT NULL,
	"code" text COLLATE "C",
	"idea" text COLLATE "C",
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracker_hooks" (
	"product" text COLLATE "C" PRIMARY KEY NOT NULL,
	"salt" text COLLATE "C" NOT NULL,
	"made_by" text COLLATE "C" NOT NULL,
	"made_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tracker_links" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"added_by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "transfers" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"target" text COLLATE "C" NOT NULL,
	"words" text COLLATE "C" NOT NULL,
	"html" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	"signs_as" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	"answer" text COLLATE "C",
	"answer_html" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "trial_reports" (
	"trial" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"comment" text COLLATE "C" NOT NULL,
	"worked" text COLLATE "C" NOT NULL,
	"effort" bigint NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "trial_reports_trial_member_pk" PRIMARY KEY("trial","member")
);
--> statement-breakpoint
CREATE TABLE "trial_volunteers" (
	"trial" text COLLATE "C" NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"drawn" boolean DEFAULT false NOT NULL,
	CONSTRAINT "trial_volunteers_trial_member_pk" PRIMARY KEY("trial","member")
);
--> statement-breakpoint
CREATE TABLE "trials" (
	"id" text COLLATE "C" PRIMARY KEY NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"what" text COLLATE "C" NOT NULL,
	"gets" text COLLATE "C" NOT NULL,
	"minutes" bigint NOT NULL,
	"seats" bigint NOT NULL,
	"affiliation" text COLLATE "C",
	"level" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"ended_at" bigint,
	"seed" text COLLATE "C"
);
--> statement-breakpoint
CREATE TABLE "adoption_proposals" (
	"idea" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"source" text COLLATE "C" NOT NULL,
	"room" text COLLATE "C",
	"author" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"places" jsonb NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	"decided_by" text COLLATE "C",
	"decided_at" bigint,
	CONSTRAINT "adoption_proposals_idea_source_pk" PRIMARY KEY("idea","source")
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
	"merge" text COLLATE "C",
	CONSTRAINT "idea_authors_idea_member_pk" PRIMARY KEY("idea","member")
);
--> statement-breakpoint
CREATE TABLE "idea_version_writers" (
	"idea" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"member" text COLLATE "C" NOT NULL,
	"affiliation" text COLLATE "C" NOT NULL,
	CONSTRAINT "idea_version_writers_idea_number_member_pk" PRIMARY KEY("idea","number","member")
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
	"together" boolean DEFAULT false NOT NULL,
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
CREATE TABLE "note_adoptions" (
	"note" text COLLATE "C" PRIMARY KEY NOT NULL,
	"room" text COLLATE "C" NOT NULL,
	"idea" text COLLATE "C" NOT NULL,
	"version" bigint NOT NULL,
	"author" text COLLATE "C" NOT NULL,
	"by" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "admin_acts" ADD CONSTRAINT "admin_acts_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "admin_acts" ADD CONSTRAINT "admin_acts_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_cards" ADD CONSTRAINT "idea_cards_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_cards" ADD CONSTRAINT "idea_cards_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_cards" ADD CONSTRAINT "idea_cards_owner_members_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_owner_from_members_id_fk" FOREIGN KEY ("owner_from") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_owner_to_members_id_fk" FOREIGN KEY ("owner_to") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_tracker_products_id_fk" FOREIGN KEY ("tracker") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_changes" ADD CONSTRAINT "plan_changes_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_answers" ADD CONSTRAINT "credit_answers_freeze_credit_confirmations_freeze_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_confirmations"("freeze") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_answers" ADD CONSTRAINT "credit_answers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_answers" ADD CONSTRAINT "credit_answers_about_members_id_fk" FOREIGN KEY ("about") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_appeal_shares" ADD CONSTRAINT "credit_appeal_shares_appeal_credit_appeals_id_fk" FOREIGN KEY ("appeal") REFERENCES "public"."credit_appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_appeal_shares" ADD CONSTRAINT "credit_appeal_shares_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_appeals" ADD CONSTRAINT "credit_appeals_freeze_credit_confirmations_freeze_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_confirmations"("freeze") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_appeals" ADD CONSTRAINT "credit_appeals_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_confirmations" ADD CONSTRAINT "credit_confirmations_freeze_credit_freezes_id_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_freezes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_confirmations" ADD CONSTRAINT "credit_confirmations_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_confirmations" ADD CONSTRAINT "credit_confirmations_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_contributors" ADD CONSTRAINT "credit_contributors_freeze_credit_confirmations_freeze_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_confirmations"("freeze") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_contributors" ADD CONSTRAINT "credit_contributors_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_judge_shares" ADD CONSTRAINT "credit_judge_shares_appeal_credit_appeals_id_fk" FOREIGN KEY ("appeal") REFERENCES "public"."credit_appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_judge_shares" ADD CONSTRAINT "credit_judge_shares_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_judge_shares" ADD CONSTRAINT "credit_judge_shares_about_members_id_fk" FOREIGN KEY ("about") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_judges" ADD CONSTRAINT "credit_judges_appeal_credit_appeals_id_fk" FOREIGN KEY ("appeal") REFERENCES "public"."credit_appeals"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_judges" ADD CONSTRAINT "credit_judges_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_idea_documents_idea_fk" FOREIGN KEY ("idea") REFERENCES "public"."documents"("idea") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_clients" ADD CONSTRAINT "document_clients_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_snapshots" ADD CONSTRAINT "document_snapshots_idea_documents_idea_fk" FOREIGN KEY ("idea") REFERENCES "public"."documents"("idea") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_updates" ADD CONSTRAINT "document_updates_idea_documents_idea_fk" FOREIGN KEY ("idea") REFERENCES "public"."documents"("idea") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_freezes" ADD CONSTRAINT "credit_freezes_id_stage_moves_id_fk" FOREIGN KEY ("id") REFERENCES "public"."stage_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_freezes" ADD CONSTRAINT "credit_freezes_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_inputs" ADD CONSTRAINT "credit_inputs_freeze_credit_freezes_id_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_freezes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_inputs" ADD CONSTRAINT "credit_inputs_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_inputs" ADD CONSTRAINT "credit_inputs_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_shares" ADD CONSTRAINT "credit_shares_freeze_credit_freezes_id_fk" FOREIGN KEY ("freeze") REFERENCES "public"."credit_freezes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_shares" ADD CONSTRAINT "credit_shares_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_anchors" ADD CONSTRAINT "comment_anchors_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_versions" ADD CONSTRAINT "comment_versions_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_acceptances" ADD CONSTRAINT "evidence_acceptances_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_acceptances" ADD CONSTRAINT "evidence_acceptances_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_acceptances" ADD CONSTRAINT "evidence_acceptances_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomes" ADD CONSTRAINT "welcomes_newcomer_members_id_fk" FOREIGN KEY ("newcomer") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomes" ADD CONSTRAINT "welcomes_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomes" ADD CONSTRAINT "welcomes_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "welcomes" ADD CONSTRAINT "welcomes_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_answers" ADD CONSTRAINT "duplicate_answers_duplicate_duplicates_id_fk" FOREIGN KEY ("duplicate") REFERENCES "public"."duplicates"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_answers" ADD CONSTRAINT "duplicate_answers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_other_ideas_id_fk" FOREIGN KEY ("other") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicates" ADD CONSTRAINT "duplicates_merge_merges_id_fk" FOREIGN KEY ("merge") REFERENCES "public"."merges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_cases" ADD CONSTRAINT "fairness_cases_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_cases" ADD CONSTRAINT "fairness_cases_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_flags" ADD CONSTRAINT "fairness_flags_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_flags" ADD CONSTRAINT "fairness_flags_case_fairness_cases_id_fk" FOREIGN KEY ("case") REFERENCES "public"."fairness_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_flags" ADD CONSTRAINT "fairness_flags_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_flags" ADD CONSTRAINT "fairness_flags_other_members_id_fk" FOREIGN KEY ("other") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_flags" ADD CONSTRAINT "fairness_flags_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_signals" ADD CONSTRAINT "fairness_signals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_signals" ADD CONSTRAINT "fairness_signals_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fairness_signals" ADD CONSTRAINT "fairness_signals_case_fairness_cases_id_fk" FOREIGN KEY ("case") REFERENCES "public"."fairness_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_bytes" ADD CONSTRAINT "file_bytes_file_files_id_fk" FOREIGN KEY ("file") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_member_members_id_fk" FOREIGN KEY ("of_member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_space_spaces_id_fk" FOREIGN KEY ("of_space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_of_room_rooms_id_fk" FOREIGN KEY ("of_room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_added_by_members_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_removed_by_members_id_fk" FOREIGN KEY ("removed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_answers" ADD CONSTRAINT "forecast_answers_forecast_forecasts_id_fk" FOREIGN KEY ("forecast") REFERENCES "public"."forecasts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_answers" ADD CONSTRAINT "forecast_answers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_outcomes" ADD CONSTRAINT "forecast_outcomes_forecast_forecasts_id_fk" FOREIGN KEY ("forecast") REFERENCES "public"."forecasts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_outcomes" ADD CONSTRAINT "forecast_outcomes_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecasts" ADD CONSTRAINT "forecasts_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_stages" ADD CONSTRAINT "idea_stages_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_tags" ADD CONSTRAINT "idea_tags_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_tags" ADD CONSTRAINT "idea_tags_tag_tags_id_fk" FOREIGN KEY ("tag") REFERENCES "public"."tags"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ideas" ADD CONSTRAINT "ideas_extra_extra_stages_id_fk" FOREIGN KEY ("extra") REFERENCES "public"."extra_stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_filters" ADD CONSTRAINT "saved_filters_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tags" ADD CONSTRAINT "tags_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "legal_versions" ADD CONSTRAINT "legal_versions_written_by_members_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_facts" ADD CONSTRAINT "customer_facts_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_facts" ADD CONSTRAINT "customer_facts_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_wishes" ADD CONSTRAINT "customer_wishes_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_wishes" ADD CONSTRAINT "customer_wishes_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_wishes" ADD CONSTRAINT "customer_wishes_customer_members_id_fk" FOREIGN KEY ("customer") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_wishes" ADD CONSTRAINT "customer_wishes_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_criteria" ADD CONSTRAINT "decision_criteria_decision_decision_records_id_fk" FOREIGN KEY ("decision") REFERENCES "public"."decision_records"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_extra_extra_stages_id_fk" FOREIGN KEY ("extra") REFERENCES "public"."extra_stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "decision_records" ADD CONSTRAINT "decision_records_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimate_rounds" ADD CONSTRAINT "estimate_rounds_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimate_rounds" ADD CONSTRAINT "estimate_rounds_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimate_rounds" ADD CONSTRAINT "estimate_rounds_revealed_by_members_id_fk" FOREIGN KEY ("revealed_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_round_estimate_rounds_id_fk" FOREIGN KEY ("round") REFERENCES "public"."estimate_rounds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "estimates" ADD CONSTRAINT "estimates_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_quotes" ADD CONSTRAINT "evidence_quotes_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_quotes" ADD CONSTRAINT "evidence_quotes_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_quotes" ADD CONSTRAINT "evidence_quotes_customer_members_id_fk" FOREIGN KEY ("customer") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "evidence_quotes" ADD CONSTRAINT "evidence_quotes_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_changes" ADD CONSTRAINT "email_changes_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "former_handles" ADD CONSTRAINT "former_handles_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_tokens" ADD CONSTRAINT "mail_tokens_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_authors" ADD CONSTRAINT "merge_authors_merge_merges_id_fk" FOREIGN KEY ("merge") REFERENCES "public"."merges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_authors" ADD CONSTRAINT "merge_authors_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_authors" ADD CONSTRAINT "merge_authors_invited_by_members_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_objections" ADD CONSTRAINT "merge_objections_merge_merges_id_fk" FOREIGN KEY ("merge") REFERENCES "public"."merges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_objections" ADD CONSTRAINT "merge_objections_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merge_objections" ADD CONSTRAINT "merge_objections_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_source_ideas_id_fk" FOREIGN KEY ("source") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_target_ideas_id_fk" FOREIGN KEY ("target") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_undone_by_members_id_fk" FOREIGN KEY ("undone_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_opposed_members_id_fk" FOREIGN KEY ("opposed") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bans" ADD CONSTRAINT "bans_lifted_by_members_id_fk" FOREIGN KEY ("lifted_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_acts" ADD CONSTRAINT "moderation_acts_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reports" ADD CONSTRAINT "reports_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "internal_notes" ADD CONSTRAINT "internal_notes_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "internal_notes" ADD CONSTRAINT "internal_notes_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_bounces" ADD CONSTRAINT "mail_bounces_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_rounds" ADD CONSTRAINT "mail_rounds_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_choices" ADD CONSTRAINT "notice_choices_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_notice_notices_id_fk" FOREIGN KEY ("notice") REFERENCES "public"."notices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_events" ADD CONSTRAINT "notice_events_actor_members_id_fk" FOREIGN KEY ("actor") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_settings" ADD CONSTRAINT "notice_settings_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_owner_members_id_fk" FOREIGN KEY ("owner") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duties" ADD CONSTRAINT "duties_stand_in_members_id_fk" FOREIGN KEY ("stand_in") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_involved" ADD CONSTRAINT "duty_involved_duty_duties_id_fk" FOREIGN KEY ("duty") REFERENCES "public"."duties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_involved" ADD CONSTRAINT "duty_involved_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_from_members_id_fk" FOREIGN KEY ("from") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_to_members_id_fk" FOREIGN KEY ("to") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_pilots" ADD CONSTRAINT "idea_pilots_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_pilots" ADD CONSTRAINT "idea_pilots_pilot_members_id_fk" FOREIGN KEY ("pilot") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_pilots" ADD CONSTRAINT "idea_pilots_stand_in_members_id_fk" FOREIGN KEY ("stand_in") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_given_by_members_id_fk" FOREIGN KEY ("given_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mandates" ADD CONSTRAINT "mandates_ended_by_members_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pauses" ADD CONSTRAINT "pauses_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pauses" ADD CONSTRAINT "pauses_duty_duties_id_fk" FOREIGN KEY ("duty") REFERENCES "public"."duties"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pauses" ADD CONSTRAINT "pauses_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pilot_settings" ADD CONSTRAINT "pilot_settings_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pilot_settings" ADD CONSTRAINT "pilot_settings_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_answers" ADD CONSTRAINT "saved_answers_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_answers" ADD CONSTRAINT "saved_answers_updated_by_members_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_from_extra_extra_stages_id_fk" FOREIGN KEY ("from_extra") REFERENCES "public"."extra_stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_to_extra_extra_stages_id_fk" FOREIGN KEY ("to_extra") REFERENCES "public"."extra_stages"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_moves" ADD CONSTRAINT "stage_moves_tracker_products_id_fk" FOREIGN KEY ("tracker") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_question_votes" ADD CONSTRAINT "room_question_votes_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_question_votes" ADD CONSTRAINT "room_question_votes_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_slides" ADD CONSTRAINT "room_slides_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_slides" ADD CONSTRAINT "room_slides_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_slides" ADD CONSTRAINT "room_slides_picture_files_id_fk" FOREIGN KEY ("picture") REFERENCES "public"."files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_export_parts" ADD CONSTRAINT "data_export_parts_export_data_exports_id_fk" FOREIGN KEY ("export") REFERENCES "public"."data_exports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_ideas" ADD CONSTRAINT "product_ideas_product_products_id_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_ideas" ADD CONSTRAINT "product_ideas_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_ideas" ADD CONSTRAINT "product_ideas_linked_by_members_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_people" ADD CONSTRAINT "product_people_product_products_id_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_people" ADD CONSTRAINT "product_people_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_answers" ADD CONSTRAINT "release_answers_release_releases_id_fk" FOREIGN KEY ("release") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_answers" ADD CONSTRAINT "release_answers_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_answers" ADD CONSTRAINT "release_answers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_answers" ADD CONSTRAINT "release_answers_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_ideas" ADD CONSTRAINT "release_ideas_release_releases_id_fk" FOREIGN KEY ("release") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_ideas" ADD CONSTRAINT "release_ideas_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_ideas" ADD CONSTRAINT "release_ideas_linked_by_members_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_ideas" ADD CONSTRAINT "release_ideas_begun_stage_moves_id_fk" FOREIGN KEY ("begun") REFERENCES "public"."stage_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "release_ideas" ADD CONSTRAINT "release_ideas_shipped_stage_moves_id_fk" FOREIGN KEY ("shipped") REFERENCES "public"."stage_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_product_products_id_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_published_by_members_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "first_levels" ADD CONSTRAINT "first_levels_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_grounds" ADD CONSTRAINT "reputation_grounds_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_grounds" ADD CONSTRAINT "reputation_grounds_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_lines" ADD CONSTRAINT "reputation_lines_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_lines" ADD CONSTRAINT "reputation_lines_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_lines" ADD CONSTRAINT "reputation_lines_giver_members_id_fk" FOREIGN KEY ("giver") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reputation_lines" ADD CONSTRAINT "reputation_lines_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revivals" ADD CONSTRAINT "revivals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revivals" ADD CONSTRAINT "revivals_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revivals" ADD CONSTRAINT "revivals_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revivals" ADD CONSTRAINT "revivals_move_stage_moves_id_fk" FOREIGN KEY ("move") REFERENCES "public"."stage_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_acts" ADD CONSTRAINT "room_acts_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_acts" ADD CONSTRAINT "room_acts_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_ballots" ADD CONSTRAINT "room_ballots_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_ballots" ADD CONSTRAINT "room_ballots_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_duels" ADD CONSTRAINT "room_duels_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_duels" ADD CONSTRAINT "room_duels_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_events" ADD CONSTRAINT "room_events_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_notes" ADD CONSTRAINT "room_notes_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_notes" ADD CONSTRAINT "room_notes_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_notes" ADD CONSTRAINT "room_notes_words_room_words_id_fk" FOREIGN KEY ("words") REFERENCES "public"."room_words"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_people" ADD CONSTRAINT "room_people_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_people" ADD CONSTRAINT "room_people_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_phases" ADD CONSTRAINT "room_phases_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_words" ADD CONSTRAINT "room_words_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "room_words" ADD CONSTRAINT "room_words_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_created_by_members_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_host_members_id_fk" FOREIGN KEY ("host") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rooms" ADD CONSTRAINT "rooms_presenter_members_id_fk" FOREIGN KEY ("presenter") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
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
ALTER TABLE "extra_stages" ADD CONSTRAINT "extra_stages_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_gates" ADD CONSTRAINT "stage_gates_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stage_names" ADD CONSTRAINT "stage_names_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestions" ADD CONSTRAINT "suggestions_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_helpers" ADD CONSTRAINT "talk_helpers_talk_talks_id_fk" FOREIGN KEY ("talk") REFERENCES "public"."talks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_helpers" ADD CONSTRAINT "talk_helpers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_messages" ADD CONSTRAINT "talk_messages_talk_talks_id_fk" FOREIGN KEY ("talk") REFERENCES "public"."talks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talk_messages" ADD CONSTRAINT "talk_messages_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talks" ADD CONSTRAINT "talks_space_spaces_id_fk" FOREIGN KEY ("space") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talks" ADD CONSTRAINT "talks_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talks" ADD CONSTRAINT "talks_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "talks" ADD CONSTRAINT "talks_opened_by_members_id_fk" FOREIGN KEY ("opened_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_deliveries" ADD CONSTRAINT "tracker_deliveries_product_products_id_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_deliveries" ADD CONSTRAINT "tracker_deliveries_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_hooks" ADD CONSTRAINT "tracker_hooks_product_products_id_fk" FOREIGN KEY ("product") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_hooks" ADD CONSTRAINT "tracker_hooks_made_by_members_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_links" ADD CONSTRAINT "tracker_links_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tracker_links" ADD CONSTRAINT "tracker_links_added_by_members_id_fk" FOREIGN KEY ("added_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_source_spaces_id_fk" FOREIGN KEY ("source") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_target_spaces_id_fk" FOREIGN KEY ("target") REFERENCES "public"."spaces"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "transfers" ADD CONSTRAINT "transfers_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_reports" ADD CONSTRAINT "trial_reports_trial_trials_id_fk" FOREIGN KEY ("trial") REFERENCES "public"."trials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_reports" ADD CONSTRAINT "trial_reports_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_reports" ADD CONSTRAINT "trial_reports_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_volunteers" ADD CONSTRAINT "trial_volunteers_trial_trials_id_fk" FOREIGN KEY ("trial") REFERENCES "public"."trials"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trial_volunteers" ADD CONSTRAINT "trial_volunteers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trials" ADD CONSTRAINT "trials_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trials" ADD CONSTRAINT "trials_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_proposals" ADD CONSTRAINT "adoption_proposals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_proposals" ADD CONSTRAINT "adoption_proposals_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_proposals" ADD CONSTRAINT "adoption_proposals_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "adoption_proposals" ADD CONSTRAINT "adoption_proposals_decided_by_members_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_comment_comments_id_fk" FOREIGN KEY ("comment") REFERENCES "public"."comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_adoptions" ADD CONSTRAINT "comment_adoptions_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_authors" ADD CONSTRAINT "idea_authors_invited_by_members_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_version_writers" ADD CONSTRAINT "idea_version_writers_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_version_writers" ADD CONSTRAINT "idea_version_writers_member_members_id_fk" FOREIGN KEY ("member") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_versions" ADD CONSTRAINT "idea_versions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_versions" ADD CONSTRAINT "idea_versions_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idea_withdrawals" ADD CONSTRAINT "idea_withdrawals_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_adoptions" ADD CONSTRAINT "note_adoptions_room_rooms_id_fk" FOREIGN KEY ("room") REFERENCES "public"."rooms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_adoptions" ADD CONSTRAINT "note_adoptions_idea_ideas_id_fk" FOREIGN KEY ("idea") REFERENCES "public"."ideas"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_adoptions" ADD CONSTRAINT "note_adoptions_author_members_id_fk" FOREIGN KEY ("author") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note_adoptions" ADD CONSTRAINT "note_adoptions_by_members_id_fk" FOREIGN KEY ("by") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "admin_acts_member" ON "admin_acts" USING btree ("member","at","id");--> statement-breakpoint
CREATE INDEX "idea_cards_column" ON "idea_cards" USING btree ("space","shown","place","position","idea");--> statement-breakpoint
CREATE INDEX "idea_cards_roadmap" ON "idea_cards" USING btree ("space","shown","stage","target_on","position","idea");--> statement-breakpoint
CREATE INDEX "idea_cards_touched" ON "idea_cards" USING btree ("space","touched_at");--> statement-breakpoint
CREATE INDEX "idea_cards_owner" ON "idea_cards" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "plan_changes_idea" ON "plan_changes" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "plan_changes_by" ON "plan_changes" USING btree ("by");--> statement-breakpoint
CREATE INDEX "plan_changes_owner_from" ON "plan_changes" USING btree ("owner_from");--> statement-breakpoint
CREATE INDEX "plan_changes_owner_to" ON "plan_changes" USING btree ("owner_to");--> statement-breakpoint
CREATE INDEX "plan_changes_tracker" ON "plan_changes" USING btree ("tracker");--> statement-breakpoint
CREATE INDEX "credit_answers_member" ON "credit_answers" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_appeal_shares_member" ON "credit_appeal_shares" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_appeals_freeze" ON "credit_appeals" USING btree ("freeze","at");--> statement-breakpoint
CREATE INDEX "credit_appeals_member" ON "credit_appeals" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_confirmations_idea" ON "credit_confirmations" USING btree ("idea","opened_at");--> statement-breakpoint
CREATE INDEX "credit_contributors_member" ON "credit_contributors" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_judge_shares_member" ON "credit_judge_shares" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_judges_member" ON "credit_judges" USING btree ("member");--> statement-breakpoint
CREATE INDEX "document_clients_member" ON "document_clients" USING btree ("member");--> statement-breakpoint
CREATE INDEX "documents_edited" ON "documents" USING btree ("edited_at");--> statement-breakpoint
CREATE INDEX "credit_freezes_idea" ON "credit_freezes" USING btree ("idea","at");--> statement-breakpoint
CREATE INDEX "credit_inputs_member" ON "credit_inputs" USING btree ("member");--> statement-breakpoint
CREATE INDEX "credit_shares_member" ON "credit_shares" USING btree ("member");--> statement-breakpoint
CREATE INDEX "comments_thread" ON "comments" USING btree ("idea","thread","created_at","id");--> statement-breakpoint
CREATE INDEX "comments_first" ON "comments" USING btree ("idea","created_at","id") WHERE parent is null;--> statement-breakpoint
CREATE INDEX "comments_author" ON "comments" USING btree ("author","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "welcomes_comment" ON "welcomes" USING btree ("comment");--> statement-breakpoint
CREATE INDEX "welcomes_by" ON "welcomes" USING btree ("by");--> statement-breakpoint
CREATE INDEX "duplicate_answers_member" ON "duplicate_answers" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "duplicates_one_open" ON "duplicates" USING btree ("idea","other") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "duplicates_idea" ON "duplicates" USING btree ("idea","at");--> statement-breakpoint
CREATE INDEX "duplicates_other" ON "duplicates" USING btree ("other","at");--> statement-breakpoint
CREATE INDEX "duplicates_by" ON "duplicates" USING btree ("by","at");--> statement-breakpoint
CREATE INDEX "duplicates_merge" ON "duplicates" USING btree ("merge");--> statement-breakpoint
CREATE INDEX "fairness_cases_space" ON "fairness_cases" USING btree ("space","state","at");--> statement-breakpoint
CREATE INDEX "fairness_cases_member" ON "fairness_cases" USING btree ("member","at");--> statement-breakpoint
CREATE INDEX "fairness_flags_space" ON "fairness_flags" USING btree ("space","at");--> statement-breakpoint
CREATE INDEX "fairness_flags_case" ON "fairness_flags" USING btree ("case");--> statement-breakpoint
CREATE INDEX "fairness_flags_member" ON "fairness_flags" USING btree ("member");--> statement-breakpoint
CREATE INDEX "fairness_flags_other" ON "fairness_flags" USING btree ("other");--> statement-breakpoint
CREATE INDEX "fairness_signals_case" ON "fairness_signals" USING btree ("case");--> statement-breakpoint
CREATE INDEX "fairness_signals_member" ON "fairness_signals" USING btree ("member");--> statement-breakpoint
CREATE INDEX "files_idea" ON "files" USING btree ("idea","added_at");--> statement-breakpoint
CREATE INDEX "files_member" ON "files" USING btree ("of_member");--> statement-breakpoint
CREATE INDEX "files_space" ON "files" USING btree ("of_space");--> statement-breakpoint
CREATE INDEX "files_room" ON "files" USING btree ("of_room");--> statement-breakpoint
CREATE INDEX "follows_member" ON "follows" USING btree ("member","state","at","idea");--> statement-breakpoint
CREATE INDEX "forecast_answers_member" ON "forecast_answers" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_outcomes_turn" ON "forecast_outcomes" USING btree ("forecast","n");--> statement-breakpoint
CREATE INDEX "forecast_outcomes_by" ON "forecast_outcomes" USING btree ("by");--> statement-breakpoint
CREATE INDEX "forecasts_idea" ON "forecasts" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "forecasts_closing" ON "forecasts" USING btree ("closes_at","id");--> statement-breakpoint
CREATE INDEX "forecasts_by" ON "forecasts" USING btree ("by");--> statement-breakpoint
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
CREATE INDEX "customer_facts_value" ON "customer_facts" USING btree ("space","field","value","member");--> statement-breakpoint
CREATE INDEX "customer_facts_member" ON "customer_facts" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "customer_wishes_email" ON "customer_wishes" USING btree ("idea","email");--> statement-breakpoint
CREATE INDEX "customer_wishes_customer" ON "customer_wishes" USING btree ("customer");--> statement-breakpoint
CREATE INDEX "customer_wishes_by" ON "customer_wishes" USING btree ("by");--> statement-breakpoint
CREATE INDEX "customer_wishes_expires" ON "customer_wishes" USING btree ("answered_at","expires_at");--> statement-breakpoint
CREATE INDEX "decision_records_idea" ON "decision_records" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "decision_records_by" ON "decision_records" USING btree ("by");--> statement-breakpoint
CREATE UNIQUE INDEX "estimate_rounds_idea" ON "estimate_rounds" USING btree ("space","idea","n");--> statement-breakpoint
CREATE INDEX "estimate_rounds_on_idea" ON "estimate_rounds" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "estimate_rounds_revealed_by" ON "estimate_rounds" USING btree ("revealed_by");--> statement-breakpoint
CREATE INDEX "estimates_by" ON "estimates" USING btree ("by");--> statement-breakpoint
CREATE INDEX "evidence_quotes_idea" ON "evidence_quotes" USING btree ("idea","created_at","id");--> statement-breakpoint
CREATE INDEX "evidence_quotes_customer" ON "evidence_quotes" USING btree ("customer");--> statement-breakpoint
CREATE INDEX "evidence_quotes_by" ON "evidence_quotes" USING btree ("by");--> statement-breakpoint
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
CREATE INDEX "merge_authors_member" ON "merge_authors" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "merge_objections_one_each" ON "merge_objections" USING btree ("merge","by");--> statement-breakpoint
CREATE INDEX "merge_objections_by" ON "merge_objections" USING btree ("by","at");--> statement-breakpoint
CREATE UNIQUE INDEX "merges_source" ON "merges" USING btree ("source") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "merges_target" ON "merges" USING btree ("target","at");--> statement-breakpoint
CREATE INDEX "merges_by" ON "merges" USING btree ("by","at");--> statement-breakpoint
CREATE UNIQUE INDEX "appeals_one_each" ON "appeals" USING btree ("decision");--> statement-breakpoint
CREATE INDEX "appeals_space" ON "appeals" USING btree ("space","state","at");--> statement-breakpoint
CREATE INDEX "appeals_member" ON "appeals" USING btree ("member","at");--> statement-breakpoint
CREATE INDEX "bans_member" ON "bans" USING btree ("member","lifted_at");--> statement-breakpoint
CREATE INDEX "moderation_acts_subject" ON "moderation_acts" USING btree ("subject","id");--> statement-breakpoint
CREATE INDEX "moderation_acts_space" ON "moderation_acts" USING btree ("space","at","id");--> statement-breakpoint
CREATE INDEX "moderation_acts_member" ON "moderation_acts" USING btree ("member","space","act");--> statement-breakpoint
CREATE UNIQUE INDEX "reports_one_each" ON "reports" USING btree ("subject","by");--> statement-breakpoint
CREATE INDEX "reports_open" ON "reports" USING btree ("space","state","at");--> statement-breakpoint
CREATE INDEX "internal_notes_idea" ON "internal_notes" USING btree ("idea","created_at","id");--> statement-breakpoint
CREATE INDEX "internal_notes_author" ON "internal_notes" USING btree ("author","created_at");--> statement-breakpoint
CREATE INDEX "mail_bounces_stopped" ON "mail_bounces" USING btree ("stopped_at");--> statement-breakpoint
CREATE INDEX "mail_rounds_old" ON "mail_rounds" USING btree ("at");--> statement-breakpoint
CREATE INDEX "notice_events_due" ON "notice_events" USING btree ("mail_at","member") WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX "notice_events_waiting" ON "notice_events" USING btree ("member") WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX "notice_events_mail" ON "notice_events" USING btree ("mail") WHERE mail is not null;--> statement-breakpoint
CREATE INDEX "notice_events_notice" ON "notice_events" USING btree ("notice","at");--> statement-breakpoint
CREATE INDEX "notice_events_item" ON "notice_events" USING btree ("item");--> statement-breakpoint
CREATE INDEX "notice_events_withdrawn" ON "notice_events" USING btree ("withdrawn_by");--> statement-breakpoint
CREATE UNIQUE INDEX "notices_unread" ON "notices" USING btree ("member","kind","about") WHERE read_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX "notices_newest" ON "notices" USING btree ("member","at","id");--> statement-breakpoint
CREATE INDEX "notices_idea" ON "notices" USING btree ("idea") WHERE idea is not null;--> statement-breakpoint
CREATE INDEX "notices_old" ON "notices" USING btree ("at");--> statement-breakpoint
CREATE INDEX "absences_member" ON "absences" USING btree ("member","ends_at");--> statement-breakpoint
CREATE INDEX "absences_end" ON "absences" USING btree ("ends_at");--> statement-breakpoint
CREATE UNIQUE INDEX "duties_one_each" ON "duties" USING btree ("subject","kind") WHERE "end" is null;--> statement-breakpoint
CREATE INDEX "duties_due" ON "duties" USING btree ("space","end","due_at","id");--> statement-breakpoint
CREATE INDEX "duties_shown" ON "duties" USING btree ("space","end","shown_from","due_at","owner","stand_in","kind","paused_until");--> statement-breakpoint
CREATE INDEX "duties_unassigned" ON "duties" USING btree ("unassigned","end","due_at","id");--> statement-breakpoint
CREATE INDEX "duties_running" ON "duties" USING btree ("due_at") WHERE "end" is null and late_at is null;--> statement-breakpoint
CREATE INDEX "duties_idea" ON "duties" USING btree ("idea","kind");--> statement-breakpoint
CREATE INDEX "duties_answers" ON "duties" USING btree ("space","kind","due_at","end","ended_at");--> statement-breakpoint
CREATE INDEX "duties_ended" ON "duties" USING btree ("space","kind","ended_at","started_at");--> statement-breakpoint
CREATE INDEX "duties_waiting" ON "duties" USING btree ("space","end","started_at","id","kind");--> statement-breakpoint
CREATE INDEX "handovers_idea" ON "handovers" USING btree ("idea","at");--> statement-breakpoint
CREATE INDEX "idea_pilots_pilot" ON "idea_pilots" USING btree ("pilot");--> statement-breakpoint
CREATE INDEX "idea_pilots_stand_in" ON "idea_pilots" USING btree ("stand_in");--> statement-breakpoint
CREATE UNIQUE INDEX "mandates_one_each" ON "mandates" USING btree ("space","member") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "mandates_member" ON "mandates" USING btree ("member","ends_at");--> statement-breakpoint
CREATE INDEX "mandates_given_by" ON "mandates" USING btree ("given_by");--> statement-breakpoint
CREATE UNIQUE INDEX "pauses_one_each" ON "pauses" USING btree ("duty") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "pauses_running" ON "pauses" USING btree ("until") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "pauses_idea" ON "pauses" USING btree ("idea","at");--> statement-breakpoint
CREATE INDEX "pauses_duty" ON "pauses" USING btree ("duty","ended_by");--> statement-breakpoint
CREATE INDEX "saved_answers_space" ON "saved_answers" USING btree ("space","name");--> statement-breakpoint
CREATE INDEX "stage_moves_idea" ON "stage_moves" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "stage_moves_by" ON "stage_moves" USING btree ("by","at","id");--> statement-breakpoint
CREATE INDEX "stage_moves_tracker" ON "stage_moves" USING btree ("tracker");--> statement-breakpoint
CREATE INDEX "calls_member" ON "calls" USING btree ("member","at");--> statement-breakpoint
CREATE INDEX "calls_by" ON "calls" USING btree ("by");--> statement-breakpoint
CREATE INDEX "calls_space" ON "calls" USING btree ("space");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_room" ON "calls" USING btree ("room","member");--> statement-breakpoint
CREATE UNIQUE INDEX "calls_idea" ON "calls" USING btree ("idea","member");--> statement-breakpoint
CREATE INDEX "room_question_votes_member" ON "room_question_votes" USING btree ("member");--> statement-breakpoint
CREATE INDEX "room_slides_room" ON "room_slides" USING btree ("room","position");--> statement-breakpoint
CREATE INDEX "room_slides_author" ON "room_slides" USING btree ("author");--> statement-breakpoint
CREATE INDEX "room_slides_picture" ON "room_slides" USING btree ("picture");--> statement-breakpoint
CREATE INDEX "data_exports_member" ON "data_exports" USING btree ("member","asked_at");--> statement-breakpoint
CREATE INDEX "data_exports_expires" ON "data_exports" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "product_ideas_idea" ON "product_ideas" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "product_ideas_linked_by" ON "product_ideas" USING btree ("linked_by");--> statement-breakpoint
CREATE INDEX "product_people_member" ON "product_people" USING btree ("member");--> statement-breakpoint
CREATE UNIQUE INDEX "products_key" ON "products" USING btree ("space","key");--> statement-breakpoint
CREATE INDEX "release_answers_idea" ON "release_answers" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "release_answers_member" ON "release_answers" USING btree ("member");--> statement-breakpoint
CREATE INDEX "release_ideas_idea" ON "release_ideas" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "release_ideas_linked_by" ON "release_ideas" USING btree ("linked_by");--> statement-breakpoint
CREATE INDEX "releases_newest" ON "releases" USING btree ("space","state","published_at","id");--> statement-breakpoint
CREATE INDEX "releases_product" ON "releases" USING btree ("product","state","published_at","id");--> statement-breakpoint
CREATE INDEX "reputation_grounds_idea" ON "reputation_grounds" USING btree ("idea","use","n");--> statement-breakpoint
CREATE INDEX "reputation_grounds_member" ON "reputation_grounds" USING btree ("member");--> statement-breakpoint
CREATE INDEX "reputation_grounds_merge" ON "reputation_grounds" USING btree ("merge");--> statement-breakpoint
CREATE INDEX "reputation_lines_member" ON "reputation_lines" USING btree ("member","space","at","event");--> statement-breakpoint
CREATE INDEX "reputation_lines_day" ON "reputation_lines" USING btree ("member","space","at") WHERE points > 0;--> statement-breakpoint
CREATE INDEX "reputation_lines_reversed" ON "reputation_lines" USING btree ("member","space","at") WHERE reversals <> 0;--> statement-breakpoint
CREATE INDEX "reputation_lines_silent" ON "reputation_lines" USING btree ("member","space","facet","idea","rules","at","is_private") WHERE rule = 'signal_received' and reversals = 0 and points = 0;--> statement-breakpoint
CREATE INDEX "reputation_lines_giver" ON "reputation_lines" USING btree ("giver","member","at");--> statement-breakpoint
CREATE INDEX "reputation_lines_idea" ON "reputation_lines" USING btree ("idea","giver");--> statement-breakpoint
CREATE INDEX "reputation_lines_source" ON "reputation_lines" USING btree ("source");--> statement-breakpoint
CREATE INDEX "reputation_lines_ref" ON "reputation_lines" USING btree ("ref");--> statement-breakpoint
CREATE UNIQUE INDEX "revivals_one_open" ON "revivals" USING btree ("idea") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "revivals_idea" ON "revivals" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "revivals_by" ON "revivals" USING btree ("by","idea","at");--> statement-breakpoint
CREATE INDEX "revivals_move" ON "revivals" USING btree ("move");--> statement-breakpoint
CREATE INDEX "room_acts_member" ON "room_acts" USING btree ("member");--> statement-breakpoint
CREATE INDEX "room_ballots_member" ON "room_ballots" USING btree ("member");--> statement-breakpoint
CREATE INDEX "room_duels_member" ON "room_duels" USING btree ("member");--> statement-breakpoint
CREATE INDEX "room_notes_room" ON "room_notes" USING btree ("room","shown_at");--> statement-breakpoint
CREATE INDEX "room_notes_author" ON "room_notes" USING btree ("author");--> statement-breakpoint
CREATE INDEX "room_notes_words" ON "room_notes" USING btree ("words");--> statement-breakpoint
CREATE INDEX "room_people_member" ON "room_people" USING btree ("member");--> statement-breakpoint
CREATE INDEX "room_people_seen" ON "room_people" USING btree ("room","seen_at");--> statement-breakpoint
CREATE INDEX "room_words_room" ON "room_words" USING btree ("room");--> statement-breakpoint
CREATE INDEX "room_words_author" ON "room_words" USING btree ("author");--> statement-breakpoint
CREATE INDEX "rooms_due" ON "rooms" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "rooms_space" ON "rooms" USING btree ("space","state","created_at");--> statement-breakpoint
CREATE INDEX "rooms_idea" ON "rooms" USING btree ("idea","created_at");--> statement-breakpoint
CREATE INDEX "rooms_created_by" ON "rooms" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "rooms_host" ON "rooms" USING btree ("host");--> statement-breakpoint
CREATE INDEX "rooms_presenter" ON "rooms" USING btree ("presenter");--> statement-breakpoint
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
CREATE INDEX "extra_stages_space" ON "extra_stages" USING btree ("space","parent","position");--> statement-breakpoint
CREATE INDEX "suggestions_idea" ON "suggestions" USING btree ("idea","state");--> statement-breakpoint
CREATE INDEX "suggestions_author" ON "suggestions" USING btree ("author","state");--> statement-breakpoint
CREATE INDEX "talk_helpers_member" ON "talk_helpers" USING btree ("member");--> statement-breakpoint
CREATE INDEX "talk_messages_talk" ON "talk_messages" USING btree ("talk","at","id");--> statement-breakpoint
CREATE INDEX "talk_messages_by" ON "talk_messages" USING btree ("by");--> statement-breakpoint
CREATE INDEX "talks_idea" ON "talks" USING btree ("idea","opened_at","id");--> statement-breakpoint
CREATE INDEX "talks_turn" ON "talks" USING btree ("turn","space");--> statement-breakpoint
CREATE INDEX "talks_author" ON "talks" USING btree ("author","turn");--> statement-breakpoint
CREATE UNIQUE INDEX "tracker_deliveries_one_each" ON "tracker_deliveries" USING btree ("product","delivery");--> statement-breakpoint
CREATE INDEX "tracker_deliveries_newest" ON "tracker_deliveries" USING btree ("product","at","id");--> statement-breakpoint
CREATE INDEX "tracker_deliveries_idea" ON "tracker_deliveries" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "tracker_hooks_made_by" ON "tracker_hooks" USING btree ("made_by");--> statement-breakpoint
CREATE UNIQUE INDEX "tracker_links_one_each" ON "tracker_links" USING btree ("idea","url");--> statement-breakpoint
CREATE INDEX "tracker_links_url" ON "tracker_links" USING btree ("url");--> statement-breakpoint
CREATE INDEX "tracker_links_added_by" ON "tracker_links" USING btree ("added_by");--> statement-breakpoint
CREATE UNIQUE INDEX "transfers_one_open" ON "transfers" USING btree ("idea") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "transfers_idea" ON "transfers" USING btree ("idea","at","id");--> statement-breakpoint
CREATE INDEX "transfers_by" ON "transfers" USING btree ("by","at");--> statement-breakpoint
CREATE INDEX "trial_reports_member" ON "trial_reports" USING btree ("member");--> statement-breakpoint
CREATE INDEX "trial_reports_comment" ON "trial_reports" USING btree ("comment");--> statement-breakpoint
CREATE INDEX "trial_volunteers_member" ON "trial_volunteers" USING btree ("member");--> statement-breakpoint
CREATE INDEX "trials_idea" ON "trials" USING btree ("idea","at");--> statement-breakpoint
CREATE INDEX "trials_by" ON "trials" USING btree ("by");--> statement-breakpoint
CREATE INDEX "adoption_proposals_source" ON "adoption_proposals" USING btree ("source");--> statement-breakpoint
CREATE INDEX "adoption_proposals_author" ON "adoption_proposals" USING btree ("author");--> statement-breakpoint
CREATE INDEX "adoption_proposals_decided_by" ON "adoption_proposals" USING btree ("decided_by");--> statement-breakpoint
CREATE INDEX "comment_adoptions_idea" ON "comment_adoptions" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "idea_authors_member" ON "idea_authors" USING btree ("member","state");--> statement-breakpoint
CREATE INDEX "idea_version_writers_member" ON "idea_version_writers" USING btree ("member");--> statement-breakpoint
CREATE INDEX "idea_versions_author" ON "idea_versions" USING btree ("author","at");--> statement-breakpoint
CREATE INDEX "note_adoptions_idea" ON "note_adoptions" USING btree ("idea");--> statement-breakpoint
CREATE INDEX "note_adoptions_author" ON "note_adoptions" USING btree ("author");