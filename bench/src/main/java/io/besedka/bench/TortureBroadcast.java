package io.besedka.bench;

import java.util.List;

/** One broadcast and what was promised of it. Its program's loop writes, the checker reads after it has ended. */
final class TortureBroadcast {
    static final String TEXT = "b ";

    final long project;
    final int number;
    final List<TortureChat> to;
    /** 0 until its creation was acknowledged. */
    long id;
    /** Whether it was acknowledged that it goes. */
    boolean started;

    TortureBroadcast(long project, int number, List<TortureChat> to) {
        this.project = project;
        this.number = number;
        this.to = to;
    }

    /** Its name and its text. */
    String text() {
        return TEXT + number;
    }

    @Override
    public String toString() {
        return "broadcast " + number + " of project " + project;
    }
}
