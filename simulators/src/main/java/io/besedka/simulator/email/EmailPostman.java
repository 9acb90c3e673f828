package io.besedka.simulator.email;

import io.besedka.simulator.messenger.Account;
import io.besedka.simulator.messenger.Postman;
import io.besedka.simulator.messenger.Terms;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** Nothing is posted: mails are fetched. */
final class EmailPostman implements Postman {
    @Override
    public Terms terms() {
        return Terms.of(Duration.ofSeconds(10));
    }

    /** A newsletter of a type nobody reads. */
    @Override
    public ObjectNode unknownKind(Account account) {
        var mail = "From: News <news@mail.example>\r\nTo: " + account.id()
                + "\r\nSubject: News\r\nList-Id: <news.mail.example>\r\nMessage-ID: <news" + account.nextNumber()
                + "@mail.example>\r\nContent-Type: x-telepathy/waves\r\n\r\nOmm\r\n";
        return EmailSimulator.mail(mail.getBytes(StandardCharsets.US_ASCII));
    }
}
