package dev.godwit.notely.strategy;

import dev.godwit.notely.note.NoteService;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The strategy that the reader of the tutorial wrote: a public class {@value #NAME} without a package, which implements
 * {@link NoteService} and has a public constructor that takes {@link NoteStores}.
 */
public final class ExerciseClass {
    /** The name of the class, and of its source file before {@code .java}. */
    public static final String NAME = "Exercise";

    private ExerciseClass() {}

    /**
     * Makes one.
     *
     * @param classes the folder with the compiled class; it is read now and then, as long as the strategy is used
     * @throws IOException when there is no such class, or it can't be made; the message says what is wrong with it
     */
    public static NoteService load(Path classes, NoteStores stores) throws IOException {
        if (!Files.isRegularFile(classes.resolve(NAME + ".class"))) {
            throw new IOException("there is no " + NAME + ".class in " + classes);
        }
        // Never closed: the class may need others of its folder as long as the process runs.
        URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ExerciseClass.class.getClassLoader());
        try {
            Class<?> exercise = loader.loadClass(NAME);
            if (!NoteService.class.isAssignableFrom(exercise)) {
                throw new IOException("the class " + NAME + " does not implement NoteService");
            }
            return (NoteService) exercise.getConstructor(NoteStores.class).newInstance(stores);
        } catch (InvocationTargetException e) {
            throw new IOException("the constructor of " + NAME + " failed: " + e.getCause(), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IOException("the class " + NAME + " needs a public constructor that takes NoteStores: " + e, e);
        }
    }
}
