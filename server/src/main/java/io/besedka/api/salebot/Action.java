package io.besedka.api.salebot;

import io.besedka.account.Right;
import java.io.IOException;

/**
 * One action of the dialect: what its key must be allowed, where it looks for its parameters, and what it does.
 *
 * @param limited whether its calls count for how fast a key may call
 */
record Action(Right right, Pointing pointing, boolean limited, Doing doing) {
    interface Doing {
        Reply on(Call call) throws IOException;
    }
}
