package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The third page: the migration, as {@code godwit status} tells of it, with its units and its journal. */
final class MigrationPage implements Page {
    private final NotelyControls controls;
    private final Scroll scroll = new Scroll();

    MigrationPage(NotelyControls controls) {
        this.controls = controls;
    }

    @Override
    public String title() {
        return "Migration";
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("p", "pause"), new KeyHint("c", "approve"), new KeyHint("r", "roll back"));
    }

    @Override
    public Component body(Optional<NotelyView> view, Look look) {
        return view.map(seen -> body(seen, look)).orElseGet(() -> Page.waiting(look));
    }

    @Override
    public void move(Motion motion) {
        scroll.move(motion);
    }

    @Override
    public Optional<Order> order(char key) {
        return switch (key) {
            case 'p' -> Optional.of(new Order("pause or resume", controls::pauseOrResume));
            case 'c' -> Optional.of(new Order("approve", controls::approve));
            case 'r' -> Optional.of(new Order("roll back", controls::rollBack));
            default -> Optional.empty();
        };
    }

    private Component body(NotelyView view, Look look) {
        Look narrower = look.withWidth(look.width() - Scroll.WIDTH);
        return view.migration()
                .map(migration -> scroll.show(sections(migration, view.at(), narrower), look))
                .orElseGet(() -> look.text("There is no migration (" + view.mode() + ").", Tone.FAINT));
    }

    private static Component sections(MigrationView migration, Instant now, Look look) {
        return Look.stack(
                MigrationFigures.of(migration.status(), now, look),
                Look.blank(),
                MigrationTables.waves(migration.status(), look),
                Look.blank(),
                MigrationTables.journal(migration.journal(), look),
                Look.blank(),
                MigrationTables.units(migration.units(), look));
    }
}
