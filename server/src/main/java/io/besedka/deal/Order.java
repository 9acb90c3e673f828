package io.besedka.deal;

import java.util.ArrayList;
import java.util.List;

/** Puts one of a row elsewhere. */
final class Order {
    private Order() {}

    /** @param place where it stands afterwards, 0 = the first; too far = the last */
    static List<Long> moved(List<Long> ids, long id, int place) {
        var others = new ArrayList<>(ids);
        others.remove(id);
        others.add(Math.min(place, others.size()), id);
        return others;
    }
}
