import { Problem } from "@besedka/api-client";

/** Whether a call failed because what it named is not there any more. */
export const isGone = (fault: unknown): boolean => fault instanceof Problem && fault.status === 404;
