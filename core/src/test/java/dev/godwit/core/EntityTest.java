package dev.godwit.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntityTest {
    /** The order of Map.of differs from process to process; a plan's digest must not. */
    @Test
    void its_text_is_the_same_in_each_process() {
        Map<String, String> names = Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5");
        Entity entity = new Entity(
                new EntityName("note"),
                "notes",
                Map.of(new StoreName("two"), "t2", new StoreName("one"), "t1", new StoreName("three"), "t3"),
                List.of("id"),
                UnitRule.column("creator"),
                Map.of(new StoreName("two"), names, new StoreName("one"), names, new StoreName("three"), names));

        String sorted = "{a=1, b=2, c=3, d=4, e=5}";
        assertThat(entity.toString())
                .contains("tables={one=t1, three=t3, two=t2}")
                .contains("columns={one=" + sorted + ", three=" + sorted + ", two=" + sorted + "}");
    }
}
