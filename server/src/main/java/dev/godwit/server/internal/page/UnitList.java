package dev.godwit.server.internal.page;

import dev.godwit.core.MigrationControl.UnitFilter;
import dev.godwit.core.MigrationControl.UnitView;
import dev.godwit.core.WaveName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page of the list of units. */
public record UnitList(String migration, UnitFilter filter, List<UnitView> units, boolean more) {
    /** Where the next page is. */
    public String next() {
        return "/migrations/" + migration + "/units?phase="
                + filter.phase().map(Enum::name).orElse("") + "&wave="
                + filter.wave().map(WaveName::value).orElse("") + "&text=" + encoded(filter.text()) + "&after="
                + encoded(units.getLast().unit().value());
    }

    /** Where a unit's page is. */
    public static String path(String migration, String unit) {
        return "/migrations/" + migration + "/unit?name=" + encoded(unit);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
