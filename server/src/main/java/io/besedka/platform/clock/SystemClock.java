package io.besedka.platform.clock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Alarm alarm() {
        return new SystemAlarm(this);
    }
}
