package io.besedka.account;

import java.util.Set;

/** @param accepted false until the invited has chosen a password */
public record Member(long userId, String name, String email, Set<Role> roles, boolean accepted) {}
