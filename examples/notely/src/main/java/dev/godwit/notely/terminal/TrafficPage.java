package dev.godwit.notely.terminal;

import com.googlecode.lanterna.gui2.Component;
import java.util.List;
import java.util.Optional;

/** The first page: what is asked of the API and the stores, what the simulated users noticed, and deployments. */
final class TrafficPage implements Page {
    /** From here on there are two columns. */
    private static final int WIDE = 140;

    private static final int GAP = 3;

    private final NotelyControls controls;
    private final Scroll scroll = new Scroll();

    TrafficPage(NotelyControls controls) {
        this.controls = controls;
    }

    @Override
    public String title() {
        return "API requests";
    }

    @Override
    public List<KeyHint> keys() {
        return List.of(new KeyHint("d", "deploy"));
    }

    @Override
    public Component body(Optional<NotelyView> view, Look look) {
        return view.map(seen -> scroll.show(tables(seen, look.withWidth(look.width() - Scroll.WIDTH)), look))
                .orElseGet(() -> Page.waiting(look));
    }

    @Override
    public void move(Motion motion) {
        scroll.move(motion);
    }

    @Override
    public Optional<Order> order(char key) {
        return key == 'd' ? Optional.of(new Order("deploy", controls::deploy)) : Optional.empty();
    }

    private static Component tables(NotelyView view, Look look) {
        if (look.width() < WIDE) {
            return Look.stack(
                    DeploymentSection.state(view.deployment(), look),
                    Look.blank(),
                    TrafficSections.checks(view.traffic(), look),
                    Look.blank(),
                    TrafficSections.requests(view.traffic(), look),
                    Look.blank(),
                    TrafficSections.storeAccess(view.traffic(), look),
                    Look.blank(),
                    DeploymentSection.versions(view.deployment(), view.at(), look));
        }
        Look half = look.withWidth((look.width() - GAP) / 2);
        Component left = Look.stack(
                TrafficSections.requests(view.traffic(), half),
                Look.blank(),
                TrafficSections.storeAccess(view.traffic(), half));
        Component right = Look.stack(
                TrafficSections.checks(view.traffic(), half),
                Look.blank(),
                DeploymentSection.state(view.deployment(), half),
                Look.blank(),
                DeploymentSection.versions(view.deployment(), view.at(), half));
        return Look.beside(Look.fixed(left, half.width()), Look.gap(GAP), right);
    }
}
