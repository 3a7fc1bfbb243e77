package dev.godwit.engine.spi;

/**
 * Sizes of the mover's work, all in rows.
 *
 * @param chunkRows the most that one copied chunk has
 * @param drainMarks the most marks that are drained at once
 * @param digestRows the most that one digest covers
 * @param smallUnitRows up to this many rows the whole unit is compared inside the pause
 */
public record MoverSettings(int chunkRows, int drainMarks, int digestRows, int smallUnitRows) {
    public static final MoverSettings DEFAULT = new MoverSettings(20_000, 500, 50_000, 500);
}
