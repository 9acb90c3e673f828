package io.besedka.simulator.messenger;

/** Who somebody is, made of the name alone and so the same after every start. The phone has digits and a plus. */
public record Profile(String id, String name, String phone) {
    /** A person of this name with the provider's id. */
    public static Profile named(String id, String name) {
        return new Profile(id, name, phoneOf(name));
    }

    /** A made-up Russian mobile number. */
    public static String phoneOf(String name) {
        return "+7900" + "%07d".formatted(number(name) % 10_000_000);
    }

    /** A positive number made of the name, below 2^40. */
    public static long number(String name) {
        long hash = 1125899906842597L;
        for (int i = 0; i < name.length(); i++) hash = 31 * hash + name.charAt(i);
        hash ^= hash >>> 29;
        hash *= 0xBF58476D1CE4E5B9L;
        return (hash ^ hash >>> 32) & ((1L << 40) - 1);
    }

    public String firstName() {
        int blank = name.indexOf(' ');
        return blank < 0 ? name : name.substring(0, blank);
    }

    public String lastName() {
        int blank = name.indexOf(' ');
        return blank < 0 ? "" : name.substring(blank + 1);
    }
}
