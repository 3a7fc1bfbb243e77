package dev.godwit.testkit.kit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.godwit.core.ApplicationStore.TransactionOptions.Isolation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/** The laws as tests of one store. Stores that laws may share are opened by the first one that needs them. */
final class Trial {
    private final StoreUnderTest store;
    private final Pattern only;
    private final SharedStores shared;

    Trial(StoreUnderTest store, AtomicInteger keyspaces, Pattern only) {
        this.store = store;
        this.only = only;
        this.shared = new SharedStores(store, keyspaces);
    }

    DynamicNode tests() {
        List<DynamicNode> chapters = new ArrayList<>();
        for (Object chapter : LawBook.CHAPTERS) {
            List<DynamicTest> tests = laws(chapter)
                    .flatMap(law -> tests(chapter, law))
                    .filter(test -> only.matcher(fullName(chapter, test.getDisplayName()))
                            .find())
                    .toList();
            if (!tests.isEmpty()) {
                chapters.add(dynamicContainer(nameOf(chapter), tests));
            }
        }
        chapters.add(dynamicTest("closes what it has opened", shared::close));
        return dynamicContainer(store.name(), chapters);
    }

    /** In the order of their names, for reflection has none. */
    static Stream<Method> laws(Object chapter) {
        return Arrays.stream(chapter.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Law.class))
                .sorted(Comparator.comparing(Method::getName));
    }

    static String nameOf(Object chapter) {
        return chapter.getClass().getSimpleName();
    }

    static String nameOf(Method law) {
        return law.getName().replace('_', ' ');
    }

    static List<Ability> needs(Method law) {
        return List.of(law.getAnnotation(Law.class).needs());
    }

    private Stream<DynamicTest> tests(Object chapter, Method law) {
        if (needs(law).stream().anyMatch(store.lacks()::contains) || isForOthers(law)) {
            return Stream.of();
        }
        KeyColumn any = store.keyColumns().getFirst();
        List<Class<?>> wanted = List.of(law.getParameterTypes());
        if (wanted.contains(Isolation.class)) {
            return Arrays.stream(Isolation.values())
                    .map(isolation -> test(chapter, law, nameOf(law) + " (" + isolation + ")", any, isolation));
        }
        if (wanted.contains(KeyColumn.class)) {
            return store.keyColumns().stream()
                    .map(column -> test(chapter, law, nameOf(law) + " (" + column + ")", column, column));
        }
        return Stream.of(test(chapter, law, nameOf(law), any));
    }

    private String fullName(Object chapter, String law) {
        return store.name() + ": " + nameOf(chapter) + ": " + law;
    }

    private boolean isForOthers(Method law) {
        return law.getAnnotation(Law.class).once() && !store.equals(store.ordinary());
    }

    private DynamicTest test(Object chapter, Method law, String name, KeyColumn key, Object... further) {
        return dynamicTest(
                name,
                () -> store.run(() -> {
                    try (Scene scene = new Scene(store, shared, key)) {
                        invoke(chapter, law, scene, further);
                    }
                }));
    }

    private static void invoke(Object chapter, Method law, Scene scene, Object... further) {
        Object[] arguments =
                Stream.concat(Stream.of(scene), Arrays.stream(further)).toArray();
        try {
            law.invoke(chapter, arguments);
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
