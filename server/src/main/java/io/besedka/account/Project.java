package io.besedka.account;

import java.time.Instant;

/** A customer's workspace. @param timeZone an IANA name @param locale ru or en */
public record Project(long id, String name, String timeZone, String locale, Instant createdAt) {}
