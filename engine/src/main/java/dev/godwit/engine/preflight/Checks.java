package dev.godwit.engine.preflight;

import java.util.List;

/** All checks, in the order in which their problems are read: from the stores to the columns. */
final class Checks {
    static final List<Check> ALL = List.of(
            new RehearsalCheck(),
            // stores
            new VersionCheck(),
            new StandbyCheck(),
            new UnfitStoresCheck(),
            new SameStoreCheck(),
            new RightsCheck(),
            new PreparedTransactionsCheck(),
            new LongTransactionsCheck(),
            new FailoverCheck(),
            new LeftoversCheck(),
            // tables
            new TablesExistCheck(),
            new TableKindCheck(),
            new InheritanceCheck(),
            new RowSecurityCheck(),
            new SubscriptionsCheck(),
            new RulesCheck(),
            new UserTriggersCheck(),
            new TriggersDifferCheck(),
            new ForeignKeysCheck(),
            new ForeignKeyCyclesCheck(),
            new ForeignKeyIndexCheck(),
            new ExclusionConstraintsCheck(),
            new TargetRowsCheck(),
            // keys and units
            new PrimaryKeyCheck(),
            new NamedColumnsCheck(),
            new KeyTypeCheck(),
            new UnitNullsCheck(),
            new UnitParentCheck(),
            new UnitIndexCheck(),
            new GeneratedKeysCheck(),
            new UniqueConstraintsCheck(),
            // columns
            new ColumnMappingCheck(),
            new MissingColumnsCheck(),
            new ExtraColumnsCheck(),
            new GeneratedColumnsCheck(),
            new ColumnTypesCheck(),
            new LargeObjectsCheck(),
            new NotNullCheck(),
            new DefaultsCheck(),
            new WayBackCheck());

    private Checks() {}
}
