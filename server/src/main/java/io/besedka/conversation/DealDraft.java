package io.besedka.conversation;

import java.math.BigDecimal;

/**
 * What a deal is made of, or what of it changes: null members are left to the defaults, or as they are.
 *
 * @param budget in the project's currency, at most 14 digits before the point and 2 behind; {@link #NO_BUDGET} takes it away
 * @param stageId null = the first stage of the project's first pipeline
 * @param responsibleId a user, 0 = nobody
 */
public record DealDraft(String name, String description, BigDecimal budget, Long stageId, Long responsibleId) {
    public static final int NAME_LIMIT = 250;
    public static final int DESCRIPTION_LIMIT = 10_000;
    /** A deal's worth is never below nothing. */
    public static final BigDecimal NO_BUDGET = new BigDecimal("-1");

    private static final BigDecimal BUDGET_LIMIT = new BigDecimal("100000000000000");
    public static final DealDraft EMPTY = new DealDraft(null, null, null, null, null);

    public DealDraft {
        if (name != null && name.length() > NAME_LIMIT
                || description != null && description.length() > DESCRIPTION_LIMIT) {
            throw new Refused(
                    Refusal.TOO_LONG,
                    "a deal's name holds at most " + NAME_LIMIT + " and its description at most " + DESCRIPTION_LIMIT
                            + " characters");
        }
        if (budget != null && budget.abs().compareTo(BUDGET_LIMIT) >= 0) {
            throw new Refused(Refusal.TOO_LONG, "a budget holds at most 14 digits before the point");
        }
        budget = budget == null ? null : budget.setScale(2, java.math.RoundingMode.HALF_UP);
    }

    boolean takesBudgetAway() {
        return budget != null && budget.signum() < 0;
    }

    public static DealDraft named(String name) {
        return new DealDraft(name, null, null, null, null);
    }
}
