package vn.hanoi.datahub.standalone.agency;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Sends one file to the ingest service and follows it until every row is processed. */
public final class FilePush {

    private static final long POLL_MILLIS = 300;

    private final HubClient hub;
    private final PushLog log;

    public FilePush(HubClient hub, PushLog log) {
        this.hub = hub;
        this.log = log;
    }

    /**
     * How a file is sent.
     *
     * @param mapping path of the YAML that says how rows become events; empty where the columns are the fields, or the
     *     hub has a stored mapping
     * @param again whether to send the file even if this machine has sent it before
     */
    public record UploadOptions(String type, String mapping, boolean dryRun, boolean again) {}

    /**
     * Sends a file and follows its job.
     *
     * @param progress receives the job as the ingest service reports it
     * @return the job when it has ended: {@code status} done or failed
     * @throws HubClient.RefusedException when the ingest service refuses the file
     */
    public JsonNode push(Path file, UploadOptions options, Consumer<JsonNode> progress)
            throws IOException, InterruptedException {
        String mapping = options.mapping().isEmpty() ? "" : MappingFile.read(Path.of(options.mapping()), file);
        String key = PushLog.key(file, hub.ingest(), options.type(), mapping);
        String location = options.again() || options.dryRun() ? "" : known(key);
        if (location.isEmpty()) {
            location = upload(file, options, mapping);
            if (!options.dryRun()) {
                log.put(key, location);
            }
        }
        JsonNode job = hub.ask("GET", location);
        while (!isEnded(job)) {
            progress.accept(job);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            job = hub.ask("GET", location);
        }
        progress.accept(job);
        return job;
    }

    /**
     * Returns the location of a job with the same content that the hub still knows and of which nothing was refused.
     * Empty otherwise: something may have been fixed since.
     */
    private String known(String key) throws IOException, InterruptedException {
        String location = log.find(key).orElse("");
        if (location.isEmpty()) {
            return "";
        }
        try {
            JsonNode job = hub.ask("GET", location);
            boolean isDoneWith = job.path("status").asString("").equals("failed")
                    || isEnded(job) && job.path("refused").asLong() > 0;
            return isDoneWith ? "" : location;
        } catch (HubClient.RefusedException e) {
            if (e.status == 404) {
                return "";
            }
            throw e;
        }
    }

    private static boolean isEnded(JsonNode job) {
        String status = job.path("status").asString("");
        return status.equals("done") || status.equals("failed");
    }

    private String upload(Path file, UploadOptions options, String mapping) throws IOException, InterruptedException {
        String name = String.valueOf(file.getFileName());
        String path =
                "/v1/files?type=" + encoded(options.type()) + "&dryRun=" + options.dryRun() + "&name=" + encoded(name);
        if (mapping.isEmpty()) {
            return hub.upload(path, Map.of("Content-Type", type(name)), () -> content(file));
        }
        String boundary = "hub-" + UUID.randomUUID();
        String before = part(boundary, "mapping", "mapping.yaml", "application/yaml") + mapping + "\r\n"
                + part(boundary, "file", name, type(name));
        String after = "\r\n--" + boundary + "--\r\n";
        return hub.upload(
                path,
                Map.of("Content-Type", "multipart/form-data; boundary=" + boundary),
                () -> BodyPublishers.concat(
                        BodyPublishers.ofString(before), content(file), BodyPublishers.ofString(after)));
    }

    private static BodyPublisher content(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String part(String boundary, String name, String file, String type) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\""
                + file.replace('"', '_') + "\"\r\nContent-Type: " + type + "\r\n\r\n";
    }

    private static String type(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".xlsx")
                ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                : "text/csv";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
