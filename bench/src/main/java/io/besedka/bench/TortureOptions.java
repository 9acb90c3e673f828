package io.besedka.bench;

/** @param keep leaves the data and the server's log where they are */
record TortureOptions(int seconds, long seed, boolean keep) {
    static TortureOptions parse(String[] arguments) {
        int seconds = 60;
        long seed = System.nanoTime() & 0xffff_ffffL;
        boolean keep = false;
        try {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--seconds" -> seconds = Integer.parseInt(arguments[++i]);
                    case "--seed" -> seed = Long.parseLong(arguments[++i]);
                    case "--keep" -> keep = true;
                    default -> throw new IllegalArgumentException(arguments[i]);
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException wrong) {
            System.err.println("usage: torture [--seconds N] [--seed N] [--keep]");
            System.exit(2);
        }
        return new TortureOptions(seconds, seed, keep);
    }
}
