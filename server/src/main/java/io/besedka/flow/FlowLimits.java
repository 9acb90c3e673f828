package io.besedka.flow;

/** How large a flow may be and how far one step may go. */
public final class FlowLimits {
    public static final int BLOCKS = 2000;
    /** Blocks with a condition: start and aside_condition. */
    public static final int CONDITION_BLOCKS = 500;

    public static final int ARROWS_PER_BLOCK = 100;
    public static final int ACTIONS_PER_BLOCK = 50;
    public static final int ATTACHMENTS = 10;
    public static final int BUTTONS = 100;
    public static final int TEXT = 20_000;
    public static final int CONDITION_TEXT = 1000;
    public static final int LABEL = 200;
    public static final int ID = 40;
    /** A timer's longest delay: 400 days. */
    public static final long DELAY_SECONDS = 400L * 24 * 3600;
    /** Blocks entered in one step; more is taken for a loop. */
    public static final int STEPS = 50;

    public static final int FAULTS = 100;
    /** Of a client's message, how much the inexact modes look at. */
    static final int HEARD = 4000;

    static final int HEARD_BY_REGEXP = 1000;
    /** Instructions a compiled regular expression may have. */
    static final int REGEXP_SIZE = 2000;
    /** What one step may spend on regular expressions: instructions times characters. */
    static final long REGEXP_WORK = 5_000_000;

    static final int SIMILAR_TEXT = 200;
    static final int NESTING = 5;

    private FlowLimits() {}
}
