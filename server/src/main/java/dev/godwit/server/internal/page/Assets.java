package dev.godwit.server.internal.page;

import dev.godwit.core.ErrorCode;
import dev.godwit.core.GodwitException;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Scripts, styles and pictures, all from this program: their addresses contain what they are, so that a browser keeps them
 * for ever and never has an old one. Thread-safe.
 */
public final class Assets {
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final int HASH_LENGTH = 16;

    private record Asset(String mediaType, byte[] bytes, byte[] zipped, String hash) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    Assets() {
        own("theme.js", SCRIPT);
        own("page.js", SCRIPT);
        own("charts.js", SCRIPT);
        own("page.css", "text/css; charset=utf-8");
        own("godwit.svg", "image/svg+xml");
        webjar("htmx.js", "htmx.org/2.0.10/dist/htmx.min.js");
        webjar("sse.js", "htmx-ext-sse/2.2.2/sse.js");
        webjar("chart.js", "chartjs/4.4.3/dist/chart.umd.js");
    }

    /** Where a page finds an asset. */
    public String url(String name) {
        return "/assets/" + asset(name).hash() + "/" + name;
    }

    /** Changes when any of them does: a page that is open for long learns from it that it is old. */
    String edition() {
        StringBuilder all = new StringBuilder();
        assets.values().forEach(asset -> all.append(asset.hash()));
        return hash(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    void serve(ServerRequest request, ServerResponse response) {
        String name = request.path().pathParameters().get("name");
        Asset asset = assets.get(name);
        if (asset == null) {
            throw new GodwitException(ErrorCode.INVALID_REQUEST, "no asset " + name);
        }
        boolean current = asset.hash().equals(request.path().pathParameters().get("hash"));
        String tag = "\"" + asset.hash() + "\"";
        response.header(HeaderNames.ETAG, tag)
                .header(HeaderNames.CACHE_CONTROL, current ? FOR_EVER : "no-cache")
                .header(HeaderNames.VARY, "Accept-Encoding")
                .header("X-Content-Type-Options", "nosniff");
        if (request.headers().first(HeaderNames.IF_NONE_MATCH).equals(Optional.of(tag))) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        response.header(HeaderNames.CONTENT_TYPE, asset.mediaType());
        boolean zipped =
                request.headers().first(HeaderNames.ACCEPT_ENCODING).orElse("").contains("gzip");
        if (zipped) {
            response.header(HeaderNames.CONTENT_ENCODING, "gzip");
        }
        response.send(zipped ? asset.zipped() : asset.bytes());
    }

    private Asset asset(String name) {
        return Objects.requireNonNull(assets.get(name), name);
    }

    private void own(String name, String mediaType) {
        add(name, mediaType, name);
    }

    private void webjar(String name, String path) {
        add(name, SCRIPT, WEBJARS + path);
    }

    private void add(String name, String mediaType, String resource) {
        try (InputStream input =
                Objects.requireNonNull(Assets.class.getResourceAsStream(resource), () -> "no resource " + resource)) {
            byte[] bytes = input.readAllBytes();
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
                zip.write(bytes);
            }
            assets.put(name, new Asset(mediaType, bytes, zipped.toByteArray(), hash(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
