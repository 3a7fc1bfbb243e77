package dev.godwit.server.plan;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.Plan;
import dev.godwit.core.ProblemsException;
import dev.godwit.engine.spi.PlanText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads a migration's plan from its YAML file: UTF-8, at most 1 MiB. Secrets are looked up in the environment and in
 * files beside the plan. Defaults are those of {@code PlanDefaults}. Stateless and thread-safe.
 */
public final class PlanFile {
    private static final int BYTES_MAX = 1024 * 1024;

    private PlanFile() {}

    /**
     * Reads a plan.
     *
     * @throws ProblemsException with everything that is wrong with the file
     */
    public static Plan read(Path file) {
        return read(file, Secrets::ofEnvironment);
    }

    /**
     * Reads a plan whose {@code env:} secrets come from somewhere else than the environment.
     *
     * @throws ProblemsException with everything that is wrong with the file
     */
    public static Plan read(Path file, Function<String, Optional<String>> environment) {
        return readWritten(file, environment).plan();
    }

    /**
     * Reads a plan and keeps what it was read from.
     *
     * @throws ProblemsException with everything that is wrong with the file
     */
    public static WrittenPlan readWritten(Path file) {
        return readWritten(file, Secrets::ofEnvironment);
    }

    /**
     * What is in the file, without reading it as a plan.
     *
     * @throws ProblemsException when it is no text of at most 1 MiB, or not there
     */
    public static String text(Path file) {
        Findings findings = new Findings(file.toString());
        Optional<String> text = text(file, findings);
        findings.throwIfAny();
        return text.orElseThrow();
    }

    private static WrittenPlan readWritten(Path file, Function<String, Optional<String>> environment) {
        Findings findings = new Findings(file.toString());
        Optional<String> text = text(file, findings);
        findings.throwIfAny();
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return PlanTexts.read(
                new PlanText(text.orElseThrow(), folder.toString(), false), findings, new Secrets(folder, environment));
    }

    private static Optional<String> text(Path file, Findings findings) {
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                findings.report(ErrorCode.PLAN_INVALID_VALUE, "the file is larger than 1 MiB");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            findings.report(ErrorCode.PLAN_INVALID_YAML, "the file is not UTF-8 text");
        } catch (NoSuchFileException e) {
            findings.report(ErrorCode.PLAN_NOT_FOUND, "there is no such file");
        } catch (AccessDeniedException e) {
            findings.report(ErrorCode.PLAN_NOT_FOUND, "the file may not be read by this user");
        } catch (IOException e) {
            String why = Files.isDirectory(file) ? "it is a folder" : "it can't be read: " + e.getMessage();
            findings.report(ErrorCode.PLAN_NOT_FOUND, why);
        }
        return Optional.empty();
    }
}
