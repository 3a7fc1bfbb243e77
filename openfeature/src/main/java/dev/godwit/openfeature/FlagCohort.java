package dev.godwit.openfeature;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import dev.godwit.core.Plan.Selection;
import dev.godwit.core.UnitId;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The units for which a boolean flag is on; the unit is the targeting key. A wave is frozen when it begins, so the flag is
 * asked once for each unit when the plan is made, and what it says later changes nothing. Thread-safe if the client is.
 */
public final class FlagCohort {
    private final Client client;
    private final String flag;

    private FlagCohort(Client client, String flag) {
        this.client = client;
        this.flag = flag;
    }

    /** By the flag with this key. */
    public static FlagCohort of(Client client, String flag) {
        return new FlagCohort(client, flag);
    }

    /**
     * Whether the unit belongs to it.
     *
     * @throws GodwitException with {@link ErrorCode#INVALID_REQUEST} when the flag service can't say: a default is no
     *     answer to the question of whose data is moved
     */
    public boolean has(UnitId unit) {
        FlagEvaluationDetails<Boolean> details =
                client.getBooleanDetails(flag, false, new ImmutableContext(unit.value()));
        if (details.getErrorCode() != null) {
            throw new GodwitException(
                    ErrorCode.INVALID_REQUEST,
                    "flag " + flag + " of unit " + unit + ": " + details.getErrorCode() + " "
                            + details.getErrorMessage());
        }
        return details.getValue();
    }

    /** Those of the units that belong to it, in the same order, as what a wave of a plan takes. */
    public Selection.Listed among(Collection<UnitId> units) {
        List<UnitId> members = new ArrayList<>();
        for (UnitId unit : units) {
            if (has(unit)) {
                members.add(unit);
            }
        }
        return new Selection.Listed(members);
    }
}
