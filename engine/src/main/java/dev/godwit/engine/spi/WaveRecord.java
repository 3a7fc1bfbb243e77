package dev.godwit.engine.spi;

import dev.godwit.core.WaveName;

/**
 * The control record of a wave.
 *
 * @param begun whether its units were chosen and frozen into the control store
 * @param approved whether someone approved its begin
 * @param cutoverApproved whether someone approved the cutover of its units
 */
public record WaveRecord(WaveName name, int position, boolean begun, boolean approved, boolean cutoverApproved) {}
