package io.besedka.flow;

/** What a template is filled with. */
interface Values {
    /** The variable's value; empty when absent, never null. */
    String get(String name);

    /** A number that stays the same within a step: chooses among {@code {a|b}} variants. */
    long chance();
}
