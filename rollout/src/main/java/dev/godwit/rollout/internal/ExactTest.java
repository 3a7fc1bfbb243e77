package dev.godwit.rollout.internal;

/**
 * Fisher's exact test of two proportions, one-sided: how probable it is that so many of what went wrong hit the one of the
 * two samples, if nothing but chance dealt it out. It is exact for small samples too, so no least number of samples is
 * needed: too few can't give a small probability.
 */
final class ExactTest {
    private static final int SUMMED_BELOW = 32;
    private static final double NO_MATTER = 1e-18;

    private ExactTest() {}

    /** The probability of at least as many bad ones in {@code judged}, were both samples of the same kind. */
    static double probability(Proportion judged, Proportion measure) {
        long all = judged.total() + measure.total();
        long allBad = judged.bad() + measure.bad();
        // The sum begins at its largest term, so that none is too small to be followed by a larger one.
        if ((double) judged.bad() * all > (double) judged.total() * allBad) {
            return tail(judged.bad(), judged.total(), allBad, all);
        }
        return 1 - tail(judged.total() - judged.bad() + 1, judged.total(), all - allBad, all);
    }

    /** The probability of at least so many of a kind among those drawn, of which there are so many among all. */
    private static double tail(long least, long drawn, long kind, long all) {
        double term = least > Math.min(drawn, kind)
                ? 0
                : Math.exp(lnChoose(kind, least) + lnChoose(all - kind, drawn - least) - lnChoose(all, drawn));
        double sum = 0;
        for (long number = least; term > NO_MATTER * sum; number++) {
            sum += term;
            double more = (double) (kind - number) * (drawn - number);
            double fewer = (double) (number + 1) * (all - kind - drawn + number + 1);
            term = more <= 0 || fewer <= 0 ? 0 : term * more / fewer;
        }
        return Math.min(1, sum);
    }

    private static double lnChoose(long from, long taken) {
        return lnFactorial(from) - lnFactorial(taken) - lnFactorial(from - taken);
    }

    /** Stirling's series, whose error is far below what counts here from the bound on. */
    private static double lnFactorial(long number) {
        if (number < SUMMED_BELOW) {
            double sum = 0;
            for (long factor = 2; factor <= number; factor++) {
                sum += Math.log(factor);
            }
            return sum;
        }
        double n = number;
        return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n * n * n);
    }
}
