package io.besedka.simulator.messenger;

/** What a person can do in a messenger; the phone page offers just these, and {@link Person} refuses the others. */
public enum Can {
    /** There is a Start (or Subscribe) button before the first message. */
    START,
    REPLY,
    EDIT,
    DELETE,
    REACT,
    READ,
    TYPE,
    BLOCK,
    PHOTO,
    VIDEO,
    AUDIO,
    VOICE,
    FILE,
    STICKER,
    LOCATION,
    CONTACT,
    /** Comments under the account's posts. */
    COMMENT,
    /** Messages have a subject. */
    SUBJECT,
    /** The account's people also write in the provider's own application. */
    OUTSIDE;

    /** What sending such a file needs. */
    static Can send(Kind kind) {
        return valueOf(kind.name());
    }
}
