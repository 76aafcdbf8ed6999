CREATE TABLE `admin_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`act` text NOT NULL,
	`to` text,
	`reason` text NOT NULL,
	`by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `admin_acts_member` ON `admin_acts` (`member`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `idea_cards` (
	`idea` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`stage` text NOT NULL,
	`place` text NOT NULL,
	`shown` integer NOT NULL,
	`position` integer NOT NULL,
	`left_position` integer,
	`turn` integer DEFAULT 1 NOT NULL,
	`owner` text,
	`percent` integer DEFAULT 0 NOT NULL,
	`target_on` text,
	`confidence` text,
	`version` integer DEFAULT 1 NOT NULL,
	`touched_at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_cards_column` ON `idea_cards` (`space`,`shown`,`place`,`position`,`idea`);--> statement-breakpoint
CREATE INDEX `idea_cards_roadmap` ON `idea_cards` (`space`,`shown`,`stage`,`target_on`,`position`,`idea`);--> statement-breakpoint
CREATE INDEX `idea_cards_touched` ON `idea_cards` (`space`,`touched_at`);--> statement-breakpoint
CREATE INDEX `idea_cards_owner` ON `idea_cards` (`owner`);--> statement-breakpoint
CREATE TABLE `plan_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`owner_from` text,
	`owner_to` text,
	`percent_from` integer NOT NULL,
	`percent_to` integer NOT NULL,
	`target_from` text,
	`target_to` text,
	`confidence_from` text,
	`confidence_to` text,
	`reason` text,
	`tracker` text,
	`note` text,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_from`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner_to`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tracker`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_changes_idea` ON `plan_changes` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `plan_changes_by` ON `plan_changes` (`by`);--> statement-breakpoint
CREATE INDEX `plan_changes_owner_from` ON `plan_changes` (`owner_from`);--> statement-breakpoint
CREATE INDEX `plan_changes_owner_to` ON `plan_changes` (`owner_to`);--> statement-breakpoint
CREATE INDEX `plan_changes_tracker` ON `plan_changes` (`tracker`);--> statement-breakpoint
CREATE TABLE `credit_answers` (
	`freeze` text NOT NULL,
	`member` text NOT NULL,
	`about` text NOT NULL,
	`points` integer NOT NULL,
	PRIMARY KEY(`freeze`, `member`, `about`),
	FOREIGN KEY (`freeze`) REFERENCES `credit_confirmations`(`freeze`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_answers_member` ON `credit_answers` (`member`);--> statement-breakpoint
CREATE TABLE `credit_appeal_shares` (
	`appeal` text NOT NULL,
	`member` text NOT NULL,
	`was` integer NOT NULL,
	`share` integer NOT NULL,
	PRIMARY KEY(`appeal`, `member`),
	FOREIGN KEY (`appeal`) REFERENCES `credit_appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_appeal_shares_member` ON `credit_appeal_shares` (`member`);--> statement-breakpoint
CREATE TABLE `credit_appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`freeze` text NOT NULL,
	`round` integer NOT NULL,
	`member` text NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`candidates` integer NOT NULL,
	`level` integer NOT NULL,
	`state` text NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`freeze`) REFERENCES `credit_confirmations`(`freeze`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_appeals_freeze` ON `credit_appeals` (`freeze`,`at`);--> statement-breakpoint
CREATE INDEX `credit_appeals_member` ON `credit_appeals` (`member`);--> statement-breakpoint
CREATE TABLE `credit_confirmations` (
	`freeze` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`opened_at` integer NOT NULL,
	`until` integer NOT NULL,
	`state` text NOT NULL,
	`settled_at` integer,
	`by` text,
	`words` text,
	FOREIGN KEY (`freeze`) REFERENCES `credit_freezes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_confirmations_idea` ON `credit_confirmations` (`idea`,`opened_at`);--> statement-breakpoint
CREATE TABLE `credit_contributors` (
	`freeze` text NOT NULL,
	`member` text NOT NULL,
	`share` integer NOT NULL,
	`factor` integer,
	`confirmed` integer,
	`answered_at` integer,
	PRIMARY KEY(`freeze`, `member`),
	FOREIGN KEY (`freeze`) REFERENCES `credit_confirmations`(`freeze`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_contributors_member` ON `credit_contributors` (`member`);--> statement-breakpoint
CREATE TABLE `credit_judge_shares` (
	`appeal` text NOT NULL,
	`member` text NOT NULL,
	`about` text NOT NULL,
	`share` integer NOT NULL,
	PRIMARY KEY(`appeal`, `member`, `about`),
	FOREIGN KEY (`appeal`) REFERENCES `credit_appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`about`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_judge_shares_member` ON `credit_judge_shares` (`member`);--> statement-breakpoint
CREATE TABLE `credit_judges` (
	`appeal` text NOT NULL,
	`member` text NOT NULL,
	`part` text NOT NULL,
	`asked_at` integer NOT NULL,
	`declined_at` integer,
	`verdict` text,
	`words` text,
	`at` integer,
	PRIMARY KEY(`appeal`, `member`),
	FOREIGN KEY (`appeal`) REFERENCES `credit_appeals`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_judges_member` ON `credit_judges` (`member`);--> statement-breakpoint
CREATE TABLE `document_clients` (
	`idea` text NOT NULL,
	`client` integer NOT NULL,
	`member` text,
	`seq` integer NOT NULL,
	PRIMARY KEY(`idea`, `client`),
	FOREIGN KEY (`idea`) REFERENCES `documents`(`idea`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `document_clients_member` ON `document_clients` (`member`);--> statement-breakpoint
CREATE TABLE `document_snapshots` (
	`idea` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`content` blob NOT NULL,
	`authorship` text NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `documents`(`idea`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `document_updates` (
	`idea` text NOT NULL,
	`seq` integer NOT NULL,
	`client` integer NOT NULL,
	`content` blob NOT NULL,
	PRIMARY KEY(`idea`, `seq`),
	FOREIGN KEY (`idea`) REFERENCES `documents`(`idea`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`idea` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`version_seq` integer NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `documents_edited` ON `documents` (`edited_at`);--> statement-breakpoint
CREATE TABLE `credit_freezes` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`version` integer NOT NULL,
	`rules` text NOT NULL,
	`at` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`id`) REFERENCES `stage_moves`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_freezes_idea` ON `credit_freezes` (`idea`,`at`);--> statement-breakpoint
CREATE TABLE `credit_inputs` (
	`freeze` text NOT NULL,
	`component` text NOT NULL,
	`source` text NOT NULL,
	`room` text,
	`member` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`freeze`, `component`, `source`, `member`),
	FOREIGN KEY (`freeze`) REFERENCES `credit_freezes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_inputs_member` ON `credit_inputs` (`member`);--> statement-breakpoint
CREATE TABLE `credit_shares` (
	`freeze` text NOT NULL,
	`member` text NOT NULL,
	`affiliation` text NOT NULL,
	`share` integer NOT NULL,
	PRIMARY KEY(`freeze`, `member`),
	FOREIGN KEY (`freeze`) REFERENCES `credit_freezes`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `credit_shares_member` ON `credit_shares` (`member`);--> statement-breakpoint
CREATE TABLE `comment_anchors` (
	`comment` text PRIMARY KEY NOT NULL,
	`passage` text NOT NULL,
	`start` blob NOT NULL,
	`end` blob NOT NULL,
	`quote` text NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `comment_versions` (
	`comment` text NOT NULL,
	`number` integer NOT NULL,
	`kind` text NOT NULL,
	`html` text NOT NULL,
	`language` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`comment`, `number`),
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`parent` text,
	`answers` text,
	`thread` text NOT NULL,
	`author` text NOT NULL,
	`affiliation` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`language` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	`deleted_at` integer,
	`hidden_at` integer,
	`held_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`idea`,`thread`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `comments_first` ON `comments` (`idea`,`created_at`,`id`) WHERE parent is null;--> statement-breakpoint
CREATE INDEX `comments_author` ON `comments` (`author`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `evidence_acceptances` (
	`comment` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `welcomes` (
	`newcomer` text PRIMARY KEY NOT NULL,
	`by` text NOT NULL,
	`comment` text NOT NULL,
	`space` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`newcomer`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `welcomes_comment` ON `welcomes` (`comment`);--> statement-breakpoint
CREATE INDEX `welcomes_by` ON `welcomes` (`by`);--> statement-breakpoint
CREATE TABLE `duplicate_answers` (
	`duplicate` text NOT NULL,
	`member` text NOT NULL,
	`is_same` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`duplicate`, `member`),
	FOREIGN KEY (`duplicate`) REFERENCES `duplicates`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `duplicate_answers_member` ON `duplicate_answers` (`member`);--> statement-breakpoint
CREATE TABLE `duplicates` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`other` text NOT NULL,
	`words` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reasons` text,
	`merge` text,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`merge`) REFERENCES `merges`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duplicates_one_open` ON `duplicates` (`idea`,`other`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `duplicates_idea` ON `duplicates` (`idea`,`at`);--> statement-breakpoint
CREATE INDEX `duplicates_other` ON `duplicates` (`other`,`at`);--> statement-breakpoint
CREATE INDEX `duplicates_by` ON `duplicates` (`by`,`at`);--> statement-breakpoint
CREATE INDEX `duplicates_merge` ON `duplicates` (`merge`);--> statement-breakpoint
CREATE TABLE `fairness_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`lapsed_at` integer,
	`state` text NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fairness_cases_space` ON `fairness_cases` (`space`,`state`,`at`);--> statement-breakpoint
CREATE INDEX `fairness_cases_member` ON `fairness_cases` (`member`,`at`);--> statement-breakpoint
CREATE TABLE `fairness_flags` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`case` text,
	`rule` text NOT NULL,
	`member` text,
	`other` text,
	`idea` text,
	`numbers` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case`) REFERENCES `fairness_cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`other`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fairness_flags_space` ON `fairness_flags` (`space`,`at`);--> statement-breakpoint
CREATE INDEX `fairness_flags_case` ON `fairness_flags` (`case`);--> statement-breakpoint
CREATE INDEX `fairness_flags_member` ON `fairness_flags` (`member`);--> statement-breakpoint
CREATE INDEX `fairness_flags_other` ON `fairness_flags` (`other`);--> statement-breakpoint
CREATE TABLE `fairness_signals` (
	`idea` text NOT NULL,
	`member` text NOT NULL,
	`case` text NOT NULL,
	PRIMARY KEY(`idea`, `member`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`case`) REFERENCES `fairness_cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `fairness_signals_case` ON `fairness_signals` (`case`);--> statement-breakpoint
CREATE INDEX `fairness_signals_member` ON `fairness_signals` (`member`);--> statement-breakpoint
CREATE TABLE `file_bytes` (
	`file` text NOT NULL,
	`size` text NOT NULL,
	`type` text NOT NULL,
	`hash` text NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`file`, `size`),
	FOREIGN KEY (`file`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text,
	`of_member` text,
	`of_space` text,
	`of_room` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`alt` text DEFAULT '' NOT NULL,
	`size` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`hash` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL,
	`removed_by` text,
	`removed_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`of_member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`of_space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`of_room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `files_idea` ON `files` (`idea`,`added_at`);--> statement-breakpoint
CREATE INDEX `files_member` ON `files` (`of_member`);--> statement-breakpoint
CREATE INDEX `files_space` ON `files` (`of_space`);--> statement-breakpoint
CREATE INDEX `files_room` ON `files` (`of_room`);--> statement-breakpoint
CREATE TABLE `follows` (
	`idea` text NOT NULL,
	`member` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`merge` text,
	PRIMARY KEY(`idea`, `member`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `follows_member` ON `follows` (`member`,`state`,`at`,`idea`);--> statement-breakpoint
CREATE TABLE `forecast_answers` (
	`forecast` text NOT NULL,
	`member` text NOT NULL,
	`probability` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`forecast`, `member`),
	FOREIGN KEY (`forecast`) REFERENCES `forecasts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `forecast_answers_member` ON `forecast_answers` (`member`);--> statement-breakpoint
CREATE TABLE `forecast_outcomes` (
	`id` text PRIMARY KEY NOT NULL,
	`forecast` text NOT NULL,
	`n` integer NOT NULL,
	`outcome` text NOT NULL,
	`words` text NOT NULL,
	`link` text,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`forecast`) REFERENCES `forecasts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `forecast_outcomes_turn` ON `forecast_outcomes` (`forecast`,`n`);--> statement-breakpoint
CREATE INDEX `forecast_outcomes_by` ON `forecast_outcomes` (`by`);--> statement-breakpoint
CREATE TABLE `forecasts` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`question` text NOT NULL,
	`language` text NOT NULL,
	`closes_at` integer NOT NULL,
	`known_on` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `forecasts_idea` ON `forecasts` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `forecasts_closing` ON `forecasts` (`closes_at`,`id`);--> statement-breakpoint
CREATE INDEX `forecasts_by` ON `forecasts` (`by`);--> statement-breakpoint
CREATE TABLE `idea_stages` (
	`idea` text NOT NULL,
	`position` integer NOT NULL,
	`stage` text NOT NULL,
	`entered_at` integer NOT NULL,
	PRIMARY KEY(`idea`, `position`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `idea_tags` (
	`idea` text NOT NULL,
	`tag` text NOT NULL,
	PRIMARY KEY(`idea`, `tag`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tag`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_tags_tag` ON `idea_tags` (`tag`);--> statement-breakpoint
CREATE TABLE `ideas` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`author` text NOT NULL,
	`affiliation` text NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`problem` text NOT NULL,
	`for_whom` text NOT NULL,
	`solution` text NOT NULL,
	`problem_html` text NOT NULL,
	`for_whom_html` text NOT NULL,
	`solution_html` text NOT NULL,
	`excerpt` text NOT NULL,
	`language` text NOT NULL,
	`stage` text NOT NULL,
	`stage_since` integer NOT NULL,
	`extra` text,
	`moderation` text DEFAULT 'visible' NOT NULL,
	`moderation_reason` text,
	`facts` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`submitted_at` integer,
	`version` integer DEFAULT 0 NOT NULL,
	`participants` integer DEFAULT 0 NOT NULL,
	`comment_count` integer DEFAULT 0 NOT NULL,
	`merged_in` integer DEFAULT 0 NOT NULL,
	`import_key` text,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`extra`) REFERENCES `extra_stages`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `ideas_newest` ON `ideas` (`space`,`submitted_at`,`id`,`title_key`);--> statement-breakpoint
CREATE INDEX `ideas_most_people` ON `ideas` (`space`,`participants`,`id`,`title_key`);--> statement-breakpoint
CREATE INDEX `ideas_most_discussed` ON `ideas` (`space`,`comment_count`,`id`,`title_key`);--> statement-breakpoint
CREATE INDEX `ideas_in_stage` ON `ideas` (`space`,`stage`,`moderation`,`author`,`stage_since`);--> statement-breakpoint
CREATE INDEX `ideas_author` ON `ideas` (`author`,`stage`);--> statement-breakpoint
CREATE UNIQUE INDEX `ideas_import_key` ON `ideas` (`import_key`);--> statement-breakpoint
CREATE TABLE `saved_filters` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`space` text NOT NULL,
	`name` text NOT NULL,
	`query` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_filters_member` ON `saved_filters` (`member`,`space`);--> statement-breakpoint
CREATE TABLE `tags` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`ideas` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_key` ON `tags` (`space`,`key`);--> statement-breakpoint
CREATE INDEX `tags_most_used` ON `tags` (`space`,`ideas`);--> statement-breakpoint
CREATE TABLE `consents` (
	`member` text NOT NULL,
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`member`, `document`, `version`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consents_document` ON `consents` (`document`,`version`);--> statement-breakpoint
CREATE TABLE `legal_versions` (
	`document` text NOT NULL,
	`version` integer NOT NULL,
	`source_en` text NOT NULL,
	`html_en` text NOT NULL,
	`source_fr` text NOT NULL,
	`html_fr` text NOT NULL,
	`asks_again` integer NOT NULL,
	`written_by` text,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`document`, `version`),
	FOREIGN KEY (`written_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `customer_facts` (
	`space` text NOT NULL,
	`member` text NOT NULL,
	`field` text NOT NULL,
	`value` text NOT NULL,
	`amount` integer,
	PRIMARY KEY(`space`, `member`, `field`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `customer_facts_value` ON `customer_facts` (`space`,`field`,`value`,`member`);--> statement-breakpoint
CREATE INDEX `customer_facts_member` ON `customer_facts` (`member`);--> statement-breakpoint
CREATE TABLE `customer_wishes` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text NOT NULL,
	`email` text NOT NULL,
	`customer` text,
	`words` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`answer` text,
	`answered_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_wishes_email` ON `customer_wishes` (`idea`,`email`);--> statement-breakpoint
CREATE INDEX `customer_wishes_customer` ON `customer_wishes` (`customer`);--> statement-breakpoint
CREATE INDEX `customer_wishes_by` ON `customer_wishes` (`by`);--> statement-breakpoint
CREATE INDEX `customer_wishes_expires` ON `customer_wishes` (`answered_at`,`expires_at`);--> statement-breakpoint
CREATE TABLE `decision_criteria` (
	`decision` text NOT NULL,
	`n` integer NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`decision`, `n`),
	FOREIGN KEY (`decision`) REFERENCES `decision_records`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `decision_records` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text NOT NULL,
	`words` text NOT NULL,
	`stage` text NOT NULL,
	`extra` text,
	`evidence` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`extra`) REFERENCES `extra_stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `decision_records_idea` ON `decision_records` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `decision_records_by` ON `decision_records` (`by`);--> statement-breakpoint
CREATE TABLE `estimate_rounds` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text NOT NULL,
	`n` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`revealed_at` integer,
	`revealed_by` text,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revealed_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `estimate_rounds_idea` ON `estimate_rounds` (`space`,`idea`,`n`);--> statement-breakpoint
CREATE INDEX `estimate_rounds_on_idea` ON `estimate_rounds` (`idea`);--> statement-breakpoint
CREATE INDEX `estimate_rounds_revealed_by` ON `estimate_rounds` (`revealed_by`);--> statement-breakpoint
CREATE TABLE `estimates` (
	`round` text NOT NULL,
	`by` text NOT NULL,
	`reach` integer NOT NULL,
	`impact` integer NOT NULL,
	`confidence` integer NOT NULL,
	`effort` integer NOT NULL,
	`kano` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`round`, `by`),
	FOREIGN KEY (`round`) REFERENCES `estimate_rounds`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `estimates_by` ON `estimates` (`by`);--> statement-breakpoint
CREATE TABLE `evidence_quotes` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text NOT NULL,
	`words` text NOT NULL,
	`source` text NOT NULL,
	`importance` integer NOT NULL,
	`customer` text,
	`by` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`customer`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `evidence_quotes_idea` ON `evidence_quotes` (`idea`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `evidence_quotes_customer` ON `evidence_quotes` (`customer`);--> statement-breakpoint
CREATE INDEX `evidence_quotes_by` ON `evidence_quotes` (`by`);--> statement-breakpoint
CREATE TABLE `events` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`space` text,
	`subject` text NOT NULL,
	`cause` text NOT NULL,
	`payload` text NOT NULL,
	`rules` text NOT NULL,
	`transaction` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_subject` ON `events` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`state` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`claimed_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`state`,`run_at`);--> statement-breakpoint
CREATE TABLE `parked_forms` (
	`hash` text PRIMARY KEY NOT NULL,
	`path` text NOT NULL,
	`fields` text NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parked_forms_expires_at` ON `parked_forms` (`expires_at`);--> statement-breakpoint
CREATE TABLE `reader_cursors` (
	`reader` text PRIMARY KEY NOT NULL,
	`transaction` integer NOT NULL,
	`seq` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `seals` (
	`n` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `seals_event_id` ON `seals` (`event_id`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `email_changes` (
	`member` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`session` text NOT NULL,
	`old_hash` text NOT NULL,
	`new_hash` text NOT NULL,
	`old_confirmed_at` integer,
	`new_confirmed_at` integer,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `email_changes_old_hash` ON `email_changes` (`old_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `email_changes_new_hash` ON `email_changes` (`new_hash`);--> statement-breakpoint
CREATE INDEX `email_changes_expires_at` ON `email_changes` (`expires_at`);--> statement-breakpoint
CREATE TABLE `former_handles` (
	`handle` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`left_at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `former_handles_member` ON `former_handles` (`member`);--> statement-breakpoint
CREATE TABLE `mail_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`member` text NOT NULL,
	`email` text NOT NULL,
	`browser` text,
	`next` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_tokens_member` ON `mail_tokens` (`member`);--> statement-breakpoint
CREATE TABLE `members` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`email_verified_at` integer,
	`name` text NOT NULL,
	`handle` text NOT NULL,
	`affiliation` text NOT NULL,
	`admin` integer DEFAULT false NOT NULL,
	`locale` text NOT NULL,
	`theme` text,
	`time_zone` text,
	`password_hash` text,
	`avatar` text,
	`security_stamp` text NOT NULL,
	`bio` text DEFAULT '' NOT NULL,
	`bio_html` text DEFAULT '' NOT NULL,
	`may_be_found` integer DEFAULT true NOT NULL,
	`shows_card` integer DEFAULT false NOT NULL,
	`handle_changed_at` integer,
	`import_key` text,
	`erases_at` integer,
	`erased_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_email` ON `members` (`email`);--> statement-breakpoint
CREATE UNIQUE INDEX `members_handle` ON `members` (`handle`);--> statement-breakpoint
CREATE UNIQUE INDEX `members_import_key` ON `members` (`import_key`);--> statement-breakpoint
CREATE TABLE `sessions` (
	`hash` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`member` text NOT NULL,
	`security_stamp` text NOT NULL,
	`user_agent` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_id` ON `sessions` (`id`);--> statement-breakpoint
CREATE INDEX `sessions_member` ON `sessions` (`member`);--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `merge_authors` (
	`merge` text NOT NULL,
	`member` text NOT NULL,
	`state` text,
	`invited_by` text,
	`affiliation` text,
	`at` integer,
	`before` text,
	`eligible` integer,
	PRIMARY KEY(`merge`, `member`),
	FOREIGN KEY (`merge`) REFERENCES `merges`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `merge_authors_member` ON `merge_authors` (`member`);--> statement-breakpoint
CREATE TABLE `merge_objections` (
	`id` text PRIMARY KEY NOT NULL,
	`merge` text NOT NULL,
	`by` text NOT NULL,
	`words` text NOT NULL,
	`html` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reasons` text,
	`reasons_html` text,
	FOREIGN KEY (`merge`) REFERENCES `merges`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merge_objections_one_each` ON `merge_objections` (`merge`,`by`);--> statement-breakpoint
CREATE INDEX `merge_objections_by` ON `merge_objections` (`by`,`at`);--> statement-breakpoint
CREATE TABLE `merges` (
	`id` text PRIMARY KEY NOT NULL,
	`source` text NOT NULL,
	`target` text NOT NULL,
	`from_stage` text NOT NULL,
	`from_since` integer NOT NULL,
	`source_elements` text NOT NULL,
	`target_elements` text NOT NULL,
	`words` text NOT NULL,
	`html` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`signs_as` text NOT NULL,
	`at` integer NOT NULL,
	`undone_at` integer,
	`undone_by` text,
	`undone_words` text,
	`undone_html` text,
	FOREIGN KEY (`source`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`undone_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merges_source` ON `merges` (`source`) WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX `merges_target` ON `merges` (`target`,`at`);--> statement-breakpoint
CREATE INDEX `merges_by` ON `merges` (`by`,`at`);--> statement-breakpoint
CREATE TABLE `appeals` (
	`id` text PRIMARY KEY NOT NULL,
	`decision` text NOT NULL,
	`space` text NOT NULL,
	`idea` text,
	`member` text NOT NULL,
	`opposed` text NOT NULL,
	`words` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`by` text,
	`answer` text,
	`decided_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opposed`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `appeals_one_each` ON `appeals` (`decision`);--> statement-breakpoint
CREATE INDEX `appeals_space` ON `appeals` (`space`,`state`,`at`);--> statement-breakpoint
CREATE INDEX `appeals_member` ON `appeals` (`member`,`at`);--> statement-breakpoint
CREATE TABLE `bans` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`lifted_at` integer,
	`lifted_by` text,
	`lifted_reason` text,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`lifted_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `bans_member` ON `bans` (`member`,`lifted_at`);--> statement-breakpoint
CREATE TABLE `moderation_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`idea` text,
	`space` text NOT NULL,
	`member` text NOT NULL,
	`act` text NOT NULL,
	`reason` text,
	`words` text NOT NULL,
	`by` text NOT NULL,
	`signs_as` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer,
	`read_at` integer,
	`lifted_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `moderation_acts_subject` ON `moderation_acts` (`subject`,`id`);--> statement-breakpoint
CREATE INDEX `moderation_acts_space` ON `moderation_acts` (`space`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `moderation_acts_member` ON `moderation_acts` (`member`,`space`,`act`);--> statement-breakpoint
CREATE TABLE `reports` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`idea` text NOT NULL,
	`space` text NOT NULL,
	`author` text NOT NULL,
	`by` text NOT NULL,
	`reason` text NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`decided_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reports_one_each` ON `reports` (`subject`,`by`);--> statement-breakpoint
CREATE INDEX `reports_open` ON `reports` (`space`,`state`,`at`);--> statement-breakpoint
CREATE TABLE `internal_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`author` text NOT NULL,
	`affiliation` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`created_at` integer NOT NULL,
	`edited_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `internal_notes_idea` ON `internal_notes` (`idea`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `internal_notes_author` ON `internal_notes` (`author`,`created_at`);--> statement-breakpoint
CREATE TABLE `mail_bounces` (
	`member` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`days` integer NOT NULL,
	`code` integer NOT NULL,
	`at` integer NOT NULL,
	`stopped_at` integer,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_bounces_stopped` ON `mail_bounces` (`stopped_at`);--> statement-breakpoint
CREATE TABLE `mail_rounds` (
	`member` text NOT NULL,
	`round` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`member`, `round`, `day`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mail_rounds_old` ON `mail_rounds` (`at`);--> statement-breakpoint
CREATE TABLE `notice_choices` (
	`member` text NOT NULL,
	`space` text NOT NULL,
	`ways` text NOT NULL,
	`digest` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`member`, `space`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notice_events` (
	`event` text NOT NULL,
	`member` text NOT NULL,
	`notice` text NOT NULL,
	`actor` text,
	`item` text NOT NULL,
	`code` text,
	`at` integer NOT NULL,
	`withdrawn_by` text,
	`mail_at` integer,
	`mail` text,
	PRIMARY KEY(`event`, `member`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`notice`) REFERENCES `notices`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`actor`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notice_events_due` ON `notice_events` (`mail_at`,`member`) WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX `notice_events_waiting` ON `notice_events` (`member`) WHERE mail_at is not null;--> statement-breakpoint
CREATE INDEX `notice_events_mail` ON `notice_events` (`mail`) WHERE mail is not null;--> statement-breakpoint
CREATE INDEX `notice_events_notice` ON `notice_events` (`notice`,`at`);--> statement-breakpoint
CREATE INDEX `notice_events_item` ON `notice_events` (`item`);--> statement-breakpoint
CREATE INDEX `notice_events_withdrawn` ON `notice_events` (`withdrawn_by`);--> statement-breakpoint
CREATE TABLE `notice_settings` (
	`member` text PRIMARY KEY NOT NULL,
	`ways` text NOT NULL,
	`rhythm` text NOT NULL,
	`daily_hour` integer NOT NULL,
	`quiet_from` integer,
	`quiet_until` integer,
	`digest` integer NOT NULL,
	`reminder` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`kind` text NOT NULL,
	`about` text NOT NULL,
	`space` text,
	`idea` text,
	`named` text,
	`latest` text NOT NULL,
	`at` integer NOT NULL,
	`read_at` integer,
	`withdrawn_at` integer,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `notices_unread` ON `notices` (`member`,`kind`,`about`) WHERE read_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE INDEX `notices_newest` ON `notices` (`member`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `notices_idea` ON `notices` (`idea`) WHERE idea is not null;--> statement-breakpoint
CREATE INDEX `notices_old` ON `notices` (`at`);--> statement-breakpoint
CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`first_day` text NOT NULL,
	`last_day` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `absences_member` ON `absences` (`member`,`ends_at`);--> statement-breakpoint
CREATE INDEX `absences_end` ON `absences` (`ends_at`);--> statement-breakpoint
CREATE TABLE `duties` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`subject` text NOT NULL,
	`idea` text,
	`kind` text NOT NULL,
	`started_at` integer NOT NULL,
	`due_at` integer NOT NULL,
	`paused_until` integer,
	`shown_from` integer NOT NULL,
	`owner` text,
	`stand_in` text,
	`unassigned` integer DEFAULT false NOT NULL,
	`late_at` integer,
	`started_by` text NOT NULL,
	`end` text,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`owner`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stand_in`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `duties_one_each` ON `duties` (`subject`,`kind`) WHERE "end" is null;--> statement-breakpoint
CREATE INDEX `duties_due` ON `duties` (`space`,`end`,`due_at`,`id`);--> statement-breakpoint
CREATE INDEX `duties_shown` ON `duties` (`space`,`end`,`shown_from`,`due_at`,`owner`,`stand_in`,`kind`,`paused_until`);--> statement-breakpoint
CREATE INDEX `duties_unassigned` ON `duties` (`unassigned`,`end`,`due_at`,`id`);--> statement-breakpoint
CREATE INDEX `duties_running` ON `duties` (`due_at`) WHERE "end" is null and late_at is null;--> statement-breakpoint
CREATE INDEX `duties_idea` ON `duties` (`idea`,`kind`);--> statement-breakpoint
CREATE INDEX `duties_answers` ON `duties` (`space`,`kind`,`due_at`,`end`,`ended_at`);--> statement-breakpoint
CREATE INDEX `duties_ended` ON `duties` (`space`,`kind`,`ended_at`,`started_at`);--> statement-breakpoint
CREATE INDEX `duties_waiting` ON `duties` (`space`,`end`,`started_at`,`id`,`kind`);--> statement-breakpoint
CREATE TABLE `duty_involved` (
	`duty` text NOT NULL,
	`member` text NOT NULL,
	PRIMARY KEY(`duty`, `member`),
	FOREIGN KEY (`duty`) REFERENCES `duties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `handovers` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`from` text,
	`to` text NOT NULL,
	`by` text NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `handovers_idea` ON `handovers` (`idea`,`at`);--> statement-breakpoint
CREATE TABLE `idea_pilots` (
	`idea` text PRIMARY KEY NOT NULL,
	`pilot` text,
	`stand_in` text,
	`reason` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`pilot`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`stand_in`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_pilots_pilot` ON `idea_pilots` (`pilot`);--> statement-breakpoint
CREATE INDEX `idea_pilots_stand_in` ON `idea_pilots` (`stand_in`);--> statement-breakpoint
CREATE TABLE `mandates` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`member` text NOT NULL,
	`tags` text,
	`given_by` text NOT NULL,
	`starts_at` integer NOT NULL,
	`last_day` text NOT NULL,
	`ends_at` integer NOT NULL,
	`warned_at` integer,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`given_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ended_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mandates_one_each` ON `mandates` (`space`,`member`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `mandates_member` ON `mandates` (`member`,`ends_at`);--> statement-breakpoint
CREATE INDEX `mandates_given_by` ON `mandates` (`given_by`);--> statement-breakpoint
CREATE TABLE `pauses` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`duty` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`until` integer NOT NULL,
	`due_before` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`duty`) REFERENCES `duties`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pauses_one_each` ON `pauses` (`duty`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `pauses_running` ON `pauses` (`until`) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX `pauses_idea` ON `pauses` (`idea`,`at`);--> statement-breakpoint
CREATE INDEX `pauses_duty` ON `pauses` (`duty`,`ended_by`);--> statement-breakpoint
CREATE TABLE `pilot_settings` (
	`space` text NOT NULL,
	`member` text NOT NULL,
	`languages` text NOT NULL,
	`topics` text NOT NULL,
	PRIMARY KEY(`space`, `member`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `saved_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`name` text NOT NULL,
	`en` text NOT NULL,
	`fr` text NOT NULL,
	`updated_by` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`updated_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `saved_answers_space` ON `saved_answers` (`space`,`name`);--> statement-breakpoint
CREATE TABLE `stage_moves` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`from` text NOT NULL,
	`to` text NOT NULL,
	`from_extra` text,
	`to_extra` text,
	`override` text,
	`from_since` integer NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`reason_kind` text,
	`review_on` text,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`signs_as` text NOT NULL,
	`tracker` text,
	`at` integer NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`from_extra`) REFERENCES `extra_stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`to_extra`) REFERENCES `extra_stages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tracker`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `stage_moves_idea` ON `stage_moves` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `stage_moves_by` ON `stage_moves` (`by`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `stage_moves_tracker` ON `stage_moves` (`tracker`);--> statement-breakpoint
CREATE TABLE `calls` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`member` text NOT NULL,
	`by` text NOT NULL,
	`room` text,
	`idea` text,
	`message` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`answered_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `calls_member` ON `calls` (`member`,`at`);--> statement-breakpoint
CREATE INDEX `calls_by` ON `calls` (`by`);--> statement-breakpoint
CREATE INDEX `calls_space` ON `calls` (`space`);--> statement-breakpoint
CREATE UNIQUE INDEX `calls_room` ON `calls` (`room`,`member`);--> statement-breakpoint
CREATE UNIQUE INDEX `calls_idea` ON `calls` (`idea`,`member`);--> statement-breakpoint
CREATE TABLE `room_question_votes` (
	`room` text NOT NULL,
	`question` text NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`room`, `question`, `member`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_question_votes_member` ON `room_question_votes` (`member`);--> statement-breakpoint
CREATE TABLE `room_slides` (
	`id` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`author` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`picture` text,
	`at` integer NOT NULL,
	`shown_at` integer,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`picture`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_slides_room` ON `room_slides` (`room`,`position`);--> statement-breakpoint
CREATE INDEX `room_slides_author` ON `room_slides` (`author`);--> statement-breakpoint
CREATE INDEX `room_slides_picture` ON `room_slides` (`picture`);--> statement-breakpoint
CREATE TABLE `data_export_parts` (
	`export` text NOT NULL,
	`number` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`export`, `number`),
	FOREIGN KEY (`export`) REFERENCES `data_exports`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `data_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`member` text NOT NULL,
	`asked_at` integer NOT NULL,
	`ready_at` integer,
	`expires_at` integer,
	`size` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `data_exports_member` ON `data_exports` (`member`,`asked_at`);--> statement-breakpoint
CREATE INDEX `data_exports_expires` ON `data_exports` (`expires_at`);--> statement-breakpoint
CREATE TABLE `product_ideas` (
	`product` text NOT NULL,
	`idea` text NOT NULL,
	`linked_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`product`, `idea`),
	FOREIGN KEY (`product`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`linked_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_ideas_idea` ON `product_ideas` (`idea`);--> statement-breakpoint
CREATE INDEX `product_ideas_linked_by` ON `product_ideas` (`linked_by`);--> statement-breakpoint
CREATE TABLE `product_people` (
	`product` text NOT NULL,
	`member` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`product`, `member`),
	FOREIGN KEY (`product`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `product_people_member` ON `product_people` (`member`);--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`name` text NOT NULL,
	`key` text NOT NULL,
	`purpose_en` text NOT NULL,
	`purpose_fr` text NOT NULL,
	`purpose_en_html` text NOT NULL,
	`purpose_fr_html` text NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_key` ON `products` (`space`,`key`);--> statement-breakpoint
CREATE TABLE `signed_heads` (
	`n` integer PRIMARY KEY NOT NULL,
	`hash` text NOT NULL,
	`at` integer NOT NULL,
	`site` text NOT NULL,
	`key` text NOT NULL,
	`signature` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `release_answers` (
	`release` text NOT NULL,
	`idea` text NOT NULL,
	`member` text NOT NULL,
	`answer` text NOT NULL,
	`comment` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`release`, `idea`, `member`),
	FOREIGN KEY (`release`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `release_answers_idea` ON `release_answers` (`idea`);--> statement-breakpoint
CREATE INDEX `release_answers_member` ON `release_answers` (`member`);--> statement-breakpoint
CREATE TABLE `release_ideas` (
	`release` text NOT NULL,
	`idea` text NOT NULL,
	`linked_by` text NOT NULL,
	`at` integer NOT NULL,
	`begun` text,
	`shipped` text,
	PRIMARY KEY(`release`, `idea`),
	FOREIGN KEY (`release`) REFERENCES `releases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`linked_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`begun`) REFERENCES `stage_moves`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`shipped`) REFERENCES `stage_moves`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `release_ideas_idea` ON `release_ideas` (`idea`);--> statement-breakpoint
CREATE INDEX `release_ideas_linked_by` ON `release_ideas` (`linked_by`);--> statement-breakpoint
CREATE TABLE `releases` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`product` text NOT NULL,
	`title` text NOT NULL,
	`notes_en` text NOT NULL,
	`notes_fr` text NOT NULL,
	`notes_en_html` text NOT NULL,
	`notes_fr_html` text NOT NULL,
	`state` text NOT NULL,
	`publish_at` integer,
	`published_at` integer,
	`published_by` text,
	`hindered` text,
	`asked_at` integer,
	`version` integer DEFAULT 1 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`product`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`published_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `releases_newest` ON `releases` (`space`,`state`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `releases_product` ON `releases` (`product`,`state`,`published_at`,`id`);--> statement-breakpoint
CREATE TABLE `first_levels` (
	`member` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `reputation_grounds` (
	`event` text NOT NULL,
	`member` text NOT NULL,
	`idea` text NOT NULL,
	`use` text NOT NULL,
	`n` integer NOT NULL,
	`at` integer NOT NULL,
	`share` integer NOT NULL,
	`text_share` integer NOT NULL,
	`merge` text,
	`is_private` integer NOT NULL,
	PRIMARY KEY(`event`, `member`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reputation_grounds_idea` ON `reputation_grounds` (`idea`,`use`,`n`);--> statement-breakpoint
CREATE INDEX `reputation_grounds_member` ON `reputation_grounds` (`member`);--> statement-breakpoint
CREATE INDEX `reputation_grounds_merge` ON `reputation_grounds` (`merge`);--> statement-breakpoint
CREATE TABLE `reputation_lines` (
	`event` text NOT NULL,
	`rule` text NOT NULL,
	`member` text NOT NULL,
	`space` text NOT NULL,
	`facet` text NOT NULL,
	`rules` text NOT NULL,
	`giver` text,
	`idea` text,
	`source` text NOT NULL,
	`ref` text,
	`part` integer NOT NULL,
	`at` integer NOT NULL,
	`damped` integer NOT NULL,
	`points` integer NOT NULL,
	`reversals` integer NOT NULL,
	`reversed_at` integer,
	`reversed_by` text,
	`is_private` integer NOT NULL,
	PRIMARY KEY(`event`, `rule`, `member`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`giver`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reputation_lines_member` ON `reputation_lines` (`member`,`space`,`at`,`event`);--> statement-breakpoint
CREATE INDEX `reputation_lines_day` ON `reputation_lines` (`member`,`space`,`at`) WHERE points > 0;--> statement-breakpoint
CREATE INDEX `reputation_lines_reversed` ON `reputation_lines` (`member`,`space`,`at`) WHERE reversals <> 0;--> statement-breakpoint
CREATE INDEX `reputation_lines_silent` ON `reputation_lines` (`member`,`space`,`facet`,`idea`,`rules`,`at`,`is_private`) WHERE rule = 'signal_received' and reversals = 0 and points = 0;--> statement-breakpoint
CREATE INDEX `reputation_lines_giver` ON `reputation_lines` (`giver`,`member`,`at`);--> statement-breakpoint
CREATE INDEX `reputation_lines_idea` ON `reputation_lines` (`idea`,`giver`);--> statement-breakpoint
CREATE INDEX `reputation_lines_source` ON `reputation_lines` (`source`);--> statement-breakpoint
CREATE INDEX `reputation_lines_ref` ON `reputation_lines` (`ref`);--> statement-breakpoint
CREATE TABLE `revivals` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`words` text NOT NULL,
	`html` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reasons` text,
	`reasons_html` text,
	`move` text,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`move`) REFERENCES `stage_moves`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revivals_one_open` ON `revivals` (`idea`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `revivals_idea` ON `revivals` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `revivals_by` ON `revivals` (`by`,`idea`,`at`);--> statement-breakpoint
CREATE INDEX `revivals_move` ON `revivals` (`move`);--> statement-breakpoint
CREATE TABLE `room_acts` (
	`room` text NOT NULL,
	`id` text NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`room`, `id`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_acts_member` ON `room_acts` (`member`);--> statement-breakpoint
CREATE TABLE `room_ballots` (
	`room` text NOT NULL,
	`phase` integer NOT NULL,
	`member` text NOT NULL,
	`votes` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`room`, `phase`, `member`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_ballots_member` ON `room_ballots` (`member`);--> statement-breakpoint
CREATE TABLE `room_duels` (
	`room` text NOT NULL,
	`phase` integer NOT NULL,
	`member` text NOT NULL,
	`one` text NOT NULL,
	`other` text NOT NULL,
	`winner` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`room`, `phase`, `member`, `one`, `other`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_duels_member` ON `room_duels` (`member`);--> statement-breakpoint
CREATE TABLE `room_events` (
	`room` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	PRIMARY KEY(`room`, `seq`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `room_notes` (
	`id` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`author` text NOT NULL,
	`phase` integer NOT NULL,
	`sheet` integer,
	`words` text NOT NULL,
	`is_sealed` integer NOT NULL,
	`at` integer NOT NULL,
	`shown_at` integer,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`words`) REFERENCES `room_words`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_notes_room` ON `room_notes` (`room`,`shown_at`);--> statement-breakpoint
CREATE INDEX `room_notes_author` ON `room_notes` (`author`);--> statement-breakpoint
CREATE INDEX `room_notes_words` ON `room_notes` (`words`);--> statement-breakpoint
CREATE TABLE `room_people` (
	`room` text NOT NULL,
	`member` text NOT NULL,
	`affiliation` text NOT NULL,
	`role` text NOT NULL,
	`invited_at` integer,
	`entered_at` integer,
	`seen_at` integer,
	`is_blocked` integer DEFAULT false NOT NULL,
	`was_useful` integer,
	PRIMARY KEY(`room`, `member`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_people_member` ON `room_people` (`member`);--> statement-breakpoint
CREATE INDEX `room_people_seen` ON `room_people` (`room`,`seen_at`);--> statement-breakpoint
CREATE TABLE `room_phases` (
	`room` text NOT NULL,
	`position` integer NOT NULL,
	`kind` text NOT NULL,
	`seconds` integer NOT NULL,
	`visibility` text NOT NULL,
	`advance` text NOT NULL,
	`ballot` text NOT NULL,
	`votes` integer NOT NULL,
	`grouping` text NOT NULL,
	`prompt` text,
	`words` text,
	PRIMARY KEY(`room`, `position`),
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `room_words` (
	`id` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`author` text NOT NULL,
	`body` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `room_words_room` ON `room_words` (`room`);--> statement-breakpoint
CREATE INDEX `room_words_author` ON `room_words` (`author`);--> statement-breakpoint
CREATE TABLE `rooms` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text,
	`created_by` text NOT NULL,
	`host` text NOT NULL,
	`presenter` text,
	`title` text NOT NULL,
	`question` text NOT NULL,
	`template` text NOT NULL,
	`audience` text NOT NULL,
	`most` integer NOT NULL,
	`state` text NOT NULL,
	`starts_at` integer,
	`phase` integer DEFAULT -1 NOT NULL,
	`phase_began_at` integer,
	`deadline` integer,
	`paused_left` integer,
	`seq` integer DEFAULT 0 NOT NULL,
	`stirred` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`due_at` integer,
	`closed_at` integer,
	`end` text,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`host`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`presenter`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rooms_due` ON `rooms` (`due_at`);--> statement-breakpoint
CREATE INDEX `rooms_space` ON `rooms` (`space`,`state`,`created_at`);--> statement-breakpoint
CREATE INDEX `rooms_idea` ON `rooms` (`idea`,`created_at`);--> statement-breakpoint
CREATE INDEX `rooms_created_by` ON `rooms` (`created_by`);--> statement-breakpoint
CREATE INDEX `rooms_host` ON `rooms` (`host`);--> statement-breakpoint
CREATE INDEX `rooms_presenter` ON `rooms` (`presenter`);--> statement-breakpoint
CREATE TABLE `exposures` (
	`member` text NOT NULL,
	`idea` text NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`member`, `idea`),
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `exposures_idea` ON `exposures` (`idea`);--> statement-breakpoint
CREATE TABLE `signal_counts` (
	`idea` text NOT NULL,
	`affiliation` text NOT NULL,
	`kind` text NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`idea`, `affiliation`, `kind`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `signals` (
	`idea` text NOT NULL,
	`member` text NOT NULL,
	`kind` text NOT NULL,
	`affiliation` text NOT NULL,
	`eligible` integer NOT NULL,
	`by_author` integer NOT NULL,
	`cast_at` integer NOT NULL,
	`away` text,
	PRIMARY KEY(`idea`, `member`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `signals_member` ON `signals` (`member`,`cast_at`);--> statement-breakpoint
CREATE TABLE `charter_acceptances` (
	`space` text NOT NULL,
	`member` text NOT NULL,
	`version` integer NOT NULL,
	`accepted_at` integer NOT NULL,
	PRIMARY KEY(`space`, `member`, `version`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `charter_acceptances_member` ON `charter_acceptances` (`member`);--> statement-breakpoint
CREATE TABLE `charters` (
	`space` text NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	PRIMARY KEY(`space`, `version`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`written_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `invitation_uses` (
	`invitation` text NOT NULL,
	`member` text NOT NULL,
	`used_at` integer NOT NULL,
	PRIMARY KEY(`invitation`, `member`),
	FOREIGN KEY (`invitation`) REFERENCES `invitations`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitation_uses_member` ON `invitation_uses` (`member`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`created_by` text NOT NULL,
	`email` text,
	`role` text NOT NULL,
	`affiliation` text,
	`most_uses` integer NOT NULL,
	`uses` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`created_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `invitations_space` ON `invitations` (`space`,`created_at`);--> statement-breakpoint
CREATE INDEX `invitations_email` ON `invitations` (`email`);--> statement-breakpoint
CREATE TABLE `join_requests` (
	`space` text NOT NULL,
	`member` text NOT NULL,
	`message` text NOT NULL,
	`state` text NOT NULL,
	`asked_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text,
	PRIMARY KEY(`space`, `member`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `join_requests_waiting` ON `join_requests` (`space`,`state`,`asked_at`);--> statement-breakpoint
CREATE INDEX `join_requests_member` ON `join_requests` (`member`);--> statement-breakpoint
CREATE TABLE `memberships` (
	`space` text NOT NULL,
	`member` text NOT NULL,
	`pilot` integer DEFAULT false NOT NULL,
	`product` integer DEFAULT false NOT NULL,
	`lead` integer DEFAULT false NOT NULL,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`space`, `member`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `memberships_member` ON `memberships` (`member`);--> statement-breakpoint
CREATE INDEX `memberships_newest` ON `memberships` (`space`,`joined_at`,`member`);--> statement-breakpoint
CREATE TABLE `removals` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`member` text NOT NULL,
	`removed_by` text NOT NULL,
	`reason` text NOT NULL,
	`removed_at` integer NOT NULL,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`removed_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `removals_space` ON `removals` (`space`,`removed_at`);--> statement-breakpoint
CREATE INDEX `removals_member` ON `removals` (`member`);--> statement-breakpoint
CREATE TABLE `space_people` (
	`space` text NOT NULL,
	`affiliation` text NOT NULL,
	`people` integer NOT NULL,
	PRIMARY KEY(`space`, `affiliation`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `spaces` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`purpose` text NOT NULL,
	`criteria` text DEFAULT '' NOT NULL,
	`criteria_html` text DEFAULT '' NOT NULL,
	`visibility` text NOT NULL,
	`language` text NOT NULL,
	`time_zone` text NOT NULL,
	`accent` text DEFAULT 'teal' NOT NULL,
	`logo` text,
	`lean_shown` text DEFAULT 'after_own' NOT NULL,
	`rooms_by` text DEFAULT 'steering' NOT NULL,
	`hold_first` integer DEFAULT 0 NOT NULL,
	`acknowledge_days` integer DEFAULT 3 NOT NULL,
	`decide_days` integer DEFAULT 21 NOT NULL,
	`judge_days` integer DEFAULT 2 NOT NULL,
	`stale_days` integer DEFAULT 60 NOT NULL,
	`working_days` text DEFAULT '[1,2,3,4,5]' NOT NULL,
	`holidays` text DEFAULT '[]' NOT NULL,
	`charter_version` integer DEFAULT 0 NOT NULL,
	`knock_turn` integer DEFAULT 1 NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spaces_slug` ON `spaces` (`slug`);--> statement-breakpoint
CREATE TABLE `extra_stages` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`parent` text NOT NULL,
	`position` integer NOT NULL,
	`name_en` text NOT NULL,
	`name_fr` text NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `extra_stages_space` ON `extra_stages` (`space`,`parent`,`position`);--> statement-breakpoint
CREATE TABLE `stage_gates` (
	`space` text NOT NULL,
	`stage` text NOT NULL,
	`kind` text NOT NULL,
	`least` integer NOT NULL,
	PRIMARY KEY(`space`, `stage`, `kind`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `stage_names` (
	`space` text NOT NULL,
	`stage` text NOT NULL,
	`name_en` text NOT NULL,
	`name_fr` text NOT NULL,
	PRIMARY KEY(`space`, `stage`),
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `suggestions` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`passage` text NOT NULL,
	`start` blob NOT NULL,
	`end` blob NOT NULL,
	`replaced` text NOT NULL,
	`words` text NOT NULL,
	`reason` text NOT NULL,
	`author` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`answer` text NOT NULL,
	`by_hand` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `suggestions_idea` ON `suggestions` (`idea`,`state`);--> statement-breakpoint
CREATE INDEX `suggestions_author` ON `suggestions` (`author`,`state`);--> statement-breakpoint
CREATE TABLE `talk_helpers` (
	`talk` text NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`talk`, `member`),
	FOREIGN KEY (`talk`) REFERENCES `talks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `talk_helpers_member` ON `talk_helpers` (`member`);--> statement-breakpoint
CREATE TABLE `talk_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`talk` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`act` text NOT NULL,
	`source` text NOT NULL,
	`html` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`talk`) REFERENCES `talks`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `talk_messages_talk` ON `talk_messages` (`talk`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `talk_messages_by` ON `talk_messages` (`by`);--> statement-breakpoint
CREATE TABLE `talks` (
	`id` text PRIMARY KEY NOT NULL,
	`space` text NOT NULL,
	`idea` text NOT NULL,
	`author` text NOT NULL,
	`opened_by` text NOT NULL,
	`asks` text NOT NULL,
	`is_private` integer NOT NULL,
	`answer_by` text,
	`turn` text NOT NULL,
	`opened_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	`closed_at` integer,
	FOREIGN KEY (`space`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`opened_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `talks_idea` ON `talks` (`idea`,`opened_at`,`id`);--> statement-breakpoint
CREATE INDEX `talks_turn` ON `talks` (`turn`,`space`);--> statement-breakpoint
CREATE INDEX `talks_author` ON `talks` (`author`,`turn`);--> statement-breakpoint
CREATE TABLE `tracker_deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`product` text NOT NULL,
	`delivery` text,
	`status` integer NOT NULL,
	`code` text,
	`idea` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`product`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tracker_deliveries_one_each` ON `tracker_deliveries` (`product`,`delivery`);--> statement-breakpoint
CREATE INDEX `tracker_deliveries_newest` ON `tracker_deliveries` (`product`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `tracker_deliveries_idea` ON `tracker_deliveries` (`idea`);--> statement-breakpoint
CREATE TABLE `tracker_hooks` (
	`product` text PRIMARY KEY NOT NULL,
	`salt` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL,
	FOREIGN KEY (`product`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`made_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tracker_hooks_made_by` ON `tracker_hooks` (`made_by`);--> statement-breakpoint
CREATE TABLE `tracker_links` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`url` text NOT NULL,
	`title` text NOT NULL,
	`added_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`added_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tracker_links_one_each` ON `tracker_links` (`idea`,`url`);--> statement-breakpoint
CREATE INDEX `tracker_links_url` ON `tracker_links` (`url`);--> statement-breakpoint
CREATE INDEX `tracker_links_added_by` ON `tracker_links` (`added_by`);--> statement-breakpoint
CREATE TABLE `transfers` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`source` text NOT NULL,
	`target` text NOT NULL,
	`words` text NOT NULL,
	`html` text NOT NULL,
	`by` text NOT NULL,
	`affiliation` text NOT NULL,
	`signs_as` text NOT NULL,
	`at` integer NOT NULL,
	`state` text NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`answer` text,
	`answer_html` text,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`source`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`target`) REFERENCES `spaces`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `transfers_one_open` ON `transfers` (`idea`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `transfers_idea` ON `transfers` (`idea`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `transfers_by` ON `transfers` (`by`,`at`);--> statement-breakpoint
CREATE TABLE `trial_reports` (
	`trial` text NOT NULL,
	`member` text NOT NULL,
	`comment` text NOT NULL,
	`worked` text NOT NULL,
	`effort` integer NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`trial`, `member`),
	FOREIGN KEY (`trial`) REFERENCES `trials`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `trial_reports_member` ON `trial_reports` (`member`);--> statement-breakpoint
CREATE INDEX `trial_reports_comment` ON `trial_reports` (`comment`);--> statement-breakpoint
CREATE TABLE `trial_volunteers` (
	`trial` text NOT NULL,
	`member` text NOT NULL,
	`at` integer NOT NULL,
	`drawn` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`trial`, `member`),
	FOREIGN KEY (`trial`) REFERENCES `trials`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `trial_volunteers_member` ON `trial_volunteers` (`member`);--> statement-breakpoint
CREATE TABLE `trials` (
	`id` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`what` text NOT NULL,
	`gets` text NOT NULL,
	`minutes` integer NOT NULL,
	`seats` integer NOT NULL,
	`affiliation` text,
	`level` integer NOT NULL,
	`closes_at` integer NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`ended_at` integer,
	`seed` text,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `trials_idea` ON `trials` (`idea`,`at`);--> statement-breakpoint
CREATE INDEX `trials_by` ON `trials` (`by`);--> statement-breakpoint
CREATE TABLE `adoption_proposals` (
	`idea` text NOT NULL,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`room` text,
	`author` text NOT NULL,
	`version` integer NOT NULL,
	`places` text NOT NULL,
	`state` text NOT NULL,
	`at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	PRIMARY KEY(`idea`, `source`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`decided_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `adoption_proposals_source` ON `adoption_proposals` (`source`);--> statement-breakpoint
CREATE INDEX `adoption_proposals_author` ON `adoption_proposals` (`author`);--> statement-breakpoint
CREATE INDEX `adoption_proposals_decided_by` ON `adoption_proposals` (`decided_by`);--> statement-breakpoint
CREATE TABLE `comment_adoptions` (
	`comment` text PRIMARY KEY NOT NULL,
	`idea` text NOT NULL,
	`version` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`comment`) REFERENCES `comments`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comment_adoptions_idea` ON `comment_adoptions` (`idea`);--> statement-breakpoint
CREATE TABLE `idea_authors` (
	`idea` text NOT NULL,
	`member` text NOT NULL,
	`state` text NOT NULL,
	`invited_by` text NOT NULL,
	`affiliation` text NOT NULL,
	`at` integer NOT NULL,
	`merge` text,
	PRIMARY KEY(`idea`, `member`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`invited_by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_authors_member` ON `idea_authors` (`member`,`state`);--> statement-breakpoint
CREATE TABLE `idea_version_writers` (
	`idea` text NOT NULL,
	`number` integer NOT NULL,
	`member` text NOT NULL,
	`affiliation` text NOT NULL,
	PRIMARY KEY(`idea`, `number`, `member`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`member`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_version_writers_member` ON `idea_version_writers` (`member`);--> statement-breakpoint
CREATE TABLE `idea_versions` (
	`idea` text NOT NULL,
	`number` integer NOT NULL,
	`title` text NOT NULL,
	`problem` text NOT NULL,
	`for_whom` text NOT NULL,
	`solution` text NOT NULL,
	`language` text NOT NULL,
	`author` text NOT NULL,
	`affiliation` text NOT NULL,
	`restored` integer,
	`together` integer DEFAULT false NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`idea`, `number`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `idea_versions_author` ON `idea_versions` (`author`,`at`);--> statement-breakpoint
CREATE TABLE `idea_withdrawals` (
	`idea` text NOT NULL,
	`at` integer NOT NULL,
	`why` text NOT NULL,
	`returned_at` integer,
	PRIMARY KEY(`idea`, `at`),
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `note_adoptions` (
	`note` text PRIMARY KEY NOT NULL,
	`room` text NOT NULL,
	`idea` text NOT NULL,
	`version` integer NOT NULL,
	`author` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`room`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`idea`) REFERENCES `ideas`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`by`) REFERENCES `members`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `note_adoptions_idea` ON `note_adoptions` (`idea`);--> statement-breakpoint
CREATE INDEX `note_adoptions_author` ON `note_adoptions` (`author`);