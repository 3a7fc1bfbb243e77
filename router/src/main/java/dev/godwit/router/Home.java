package dev.godwit.router;

import dev.godwit.core.StoreName;

/** The store that a scattered question is asked of. */
public interface Home {
    StoreName store();

    /**
     * The view of the entity's rows whose unit has its home in this store, ready to be put into SQL. The bare table also
     * has mirrored and left-over rows.
     *
     * @param entity the entity's name in the plan
     */
    String table(String entity);
}
