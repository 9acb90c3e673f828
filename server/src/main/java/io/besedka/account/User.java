package io.besedka.account;

import java.time.Instant;

/** @param totp whether signing in asks for a code */
public record User(long id, String email, String name, String locale, boolean totp, Instant createdAt) {}
