package dev.godwit.spec.internal.model;

import java.util.List;
import java.util.stream.Collectors;

/** The models, in the order in which to read them. Each names its actors; a long actor has a file of its own. */
public final class Models {
    public static final NamedModel MOVE = new NamedModel(
            "move",
            "one key: routers with leases, movers, a coordinator that stops anywhere",
            Size.of("writes=1,phases=4,tokens=2,epochs=2"),
            Size.of("writes=2,phases=2,tokens=4,epochs=3"),
            MoveModel::new);

    public static final NamedModel COORDINATORS = new NamedModel(
            "coordinators",
            "two coordinators that act on what they knew, compare-and-set, late steps, the way back",
            Size.of("writes=1,attempts=1,back=0"),
            Size.of("writes=1,attempts=2,back=1"),
            CoordinatorsModel::new);

    public static final NamedModel COPY = new NamedModel(
            "copy",
            "chunks with a cursor, marks that arrive meanwhile, a worker that was replaced and goes on",
            Size.of("writes=2,keys=3,chunk=2,tokens=2"),
            Size.of("writes=4,keys=3,chunk=2,tokens=3"),
            CopyModel::new);

    public static final NamedModel UNITS = new NamedModel(
            "units",
            "two units, two keys: rows that change their unit, keys that two homes hand out, reads of several rows",
            Size.of("writes=2,apart=0"),
            Size.of("writes=3,apart=0"),
            UnitsModel::new);

    public static final NamedModel LOSS = new NamedModel(
            "loss",
            "a store forgets its last commit: incarnations, fences asserted again, the flush before step 8",
            Size.of("writes=1,losses=1,attempts=1,tokens=2"),
            Size.of("writes=1,losses=2,attempts=2,tokens=2"),
            LossModel::new);

    public static final List<NamedModel> ALL = List.of(MOVE, COORDINATORS, COPY, UNITS, LOSS);

    private Models() {}

    /**
     * The model with that name.
     *
     * @throws IllegalArgumentException when there is none; the message names all
     */
    public static NamedModel named(String name) {
        return ALL.stream()
                .filter(model -> model.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no model '" + name + "'; there are "
                        + ALL.stream().map(NamedModel::name).collect(Collectors.joining(", "))));
    }
}
