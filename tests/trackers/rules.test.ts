import { describe, expect, it } from "vitest";
import { referenceIn } from "../../app/features/trackers/rules.ts";

describe("the address of an issue", () => {
  it.each([
    ["https://github.com/owner/repo/issues/12", "GitHub owner/repo#12", null],
    [
      "https://github.com/owner/repo/pull/7#issuecomment-1",
      "GitHub owner/repo#7",
      "https://github.com/owner/repo/pull/7",
    ],
    ["https://GitHub.com/owner/repo/issues/12/?x=1", "GitHub owner/repo#12", "https://github.com/owner/repo/issues/12"],
    ["https://gitlab.com/group/sub/project/-/issues/3", "GitLab group/sub/project#3", null],
    ["https://git.example.org/group/project/-/merge_requests/4", "GitLab group/project!4 (git.example.org)", null],
    [
      "https://bikes.atlassian.net/browse/BELL-12?focusedId=3",
      "Jira BELL-12",
      "https://bikes.atlassian.net/browse/BELL-12",
    ],
    ["https://issues.example.org/jira/browse/BELL-12", "Jira BELL-12 (issues.example.org)", null],
    ["https://linear.app/bikes/issue/BEL-9/a-louder-bell", "Linear BEL-9", "https://linear.app/bikes/issue/BEL-9"],
  ])("says what it is: %s", (text, label, url) => {
    expect(referenceIn(text)).toMatchObject({ label, url: url ?? text });
  });

  it.each([
    "https://example.org/bugs?id=3",
    "https://github.com.evil.example/owner/repo/issues/12",
    "https://evil.example/github.com/owner/repo/issues/12",
    "https://github.com/owner/repo",
    "https://linear.app.evil.example/bikes/issue/BEL-9",
    "https://track.example/#/issues/12",
    "https://track.example/issues/12/",
  ])("that no tracker is known by, stands as it is: %s", (text) => {
    expect(referenceIn(text)).toMatchObject({ label: null, url: text });
  });

  it("never says that a machine of somebody's own is the tracker's", () => {
    expect(referenceIn("https://gitlab.com.evil.example/a/b/-/issues/1")?.label).toBe(
      "GitLab a/b#1 (gitlab.com.evil.example)",
    );
    expect(referenceIn("https://atlassian.net.evil.example/browse/A1-1")?.label).toBe(
      "Jira A1-1 (atlassian.net.evil.example)",
    );
  });

  it.each([
    "",
    "github.com/owner/repo/issues/12",
    "http://github.com/owner/repo/issues/12",
    "javascript:alert(1)//https://github.com/owner/repo/issues/12",
    "data:text/html,x",
    "https://somebody:word@github.com/owner/repo/issues/12",
    "https://somebody@github.com/owner/repo/issues/12",
    "//github.com/owner/repo/issues/12",
    `https://example.org/${"x".repeat(500)}`,
    // Three times as long once it is written as a browser sends it.
    `https://example.org/${"铃".repeat(60)}`,
  ])("that cannot be trusted is not taken: %s", (text) => {
    expect(referenceIn(text)).toBeNull();
  });
});
