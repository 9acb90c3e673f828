package io.besedka.account;

import java.time.Instant;
import java.util.Set;

/** A key as it can be seen later: its value was shown once. @param hint the value's last characters */
public record ApiKey(
        long id, String name, String hint, Set<Right> rights, boolean isMain, Instant createdAt, Instant lastUsedAt) {}
