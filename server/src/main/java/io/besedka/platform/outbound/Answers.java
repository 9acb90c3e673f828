package io.besedka.platform.outbound;

import io.besedka.platform.outbound.Outcome.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reading an answer's body up to its limit, into memory or, for a download that succeeded, into the target. */
final class Answers {
    /** What an error page of a download is cut to. */
    private static final long ERROR_PAGE = 64 << 10;

    private Answers() {}

    static Outcome read(
            int status, Map<String, List<String>> headers, InputStream body, Call call, Optional<OutputStream> download)
            throws IOException {
        if (download.isPresent() && status >= 200 && status < 300) {
            return copied(body, download.get(), call.answerLimit())
                    ? new Answered(status, flat(headers), new byte[0])
                    : tooLong(call.answerLimit());
        }
        var limit = download.isPresent() ? ERROR_PAGE : call.answerLimit();
        var kept = new ByteArrayOutputStream();
        return copied(body, kept, limit) ? new Answered(status, flat(headers), kept.toByteArray()) : tooLong(limit);
    }

    private static Outcome tooLong(long limit) {
        return new Outcome.Unknown("the answer is longer than " + limit + " bytes");
    }

    /** False when there was more than the limit; what lay within it has been written then. */
    private static boolean copied(InputStream from, OutputStream to, long limit) throws IOException {
        var buffer = new byte[16 << 10];
        var left = limit;
        for (var count = from.read(buffer); count >= 0; count = from.read(buffer)) {
            to.write(buffer, 0, (int) Math.min(count, left));
            left -= count;
            if (left < 0) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> flat(Map<String, List<String>> headers) {
        var flat = new LinkedHashMap<String, String>();
        headers.forEach((name, values) ->
                flat.merge(name.toLowerCase(Locale.ROOT), String.join(", ", values), (one, more) -> one + ", " + more));
        return flat;
    }
}
