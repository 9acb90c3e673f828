package io.besedka.bench;

/**
 * A server is warm when its compiler is quiet: before that it is measured compiling, and the compiler takes a processor from it. At the
 * load's pace that takes a minute or two.
 */
final class Warmth {
    private static final int SLICE = 5;
    private static final int SLICES = 48;
    /** Of one processor. */
    private static final double QUIET = 0.1;

    /** Load for so many seconds. */
    interface Work {
        void drive(int seconds) throws Exception;
    }

    private Warmth() {}

    /** Works until the compiler takes next to nothing for two slices in a row; after four minutes the run is not valid. */
    static void reach(Target target, Figures figures, String name, Work work) throws Exception {
        int quiet = 0;
        int slices = 0;
        while (quiet < 2 && slices++ < SLICES) {
            double before = Cpu.ofCompiler(target.process().pid());
            work.drive(SLICE);
            double share = (Cpu.ofCompiler(target.process().pid()) - before) / SLICE;
            quiet = share < QUIET ? quiet + 1 : 0;
        }
        figures.put(name + ".warming", slices * SLICE, "s");
        figures.check(quiet == 2, name + " is measured with the compiler quiet");
    }
}
