package io.besedka.flow;

/** When a block or an arrow answers. @param text null = whatever was said @param compare null = always */
record Condition(TextMatch text, Comparison compare) {
    static final Condition NONE = new Condition(null, null);
}
