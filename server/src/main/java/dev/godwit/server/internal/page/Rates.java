package dev.godwit.server.internal.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a migration was, from its beginning in this server until now, in few points: when there are too many, each two
 * become one that stands for twice as long. Thread-safe.
 */
public final class Rates {
    private static final int MOST = 120;

    /**
     * What was seen in a while.
     *
     * @param lagMillis the longest
     */
    public record Point(Instant at, double copied, double verified, long lagMillis) {
        private static Point of(List<Point> points) {
            return new Point(
                    points.getLast().at(),
                    points.stream().mapToDouble(Point::copied).average().orElse(0),
                    points.stream().mapToDouble(Point::verified).average().orElse(0),
                    points.stream().mapToLong(Point::lagMillis).max().orElse(0));
        }
    }

    private final List<Point> points = new ArrayList<>();
    private final List<Point> gathering = new ArrayList<>();
    private int gathered = 1;

    synchronized void add(Point point) {
        gathering.add(point);
        if (gathering.size() < gathered) {
            return;
        }
        points.add(Point.of(gathering));
        gathering.clear();
        if (points.size() == MOST) {
            List<Point> halved = new ArrayList<>();
            for (int i = 0; i < MOST; i += 2) {
                halved.add(Point.of(points.subList(i, i + 2)));
            }
            points.clear();
            points.addAll(halved);
            gathered *= 2;
        }
    }

    /** Oldest first. */
    synchronized List<Point> points() {
        return List.copyOf(points);
    }
}
