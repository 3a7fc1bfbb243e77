package dev.godwit.cli;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The Chromium of this machine, with a page in it that is watched for errors. */
final class Browser implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final String AXE = script("/axe.min.js");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final com.microsoft.playwright.Browser chromium = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(executable())
                    .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage")));
    private final List<String> errors = new ArrayList<>();
    final Page page;

    /** A page of somebody who has this token; empty for none. */
    Browser(String token) {
        com.microsoft.playwright.Browser.NewContextOptions options =
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1440, 900);
        if (!token.isEmpty()) {
            options.setExtraHTTPHeaders(Map.of("Authorization", "Bearer " + token));
        }
        BrowserContext context = chromium.newContext(options);
        context.setDefaultTimeout(20_000);
        page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(errors::add);
    }

    /** What the console has complained about since it was asked last. */
    List<String> errors() {
        List<String> all = List.copyOf(errors);
        errors.clear();
        return all;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Keeps what the page looks like with the tests' other output, light, dark and on a phone. */
    void keepPictures(String name) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1440, 390)) {
                page.setViewportSize(width, width == 390 ? 844 : 900);
                Path file = PICTURES.resolve(
                        name + "-" + width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + ".png");
                page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        page.setViewportSize(1440, 900);
    }

    /** How many pixels of the page a phone would have to scroll sideways for. */
    int beyondThePhone() {
        page.setViewportSize(390, 844);
        int beyond = (int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        page.setViewportSize(1440, 900);
        return Math.max(0, beyond);
    }

    /** What a check of accessibility has to say, one line each. */
    @SuppressWarnings("unchecked")
    List<String> barriers() {
        page.evaluate(AXE);
        return (List<String>) page.evaluate("""
                async () => (await axe.run()).violations.map(
                  (found) => found.id + ": " + found.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", "))""");
    }

    private void listen(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.type() + ": " + message.text());
        }
    }

    private static Path executable() {
        return List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome").stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("install the package 'chromium' for this test"));
    }

    private static String script(String resource) {
        try (InputStream input = Objects.requireNonNull(Browser.class.getResourceAsStream(resource), resource)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
