package dev.godwit.engine.spi;

import dev.godwit.core.PausePoints;
import dev.godwit.core.Signal;
import dev.godwit.core.Tasks;
import dev.godwit.core.TimeSource;

/**
 * What an engine works with besides its two stores.
 *
 * @param control closed by the engine
 * @param placementsChanged raised by the control store after each change that routers have to hear of
 */
public record EnginePorts(
        ControlStore control,
        Signal placementsChanged,
        TimeSource time,
        Tasks tasks,
        PausePoints pausePoints,
        MoverSettings mover) {}
