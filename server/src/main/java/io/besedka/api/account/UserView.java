package io.besedka.api.account;

import io.besedka.account.User;

/** A user as they see themselves. */
record UserView(long id, String name, String email, String locale, boolean totp) {
    static UserView of(User user) {
        return new UserView(user.id(), user.name(), user.email(), user.locale(), user.totp());
    }
}
