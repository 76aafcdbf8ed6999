/** Ideas on one page of those that somebody follows. */
export const followedOnAPage = 30;
