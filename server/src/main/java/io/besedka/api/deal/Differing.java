package io.besedka.api.deal;

import io.besedka.conversation.DealDraft;
import io.besedka.deal.Deal;
import java.math.BigDecimal;

/** What of a draft is otherwise than the deal is, without its stage. */
final class Differing {
    private Differing() {}

    static DealDraft of(Deal deal, DealDraft draft) {
        return new DealDraft(
                differing(draft.name(), deal.name()),
                differing(draft.description(), deal.description()),
                budget(draft.budget(), deal.budget()),
                null,
                differing(draft.responsibleId(), deal.responsibleId()));
    }

    private static <T> T differing(T wanted, T there) {
        return wanted == null || wanted.equals(there) ? null : wanted;
    }

    private static BigDecimal budget(BigDecimal wanted, BigDecimal there) {
        if (wanted == null) {
            return null;
        }
        boolean same = wanted.signum() < 0 ? there == null : there != null && wanted.compareTo(there) == 0;
        return same ? null : wanted;
    }
}
