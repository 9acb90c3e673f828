package io.besedka.api.deal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.besedka.deal.DealCard;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/** A table's pages, each read when the one before was sent. */
final class CsvPages implements Enumeration<InputStream> {
    private static final int LIMIT = 100_000;
    private static final int PAGE = 1_000;

    /** The deals below a number, the newest first. */
    @FunctionalInterface
    interface Reading {
        List<DealCard> page(long before, int limit);
    }

    private final DealCsv csv;
    private final Reading reading;
    private String head;
    private long before;
    private int told;
    private boolean ended;

    CsvPages(DealCsv csv, Reading reading) {
        this.csv = csv;
        this.reading = reading;
        this.head = csv.head();
    }

    @Override
    public boolean hasMoreElements() {
        return !ended;
    }

    @Override
    public InputStream nextElement() {
        if (ended) {
            throw new NoSuchElementException();
        }
        var page = reading.page(before, PAGE);
        told += page.size();
        ended = page.size() < PAGE || told >= LIMIT;
        before = page.isEmpty() ? before : page.getLast().deal().id();
        var text = head + page.stream().map(csv::line).collect(Collectors.joining());
        head = "";
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
