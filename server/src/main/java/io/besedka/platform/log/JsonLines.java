package io.besedka.platform.log;

import io.besedka.platform.json.Json;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** {@code {"time":...,"level":"info","logger":...,"message":...,"connection":"7"}}, one line an event. */
final class JsonLines extends Formatter {
    @Override
    public String format(LogRecord record) {
        var event = Event.of(record);
        var line = new LinkedHashMap<String, String>();
        line.put("time", record.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("level", event.level());
        line.put("logger", event.logger());
        line.put("message", event.message());
        event.values().forEach(line::putIfAbsent);
        if (!event.failure().isEmpty()) {
            line.put("failure", event.failure());
        }
        return Json.text(line) + "\n";
    }
}
