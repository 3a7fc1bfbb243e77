package dev.godwit.bench.measure;

import java.util.List;

/** One thing that is measured. */
interface BenchCase {
    /** Its name on the command line. */
    String name();

    /** Whether it is part of the quick run. */
    default boolean quick() {
        return true;
    }

    /**
     * Measures it and its baseline.
     *
     * @throws Exception whatever went wrong; the other cases are not measured then
     */
    List<Figure> measure(Laboratory laboratory) throws Exception;
}
