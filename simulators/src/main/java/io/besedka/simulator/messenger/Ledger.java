package io.besedka.simulator.messenger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** Every send that was done, in the order it was done: a dropped answer is in it, a refused call is not. */
public final class Ledger {
    /** One done send. {@code number} counts from 1 without gaps over all accounts and chats. */
    public record Entry(
            long number, String account, String call, String chat, String message, String text, Instant at) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private int keep = 1_000_000;
    private long numbers;

    synchronized void add(String account, String call, String chat, String message, String text, Instant at) {
        entries.add(new Entry(++numbers, account, call, chat, message, text, at));
        if (entries.size() > keep) entries.poll();
    }

    /** How many of the latest entries to keep; 1,000,000 unless told. */
    public synchronized void keep(int atMost) {
        keep = atMost;
        while (entries.size() > keep) entries.poll();
    }

    /** How many sends were done since the start, kept or not. */
    public synchronized long count() {
        return numbers;
    }

    /** Up to {@code limit} kept entries with a number greater than {@code number}. */
    public synchronized List<Entry> after(long number, int limit) {
        var first = entries.peek();
        long skip = first == null ? 0 : Math.max(0, number - first.number() + 1);
        return entries.stream().skip(skip).limit(limit).toList();
    }

    public synchronized List<Entry> ofChat(String chat) {
        return entries.stream().filter(entry -> entry.chat().equals(chat)).toList();
    }

    public synchronized void clear() {
        entries.clear();
    }
}
