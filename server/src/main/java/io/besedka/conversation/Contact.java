package io.besedka.conversation;

import java.time.Instant;

/** The person behind one or more clients, as people and programs describe them; null = not known. No messenger changes it. */
public record Contact(long id, String name, String phone, String email, String comment, Instant createdAt) {
    /** Members that are to change; a null value removes what was there. */
    public record Change(
            boolean setsName,
            String name,
            boolean setsPhone,
            String phone,
            boolean setsEmail,
            String email,
            boolean setsComment,
            String comment) {
        public static Change comment(String comment) {
            return new Change(false, null, false, null, false, null, true, comment);
        }
    }
}
